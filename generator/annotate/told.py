"""Attributions that the reader finds → reports: whole quotations, whose words, and whether they are speech.

The reader says roughly which words are reported; quotation marks say exactly which are verbatim. What a cue is worth
(speech, belief, intention) is told by the table of cues: a network is not asked to guess that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.phrases import Report, cue_verb, is_negated, is_supposed
from generator.annotate.sureness import Signs
from generator.knowledge.cues import load_cues
from generator.models import Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Tokens

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import FoundAttribution, Parsed, Words
    from generator.models import QuoteAct

_SILENT = frozenset({"byline", "credit", "dateline", "headline"})
"""Pieces in which the reader was not taught to find attributions."""
_EDGES = " \t\n\u00a0,;:—–-"
_SOMEBODY = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})
_WITHOUT_WORDS = frozenset(",:;.-—–\"'“”‘’() ")


def find_told(pieces: Sequence[Parsed], marked: Sequence[Marked]) -> list[Report]:
    """What the reader finds in the pieces of an article, in order."""
    out: list[Report] = []
    for number, piece in enumerate(pieces):
        for found in piece.spoken or ():
            if piece.kind not in _SILENT:
                out += _report(number, pieces, found, marked)
    return out


def _report(
    number: int, pieces: Sequence[Parsed], found: FoundAttribution, marked: Sequence[Marked]
) -> Iterator[Report]:
    spans = (span for words in found.content for span in _trimmed(pieces[words.paragraph], words))
    content = whole(tuple(spans), marked)
    tokens = _tokens(pieces, found.cue)
    quoted = any(mark.outer.touches(span) for mark in marked for span in content)
    supposed = tokens is not None and any(is_supposed(t) for t in tokens)
    if not content or (supposed and quoted) or (tokens is not None and any(is_negated(t) for t in tokens)):
        return
    act = _act(tokens, quoted=quoted, infinitive=_begins_with_to(pieces, found.content[0]))
    speaker = _speaker(pieces, found.source)
    verb = tokens.root.i if tokens is not None else -1
    known = act is not None
    act = "intention" if supposed else act or ("speech" if quoted else "belief")
    signs = Signs(*found.chances, known=known)
    yield Report(number, content, _placed(pieces, found.cue), speaker, act, "reader", verb, signs)


def _speaker(pieces: Sequence[Parsed], words: Words | None) -> Speaker | None:
    """The source as a speaker; words without a noun, a pronoun or a name name nobody."""
    tokens = _tokens(pieces, words)
    if words is None or tokens is None or not any(t.pos_ in _SOMEBODY for t in tokens):
        return None
    return next((Speaker(span.start, span.end) for span in _trimmed(pieces[words.paragraph], words)), None)


def whole(content: tuple[Span, ...], marked: Sequence[Marked]) -> tuple[Span, ...]:
    """The content with marked stretches taken whole: what is quoted is never cut in the middle."""
    merged: list[Span] = []
    for span in sorted(_whole(span, marked) for span in content):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _whole(span: Span, marked: Sequence[Marked]) -> Span:
    touched = [m for m in marked if m.inner.touches(span)]
    if not touched:
        return span
    start = min(span.start, *(m.outer.start for m in touched))
    end = max(span.end, *(m.outer.end for m in touched))
    return touched[0].inner if len(touched) == 1 and touched[0].outer == Span(start, end) else Span(start, end)


def _trimmed(piece: Parsed, words: Words) -> Iterator[Span]:
    """The words as a span of the article's text, without commas and dashes at the ends."""
    text = piece.doc.text[words.start : words.end]
    start = words.start + len(text) - len(text.lstrip(_EDGES))
    end = words.end - (len(text) - len(text.rstrip(_EDGES)))
    if any(c.isalnum() for c in text):
        yield Span(piece.start + start, piece.start + end)


def _placed(pieces: Sequence[Parsed], words: Words | None) -> Span | None:
    return (
        Span(pieces[words.paragraph].start + words.start, pieces[words.paragraph].start + words.end) if words else None
    )


def _tokens(pieces: Sequence[Parsed], words: Words | None) -> Tokens | None:
    if words is None:
        return None
    return pieces[words.paragraph].doc.char_span(words.start, words.end, alignment_mode="expand")


def _begins_with_to(pieces: Sequence[Parsed], words: Words) -> bool:
    return pieces[words.paragraph].doc.text[words.start : words.start + 3].casefold() == "to "


def _act(cue: Tokens | None, *, quoted: bool, infinitive: bool) -> QuoteAct | None:
    """What a cue makes of its content; nothing where the table does not know it."""
    if cue is None or all(c in _WITHOUT_WORDS for c in cue.text) or cue[0].lower_ == "according":
        return "speech"
    cues = load_cues()
    for token in reversed(cue):
        entry = cue_verb(token)
        if entry is not None:
            takes = entry[0].takes
            wanted = ["quote"] if quoted else ["to"] if infinitive else []
            return next(takes[kind] for kind in (*wanted, "clause", *takes) if kind in takes)
        lemma = token.lemma_.lower()
        if lemma in cues.nouns:
            return "belief" if lemma in cues.thoughts else "speech"
    return None

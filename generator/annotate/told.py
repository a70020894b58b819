"""Attributions that the reader finds → reports: whole quotations, whose words, and whether they are speech.

The reader says roughly which words are reported; quotation marks say exactly which are verbatim. What a cue is worth
(speech, belief, intention) is told by the table of cues: a network is not asked to guess that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate.acts import act_of, is_deed, is_put_to, says_nothing
from generator.annotate.phrases import Report, can_speak, cue_verb, find_subject, is_nobody, speaker_of
from generator.annotate.sureness import Signs
from generator.models import Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Tokens

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import FoundAttribution, Parsed, Words

_SILENT = frozenset({"byline", "credit", "dateline", "headline"})
"""Pieces in which the reader was not taught to find attributions."""
_EDGES = " \t\n\u00a0,;:—–-"
_SOMEBODY = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X"})
_NO_SPEAKER = re.compile(r"(?:i|we|you|us)$|(?:nobody|no one|none)\b")
"""Sources that are whoever wrote the article or reads it, or nobody at all."""
_EMPTY = frozenset({"a", "an", "the", "it", "that", "this", "so", "mr", "mrs", "ms", "his", "her", "its", "their"})
_LEAST_WORDS = 2
"""Words of a statement that no marks show."""
_STOP = re.compile(r"[^.\s]{3}[.?!][\"”’»]?\s|\n")
_LEAD = 8
"""Words that lead to a quotation with a colon, at most: "their comments: “…”"."""
_SURE_NAME = 0.6
_BY_PARSE = 0.5
"""Probability of a source that only the parse tells."""
_BY_PASSIVE = 0.95
"""Probability that nobody is named where a passive tells so."""
_FEW = 3
"""Words between marks that are rather a name than a quotation, where nobody is said to have said them."""
_LEFT_OVER = 2


def find_told(text: str, pieces: Sequence[Parsed], marked: Sequence[Marked]) -> list[Report]:
    """What the reader finds in the pieces of an article, in order."""
    out: list[Report] = []
    for number, piece in enumerate(pieces):
        for found in piece.spoken or ():
            if piece.kind not in _SILENT:
                out += _report(text, number, pieces, found, marked)
    return out


def _report(
    text: str, number: int, pieces: Sequence[Parsed], found: FoundAttribution, marked: Sequence[Marked]
) -> Iterator[Report]:
    cue, first = _tokens(pieces, found.cue), _tokens(pieces, found.content[0])
    spans = [span for words in found.content for span in _trimmed(pieces[words.paragraph], words)]
    source, named = (None, None) if is_put_to(cue) else (found.source, found.cue)
    seen = _speaker(pieces, source)
    speaker = seen or _subject(pieces, named, cue)
    if not spans or says_nothing(cue, first) or (speaker is not None and _NO_SPEAKER.match(speaker.words)):
        return
    content = whole(tuple(_completed(pieces[number], spans, cue)), marked)
    content = _of_one_sentence(text, content, _placed(pieces, found.cue), marked)
    content = tuple(_without_lead(text, span, marked) for span in content)
    quoted = any(mark.outer.touches(span) for mark in marked for span in content)
    words = [word.casefold() for span in content for word in re.findall(r"\w+", span.of(text))]
    if not content or (not quoted and len(found.content) == 1 and is_deed(cue, first)):
        return
    if not quoted and (len(words) < _LEAST_WORDS or _EMPTY.issuperset(words)):
        return  # "denied it", "praised Cuba"
    act = act_of(cue, quoted=quoted, infinitive=first is not None and first[0].lower_ == "to")
    content_chance, source_chance, cue_chance = found.chances
    if is_put_to(cue):
        source_chance = _BY_PASSIVE
    elif speaker is not None and seen is None:
        source_chance = _BY_PARSE
    signs = Signs(content_chance, source_chance, cue_chance, known=act is not None)
    short = first is not None and len(first.text.split()) <= _FEW
    if speaker is None and (_has_subject(cue) or (quoted and (short or act in (None, "belief")))):
        return  # "the smell suggests …", "known as “the Camel”", "called mole (“sauce”)"
    act = act or ("speech" if quoted else "belief")
    verb = cue.root.i if cue is not None else -1
    placed = _placed(pieces, found.cue)
    yield Report(number, content, placed, speaker.speaker if speaker else None, act, "reader", verb, signs)


def _of_one_sentence(
    text: str, content: tuple[Span, ...], cue: Span | None, marked: Sequence[Marked]
) -> tuple[Span, ...]:
    """The content without sentences of their own that no marks show: "X, he said. Work goes on." is the paper's."""
    if cue is None:
        return content
    near = [
        span
        for span in content
        if any(mark.outer.touches(span) for mark in marked)
        or not _STOP.search(text[min(cue.start, span.start) : max(cue.start, span.start)])
    ]
    return tuple(near)


def _without_lead(text: str, span: Span, marked: Sequence[Marked]) -> Span:
    """The span without the words and the colon that lead to its quotation marks."""
    first = next((mark for mark in marked if span.start < mark.outer.start and span.covers(mark.outer)), None)
    lead = text[span.start : first.outer.start].rstrip() if first is not None else ""
    if first is None or not lead.endswith(":") or len(lead.split()) > _LEAD:
        return span
    return first.inner if first.outer.end == span.end else Span(first.outer.start, span.end)


@dataclass(frozen=True, slots=True)
class _Source:
    speaker: Speaker
    words: str
    """As printed, in lower case."""


def _subject(pieces: Sequence[Parsed], words: Words | None, cue: Tokens | None) -> _Source | None:
    """The subject of a cue whose source the reader does not see, if it is one that can speak."""
    head = find_subject(cue.root) if cue is not None and cue_verb(cue.root) else None
    if words is None or cue is None or head is None or not can_speak(head) or is_nobody(head, cue.root):
        return None
    speaker = speaker_of(pieces[words.paragraph], head, cue.root)
    return _Source(speaker, head.lower_)


def _has_subject(cue: Tokens | None) -> bool:
    """Whether the cue has a subject of its own, which then is none that speaks."""
    return cue is not None and any(child.dep_ == "nsubj" for child in cue.root.children)


def _speaker(pieces: Sequence[Parsed], words: Words | None) -> _Source | None:
    """The source as a speaker, the names in it whole; words without a noun, a pronoun or a name are none."""
    tokens = _tokens(pieces, words)
    if words is None or tokens is None or not any(t.pos_ in _SOMEBODY for t in tokens):
        return None
    piece = pieces[words.paragraph]
    if tokens.root.pos_ == "DET" and tokens.root.head.i == tokens.end:
        words = replace(
            words, end=tokens.doc[tokens.end].idx + len(tokens.doc[tokens.end])
        )  # "the" of "the headmaster"
    for span in _trimmed(piece, words):
        start, end = span.start - piece.start, span.end - piece.start
        for name in piece.names:
            if name.start < end and start < name.end and (name.confidence or 0.0) >= _SURE_NAME:
                start, end = min(start, name.start), max(end, name.end)
        return _Source(Speaker(piece.start + start, piece.start + end), piece.doc.text[start:end].casefold())
    return None


def _completed(piece: Parsed, spans: Sequence[Span], cue: Tokens | None) -> Iterator[Span]:
    """The spans, with a word or two left between the content's end and its cue: "… in 2015, according to"."""
    for span in spans:
        end = cue.start_char + piece.start if cue is not None and cue.doc is piece.doc else span.end
        between = piece.doc.text[span.end - piece.start : end - piece.start] if span.end < end else ""
        words, comma, rest = between.partition(",")
        if comma and not rest.strip() and 0 < len(words.split()) <= _LEFT_OVER and not any(c in ".?!;:" for c in words):
            yield Span(span.start, span.end + len(words.rstrip()))
        else:
            yield span


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

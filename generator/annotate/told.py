"""Attributions that the reader finds → reports: whole quotations, whose words, and whether they are speech.

The reader says roughly which words are reported; quotation marks say exactly which are verbatim. What a cue is worth
(speech, belief, intention) is told by the table of cues: a network is not asked to guess that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate.acts import act_of, is_deed, is_put_to, says_nothing
from generator.annotate.contents import content_of, placed, trimmed
from generator.annotate.phrases import Report, can_speak, cue_verb, find_subject, is_nobody, speaker_of
from generator.annotate.sureness import Signs
from generator.models import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Tokens

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import FoundAttribution, Parsed, Words

_SILENT = frozenset({"byline", "credit", "dateline", "headline"})
"""Pieces in which the reader was not taught to find attributions."""
_SOMEBODY = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ", "X"})
_NO_SPEAKER = re.compile(r"(?:i|we|you|us)$|(?:nobody|no one|none)\b")
"""Sources that are whoever wrote the article or reads it, or nobody at all."""
_CLAUSE = re.compile(r", (?:who|whose|whom|which|where)\b.*", re.DOTALL)
_FROM = (" from ", " by ")
_EMPTY = frozenset({"a", "an", "the", "it", "that", "this", "so", "mr", "mrs", "ms", "his", "her", "its", "their"})
_DOUBTED = 0.6
"""Probability of a source below which it must at least be one that can speak."""
_LEAST_WORDS = 2
"""Words of a statement that no marks show."""
_SURE_NAME = 0.6
_BY_PARSE = 0.35
"""Probability of a source that only the parse tells."""
_BY_PASSIVE = 0.95
"""Probability that nobody is named where a passive tells so."""
_FEW = 3
"""Words between marks that are rather a name than a quotation, where nobody is said to have said them."""


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
    source, named = (None, None) if is_put_to(cue) else (found.source, found.cue)
    seen = _speaker(text, pieces, source)
    speaker = seen or _subject(pieces, named, cue)
    if says_nothing(cue, first) or (speaker is not None and _NO_SPEAKER.match(speaker.words)):
        return
    head = _tokens(pieces, source)
    if seen is not None and head is not None and found.chances[1] < _DOUBTED and not can_speak(head.root):
        return  # "the smell suggests …", where the reader itself doubts that it is said
    content = content_of(text, pieces, found, cue, marked)
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
    place = placed(pieces, found.cue)
    yield Report(number, content, place, speaker.speaker if speaker else None, act, "reader", verb, signs)


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


def _speaker(text: str, pieces: Sequence[Parsed], words: Words | None) -> _Source | None:
    """The source as a speaker, the names in it whole; words without a noun, a pronoun or a name are none."""
    tokens = _tokens(pieces, words)
    if words is None or tokens is None or not any(t.pos_ in _SOMEBODY for t in tokens):
        return None
    piece = pieces[words.paragraph]
    if tokens.root.pos_ == "DET" and tokens.root.head.i == tokens.end:
        head = tokens.root.head  # "the" of "the headmaster"
        words = replace(words, end=head.idx + len(head))
    for span in trimmed(text, piece, words):
        start, end = span.start - piece.start, span.end - piece.start
        for name in piece.names:
            if name.start < end and start < name.end and (name.confidence or 0.0) >= _SURE_NAME:
                start, end = min(start, name.start), max(end, name.end)
        # "The statements" of "the statements from Raisi", and a name without the clause behind it.
        end = next((n.end for n in piece.names if text[piece.start + end : piece.start + n.start] in _FROM), end)
        printed = text[piece.start + start : piece.start + end]
        clause = _CLAUSE.search(printed)
        end = start + clause.start() if clause else end
        return _Source(Speaker(piece.start + start, piece.start + end), printed.casefold())
    return None


def _tokens(pieces: Sequence[Parsed], words: Words | None) -> Tokens | None:
    if words is None:
        return None
    return pieces[words.paragraph].doc.char_span(words.start, words.end, alignment_mode="expand")

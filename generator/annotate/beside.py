"""Whose words stand between quotation marks: the cue and the speaker right beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.phrases import (
    Report,
    chunk_from,
    chunk_to,
    cue_span,
    cue_verb,
    find_subject,
    is_nobody,
    reports,
    speaker_of,
)
from generator.models import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import Parsed

_ENDS = frozenset(".?!;")
_FAR = 45
"""Tokens between a mark and the end of its attribution, at most."""
_SKIPPED = frozenset({",", "-", "–", "—", "--"})
_COMMAS = (",", "?", "!", "—", "–", "-", "…", "...", ". . .")
_TITLE_WORDS = 3
_LONG_TAIL = 160
_PRESENT_OR_PAST = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: int
    piece: Parsed
    inside: Sequence[bool]

    def after(self, mark: Marked) -> Words:
        """The words from a closing mark to the end of the sentence or the next mark."""
        doc = self.piece.doc
        start = next((t.i for t in doc if self.piece.start + t.idx >= mark.outer.end), len(doc))
        stop = start
        while stop < len(doc) and stop - start < _FAR and not self.inside[stop] and doc[stop].text not in _ENDS:
            stop += 1
        return doc[start:stop]

    def before(self, mark: Marked) -> Words:
        """The words from the beginning of the sentence or the last mark to an opening mark."""
        doc = self.piece.doc
        end = next((t.i for t in doc if self.piece.start + t.idx >= mark.outer.start), len(doc))
        start = end
        while start > 0 and end - start < _FAR and not self.inside[start - 1] and doc[start - 1].text not in _ENDS:
            start -= 1
        return doc[start:end]

    def report(self, mark: Marked, verb: Token, speaker: Speaker) -> Report:
        """The marked words as reported by a verb."""
        cue = cue_span(self.piece, verb)
        return Report(self.number, (mark.inner,), cue, speaker, "speech", "marks-verb", verb.i)


def attribute_marked(
    number: int, piece: Parsed, marked: Sequence[Marked], inside: Sequence[bool]
) -> list[tuple[Marked, Report]]:
    """The marked stretches of one piece that have a cue and a speaker right after or before them."""
    here = _Paragraph(number, piece, inside)
    found: list[tuple[Marked, Report]] = []
    used: set[int] = set()
    for mark in marked:
        report = _after(here, mark) or _before(here, mark, used)
        if report is None and found:
            report = _goes_on(piece, mark, found[-1])
        if report is not None:
            used.add(report.verb)
            found.append((mark, report))
    return found


def _after(here: _Paragraph, mark: Marked) -> Report | None:
    """The attribution that follows: “…,” said X; “…,” X said; “…,” according to X."""
    words = [t for t in here.after(mark) if not t.is_space]
    comma = _ends_open(here.piece.doc.text[: mark.outer.end - here.piece.start])
    while words and words[0].text in _SKIPPED:
        comma = True
        words = words[1:]
    if not words or _is_title(here.piece, mark):
        return None
    if words[0].lower_ == "according" and len(words) > 2:
        return _according(here, mark, words)
    verb = next((t for t in words if _cues_quote(t)), None)
    if verb is None or verb.tag_ == "VBG" or not reports(verb):
        return None
    head = _beside_verb(verb, words)
    if head is None or is_nobody(head, verb):
        return None
    if not comma and not (words[0].text[0].islower() and (head.i > verb.i or words[0].pos_ == "PRON")):
        return None
    low, high = (verb.i + 1, words[-1].i + 1) if head.i > verb.i else (words[0].i, verb.i)
    return here.report(mark, verb, _clipped(here.piece, speaker_of(here.piece, head), low, high))


def _ends_open(text: str) -> bool:
    """Whether quoted words end as those do that an attribution follows."""
    return text.rstrip("\"'”’»›“ \u00a0").endswith(_COMMAS)


def _is_title(piece: Parsed, mark: Marked) -> bool:
    """Whether a word or two between marks belong to the words before them (the author of “Roots,” said …)."""
    lead = piece.doc.text[: mark.outer.start - piece.start].rstrip()
    words = piece.doc.text[mark.inner.start - piece.start : mark.inner.end - piece.start].split()
    return len(words) <= _TITLE_WORDS and lead[-1:].isalnum()


def _according(here: _Paragraph, mark: Marked, words: list[Token]) -> Report | None:
    head = chunk_from(here.piece.doc, words[2].i, words[-1].i + 1)
    if words[1].lower_ != "to" or head is None or is_nobody(head):
        return None
    cue = here.piece.tokens_span(words[0].i, words[1].i + 1)
    speaker = speaker_of(here.piece, head)
    return Report(here.number, (mark.inner,), cue, speaker, "speech", "according-to", words[0].i)


def _cues_quote(token: Token) -> bool:
    entry = cue_verb(token)
    return entry is not None and "quote" in entry[0].takes


def _beside_verb(verb: Token, words: list[Token]) -> Token | None:
    """Head of the subject after the verb or before it; nothing where the words before the verb are no subject."""
    stop = words[-1].i + 1
    before = [
        t
        for t in words
        if t.i < verb.i and t.dep_ not in {"aux", "auxpass"} and t.pos_ not in {"ADV", "PUNCT", "SPACE"}
    ]
    subject = find_subject(verb)
    if not before:
        if subject is not None and verb.i < subject.i < stop:
            return subject
        return chunk_from(verb.doc, verb.i + 1, stop)
    if before[0].pos_ in {"CCONJ", "SCONJ", "VERB"} and before[0].dep_ != "nsubj":
        return None
    if subject is not None and words[0].i <= subject.i < verb.i and subject.left_edge.i <= before[0].i:
        return subject
    return chunk_from(verb.doc, before[0].i, verb.i)


def _clipped(piece: Parsed, speaker: Speaker, low: int, high: int) -> Speaker:
    """A speaker without what stands before token `low` or from token `high` on."""
    bounds = piece.tokens_span(low, high)
    start, end = max(speaker.start, bounds.start), min(speaker.end, bounds.end)
    if start >= end:
        return speaker
    words = piece.doc.text[start - piece.start : end - piece.start]
    return Speaker(start, start + len(words.rstrip(" ,")))


def _before(here: _Paragraph, mark: Marked, used: set[int]) -> Report | None:
    """The attribution in front: X said, “…”; X told reporters: “…”; X: “…”."""
    words = here.before(mark)
    if not len(words):
        return None
    verb = next((t for t in reversed(words) if _cues_quote(t)), None)
    if verb is None:
        return _colon(here, mark, [t for t in words if not t.is_space])
    gap = [t for t in words if t.i > verb.i and not t.is_space]
    opening = here.piece.doc.text[mark.inner.start - here.piece.start]
    if not reports(verb) or not _leads_to(verb, gap, opening, again=verb.i in used):
        return None
    head = _subject_before(verb, words, here.inside)
    if head is None or is_nobody(head, verb):
        return None
    return here.report(mark, verb, speaker_of(here.piece, head))


def _leads_to(verb: Token, gap: list[Token], opening: str, *, again: bool) -> bool:
    """Whether the words between a cue and an opening mark say only to whom, where and when it was said."""
    if not gap:
        return True
    last = gap[-1]
    if any(t.dep_ == "mark" and t.lower_ != "as" for t in gap):
        return False
    clause = any(
        t.tag_ in {"MD", "WRB"} or (t.tag_ in _PRESENT_OR_PAST and t.head != verb and t.dep_ != "relcl") for t in gap
    )
    if clause or last.text == ":":
        return last.text == ":"
    if last.text in _SKIPPED:
        return again or len(gap) == 1 or not opening.islower()
    return opening.isupper() and last.pos_ in {"PROPN", "NOUN", "PRON", "ADV"}


def _subject_before(verb: Token, words: Words, inside: Sequence[bool]) -> Token | None:
    subject = find_subject(verb)
    if subject is not None and not inside[subject.i] and subject.i < words.end:
        return subject
    stop = verb.i
    while stop > words.start and verb.doc[stop - 1].pos_ in {"AUX", "ADV", "PUNCT"}:
        stop -= 1
    return chunk_to(verb.doc, stop, words.start)


def _colon(here: _Paragraph, mark: Marked, words: list[Token]) -> Report | None:
    """A name and a colon: X: “…”."""
    if not 2 <= len(words) <= 9 or words[-1].text != ":" or any(t.pos_ in {"VERB", "AUX"} for t in words):
        return None
    if words[0].pos_ not in {"PROPN", "NOUN", "DET", "ADJ"} or not any(t.pos_ == "PROPN" for t in words):
        return None
    span = here.piece.tokens_span(words[0].i, words[-1].i)
    cue = here.piece.token_span(words[-1])
    return Report(here.number, (mark.inner,), cue, Speaker(span.start, span.end), "speech", "colon", words[-1].i)


def _goes_on(piece: Parsed, mark: Marked, last: tuple[Marked, Report]) -> Report | None:
    """The next words of the same quotation, with nothing but the attribution between (“A,” she said. “B.”)."""
    before, report = last
    start = max(before.outer.end, report.end)
    if start > mark.outer.start:
        return None
    lead = piece.doc.text[start - piece.start : mark.outer.start - piece.start]
    if lead.strip() and not lead.rstrip().endswith((".", ",", ":", "?", "!")):
        return None
    return None if "." in lead.strip(" .,\u00a0") or len(lead) > _LONG_TAIL else report

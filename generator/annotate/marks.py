"""Quotation marks: which of them belong together, paragraph by paragraph.

One odd mark costs at most its own quotation: no pair reaches over the end of a paragraph. Only where a quotation is
left open and the next paragraph opens again (the custom of English papers) does it run to the end of its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.parsed import Parsed

_MARK = re.compile(r"''|``|[\"＂“”„‟«»‘’‚‹›「」『』']")
_OPENERS = frozenset("“„‟«‘‚‹「『") | {"``"}
_CLOSERS = frozenset("”»’›」』")
_SPACED = frozenset("«‹")
"""Opening marks that French sets apart from their words by a blank."""
_SINGLE = frozenset("'‘’‚‹›")
_ELIDED = re.compile(r"\d|(?:em|til|tis|twas|cause|n|round|bout)\b", re.IGNORECASE)
_ATTRIBUTED = re.compile(r",[\"”’'»]? (?:\w+\.? ){0,4}(?:said|says|told|added|asked|wrote|replied)\b")
_LEADS = ("", *".,:;?!—–”’\"'")
"""What a quotation that goes on in the next paragraph follows; one that follows a word is an odd mark."""
_SPACE = re.compile(r"\s|[\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks; nested marks are part of the outermost."""

    piece: int
    """Number of the piece it stands in."""
    outer: Span
    """With its marks."""
    inner: Span
    """Without them."""
    reopened: bool = False
    """Goes on with the quotation that the paragraph before left open."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool

    @property
    def single(self) -> bool:
        return self.sign in _SINGLE


def find_marked(pieces: Sequence[Parsed]) -> tuple[Marked, ...]:
    """All stretches between quotation marks, outermost only, in the order of the text."""
    return find_marked_texts([(piece.start, piece.doc.text) for piece in pieces])


def find_marked_texts(pieces: Sequence[tuple[int, str]]) -> tuple[Marked, ...]:
    """The same, of paragraphs given as where each begins and its text."""
    texts = [text for _, text in pieces]
    paired = [_pairs(text, _marks(text)) for text in texts]
    out: list[Marked] = []
    again = False
    for number, (text, (pairs, loose)) in enumerate(zip(texts, paired, strict=True)):
        start = pieces[number][0]
        goes_on = (
            loose is not None
            and number + 1 < len(texts)
            and _opens_paragraph(texts[number + 1], paired[number + 1])
            and text[: loose.start].rstrip()[-1:] in _LEADS
            and not _ATTRIBUTED.search(text, loose.end)
        )
        ends = [(a.start, a.end, b.start, b.end) for a, b in pairs]
        if loose is not None and goes_on:
            ends.append((loose.start, loose.end, len(text), len(text)))
        for nth, (outer, first, last, end) in enumerate(ends):
            inner = _trimmed(text, first, last, start)
            if inner:
                out.append(Marked(number, Span(start + outer, start + end), inner, reopened=again and nth == 0))
        again = goes_on
    return tuple(out)


def _opens_paragraph(text: str, paired: tuple[list[tuple[_Mark, _Mark]], _Mark | None]) -> bool:
    pairs, loose = paired
    first = pairs[0][0] if pairs else loose
    return first is not None and not text[: first.start].strip()


def _trimmed(text: str, start: int, end: int, offset: int) -> Span | None:
    """The stretch without white space and attribution commas at its ends; nothing where no word is left."""
    while start < end and _SPACE.match(text[start]):
        start += 1
    while start < end and (_SPACE.match(text[end - 1]) or text[end - 1] == ","):
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Span(offset + start, offset + end)


def _marks(text: str) -> list[_Mark]:
    """The quotation marks of a paragraph; apostrophes and inches are none."""
    out = []
    for m in _MARK.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        sign = m.group()
        if sign in _SINGLE and before.isalnum() and after.isalnum():
            continue
        if sign in "'’" and not before.isalnum() and _ELIDED.match(text, m.end()):
            continue
        opens, closes = _sides(sign, before, after)
        if opens or closes:
            out.append(_Mark(m.start(), m.end(), sign, opens, closes))
    return out


def _sides(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark opens or closes, by what stands beside it, then by its shape."""
    free_left = not before or bool(_SPACE.match(before)) or before in "([{—–-/“„«‘\"'"
    free_right = not after or bool(_SPACE.match(after)) or after in ".,;:!?)]}—–-/”»’…\"'"
    if free_left and not free_right:
        return True, False
    if free_right and not free_left:
        return False, True
    if sign in _OPENERS:
        return (True, False) if after.strip() or (sign in _SPACED and after) else (False, True)
    if sign in _CLOSERS:
        return False, True
    return False, free_left == free_right and bool(before.strip())


def _pairs(text: str, marks: list[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """Pairs of marks from the left, and the last mark that is left open."""
    pairs: list[tuple[_Mark, _Mark]] = []
    loose: _Mark | None = None
    i = 0
    while i < len(marks):
        mark = marks[i]
        if not mark.opens:
            i += 1
            continue
        close = _closing(text, marks, i)
        if close is None:
            if not mark.single:
                loose = mark
            i += 1
            continue
        pairs.append((mark, marks[close]))
        loose = None
        i = close + 1
    return pairs, loose


def _closing(text: str, marks: list[_Mark], start: int) -> int | None:
    """Number of the mark that closes mark `start`; nothing where another of its kind opens before (an odd mark)."""
    single = marks[start].single
    depth = 1
    guess: int | None = None
    for k in range(start + 1, len(marks)):
        mark = marks[k]
        if mark.single != single:
            continue
        if mark.opens:
            if not _nests(marks, start, k):
                return guess
            depth += 1
        elif single and _plural(text, mark):
            guess = k if guess is None and depth == 1 else guess
        elif not (mark.sign == '"' and _inches(text, marks, k)):
            depth -= 1
            if depth == 0:
                return k
    return guess


def _nests(marks: list[_Mark], start: int, inner: int) -> bool:
    """Whether an opening mark inside an open quotation is nested: two closing ones follow before the next opens."""
    same = [m for m in marks[inner + 1 :] if m.single == marks[start].single]
    return len(same) >= 2 and same[0].closes and same[1].closes


def _plural(text: str, mark: _Mark) -> bool:
    """Whether a single mark may be the apostrophe of a plural ("the leaders' talks")."""
    follows = text[mark.end : mark.end + 2]
    return (
        text[mark.start - 1 : mark.start] in "sz" and len(follows) == 2 and follows[0] == " " and follows[1].islower()
    )


def _inches(text: str, marks: list[_Mark], k: int) -> bool:
    """Whether a straight mark after a figure may be inches: another closing mark follows."""
    before, after = text[marks[k].start - 1 : marks[k].start], text[marks[k].end : marks[k].end + 2]
    later = next((m for m in marks[k + 1 :] if not m.single), None)
    return before.isdigit() and after[:1] == " " and after[1:].islower() and later is not None and not later.opens

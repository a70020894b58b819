"""Parses → sentences. The parser proposes where a sentence ends; plain evidence in the text overrules it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.articlejson import anchor
from generator.knowledge.cues import load_cues
from generator.models import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.parsed import Parsed

_ENDED = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sen|Rep|Gov|Prof|Rev|St|No|Sgt|Adm|Capt|[A-Z])\.$")
_CLOSED = re.compile(r"(?<=[^\W\d_]{3})[.!?…]['\"”’»]+(?=\s+[^\W\d_])")
"""Where words between quotation marks end with a sentence: behind the mark."""
_LEFT_OVER = re.compile(r"['\"”’»)\]]+(?=\s)")
"""Marks that close the sentence before, though the parser gives them to the one behind."""
_TAG = 8
"""Words among which "Brown asked" is looked for."""


def find_sentences(text: str, pieces: Sequence[Parsed]) -> tuple[Sentence, ...]:
    """The sentences of headline and paragraphs, in order, each with an anchor made from its words.

    A headline is one sentence, a dateline part of the one behind it; sub-headings, bylines and credit lines are none.
    """
    taken: set[str] = set()
    spans: list[Span] = []
    dateline: int | None = None
    for piece in pieces:
        if piece.kind == "headline":
            spans.append(piece.span)
        elif piece.kind == "paragraph":
            found = _joined(text, _closed(text, piece))
            if found and dateline is not None:
                found[0] = Span(dateline, found[0].end)
            spans += found
        dateline = piece.start if piece.kind == "dateline" else None
    return tuple(Sentence(span.start, span.end, anchor(span.of(text), taken)) for span in spans)


def _proposed(piece: Parsed) -> Iterator[Span]:
    for sentence in piece.doc.sents:
        first, last = sentence.start, sentence.end
        while first < last and piece.doc[first].is_space:
            first += 1
        while last > first and piece.doc[last - 1].is_space:
            last -= 1
        if first < last:
            yield piece.tokens_span(first, last)


def _closed(text: str, piece: Parsed) -> list[Span]:
    """The proposed sentences with the marks that close them, and parted behind those."""
    out: list[Span] = []
    for span in _proposed(piece):
        start = span.start
        left_over = _LEFT_OVER.match(text, start, span.end)
        if out and left_over and left_over.end() < span.end:
            out[-1] = Span(out[-1].start, left_over.end())
            start = left_over.end()
        out += _parted(text, piece, _stripped(text, Span(start, span.end)))
    return out


def _parted(text: str, piece: Parsed, span: Span) -> Iterator[Span]:
    """A sentence in two where one ends with a closing mark."""
    start = span.start
    for match in _CLOSED.finditer(text, span.start, span.end):
        rest = _stripped(text, Span(match.end(), span.end))
        whole = text[rest.start].isupper() and not _is_tag(piece, rest)
        if whole and not _ABBREVIATED.search(text[start : match.start() + 1]):
            yield Span(start, match.end())
            start = rest.start
    yield Span(start, span.end)


def _is_tag(piece: Parsed, rest: Span) -> bool:
    """Whether what follows only says who spoke: "“Why?” Brown asked"."""
    words = piece.doc.char_span(rest.start - piece.start, rest.end - piece.start, alignment_mode="expand")
    return words is None or any(t.lemma_.lower() in load_cues().verbs for t in words[:_TAG])


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end)


def _joined(text: str, proposed: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in proposed:
        if out and not _separate(out[-1].of(text), span.of(text)):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _separate(left: str, right: str) -> bool:
    """Whether the text shows that a sentence ends between the two."""
    return (
        bool(_ENDED.search(left))
        and not _ABBREVIATED.search(left)
        and any(c.isalnum() for c in right)
        and any(c.isalnum() for c in left)
        and not right[0].islower()
    )

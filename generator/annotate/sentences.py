"""Parses → sentences. The parser proposes where a sentence ends; plain evidence in the text overrules it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.articlejson import anchor
from generator.models import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.parsed import Parsed

_ENDED = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sen|Rep|Gov|Prof|Rev|St|No|Sgt|Adm|Capt|[A-Z])\.$")


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
            found = _joined(text, list(_proposed(piece)))
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

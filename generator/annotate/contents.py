"""The words of a quotation: whole between their marks, of one sentence, without what leads to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Tokens

    from generator.annotate.marks import Marked
    from generator.annotate.parsed import FoundAttribution, Parsed, Words

_EDGES = " \t\n\u00a0,;:—–-"
_STOP = re.compile(r"[^.\s]{3}[.?!][\"”’»]?\s|\n")
_LEAD = 8
"""Words that lead to a quotation with a colon, at most: "their comments: “…”"."""
_LEFT_OVER = 2


def content_of(
    text: str, pieces: Sequence[Parsed], found: FoundAttribution, cue: Tokens | None, marked: Sequence[Marked]
) -> tuple[Span, ...]:
    """The content that the reader found, put right at its edges; nothing where none of it is a report.

    Args:
        text: of the article.
        pieces: its pieces.
        found: what the reader found in them.
        cue: the words of its cue.
        marked: the stretches between quotation marks.
    """
    spans = [span for words in found.content for span in trimmed(text, pieces[words.paragraph], words)]
    content = whole(tuple(_completed(text, pieces[found.content[0].paragraph], spans, cue)), marked)
    near = _of_one_sentence(text, content, placed(pieces, found.cue), marked)
    return tuple(_without_lead(text, span, marked) for span in _without_things(text, pieces, near, marked))


def _without_things(
    text: str, pieces: Sequence[Parsed], content: tuple[Span, ...], marked: Sequence[Marked]
) -> Iterator[Span]:
    """The content without what has no verb and stands before the colon that leads to the marks.

    In "Pointing to the baskets, she said: “Sold.”" the baskets are no words of hers.
    """
    quoted = [span for span in content if any(mark.outer.touches(span) for mark in marked)]
    for span in content:
        led = span not in quoted and any(":" in text[span.end : other.start] for other in quoted)
        if not led or _has_verb(pieces, span):
            yield span


def _has_verb(pieces: Sequence[Parsed], span: Span) -> bool:
    piece = next(piece for piece in pieces if piece.span.covers(span))
    tokens = piece.doc.char_span(span.start - piece.start, span.end - piece.start, alignment_mode="expand")
    return tokens is None or any(token.pos_ in ("VERB", "AUX") for token in tokens)


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


def _completed(text: str, piece: Parsed, spans: Sequence[Span], cue: Tokens | None) -> Iterator[Span]:
    """The spans, with a word or two left between the content's end and its cue: "… in 2015, according to"."""
    for span in spans:
        end = cue.start_char + piece.start if cue is not None and cue.doc is piece.doc else span.end
        between = text[span.end : end] if span.end < end else ""
        words, comma, rest = between.partition(",")
        if comma and not rest.strip() and 0 < len(words.split()) <= _LEFT_OVER and not any(c in ".?!;:" for c in words):
            yield Span(span.start, span.end + len(words.rstrip()))
        else:
            yield span


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


def trimmed(text: str, piece: Parsed, words: Words) -> Iterator[Span]:
    """The words of a piece as a span of the article's text, without commas and dashes at the ends."""
    start, end = piece.start + words.start, piece.start + words.end
    if any(c.isalnum() for c in text[start:end]):
        while text[start] in _EDGES:
            start += 1
        while text[end - 1] in _EDGES:
            end -= 1
        yield Span(start, end)


def placed(pieces: Sequence[Parsed], words: Words | None) -> Span | None:
    """The words of a piece as a span of the article's text."""
    return (
        Span(pieces[words.paragraph].start + words.start, pieces[words.paragraph].start + words.end) if words else None
    )

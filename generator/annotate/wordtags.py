"""The tags that the reader gives to words, and tags → spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

NAMES = ("PERSON", "ORG", "LOC", "NORP", "FAC", "PRODUCT", "MISC", "DATE", "MONEY")
"""Kinds of name; LOC is every place, states among them, MISC events and all other names."""
SPEECH = ("CONTENT", "SOURCE", "CUE")
"""The parts of an attribution."""
POINTERS = ("SOURCE", "CUE")
"""What each word of a content points at."""
POINTER_SIZE = 64
"""Numbers in the query and in the key of a pointer."""


def _tags(kinds: Sequence[str]) -> tuple[str, ...]:
    return ("O", *(f"{part}-{kind}" for kind in kinds for part in "BI"))


NAME_TAGS = _tags(NAMES)
SPEECH_TAGS = _tags(SPEECH)


def best_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The most likely sequence of tags in which no I- stands without its beginning (Viterbi, 1967).

    Args:
        scores: logarithms of probabilities, shape (words, tags); tags in the order of `NAME_TAGS` or `SPEECH_TAGS`.
    """
    count, size = scores.shape
    if not count:
        return np.zeros(0, dtype=np.int64)
    inner = np.arange(2, size, 2)  # the I- tags; the B- of each stands before it
    best = scores[0].copy()
    best[inner] = -np.inf
    back = np.zeros((count, size), dtype=np.int64)
    for i in range(1, count):
        back[i] = best.argmax()
        value = np.full(size, best.max())
        begun, going = best[inner - 1], best[inner]
        back[i, inner] = np.where(begun > going, inner - 1, inner)
        value[inner] = np.maximum(begun, going)
        best = value + scores[i]
    out = np.zeros(count, dtype=np.int64)
    out[-1] = best.argmax()
    for i in range(count - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return out


def tagged_spans(tags: Sequence[int], kinds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, word behind the last, and kind of each span in a valid sequence of tags."""
    start: int | None = None
    for i, tag in enumerate([*tags, 0]):
        if start is not None and not (tag and tag % 2 == 0):
            yield start, i, kinds[(tags[start] - 1) // 2]
            start = None
        if tag % 2 == 1:
            start = i

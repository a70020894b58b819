"""Which articles are alike, near in time: all pairs above a likeness, found through their common words.

The likeness of a pair depends on its two articles alone, so pairs found once need not be looked for again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.terms import SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.resolve.terms import Terms

UNIT = 1_000_000
"""A likeness is a whole number between 0 and this."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles by their numbers, the smaller first, and their likeness; all of one shape (n,)."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    likeness: NDArray[np.int64]


def find_pairs(
    vectors: Sequence[Terms], days: NDArray[np.int64], *, least: int, window: int, new: Sequence[int] | None = None
) -> Pairs:
    """All pairs of which the cosine, in millionths, is at least `least`; sorted.

    Args:
        vectors: the articles.
        days: shape (articles,): the day of each as a number.
        least: the least likeness.
        window: most days between the two of a pair.
        new: look only for pairs with at least one of these articles.
    """
    wanted = list(range(len(vectors))) if new is None else sorted(new)
    postings = _Postings(vectors, days, wanted, _near_in_time(days, wanted, window))
    ones, others, found = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number in wanted:
        dots, mates = postings.products(vectors[number], int(days[number]), window)
        likeness = dots * UNIT // (SCALE * SCALE)
        near = np.flatnonzero((likeness >= least) & (mates != number))
        ones.append(np.minimum(mates[near], number))
        others.append(np.maximum(mates[near], number))
        found.append(likeness[near])
    one, other, likeness = np.concatenate(ones), np.concatenate(others), np.concatenate(found)
    _, first = np.unique(one * max(1, len(vectors)) + other, return_index=True)
    return Pairs(one[first], other[first], likeness[first])


def alike_words(one: Terms, other: Terms) -> float:
    """The cosine of two articles, between 0 and 1, as `find_pairs` has it."""
    _, here, there = np.intersect1d(one.codes, other.codes, assume_unique=True, return_indices=True)
    product = int((one.weights[here] * other.weights[there]).sum())
    return (product * UNIT // (SCALE * SCALE)) / UNIT


def _near_in_time(days: NDArray[np.int64], wanted: Sequence[int], window: int) -> NDArray[np.int64]:
    """The numbers of the articles that lie in the window of a wanted one, by day."""
    centres = np.unique(days[list(wanted)])
    order = np.argsort(days, kind="stable")
    if not len(centres):
        return order[:0]
    after = np.searchsorted(centres, days[order])
    gaps = np.minimum(
        np.abs(days[order] - centres[np.minimum(after, len(centres) - 1)]),
        np.abs(days[order] - centres[np.maximum(after - 1, 0)]),
    )
    near: NDArray[np.int64] = order[gaps <= window]
    return near


class _Postings:
    """Where each word of the wanted articles stands, by the day of the article: a window of days is one slice."""

    def __init__(
        self, vectors: Sequence[Terms], days: NDArray[np.int64], wanted: Sequence[int], order: NDArray[np.int64]
    ) -> None:
        self._order = order
        """Place in time → number of the article."""
        self._days = days[order]
        self._size = max(1, len(order))
        empty = np.zeros(0, np.int64)
        self._codes = np.unique(np.concatenate([empty, *(vectors[n].codes for n in wanted)]))
        places = np.repeat(np.arange(len(order)), [len(vectors[n].codes) for n in order])
        codes = np.concatenate([empty, *(vectors[n].codes for n in order)])
        weights = np.concatenate([empty, *(vectors[n].weights for n in order)])
        word = np.searchsorted(self._codes, codes)
        known = np.flatnonzero(np.append(self._codes, 0)[word] == codes) if len(self._codes) else empty
        # One sorted key for word and place: a word's stretch in a window of time is between two of them.
        keys = word[known] * self._size + places[known]
        order = np.argsort(keys, kind="stable")
        self._keys, self._weights = keys[order], weights[known][order].astype(np.float64)

    def products(self, vector: Terms, day: int, window: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The product of a vector with each article of the window, and the numbers of these."""
        left = int(np.searchsorted(self._days, day - window, "left"))
        right = int(np.searchsorted(self._days, day + window, "right"))
        words = np.searchsorted(self._codes, vector.codes) * self._size
        starts, ends = np.searchsorted(self._keys, words + left), np.searchsorted(self._keys, words + right)
        many = ends - starts
        at = np.arange(int(many.sum())) + np.repeat(starts - (np.cumsum(many) - many), many)
        places = self._keys[at] - np.repeat(words, many) - left
        # Whole numbers far below 2^53: the sums are exact, in whatever order.
        parts = self._weights[at] * np.repeat(vector.weights, many)
        return np.bincount(places, parts, minlength=right - left).astype(np.int64), self._order[left:right]

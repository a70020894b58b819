"""Which articles are alike, near in time: all pairs above a likeness, found through their common words.

The likeness of a pair depends on its two articles alone, so pairs found once need not be looked for again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.terms import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    vectors: Sequence[Terms], days: NDArray[np.int64], *, least: int, window: int, new: Iterable[int] | None = None
) -> Pairs:
    """All pairs of which the cosine, in millionths, is at least `least`.

    Args:
        vectors: the articles.
        days: shape (articles,): the day of each as a number.
        least: the least likeness.
        window: most days between the two of a pair.
        new: look only for pairs with at least one of these articles.
    """
    postings = _Postings(vectors, days)
    wanted = range(len(vectors)) if new is None else sorted(new)
    whole = new is None
    ones, others, found = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number in wanted:
        dots = postings.products(vectors[number], int(days[number]), window)
        likeness = dots * UNIT // (SCALE * SCALE)
        near = np.flatnonzero(likeness >= least)
        mates = postings.numbers(near, int(days[number]), window)
        keep = mates < number if whole else mates != number
        ones.append(np.minimum(mates[keep], number))
        others.append(np.maximum(mates[keep], number))
        found.append(likeness[near][keep])
    one, other, likeness = np.concatenate(ones), np.concatenate(others), np.concatenate(found)
    _, first = np.unique(one * max(1, len(vectors)) + other, return_index=True)
    return Pairs(one[first], other[first], likeness[first])


class _Postings:
    """Where each word stands, by the day of the article, so that a window of days is one slice."""

    def __init__(self, vectors: Sequence[Terms], days: NDArray[np.int64]) -> None:
        self._order = np.argsort(days, kind="stable")
        """Place in time → number of the article."""
        self._days = days[self._order]
        sizes = np.array([len(vectors[n].codes) for n in self._order], dtype=np.int64)
        codes = np.concatenate([vectors[n].codes for n in self._order] or [np.zeros(0, np.int64)])
        weights = np.concatenate([vectors[n].weights for n in self._order] or [np.zeros(0, np.int64)])
        places = np.repeat(np.arange(len(self._order)), sizes)
        by_code = np.argsort(codes, kind="stable")
        self._codes, self._starts = np.unique(codes[by_code], return_index=True)
        self._ends = np.append(self._starts[1:], len(codes))
        self._places, self._weights = places[by_code], weights[by_code].astype(np.float64)

    def _window(self, day: int, window: int) -> tuple[int, int]:
        left = int(np.searchsorted(self._days, day - window, "left"))
        return left, int(np.searchsorted(self._days, day + window, "right"))

    def products(self, vector: Terms, day: int, window: int) -> NDArray[np.int64]:
        """The product of a vector with each article of the window, in the order of time."""
        left, right = self._window(day, window)
        at = np.searchsorted(self._codes, vector.codes)
        places, parts = [np.zeros(0, np.int64)], [np.zeros(0)]
        for index, weight in zip(at.tolist(), vector.weights.tolist(), strict=True):
            start, end = int(self._starts[index]), int(self._ends[index])
            here = self._places[start:end]
            first, last = np.searchsorted(here, (left, right))
            places.append(here[first:last])
            parts.append(self._weights[start + first : start + last] * weight)
        # Whole numbers far below 2^53: the sums are exact, in whatever order.
        sums = np.bincount(np.concatenate(places) - left, np.concatenate(parts), minlength=right - left)
        return sums.astype(np.int64)

    def numbers(self, places: NDArray[np.int64], day: int, window: int) -> NDArray[np.int64]:
        """The numbers of the articles at these places of the window."""
        return self._order[places + self._window(day, window)[0]]

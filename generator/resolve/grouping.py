"""Likeness of pairs → groups of articles: average linkage, weighed by nearness in time.

Two groups are as alike as their articles are on average, where articles of the same days count most: what is written
on the third day of an event is compared with what was written on the second, not with the first report. The longer
nothing was written, the more alike what comes next must be. Groups are joined while any two are alike enough, the most
alike first (agglomerative clustering with group-average linkage; the weights in time are our own).

Sums are of whole numbers and ties go by the order given, so the outcome does not depend on how the pairs came.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter, defaultdict
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.similar import UNIT, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

ENOUGH = 260_000
"""Likeness from which on two groups are one; fixed on labelled events, as dated and packed into 30 and 60 days."""
WINDOW = 11
"""Days after which not even the same words are alike enough."""
LEAST = 150_000
"""Likeness below which a pair counts as none."""
_NEAR = 2.0
"""Days over which the weight of a pair in the average falls to 1/e."""
_FADE = 7.0
"""Days over which likeness falls to 1/e while nothing is written."""
_FLAT = 1
"""Days apart that cost nothing: the morning paper tells of yesterday."""

_PAIR = tuple(max(1, round(1000 * exp(-gap / _NEAR))) for gap in range(WINDOW + 1))
_GAP = tuple(round(UNIT * exp(-max(0, gap - _FLAT) / _FADE)) for gap in range(WINDOW + 1))


def group(days: Sequence[int], pairs: Pairs, joined: Iterable[tuple[int, int]] = ()) -> list[list[int]]:
    """Groups of article numbers, each sorted, in the order of their first; an article alone is a group of one.

    Args:
        days: the day of each article as a number.
        pairs: pairs at most `WINDOW` days apart; likeness of pairs that are missing counts as none.
        joined: pairs that are one event whatever their likeness: copies of one text.
    """
    joined = list(joined)
    label = _labels(len(days), pairs, joined)
    # Groups of different labels never join: no pair between them is alike enough, and no average exceeds its best pair.
    inside = label[pairs.one] == label[pairs.other]
    grouping = _Grouping(days, Pairs(pairs.one[inside], pairs.other[inside], pairs.likeness[inside]))
    for one, other in joined:
        grouping.join(grouping.of[one], grouping.of[other])
    grouping.run()
    return sorted(sorted(members) for members in grouping.members.values())


def _labels(number: int, pairs: Pairs, joined: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """For each article the smallest number that it hangs together with over pairs that are alike enough."""
    parent = list(range(number))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    strong = pairs.likeness >= ENOUGH
    for one, other in (*zip(pairs.one[strong].tolist(), pairs.other[strong].tolist(), strict=True), *joined):
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    return np.array([root(one) for one in range(number)], np.int64)


class _Grouping:
    def __init__(self, days: Sequence[int], pairs: Pairs) -> None:
        self.members: dict[int, list[int]] = {number: [number] for number in range(len(days))}
        """A group is called by the smallest number in it."""
        self.of = list(range(len(days)))
        self._days: dict[int, Counter[int]] = {number: Counter([day]) for number, day in enumerate(days)}
        self._sums: defaultdict[int, dict[int, int]] = defaultdict(dict)
        """Likeness between two groups, summed over their pairs, each weighed by its nearness."""
        rows = zip(pairs.one.tolist(), pairs.other.tolist(), pairs.likeness.tolist(), strict=True)
        for one, other, likeness in rows:
            gap = abs(days[one] - days[other])
            if gap <= WINDOW:
                self._sums[one][other] = self._sums[other][one] = likeness * _PAIR[gap]
        self._heap: list[tuple[int, int, int]] = []

    def run(self) -> None:
        """Join the most alike until none are alike enough."""
        for one, found in self._sums.items():
            for other in found:
                if one < other:
                    self._offer(one, other)
        while self._heap:
            minus, one, other = heapq.heappop(self._heap)
            # An offer from before one of the two grew or was joined away is none.
            if one in self.members and other in self.members and -minus == self._likeness(one, other):
                self.join(one, other)

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        if one == other:
            return
        keep, gone = min(one, other), max(one, other)
        for number in self.members[gone]:
            self.of[number] = keep
        self.members[keep] += self.members.pop(gone)
        self._days[keep] += self._days.pop(gone)
        sums = self._sums[keep]
        for mate, total in self._sums.pop(gone, {}).items():
            del self._sums[mate][gone]
            if mate != keep:
                sums[mate] = self._sums[mate][keep] = sums.get(mate, 0) + total
        for mate in sums:
            self._offer(keep, mate)

    def _offer(self, one: int, other: int) -> None:
        likeness = self._likeness(one, other)
        if likeness >= ENOUGH:
            heapq.heappush(self._heap, (-likeness, min(one, other), max(one, other)))

    def _likeness(self, one: int, other: int) -> int:
        """How alike two groups are, in millionths."""
        total = self._sums[one].get(other)
        if total is None:
            return 0
        weight, least = 0, WINDOW
        for (day, many), (mate, more) in itertools.product(self._days[one].items(), self._days[other].items()):
            gap = abs(day - mate)
            if gap <= WINDOW:
                weight += many * more * _PAIR[gap]
                least = min(least, gap)
        return total // weight * _GAP[least] // UNIT

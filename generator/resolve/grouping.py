"""Likeness of pairs → groups of articles: average linkage, weighed by nearness in time.

Two groups are as alike as their articles are on average, where articles of the same days count most: what is written
on the third day of an event is compared with what was written on the second, not with the first report. The longer
nothing was written, the more alike what comes next must be. Groups are joined while any two are alike enough, the most
alike first (agglomerative clustering with group-average linkage; the weights in time are our own).

Sums are of whole numbers and ties go by the order given, so the outcome does not depend on how the pairs came.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.memory import Shelf
from generator.resolve.similar import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from generator.resolve.memory import Memory
    from generator.resolve.similar import Pairs

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

_VERSION = "1"
"""Raise it when groups would come out otherwise."""

_PAIR = tuple(max(1, round(1000 * exp(-gap / _NEAR))) for gap in range(WINDOW + 1))
_GAP = tuple(round(UNIT * exp(-max(0, gap - _FLAT) / _FADE)) for gap in range(WINDOW + 1))


def group(
    days: Sequence[int], pairs: Pairs, joined: Iterable[tuple[int, int]] = (), memory: Memory | None = None
) -> list[list[int]]:  # fmt: skip
    """Groups of article numbers, each sorted, in the order of their first; an article alone is a group of one.

    Args:
        days: the day of each article as a number.
        pairs: pairs at most `WINDOW` days apart; likeness of pairs that are missing counts as none.
        joined: pairs that are one event whatever their likeness: copies of one text.
        memory: what earlier runs found out; the outcome is the same without it.
    """
    joined = sorted((min(pair), max(pair)) for pair in joined)
    label = _labels(len(days), pairs, joined)
    shelf = Shelf(memory, "grouped", _VERSION)
    before = shelf.read_as(dict[str, list[list[int]]])
    known = {name: groups for row in before.values() for name, groups in row.items()}
    rows: defaultdict[str, dict[str, list[list[int]]]] = defaultdict(dict)
    out = [[int(number)] for number in np.flatnonzero(np.bincount(label, minlength=len(days))[label] == 1)]
    for part in _parts(label, np.array(days, np.int64), pairs, joined):
        groups = known.get(part.name)
        if groups is None:
            groups = _Grouping(part).run()
        rows[part.name[:2]][part.name] = groups
        out += [[part.numbers[place] for place in members] for members in groups]
    gone: dict[str, object] = dict.fromkeys(shelf.keys - rows.keys())
    shelf.write(gone | {key: row for key, row in rows.items() if row.keys() != before.get(key, {}).keys()})
    return sorted(out)


@dataclass(frozen=True, slots=True)
class _Part:
    """Articles that hang together, by their places in it."""

    name: str
    """Digest of all that their grouping depends on."""
    numbers: list[int]
    """The article at each place."""
    days: list[int]
    pairs: list[tuple[int, int, int]]
    joined: list[tuple[int, int]]


def _parts(
    label: NDArray[np.int64], days: NDArray[np.int64], pairs: Pairs, joined: Sequence[tuple[int, int]]
) -> Iterator[_Part]:  # fmt: skip
    """The articles that hang together, two or more each.

    Groups of different parts never join: no pair between them is alike enough, and no average exceeds its best pair.
    """
    order = np.argsort(label, kind="stable")
    labels, starts, sizes = np.unique(label[order], return_index=True, return_counts=True)
    place = np.empty(len(label), np.int64)
    place[order] = np.arange(len(label)) - np.repeat(starts, sizes)
    inside = np.flatnonzero(label[pairs.one] == label[pairs.other])
    inside = inside[np.argsort(label[pairs.one[inside]], kind="stable")]
    rows = np.stack((place[pairs.one[inside]], place[pairs.other[inside]], pairs.likeness[inside]), axis=1)
    edges = np.searchsorted(label[pairs.one[inside]], np.append(labels, len(label)))
    copies: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in joined:
        copies[int(label[one])].append((int(place[one]), int(place[other])))
    for at in np.flatnonzero(sizes > 1).tolist():
        members = order[starts[at] : starts[at] + sizes[at]]
        own = days[members] - days[members].min()
        found, same = rows[edges[at] : edges[at + 1]], copies.get(int(labels[at]), [])
        whole = (own.tobytes(), found.tobytes(), np.array(same, np.int64).tobytes())
        name = hashlib.blake2b(b"|".join(hashlib.blake2b(part).digest() for part in whole), digest_size=16)
        yield _Part(name.hexdigest(), members.tolist(), own.tolist(), list(map(tuple, found.tolist())), same)


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
    def __init__(self, part: _Part) -> None:
        self._part = part
        self._members: dict[int, list[int]] = {number: [number] for number in range(len(part.days))}
        """A group is called by the smallest number in it."""
        self._of = list(range(len(part.days)))
        self._days: dict[int, Counter[int]] = {number: Counter([day]) for number, day in enumerate(part.days)}
        self._sums: defaultdict[int, dict[int, int]] = defaultdict(dict)
        """Likeness between two groups, summed over their pairs, each weighed by its nearness."""
        for one, other, likeness in part.pairs:
            gap = abs(part.days[one] - part.days[other])
            if gap <= WINDOW:
                self._sums[one][other] = self._sums[other][one] = likeness * _PAIR[gap]
        self._heap: list[tuple[int, int, int]] = []

    def run(self) -> list[list[int]]:
        """Join the copies, then the most alike until none are alike enough; the groups, sorted."""
        for one, other in self._part.joined:
            self._join(self._of[one], self._of[other])
        for one, found in self._sums.items():
            for other in found:
                if one < other:
                    self._offer(one, other)
        while self._heap:
            minus, one, other = heapq.heappop(self._heap)
            # An offer from before one of the two grew or was joined away is none.
            if one in self._members and other in self._members and -minus == self._likeness(one, other):
                self._join(one, other)
        return sorted(sorted(members) for members in self._members.values())

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        keep, gone = min(one, other), max(one, other)
        for number in self._members[gone]:
            self._of[number] = keep
        self._members[keep] += self._members.pop(gone)
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

"""What all articles name, say and are about, in columns of numbers: by them it is counted over thousands at once.

An article's numbers stand next to each other (the rows of a sparse matrix, as numerical libraries store them: Y. Saad,
"Iterative Methods for Sparse Linear Systems", SIAM 2003, section 3.4). They are kept from run to run, for they follow
from its tally.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.report.watched import digest
from generator.resolve.memory import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from generator.report.entry import Entry
    from generator.report.tally import Tally
    from generator.resolve.memory import Memory

VERSION = 2
_ROWS = "rows"
_WASTE = 0.25
"""Part of the places that may belong to no article any more."""

_Numbers = NDArray[np.signedinteger[Any]]


class _Kept(msgspec.Struct, array_like=True, gc=False):
    """A column as it is kept; numbers are in the machine's order."""

    names: list[str] = []
    which: bytes = b""
    weights: bytes = b""
    starts: bytes = b""
    lengths: bytes = b""


class Column:
    """Names with a weight in each article: its actors, speakers, topics or regions, and so on."""

    def __init__(self, kept: _Kept | None = None) -> None:
        """Go on from what was kept."""
        kept = kept or _Kept()
        self._names = kept.names
        self._numbers = {name: number for number, name in enumerate(kept.names)}
        self._which = np.frombuffer(kept.which, np.int32)
        self._weights = np.frombuffer(kept.weights, np.float64)
        self._starts = np.frombuffer(kept.starts, np.int64)
        self._lengths = np.frombuffer(kept.lengths, np.int64)

    def add(self, rows: Iterable[Iterable[tuple[str, float]]]) -> None:
        """Take in the names of more articles."""
        which, weights, lengths = array("i"), array("d"), array("q")
        for row in rows:
            before = len(which)
            for name, weight in row:
                number = self._numbers.setdefault(name, len(self._names))
                if number == len(self._names):
                    self._names.append(name)
                which.append(number)
                weights.append(weight)
            lengths.append(len(which) - before)
        new = np.array(lengths, np.int64)
        self._starts = np.concatenate([self._starts, len(self._which) + np.cumsum(new) - new])
        self._lengths = np.concatenate([self._lengths, new])
        self._which = np.concatenate([self._which, np.array(which, np.int32)])
        self._weights = np.concatenate([self._weights, np.array(weights, np.float64)])

    def keep(self) -> _Kept:
        """As it is kept."""
        numbers = (self._which, self._weights, self._starts, self._lengths)
        return _Kept(self._names, *(found.tobytes() for found in numbers))

    def _of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the numbers of some articles stand."""
        starts, lengths = self._starts[places], self._lengths[places]
        before = np.cumsum(lengths) - lengths
        return np.repeat(starts - before, lengths) + np.arange(lengths.sum())

    def _counted(self, where: NDArray[np.int64]) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Numbers of names, which of them stands at each place, and how often each does."""
        names: _Numbers = np.arange(len(self._names))
        which: _Numbers = self._which[where]
        if len(which) * 8 < len(names):  # of few articles: most names are none of theirs
            names, which = np.unique(which, return_inverse=True)
        return names, which, np.bincount(which, minlength=len(names))

    def counts(self, places: NDArray[np.int64]) -> Counter[str]:
        """How often each name stands in some articles."""
        names, _, number = self._counted(self._of(places))
        found = np.flatnonzero(number)
        counts = zip(names[found].tolist(), number[found].tolist(), strict=True)
        return Counter({self._names[name]: count for name, count in counts})

    def leading(
        self, places: NDArray[np.int64], most: int | None, without: str | None = None,
        tie: Callable[[str], str] | None = None,
    ) -> list[tuple[str, int]]:  # fmt: skip
        """The names that stand most often in some articles, with how often.

        Args:
            places: of the articles.
            most: how many names; all if `None`.
            without: a name that does not count.
            tie: what decides between names of one number, before the name itself; the greater weight if `None`.
        """
        where = self._of(places)
        names, which, number = self._counted(where)
        if without in self._numbers:
            number[names == self._numbers[without]] = 0
        found = np.flatnonzero(number)
        if most is not None and len(found) > most:
            least = np.partition(number[found], len(found) - most)[len(found) - most]
            found = np.flatnonzero(number >= max(1, least))
        rows = [(self._names[names[n]], int(number[n]), n) for n in found.tolist()]
        if tie is not None:
            rows.sort(key=lambda row: (-row[1], tie(row[0]), row[0]))
        else:
            weight = np.bincount(which, self._weights[where], len(names))
            rows.sort(key=lambda row: (-row[1], -round(float(weight[row[2]]), 6), row[0]))
        return [(name, count) for name, count, _ in rows[:most]]


class _Rows(msgspec.Struct, array_like=True, gc=False):
    """All columns as they are kept."""

    places: dict[str, tuple[int, bytes]] = {}
    """Article id → where it stands, and the stamp that it had in the book."""
    columns: list[_Kept] = []
    size: int = 0
    """Places that are taken; those of articles that changed or went are waste."""


class Columns:
    """All of them. Articles that come later stand behind those that were there."""

    def __init__(
        self, entries: Sequence[Entry], topics: Collection[str], regions: Collection[str], memory: Memory | None,
        version: bytes,
    ) -> None:  # fmt: skip
        """Take in the articles.

        Args:
            entries: all of them.
            topics: ids of those that are known; no others count.
            regions: the same.
            memory: what earlier runs counted; with other topics or regions it is of no use.
            version: of the tallies.
        """
        shelf = Shelf(memory, "columns", digest((VERSION, version, sorted(topics), sorted(regions))).hex())
        kept = shelf.read_as(_Rows).get(_ROWS, _Rows())
        here = {entry.id: entry.stamp for entry in entries}
        places = {name: row for name, row in kept.places.items() if here.get(name) == row[1]}
        if kept.size - len(places) > _WASTE * len(entries):
            kept, places = _Rows(), {}
        columns = [Column(column) for column in kept.columns] or [Column() for _ in range(6)]
        self.actors, self.speakers, self.whose, self.kinds, self.topics, self.regions = columns
        new = [entry for entry in entries if entry.id not in places]
        tallies = [entry.tally for entry in new]
        # Each actor once an article; the weight is how often it is named.
        self.actors.add(found.times.items() for found in tallies)
        # Each actor once for every quote.
        self.speakers.add([(name, 1.0) for said in found.said for name in said.speakers] for found in tallies)
        # Each quote once.
        self.whose.add([(said.whose, 1.0) for said in found.said] for found in tallies)
        self.kinds.add([(said.kind, 1.0) for said in found.said] for found in tallies)
        # As the articles name them (without what stands above); the weight is the score.
        self.topics.add([topic for topic in found.topics if topic[0] in topics] for found in tallies)
        # As the articles name them; the weight is the sum of the scores.
        self.regions.add(_regions(found, regions) for found in tallies)
        places |= {entry.id: (place, entry.stamp) for place, entry in enumerate(new, start=kept.size)}
        self._places = {name: place for name, (place, _) in places.items()}
        if new or len(places) < len(kept.places):
            shelf.write({_ROWS: _Rows(places, [column.keep() for column in columns], kept.size + len(new))})

    def places(self, entries: Iterable[Entry]) -> NDArray[np.int64]:
        """Where some articles stand."""
        return np.fromiter((self._places[entry.id] for entry in entries), np.int64)


def _regions(found: Tally, known: Collection[str]) -> Iterable[tuple[str, float]]:
    own: defaultdict[str, float] = defaultdict(float)
    for score in found.regions:
        if score.id in known:
            own[score.id] += score.score
    return own.items()

"""Which quotes may be one quotation at all: a few that can be judged by themselves, whatever else there is.

Quotes of one wording and of one speaker are a unit (`quotations`). Two units may be one quotation if their wordings are
the same as far as the words tell; of short wordings only if a speaker is known to be the same, and of the shortest only
in near days. A speaker may be known through others of the quotation: so units are put together, and with them their
speakers, until none are left that may be one. What is parted here is never joined.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from generator.resolve.packed import joined, stretches
from generator.resolve.quotations import LONG_ENOUGH, NEAR_DAYS, is_long, is_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_NEVER = 1 << 30
"""A day that is near to no other."""

Key = int
"""A wording as a number of 64 bits."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quotes by what they are compared by before their words are looked at; all but the last of one shape."""

    owner: NDArray[np.uint32]
    """The number of its article."""
    key: NDArray[np.uint64]
    """Its wording."""
    day: NDArray[np.int32]
    """0 if it is not dated."""
    reported: NDArray[np.uint8]
    counts: NDArray[np.uint32]
    """How many speakers each has, and"""
    speakers: NDArray[np.uint64]
    """these, one quote after the other, those of one sorted."""

    @classmethod
    def joined(cls, parts: Iterable[Quoted]) -> Quoted:
        """All of them, one after the other."""
        held = list(parts)
        return cls(
            joined((part.owner for part in held), np.uint32),
            joined((part.key for part in held), np.uint64),
            joined((part.day for part in held), np.int32),
            joined((part.reported for part in held), np.uint8),
            joined((part.counts for part in held), np.uint32),
            joined((part.speakers for part in held), np.uint64),
        )

    def some(self, chosen: NDArray[np.int64]) -> Quoted:
        """Those at these places."""
        parts = (self.owner[chosen], self.key[chosen], self.day[chosen], self.reported[chosen], self.counts[chosen])
        return Quoted(*parts, self.speakers[stretches(self.counts, chosen)])


@dataclass(frozen=True, slots=True)
class Near:
    """Wordings that are the same as far as the words tell; all of one shape."""

    one: NDArray[np.uint64]
    other: NDArray[np.uint64]
    """The larger of the two numbers."""
    contained: NDArray[np.bool_]
    """Whether one contains the other, in one run."""

    def some(self, chosen: NDArray[np.bool_]) -> Near:
        """Those that are chosen."""
        return Near(self.one[chosen], self.other[chosen], self.contained[chosen])


@dataclass(frozen=True, slots=True)
class Sizes:
    """Wordings, sorted, and what tells how sure it is to know them again; all of one shape."""

    key: NDArray[np.uint64]
    words: NDArray[np.uint32]
    heavy: NDArray[np.uint32]
    """How many of the words say something."""

    def at(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Words and weights of these."""
        places = np.searchsorted(self.key, keys)
        return self.words[places], self.heavy[places]


class Place(NamedTuple):
    """A quote, without its words."""

    owner: int
    key: Key
    day: int
    reported: bool
    speakers: tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Unit:
    """Quotes that stay together whatever else there is."""

    key: Key
    reported: bool
    speakers: tuple[int, ...]
    places: list[Place]
    days: list[int] = field(default_factory=list)


def shorter_of(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Words and weight of the shorter wording; of two as long as each other either may count as it."""
    return max(one, other) if one[0] == other[0] else min(one, other)


def may_be_one(shorter: tuple[int, int], *, contained: bool) -> bool:
    """Whether any quotes of two near wordings can be one quotation.

    Args:
        shorter: words and weight of the shorter one.
        contained: whether it stands in the other, in one run.
    """
    return is_long(*shorter, own=True) or (contained and is_part(*shorter))


def near_in_time(near: Near, quoted: Quoted, sizes: Sizes) -> Near:
    """The pairs without those that no two quotes can make one, for their days or because one is only reported."""
    told = quoted.some(np.flatnonzero(quoted.reported == 0))
    keys, at = np.unique(told.key, return_inverse=True)
    first, last = np.full(len(keys), _NEVER), np.full(len(keys), -_NEVER)
    dated = told.day > 0
    np.minimum.at(first, at[dated], told.day[dated])
    np.maximum.at(last, at[dated], told.day[dated])
    near = near.some(np.isin(near.one, keys) & np.isin(near.other, keys))
    a, b = np.searchsorted(keys, near.one), np.searchsorted(keys, near.other)
    (words, heavy), (others, weights) = sizes.at(near.one), sizes.at(near.other)
    short = np.where(words == others, np.maximum(heavy, weights), np.where(words < others, heavy, weights))
    known = (np.minimum(words, others) >= LONG_ENOUGH[0]) & (short >= LONG_ENOUGH[1])
    return near.some(known | (np.maximum(first[a], first[b]) - np.minimum(last[a], last[b]) <= NEAR_DAYS))


def parts_of(quoted: Quoted, sizes: Sizes, near: Near) -> Iterator[list[Place]]:
    """Quotes that may be one quotation, of two articles at least.

    Args:
        quoted: the quotes of all wordings that are printed more than once, or near to another.
        sizes: all these wordings.
        near: those that are near.
    """
    size = dict(zip(sizes.key.tolist(), zip(sizes.words.tolist(), sizes.heavy.tolist(), strict=True), strict=True))
    units: defaultdict[Key, list[_Unit]] = defaultdict(list)
    for unit in _units(quoted, size):
        units[unit.key].append(unit)
    classes = _Classes(unit for found in units.values() for unit in found)
    for key, found in units.items():
        for number, unit in enumerate(found):
            for mate in found[:number]:
                classes.offer(unit, mate, size[key], equal=True, contained=True)
    for one, two, contained in zip(near.one.tolist(), near.other.tolist(), near.contained.tolist(), strict=True):
        shorter = shorter_of(size[one], size[two])
        for unit in units.get(one, ()):
            for mate in units.get(two, ()):
                classes.offer(unit, mate, shorter, equal=False, contained=contained)
    for part in classes.found():
        places = sorted(place for unit in part for place in unit.places)
        if places[0].owner != places[-1].owner:
            yield places


def _units(quoted: Quoted, sizes: Mapping[Key, tuple[int, int]]) -> Iterator[_Unit]:
    by_speakers: defaultdict[tuple[Key, bool, tuple[int, ...]], list[Place]] = defaultdict(list)
    speakers, at = quoted.speakers.tolist(), 0
    rows = (getattr(quoted, name).tolist() for name in ("owner", "key", "day", "reported", "counts"))
    for owner, key, day, reported, count in zip(*rows, strict=True):
        names = tuple(speakers[at : at + count])
        at += count
        by_speakers[key, bool(reported), names].append(Place(owner, key, day, bool(reported), names))
    for (key, reported, names), places in by_speakers.items():
        places.sort(key=lambda place: (place.day, place.owner))
        if is_long(*sizes[key], own=bool(names)):
            yield _Unit(key, reported, names, places, sorted({place.day for place in places if place.day}))
        elif names:
            unit: _Unit | None = None
            for place in places:
                if place.day and unit and place.day - unit.days[-1] <= NEAR_DAYS:
                    unit.places.append(place)
                    unit.days.append(place.day)
                elif place.day:
                    if unit:
                        yield unit
                    unit = _Unit(key, reported, names, [place], [place.day])
            if unit:
                yield unit


class _Classes:
    """Units that may be one quotation, put together."""

    def __init__(self, units: Iterable[_Unit]) -> None:
        self._units = list(units)
        self._parent = {unit: unit for unit in self._units}
        self._speakers = {unit: set(unit.speakers) for unit in self._units}
        self._weak: list[tuple[_Unit, _Unit]] = []
        """Those that may be one if a speaker is known to be the same."""

    def offer(self, one: _Unit, other: _Unit, shorter: tuple[int, int], *, equal: bool, contained: bool) -> None:
        """Two units of which the wordings are near; `shorter` are words and weight of the shorter one."""
        if one.reported or other.reported:
            if equal:
                self._weak.append((one, other))
        elif is_long(*shorter, own=False):
            self._join(one, other)
        elif is_long(*shorter, own=True) or (contained and _close(one.days, other.days)):
            self._weak.append((one, other))

    def found(self) -> list[list[_Unit]]:
        """The classes, when all were offered."""
        changed = True
        while changed:
            changed = False
            for one, other in self._weak:
                a, b = self._root(one), self._root(other)
                if a is not b and not self._speakers[a].isdisjoint(self._speakers[b]):
                    self._join(a, b)
                    changed = True
        out: defaultdict[_Unit, list[_Unit]] = defaultdict(list)
        for unit in self._units:
            out[self._root(unit)].append(unit)
        return [part for part in out.values() if len(part) > 1 or len(part[0].places) > 1]

    def _root(self, unit: _Unit) -> _Unit:
        parent = self._parent
        while parent[unit] is not unit:
            parent[unit] = unit = parent[parent[unit]]
        return unit

    def _join(self, one: _Unit, other: _Unit) -> None:
        a, b = self._root(one), self._root(other)
        if a is not b:
            self._parent[b] = a
            self._speakers[a] |= self._speakers.pop(b)


def _close(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two sorted lists of days come near."""
    return any(abs(a - b) <= NEAR_DAYS for a in one for b in other)

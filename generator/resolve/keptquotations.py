"""Quotes of all articles → quotations, judged anew only where an article changed.

An article's quotes are known by a stamp of all that they depend on; as long as that stays, neither the article nor its
quotes are looked at. Kept are, in rows of some articles each: their quotes without their words, their wordings as
numbers, the runs of these, and which wordings are near. A row holds every such pair that has an end in it, so that
wordings in any two rows have been compared. Quotes that may be one quotation (`quoteparts`) are judged together; what
came of it is kept under a digest of these quotes and their articles.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

import msgspec
import numpy as np

from generator.resolve.memory import Shelf, digest_of
from generator.resolve.packed import joined, numbers
from generator.resolve.quotations import Quotation, Quotations, quotations_among, with_own_ids, wording_of
from generator.resolve.quoteparts import (
    Key,
    Near,
    Place,
    Quoted,
    Sizes,
    may_be_one,
    near_in_time,
    parts_of,
    shorter_of,
)
from generator.resolve.shingles import Shingles, likely_pairs, likely_with, shingles_of
from generator.resolve.wordings import contains, same_wording, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.resolve.memory import Memory
    from generator.resolve.quotations import Said
    from generator.resolve.wordings import Words

_VERSION = "1"
"""Raise it when a wording, or the verdict on two, would come out otherwise."""
_ROWS = 128
_FEW = 4
"""Where more than one in so many wordings is new, all are compared anew: that is faster."""


class _Row(msgspec.Struct, array_like=True):
    """The quotes of some articles."""

    articles: dict[str, str]
    """Article id → its stamp, by id."""
    owner: bytes
    key: bytes
    day: bytes
    reported: bytes
    counts: bytes
    speakers: bytes
    keys: bytes
    """All wordings, sorted."""
    weights: bytes
    lengths: bytes
    needs: bytes
    runs: bytes
    codes: bytes
    near: bytes
    """Near wordings, of which at least one is in the row: three numbers each."""

    def quoted(self) -> Quoted:
        """Its quotes; their owners are places in `articles`."""
        return Quoted(
            numbers(self.owner, np.uint32), numbers(self.key, np.uint64), numbers(self.day, np.int32),
            numbers(self.reported, np.uint8), numbers(self.counts, np.uint32), numbers(self.speakers, np.uint64),
        )  # fmt: skip

    def shingles(self) -> Shingles:
        """The runs of its wordings."""
        return Shingles(*(numbers(part, np.uint32) for part in (self.lengths, self.needs, self.runs, self.codes)))


@dataclass(slots=True)
class _Desk:
    """The articles of this run."""

    stamps: Mapping[str, str]
    said_of: Callable[[str], Iterable[Said]]
    names: list[str]
    """Ids, sorted; their places are the owners of quotes."""
    _read: dict[str, list[tuple[Place, Words, Said]]] = field(default_factory=dict)

    def quotes(self, name: str) -> Sequence[tuple[Place, Words, Said]]:
        """The quotes of an article that can be known again."""
        if name not in self._read:
            self._read[name] = list(self.read(name))
        return self._read[name]

    def read(self, name: str) -> Iterator[tuple[Place, Words, Said]]:
        """The same, not remembered; the owner of the places is left open."""
        for said in self.said_of(name):
            words = wording_of(said)
            if words is not None:
                day = dt.date.fromisoformat(said.day).toordinal() if said.day else 0
                speakers = tuple(sorted(map(_number, said.speakers)))
                yield Place(0, _key(words), day, said.kind == "indirect", speakers), words, said


@dataclass(frozen=True)
class _Known:
    """Wordings with their runs; one may be there more than once, or printed by nobody any more."""

    keys: NDArray[np.uint64]
    weights: NDArray[np.uint32]
    shingles: Shingles

    @classmethod
    def of(cls, rows: Collection[_Row]) -> Self:
        """Those of some rows."""
        return cls(
            joined((numbers(row.keys, np.uint64) for row in rows), np.uint64),
            joined((numbers(row.weights, np.uint32) for row in rows), np.uint32),
            Shingles.joined(row.shingles() for row in rows),
        )

    def with_more(self, words: Mapping[Key, Words]) -> Self:
        """Those and some others."""
        return type(self)(
            joined([self.keys, np.array(list(words), np.uint64)], np.uint64),
            joined([self.weights, np.array([weight(one) for one in words.values()], np.uint32)], np.uint32),
            Shingles.joined([self.shingles, shingles_of(list(words.values()))]),
        )

    @functools.cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self.keys, kind="stable")

    def places(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Where these stand, each once."""
        return self._order[np.searchsorted(self.keys, keys, sorter=self._order)]

    def sizes(self, keys: NDArray[np.uint64]) -> Sizes:
        """The sizes of these, which are sorted."""
        at = self.places(keys)
        return Sizes(keys, self.shingles.lengths[at], self.weights[at])


def resolve_quotations(
    stamps: Mapping[str, str], said_of: Callable[[str], Iterable[Said]], memory: Memory | None = None
) -> Quotations:
    """The quotations that at least two of the articles print.

    Args:
        stamps: article id → identity of all that its quotes depend on: its words, their speakers, its source and day.
        said_of: article id → its speech; asked only where a stamp is new, or an article with a like quote changed.
        memory: what earlier runs found out; the outcome is the same without it.
    """
    shelf = Shelf(memory, "quotes", _VERSION)
    before = shelf.read_as(_Row)
    desk = _Desk(stamps, said_of, sorted(stamps))
    quoted, words = _quoted(desk, before)
    known = _Known.of(before.values())
    old = set(_among(np.array(sorted(words), np.uint64), known.keys).tolist())
    new = {key: words[key] for key in sorted(words.keys() - old)}
    known = known.with_more(new)
    near = _near(desk, quoted, known, new, before)
    _keep(desk, shelf, before, quoted, known, near)
    groups = with_own_ids(_judged(desk, Shelf(memory, "quotations", _VERSION), quoted, known, near))
    return Quotations(tuple(groups), {said.place: group for group in groups for said in group.occurrences})


def _key(words: Words) -> Key:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


@functools.lru_cache(maxsize=1 << 16)
def _number(actor: str) -> int:
    return int.from_bytes(hashlib.blake2b(actor.encode(), digest_size=8).digest(), "little")


def _among(wanted: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Those of the sorted wordings that are among the others."""
    return np.unique(keys[_standing_in(keys, wanted)])


def _standing_in(values: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places of the values that are among those wanted, which are sorted."""
    if not len(wanted):
        return np.zeros(0, np.int64)
    return np.flatnonzero(wanted[np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)] == values)


def _quoted(desk: _Desk, before: Mapping[str, _Row]) -> tuple[Quoted, dict[Key, Words]]:
    """The quotes of all articles by owner, and the wordings of those that changed; the others are not looked at."""
    number = {name: place for place, name in enumerate(desk.names)}
    parts, unchanged = [], set()
    for row in before.values():
        held = [number[name] if desk.stamps.get(name) == stamp else -1 for name, stamp in row.articles.items()]
        unchanged.update(held)
        quoted = row.quoted()
        owner = np.array([*held, -1], np.int64)[quoted.owner]
        part = quoted.some(np.flatnonzero(owner >= 0))
        parts.append(replace(part, owner=owner[owner >= 0].astype(np.uint32)))
    places: list[Place] = []
    words: dict[Key, Words] = {}
    for place, name in enumerate(desk.names):
        if place not in unchanged:
            for found, wording, _ in desk.read(name):
                places.append(found._replace(owner=place))
                words[found.key] = wording
    quoted = Quoted.joined([*parts, _packed(places)])
    return quoted.some(np.argsort(quoted.owner, kind="stable")), words


def _packed(places: Sequence[Place]) -> Quoted:
    return Quoted(
        np.array([place.owner for place in places], np.uint32),
        np.array([place.key for place in places], np.uint64),
        np.array([place.day for place in places], np.int32),
        np.array([place.reported for place in places], np.uint8),
        np.array([len(place.speakers) for place in places], np.uint32),
        np.array([name for place in places for name in place.speakers], np.uint64),
    )


def _near(
    desk: _Desk, quoted: Quoted, known: _Known, new: Mapping[Key, Words], before: Mapping[str, _Row]
) -> Near:  # fmt: skip
    """Which wordings are near and may be one quotation; only what is new is compared."""
    rows = joined((numbers(row.near, np.uint64) for row in before.values()), np.uint64).reshape(-1, 3)
    if _FEW * len(new) > len(known.keys):
        likely = likely_pairs(known.shingles)
    else:
        likely = likely_with(np.arange(len(known.keys) - len(new), len(known.keys)), known.shingles)
    ends = known.keys[np.array(sorted(likely), np.int64).reshape(-1, 2)]
    here = _among(np.unique(np.concatenate([rows[:, :2].ravel(), ends.ravel()])), quoted.key)
    rows = np.unique(rows[np.isin(rows[:, :2], here).all(axis=1)], axis=0)
    ends = np.unique(np.sort(ends[np.isin(ends, here).all(axis=1)], axis=1), axis=0)
    found = [(one, two) for one, two in ends.tolist() if one != two and (one in new or two in new)]
    words = {**new, **_words(desk, quoted, {key for pair in found for key in pair} - new.keys())}
    more = []
    for one, two in found:
        contained = _contained(words[one], words[two])
        shorter = shorter_of(*((len(words[key]), weight(words[key])) for key in (one, two)))
        if may_be_one(shorter, contained=contained) and (contained or same_wording(words[one], words[two])):
            more.append((one, two, contained))
    rows = np.concatenate([rows, np.array(more, np.uint64).reshape(-1, 3)])
    return Near(rows[:, 0], rows[:, 1], rows[:, 2].astype(bool))


def _contained(one: Words, other: Words) -> bool:
    return contains(one, other) if len(one) > len(other) else contains(other, one)


def _words(desk: _Desk, quoted: Quoted, keys: Collection[Key]) -> dict[Key, Words]:
    """The words of some wordings, from an article that prints them."""
    at = _standing_in(quoted.key, np.array(sorted(keys), np.uint64))
    owners = dict(zip(quoted.key[at][::-1].tolist(), quoted.owner[at][::-1].tolist(), strict=True))
    return {
        key: next(words for place, words, _ in desk.quotes(desk.names[owner]) if place.key == key)
        for key, owner in sorted(owners.items())
    }


def _keep(
    desk: _Desk, shelf: Shelf, before: Mapping[str, _Row], quoted: Quoted, known: _Known, near: Near
) -> None:  # fmt: skip
    """Write the rows of which the articles changed."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(desk.names):
        rows[str(zlib.crc32(name.encode()) % _ROWS)].append(place)
    changed: dict[str, _Row | None] = dict.fromkeys(shelf.keys - rows.keys())
    dirty = {}
    for key, places in rows.items():
        stamps = {desk.names[place]: desk.stamps[desk.names[place]] for place in places}
        if key not in before or before[key].articles != stamps:
            dirty[key] = stamps
    if dirty:
        pairs = np.stack((near.one, near.other, near.contained.astype(np.uint64)), axis=1)
    for key, stamps in dirty.items():
        place_in = np.full(len(desk.names), -1, np.int64)
        place_in[rows[key]] = np.arange(len(stamps))
        part = quoted.some(np.flatnonzero(place_in[quoted.owner] >= 0))
        keys = np.unique(part.key)
        at = known.places(keys)
        runs = known.shingles.some(at)
        changed[key] = _Row(
            articles=stamps,
            owner=place_in[part.owner].astype(np.uint32).tobytes(),
            key=part.key.tobytes(),
            day=part.day.tobytes(),
            reported=part.reported.tobytes(),
            counts=part.counts.tobytes(),
            speakers=part.speakers.tobytes(),
            keys=keys.tobytes(),
            weights=known.weights[at].tobytes(),
            lengths=runs.lengths.tobytes(),
            needs=runs.needs.tobytes(),
            runs=runs.counts.tobytes(),
            codes=runs.codes.tobytes(),
            near=pairs[np.isin(pairs[:, :2], keys).any(axis=1)].tobytes(),
        )
    shelf.write(changed)


def _judged(desk: _Desk, shelf: Shelf, quoted: Quoted, known: _Known, near: Near) -> list[Quotation]:
    """The quotations of all quotes that may be one; those judged before are not judged again."""
    before = shelf.read_as(dict[str, tuple[Quotation, ...]])
    judged = {name: found for row in before.values() for name, found in row.items()}
    rows: defaultdict[str, dict[str, tuple[Quotation, ...]]] = defaultdict(dict)
    keys, many = np.unique(quoted.key, return_counts=True)
    ends = np.union1d(near.one, near.other)
    sizes = known.sizes(np.union1d(keys[many > 1], ends))
    near = near_in_time(near, quoted.some(_standing_in(quoted.key, ends)), sizes)
    playing = np.union1d(keys[many > 1], np.union1d(near.one, near.other))
    beside: defaultdict[Key, set[Key]] = defaultdict(set)
    for one, other in zip(near.one.tolist(), near.other.tolist(), strict=True):
        beside[one].add(other)
        beside[other].add(one)
    for places in parts_of(quoted.some(_standing_in(quoted.key, playing)), sizes, near):
        told = [(desk.names[place.owner], *place[1:]) for place in places]
        name = digest_of([told, [desk.stamps[owner] for owner, *_ in told]])
        found = judged.get(name)
        rows[name[:2]][name] = tuple(_judge(desk, places, beside)) if found is None else found
    changed: dict[str, object] = dict.fromkeys(shelf.keys - rows.keys())
    shelf.write({**changed, **{key: row for key, row in rows.items() if row.keys() != before.get(key, {}).keys()}})
    return [group for row in rows.values() for found in row.values() for group in found]


def _judge(desk: _Desk, places: Sequence[Place], near: Mapping[Key, set[Key]]) -> Sequence[Quotation]:
    wanted = set(places)
    piles: defaultdict[Words, list[Said]] = defaultdict(list)
    words: dict[Key, Words] = {}
    for owner in sorted({place.owner for place in places}):
        for place, wording, said in desk.quotes(desk.names[owner]):
            if place._replace(owner=owner) in wanted:
                words[place.key] = wording
                piles[wording].append(said)
    return quotations_among(
        piles, {words[key]: {words[other] for other in near.get(key, ()) if other in words} for key in words}
    )

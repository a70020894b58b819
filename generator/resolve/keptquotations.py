"""Quotes of all articles → quotations, judged anew only where an article changed.

An article's quotes are known by a stamp of all that they depend on; as long as that stays, neither the article nor its
quotes are looked at. Kept are, in rows of some articles each: their wordings as numbers, the runs of these, and which
wordings are the same quotation. A row holds every such pair that has an end in it, so that wordings in any two rows
have been compared. Wordings that hang together over any number of others are judged together; what came of it is kept
under a digest of the articles that print them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec
import numpy as np

from generator.resolve.memory import Shelf, digest_of
from generator.resolve.quotations import Quotation, Quotations, quotations_among, wording_of
from generator.resolve.shingles import Shingles, likely_pairs, likely_with, shingles_of
from generator.resolve.wordings import same_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.resolve.memory import Memory
    from generator.resolve.quotations import Said
    from generator.resolve.wordings import Words

_N = TypeVar("_N", bound=np.generic)

_VERSION = "1"
"""Raise it when a wording, or the verdict on two, would come out otherwise."""
_ROWS = 128
_FEW = 4
"""Where more than one in so many wordings is new, all are compared anew: that is faster."""

Key = int
"""A wording as a number of 64 bits."""
Pairs = set[tuple[Key, Key]]
"""The smaller first."""


class _Row(msgspec.Struct, array_like=True):
    """The quotes of some articles."""

    articles: dict[str, tuple[str, bytes]]
    """Article id → its stamp and its wordings, sorted."""
    keys: bytes
    """All wordings, sorted."""
    lengths: bytes
    needs: bytes
    counts: bytes
    codes: bytes
    near: bytes
    """Pairs of wordings that are the same quotation, of which at least one is in the row."""


@dataclass(slots=True)
class _Desk:
    """The articles of this run."""

    stamps: Mapping[str, str]
    said_of: Callable[[str], Iterable[Said]]
    _read: dict[str, dict[Key, tuple[Words, list[Said]]]] = field(default_factory=dict)

    def quotes(self, article: str) -> Mapping[Key, tuple[Words, list[Said]]]:
        """The wordings of an article with its quotes that bear them."""
        if article not in self._read:
            found: dict[Key, tuple[Words, list[Said]]] = {}
            for said in self.said_of(article):
                words = wording_of(said)
                if words is not None:
                    found.setdefault(_key(words), (words, []))[1].append(said)
            self._read[article] = found
        return self._read[article]


@dataclass(frozen=True, slots=True)
class _Printed:
    """Which article prints which wordings."""

    names: Sequence[str]
    counts: NDArray[np.int64]
    """How many wordings each has, and"""
    flat: NDArray[np.uint64]
    """these, one article after the other, those of one sorted."""
    keys: NDArray[np.uint64]
    """All of them once, sorted, and"""
    many: NDArray[np.int64]
    """how many articles print each."""

    @classmethod
    def of(cls, held: Mapping[str, NDArray[np.uint64]]) -> Self:
        """From article id → its wordings."""
        flat = np.concatenate([np.zeros(0, np.uint64), *held.values()])
        keys, many = np.unique(flat, return_counts=True)
        return cls(list(held), np.array([len(part) for part in held.values()], np.int64), flat, keys, many)

    def has(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether any article prints each of these."""
        if not len(self.keys):
            return np.zeros(keys.shape, bool)
        found: NDArray[np.uint64] = self.keys[np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)]
        return np.equal(found, keys)

    def places(self, keys: Collection[Key]) -> Iterator[tuple[Key, str]]:
        """The articles that print one of these, by name."""
        wanted = np.array(sorted(keys), np.uint64)
        if not len(wanted):
            return
        at = np.flatnonzero(wanted[np.minimum(np.searchsorted(wanted, self.flat), len(wanted) - 1)] == self.flat)
        owners = np.searchsorted(np.cumsum(self.counts), at, "right")
        for key, owner in zip(self.flat[at].tolist(), owners.tolist(), strict=True):
            yield key, self.names[owner]


@dataclass(frozen=True, slots=True)
class _Known:
    """Wordings with their runs; one may be there more than once, or printed by nobody any more."""

    keys: NDArray[np.uint64]
    shingles: Shingles

    @classmethod
    def of(cls, rows: Iterable[_Row]) -> Self:
        """Those of some rows."""
        held = list(rows)
        runs = (Shingles(*(_numbers(getattr(row, part), np.uint32) for part in Shingles.__slots__)) for row in held)
        return cls(_numbers(b"".join(row.keys for row in held), np.uint64), Shingles.joined(runs))

    def with_more(self, words: Mapping[Key, Words]) -> Self:
        """Those and some others."""
        keys = np.concatenate([self.keys, np.array(list(words), np.uint64)])
        return type(self)(keys, Shingles.joined([self.shingles, shingles_of(list(words.values()))]))


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
    desk = _Desk(stamps, said_of)
    held = _held(desk, before)
    printed = _Printed.of(held)
    known = _Known.of(before.values())
    new = _new(desk, printed, known, before)
    known = known.with_more(new)
    near = _near(desk, printed, known, new, before)
    _keep(desk, shelf, before, held, known, near)
    groups = _judged(desk, Shelf(memory, "quotations", _VERSION), printed, near)
    groups.sort(key=lambda group: (group.occurrences[0].order, group.id))
    return Quotations(tuple(groups), {said.place: group for group in groups for said in group.occurrences})


def _key(words: Words) -> Key:
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def _held(desk: _Desk, before: Mapping[str, _Row]) -> dict[str, NDArray[np.uint64]]:
    """Article id → its wordings, sorted; those of unchanged articles are not looked at."""
    kept = {name: held for row in before.values() for name, held in row.articles.items()}
    return {
        name: _numbers(kept[name][1], np.uint64)
        if name in kept and kept[name][0] == stamp
        else np.array(sorted(desk.quotes(name)), np.uint64)
        for name, stamp in desk.stamps.items()
    }


def _new(desk: _Desk, printed: _Printed, known: _Known, before: Mapping[str, _Row]) -> dict[Key, Words]:
    """The wordings that were not compared before."""
    new = printed.keys[~np.isin(printed.keys, known.keys)] if before else printed.keys
    return _words(desk, printed, set(new.tolist()))


def _words(desk: _Desk, printed: _Printed, keys: Collection[Key]) -> dict[Key, Words]:
    """The words of some wordings, from an article that prints them."""
    out: dict[Key, Words] = {}
    for key, name in printed.places(keys):
        if key not in out:
            out[key] = desk.quotes(name)[key][0]
    return out


def _near(
    desk: _Desk, printed: _Printed, known: _Known, new: Mapping[Key, Words], before: Mapping[str, _Row]
) -> Pairs:  # fmt: skip
    """Which wordings are the same quotation, as far as the words tell; only what is new is compared."""
    pairs = _numbers(b"".join(row.near for row in before.values()), np.uint64).reshape(-1, 2)
    near = set(map(tuple, pairs[printed.has(pairs).all(axis=1)].tolist()))
    if _FEW * len(new) > len(known.keys):
        likely = likely_pairs(known.shingles)
    else:
        likely = likely_with(np.arange(len(known.keys) - len(new), len(known.keys)), known.shingles)
    ends = known.keys[np.array(sorted(likely), np.int64).reshape(-1, 2)]
    ends = np.unique(np.sort(ends[printed.has(ends).all(axis=1) & (ends[:, 0] != ends[:, 1])], axis=1), axis=0)
    found = {(one, other) for one, other in ends.tolist() if one in new or other in new}
    words = {**new, **_words(desk, printed, {key for pair in found for key in pair} - new.keys())}
    return near | {(one, other) for one, other in found if same_wording(words[one], words[other])}


def _keep(
    desk: _Desk, shelf: Shelf, before: Mapping[str, _Row], held: Mapping[str, NDArray[np.uint64]], known: _Known,
    near: Pairs,
) -> None:  # fmt: skip
    """Write the rows of which the articles changed."""
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(desk.stamps):
        rows[str(zlib.crc32(name.encode()) % _ROWS)].append(name)
    changed: dict[str, _Row | None] = dict.fromkeys(shelf.keys - rows.keys())
    pairs = np.array(sorted(near), np.uint64).reshape(-1, 2)
    order = np.argsort(known.keys, kind="stable")
    for key, names in rows.items():
        stamps = {name: desk.stamps[name] for name in names}
        if key in before and {name: kept[0] for name, kept in before[key].articles.items()} == stamps:
            continue
        keys = np.unique(np.concatenate([held[name] for name in names]))
        runs = known.shingles.some(order[np.searchsorted(known.keys, keys, sorter=order)])
        parts = {part: getattr(runs, part).tobytes() for part in Shingles.__slots__}
        changed[key] = _Row(
            articles={name: (stamp, held[name].tobytes()) for name, stamp in stamps.items()},
            keys=keys.tobytes(),
            near=pairs[np.isin(pairs, keys).any(axis=1)].tobytes(),
            **parts,
        )
    shelf.write(changed)


def _judged(desk: _Desk, shelf: Shelf, printed: _Printed, pairs: Pairs) -> list[Quotation]:
    """The quotations of all wordings that hang together; those judged before are not judged again."""
    near: defaultdict[Key, set[Key]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    before = shelf.read_as(dict[str, tuple[Quotation, ...]])
    known = {name: found for row in before.values() for name, found in row.items()}
    rows: defaultdict[str, dict[str, tuple[Quotation, ...]]] = defaultdict(dict)
    for wordings, articles in _components(printed, near):
        name = digest_of([sorted(wordings), [(article, desk.stamps[article]) for article in sorted(articles)]])
        found = known.get(name)
        rows[name[:2]][name] = tuple(_judge(desk, wordings, articles, near)) if found is None else found
    changed: dict[str, object] = dict.fromkeys(shelf.keys - rows.keys())
    shelf.write({**changed, **{key: row for key, row in rows.items() if row.keys() != before.get(key, {}).keys()}})
    return [group for row in rows.values() for found in row.values() for group in found]


def _components(printed: _Printed, near: Mapping[Key, set[Key]]) -> list[tuple[set[Key], set[str]]]:
    """Wordings that hang together over any number of others, and the articles that print them; two at least."""
    articles: defaultdict[Key, set[str]] = defaultdict(set)
    for key, name in printed.places({*printed.keys[printed.many > 1].tolist(), *near}):
        articles[key].add(name)
    seen: set[Key] = set()
    out = []
    for start in sorted(articles):
        if start not in seen:
            found = _hanging_together(start, near)
            seen |= found
            names = {name for key in found for name in articles[key]}
            if len(names) > 1:
                out.append((found, names))
    return out


def _hanging_together(start: Key, near: Mapping[Key, set[Key]]) -> set[Key]:
    found, todo = {start}, [start]
    while todo:
        new = near.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def _judge(
    desk: _Desk, wordings: Collection[Key], articles: Iterable[str], near: Mapping[Key, set[Key]]
) -> Sequence[Quotation]:  # fmt: skip
    piles: defaultdict[Words, list[Said]] = defaultdict(list)
    words: dict[Key, Words] = {}
    for name in sorted(articles):
        for key, (here, quotes) in desk.quotes(name).items():
            if key in wordings:
                words[key] = here
                piles[here] += quotes
    return quotations_among(piles, {words[key]: {words[other] for other in near.get(key, ())} for key in words})


def _numbers(data: bytes, kind: type[_N]) -> NDArray[_N]:
    return np.frombuffer(data, kind)

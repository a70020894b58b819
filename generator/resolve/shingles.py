"""Which wordings may be one quotation: those of which the shorter shares at least half of its runs of three words.

Runs are numbers of 32 bits. Two of one wording may get the same one: it then needs one shared run less. Two of
different wordings may, too: a pair too many, which the wordings then refute. So all such pairs are found, and some
others; what else there is makes no difference to those.
"""

from __future__ import annotations

import functools
import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

RUN = 3
_BEYOND = 3
"""Runs looked up beyond those that are enough, all of which must be found too: fewer chance finds."""
_AT_ONCE = 4096
"""Wordings looked up in one go; bounds the memory."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """The runs of wordings."""

    lengths: NDArray[np.uint32]
    """Words of each."""
    needs: NDArray[np.uint32]
    """How many of its runs a longer wording must have at least."""
    counts: NDArray[np.uint32]
    """How many different runs each has, and"""
    codes: NDArray[np.uint32]
    """these, one wording after the other."""

    @classmethod
    def joined(cls, parts: Iterable[Shingles]) -> Shingles:
        """All of them, one after the other."""
        held = list(parts)
        empty = np.zeros(0, np.uint32)
        return cls(*(np.concatenate([empty, *(getattr(part, name) for part in held)]) for name in cls.__slots__))

    def some(self, numbers: NDArray[np.int64]) -> Shingles:
        """Those of these wordings, in their order."""
        counts = self.counts[numbers].astype(np.int64)
        starts = (np.cumsum(self.counts, dtype=np.int64) - self.counts)[numbers]
        at = np.arange(int(counts.sum())) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return Shingles(self.lengths[numbers], self.needs[numbers], self.counts[numbers], self.codes[at])


def shingles_of(wordings: Sequence[tuple[str, ...]]) -> Shingles:
    """The runs of wordings; a run of words always gets the same number."""
    lengths = np.array([len(words) for words in wordings], np.int64)
    flat = np.fromiter((_code(word) for words in wordings for word in words), np.uint64, int(lengths.sum()))
    owner = np.repeat(np.arange(len(wordings)), lengths)
    inside = np.flatnonzero(owner[: 1 - RUN] == owner[RUN - 1 :]) if len(flat) >= RUN else owner[:0]
    runs = np.zeros(len(inside), np.uint64)
    for step in range(RUN):
        runs = _mixed(runs + flat[inside + step] + np.uint64(1))
    owner = owner[inside]
    owners, _ = _unique(owner, runs)
    number = np.bincount(owners, minlength=len(wordings))
    owners, codes = _unique(owner, runs >> np.uint64(32))
    counts = np.bincount(owners, minlength=len(wordings))
    needs = np.maximum(1, (number + 1) // 2 - (number - counts))
    return Shingles(*(part.astype(np.uint32) for part in (lengths, needs, counts, codes)))


def likely_pairs(wordings: Shingles) -> set[tuple[int, int]]:
    """The pairs by their numbers, the smaller first.

    Each wording is looked up by its rarest runs only. Of a wording that shares enough of its runs, some are among any
    selection of more than the rest, so looking up the rare ones loses nothing (the prefix filter of S. Chaudhuri,
    V. Ganti and R. Kaushik, "A primitive operator for similarity joins in data cleaning", 2006).
    """
    total = len(wordings.lengths)
    number = wordings.counts.astype(np.int64)
    owners = np.repeat(np.arange(total), number)
    if not len(owners):
        return set()
    _, code_of, frequency = np.unique(wordings.codes, return_inverse=True, return_counts=True)
    listed, starts = owners[np.argsort(code_of, kind="stable")], np.cumsum(frequency) - frequency
    # From here on the runs of each wording, the rarest first.
    order = np.lexsort((code_of, frequency[code_of], owners))
    owners, code_of = owners[order], code_of[order]
    others = number - wordings.needs
    probes = np.minimum(number, others + 1 + _BEYOND)
    rank = np.arange(len(owners)) - (np.cumsum(number) - number)[owners]
    keep = (rank < probes[owners]) & (frequency[code_of] > 1)
    owners, code_of = owners[keep], code_of[keep]
    out: set[tuple[int, int]] = set()
    for at, to in _parts(owners, total):
        one, other = _expanded(owners[at:to], code_of[at:to], listed, starts, frequency)
        fits = (one != other) & (wordings.lengths[one] <= wordings.lengths[other])
        pairs, found = np.unique(one[fits] * total + other[fits], return_counts=True)
        _add(out, pairs[found >= (probes - others)[pairs // total]], total)
    return out


def likely_with(new: NDArray[np.int64], wordings: Shingles) -> set[tuple[int, int]]:
    """The same, of pairs that have one of a few wordings: all of their runs are looked up."""
    total = len(wordings.lengths)
    seen = np.zeros(1 << 16, bool)
    fresh = wordings.some(new)
    codes, code_of = np.unique(fresh.codes, return_inverse=True)
    seen[codes >> 16] = True
    at = np.flatnonzero(seen[wordings.codes >> 16])
    place = np.minimum(np.searchsorted(codes, wordings.codes[at]), len(codes) - 1)
    hit = codes[place] == wordings.codes[at] if len(codes) else at[:0].astype(bool)
    at, place = at[hit], place[hit]
    owner = np.searchsorted(np.cumsum(wordings.counts, dtype=np.int64), at, "right")
    order = np.argsort(place, kind="stable")
    frequency = np.bincount(place, minlength=len(codes))
    listed, starts = owner[order], np.cumsum(frequency) - frequency
    owners = np.repeat(np.arange(len(new)), fresh.counts)
    out: set[tuple[int, int]] = set()
    for first, last in _parts(owners, len(new), _AT_ONCE // 16):
        one, other = _expanded(owners[first:last], code_of[first:last], listed, starts, frequency)
        pairs, found = np.unique(new[one] * total + other, return_counts=True)
        a, b = pairs // total, pairs % total
        lengths, needs = wordings.lengths, wordings.needs
        enough = ((lengths[a] <= lengths[b]) & (found >= needs[a])) | ((lengths[b] <= lengths[a]) & (found >= needs[b]))
        _add(out, pairs[enough & (a != b)], total)
    return out


def _add(out: set[tuple[int, int]], pairs: NDArray[np.int64], total: int) -> None:
    for a, b in zip((pairs // total).tolist(), (pairs % total).tolist(), strict=True):
        out.add((min(a, b), max(a, b)))


@functools.lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers such that any is as likely as any other (as in splitmix64)."""
    values = values * np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _unique(
    owner: NDArray[np.int64], codes: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:  # fmt: skip
    """Owner and code of each run, each once an owner."""
    order = np.lexsort((codes, owner))
    owner, codes = owner[order], codes[order]
    first = np.ones(len(owner), bool)
    first[1:] = (owner[1:] != owner[:-1]) | (codes[1:] != codes[:-1])
    return owner[first], codes[first]


def _parts(owners: NDArray[np.int64], number: int, size: int = _AT_ONCE) -> Iterator[tuple[int, int]]:
    edges = np.searchsorted(owners, np.append(np.arange(0, number, size), number)).tolist()
    yield from itertools.pairwise(edges)


def _expanded(
    owners: NDArray[np.int64], codes: NDArray[np.int64], listed: NDArray[np.int64], starts: NDArray[np.int64],
    frequency: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:  # fmt: skip
    """Each owner of a run beside each wording that has it."""
    many = frequency[codes]
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(owners, many), listed[np.repeat(starts[codes], many) + within]

"""Which wordings may be one quotation: those that share runs of three words.

Each wording is looked up by its rarest runs only. Of a wording that shares at least half of its runs, some are among
any selection of more than the other half, so looking up the rare ones loses nothing (the prefix filter of S. Chaudhuri,
V. Ganti and R. Kaushik, "A primitive operator for similarity joins in data cleaning", 2006), and a pair does not depend
on what else there is.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

RUN = 3
_BITS = 21
_BEYOND = 3
"""Runs looked up beyond the half, all of which must be found too: fewer chance finds."""
_AT_ONCE = 4096
"""Wordings looked up in one go; bounds the memory."""


def likely_pairs(wordings: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Numbers (the smaller first) of wordings of which the shorter shares at least half of its runs with the other.

    All such pairs are found, and some others.
    """
    lengths = np.array([len(words) for words in wordings], dtype=np.int64)
    owners, codes = _runs(wordings, lengths)
    if not len(codes):
        return set()
    _, code_of, frequency = np.unique(codes, return_inverse=True, return_counts=True)
    by_code = np.argsort(code_of, kind="stable")
    listed, starts = owners[by_code], np.concatenate(([0], np.cumsum(frequency)))[:-1]
    # From here on the runs of each wording, the rarest first.
    order = np.lexsort((code_of, frequency[code_of], owners))
    owners, code_of = owners[order], code_of[order]
    first = np.searchsorted(owners, np.arange(len(wordings) + 1))
    number = np.diff(first)
    probes = np.minimum(number, number // 2 + 1 + _BEYOND)
    rank = np.arange(len(owners)) - first[owners]
    keep = (rank < probes[owners]) & (frequency[code_of] > 1)
    owners, code_of = owners[keep], code_of[keep]
    least = probes - number // 2
    out: set[tuple[int, int]] = set()
    for at, to in _parts(owners, len(wordings)):
        one, other = _expanded(owners[at:to], code_of[at:to], listed, starts, frequency)
        fits = (one != other) & (lengths[one] <= lengths[other])
        pairs, found = np.unique(one[fits] * len(wordings) + other[fits], return_counts=True)
        pairs = pairs[found >= least[pairs // len(wordings)]]
        for a, b in zip((pairs // len(wordings)).tolist(), (pairs % len(wordings)).tolist(), strict=True):
            out.add((min(a, b), max(a, b)))
    return out


def _runs(
    wordings: Sequence[tuple[str, ...]], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Owner and code of each run, each once an owner."""
    known: dict[str, int] = {}
    flat = np.fromiter(
        (known.setdefault(word, len(known)) for words in wordings for word in words), np.int64, int(lengths.sum())
    )
    owner = np.repeat(np.arange(len(wordings)), lengths)
    if len(flat) < RUN:
        return owner[:0], flat[:0]
    # Beyond two million different words codes may coincide: a pair too many, which the wordings then refute.
    codes = (flat[:-2] << 2 * _BITS) ^ (flat[1:-1] << _BITS) ^ flat[2:]
    inside = owner[:-2] == owner[2:]
    both = np.unique(np.stack((owner[:-2][inside], codes[inside])), axis=1)
    return both[0], both[1]


def _parts(owners: NDArray[np.int64], number: int) -> Iterator[tuple[int, int]]:
    edges = np.searchsorted(owners, np.append(np.arange(0, number, _AT_ONCE), number)).tolist()
    yield from itertools.pairwise(edges)


def _expanded(
    owners: NDArray[np.int64], codes: NDArray[np.int64], listed: NDArray[np.int64], starts: NDArray[np.int64],
    frequency: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:  # fmt: skip
    """Each owner of a run beside each wording that has it."""
    many = frequency[codes]
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(owners, many), listed[np.repeat(starts[codes], many) + within]

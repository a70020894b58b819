"""How alike the articles of a desk are, and what of it was known before.

The weighted words of an article and the likeness of a pair follow from the articles alone. What was found is kept in
rows of a few days each, so that the next run reads only new and changed articles, and words only of days near theirs.
A row holds every pair that has an end in it, so that what is in any two rows has been compared.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np

from generator.resolve import terms
from generator.resolve.memory import Shelf
from generator.resolve.similar import Pairs, find_pairs
from generator.resolve.terms import Terms, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from generator.models import ProcessedArticle
    from generator.resolve.memory import Memory
    from generator.resolve.textfacts import TextFacts

_N = TypeVar("_N", bound=np.generic)

_VERSION = 3
_DAYS = 4
"""Days of one row."""


class _Compared(msgspec.Struct, array_like=True):
    """Articles that were compared with all others, and the pairs that have one of them."""

    stamps: bytes
    one: bytes
    other: bytes
    likeness: bytes


class _Words(msgspec.Struct, array_like=True):
    """The weighted words of articles."""

    stamps: bytes
    sizes: bytes
    codes: bytes
    weights: bytes


@dataclass(frozen=True, slots=True)
class _Desk:
    """The articles of this run, by number."""

    stamps: NDArray[np.uint64]
    """Identity of all that the likeness of an article depends on."""
    days: NDArray[np.int64]
    rows: dict[str, NDArray[np.int64]]
    """Row → the numbers of its articles."""


def find_likeness(
    texts: Sequence[TextFacts], article_of: Callable[[str], ProcessedArticle], days: Sequence[int], *,
    least: int, window: int, memory: Memory | None = None,
) -> Pairs:  # fmt: skip
    """The pairs of articles that are alike, by their numbers.

    Args:
        texts: the articles.
        article_of: article id → the article; asked only for words that were not kept.
        days: the day of each as a number.
        least: the least likeness, in millionths.
        window: most days between the two of a pair.
        memory: what earlier runs found out.
    """
    desk = _desk(texts, days)
    version = f"{_VERSION}|{terms.VERSION}|{least}|{window}"
    shelf = Shelf(memory, "likeness", version)
    before = shelf.read_as(_Compared)
    compared = _joined([np.frombuffer(row.stamps, np.uint64) for row in before.values()], np.uint64)
    new = np.flatnonzero(~np.isin(desk.stamps, compared))
    pairs = _known(before, desk)
    if len(new):
        near = _near(desk.days, new, window)
        vectors = _vectors([texts[number] for number in near], near, desk, article_of, Shelf(memory, "terms", version))
        found = find_pairs(
            vectors, desk.days[near], least=least, window=window, new=np.searchsorted(near, new).tolist()
        )
        pairs = _together(pairs, Pairs(near[found.one], near[found.other], found.likeness))
    _keep(shelf, before, desk, pairs)
    return pairs


def _desk(texts: Sequence[TextFacts], days: Sequence[int]) -> _Desk:
    whole = (f"{text.id} {day} {text.words}".encode() for text, day in zip(texts, days, strict=True))
    data = b"".join(hashlib.blake2b(one, digest_size=8).digest() for one in whole)
    dates = np.array(days, np.int64)
    periods = dates // _DAYS
    order = np.argsort(periods, kind="stable")
    values, starts = np.unique(periods[order], return_index=True)
    parts = np.split(order, starts[1:]) if len(values) else []
    rows = {str(period): part for period, part in zip(values.tolist(), parts, strict=True)}
    return _Desk(np.frombuffer(data, np.uint64), dates, rows)


def _known(before: dict[str, _Compared], desk: _Desk) -> Pairs:
    """The pairs known before of which both articles are still here."""
    one, other = (_joined([np.frombuffer(getattr(row, end), np.uint64) for row in before.values()], np.uint64)
                  for end in ("one", "other"))  # fmt: skip
    likeness = _joined([np.frombuffer(row.likeness, np.int64) for row in before.values()], np.int64)
    order = np.argsort(desk.stamps, kind="stable")
    at_one, at_other = _found_in(desk.stamps, order, one), _found_in(desk.stamps, order, other)
    keep = (at_one >= 0) & (at_other >= 0)
    at_one, at_other = at_one[keep], at_other[keep]
    return _together(Pairs(np.minimum(at_one, at_other), np.maximum(at_one, at_other), likeness[keep]))


def _found_in(
    stamps: NDArray[np.uint64], order: NDArray[np.int64], wanted: NDArray[np.uint64]
) -> NDArray[np.int64]:  # fmt: skip
    """The numbers of those wanted, -1 for those that are not there."""
    if not len(stamps):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(stamps, wanted, sorter=order), len(stamps) - 1)
    return np.where(stamps[order[at]] == wanted, order[at], -1)


def _together(*parts: Pairs) -> Pairs:
    """All pairs, each once, sorted."""
    one, other, likeness = (np.concatenate([getattr(part, name) for part in parts]) for name in Pairs.__slots__)
    order = np.lexsort((other, one))
    one, other, likeness = one[order], other[order], likeness[order]
    first = np.ones(len(one), bool)
    first[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return Pairs(one[first], other[first], likeness[first])


def _near(days: NDArray[np.int64], new: NDArray[np.int64], window: int) -> NDArray[np.int64]:
    """The numbers of the articles that lie in the window of a new one."""
    centres = np.unique(days[new])
    after = np.searchsorted(centres, days)
    gaps = np.minimum(
        np.abs(days - centres[np.minimum(after, len(centres) - 1)]), np.abs(days - centres[np.maximum(after - 1, 0)])
    )
    return np.flatnonzero(gaps <= window)


def _vectors(
    texts: Sequence[TextFacts], numbers: NDArray[np.int64], desk: _Desk,
    article_of: Callable[[str], ProcessedArticle], shelf: Shelf,
) -> list[Terms]:  # fmt: skip
    """The weighted words of these articles; those that were not kept are made, and kept."""
    row_of = [str(period) for period in (desk.days[numbers] // _DAYS).tolist()]
    known = {
        stamp: vector for row in shelf.read_as(_Words, set(row_of)).values() for stamp, vector in _unpacked(row)
    }  # fmt: skip
    out, changed = [], set()
    for text, stamp, row in zip(texts, desk.stamps[numbers].tolist(), row_of, strict=True):
        vector = known.get(stamp)
        if vector is None:
            vector = known[stamp] = terms_of(article_of(text.id))
            changed.add(row)
        out.append(vector)
    gone = dict.fromkeys(shelf.keys - desk.rows.keys())
    shelf.write({**gone, **{row: _packed(desk.stamps[desk.rows[row]].tolist(), known) for row in sorted(changed)}})
    return out


def _packed(stamps: Sequence[int], vectors: dict[int, Terms]) -> _Words:
    held = [stamp for stamp in stamps if stamp in vectors]
    kept = [vectors[stamp] for stamp in held]
    return _Words(
        np.array(held, np.uint64).tobytes(),
        np.array([len(vector.codes) for vector in kept], np.int64).tobytes(),
        _joined([vector.codes for vector in kept], np.int64).tobytes(),
        _joined([vector.weights for vector in kept], np.int64).astype(np.int16).tobytes(),
    )


def _unpacked(row: _Words) -> list[tuple[int, Terms]]:
    ends = np.cumsum(np.frombuffer(row.sizes, np.int64))[:-1]
    codes = np.split(np.frombuffer(row.codes, np.int64), ends)
    weights = np.split(np.frombuffer(row.weights, np.int16).astype(np.int64), ends)
    stamps = np.frombuffer(row.stamps, np.uint64).tolist()
    return list(zip(stamps, map(Terms, codes, weights), strict=False))


def _keep(shelf: Shelf, before: dict[str, _Compared], desk: _Desk, pairs: Pairs) -> None:
    """Write the rows of which the articles changed."""
    changed: dict[str, _Compared | None] = dict.fromkeys(shelf.keys - desk.rows.keys())
    for key, numbers in desk.rows.items():
        stamps = desk.stamps[numbers].tobytes()
        if key not in before or before[key].stamps != stamps:
            inside = np.zeros(len(desk.stamps), bool)
            inside[numbers] = True
            here = inside[pairs.one] | inside[pairs.other]
            one, other = (desk.stamps[end[here]].tobytes() for end in (pairs.one, pairs.other))
            changed[key] = _Compared(stamps, one, other, pairs.likeness[here].tobytes())
    shelf.write(changed)


def _joined(arrays: Sequence[NDArray[_N]], kind: type[_N]) -> NDArray[_N]:
    return np.concatenate([np.zeros(0, kind), *arrays])

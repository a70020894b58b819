"""How alike the articles of a desk are, and what of it was known before.

The weighted words of an article and the likeness of a pair follow from the articles alone. What was found is kept as
bytes, so that the next run reads only new and changed articles; bytes of another version, or damaged, are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve import terms
from generator.resolve.keptbytes import dump_kept, load_kept
from generator.resolve.similar import Pairs, find_pairs
from generator.resolve.terms import Terms, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.models import ProcessedArticle
    from generator.resolve.textfacts import TextFacts

_VERSION = 2


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier run found."""

    stamps: Mapping[str, str]
    """Article id → identity of all that its likeness depends on."""
    vectors: Mapping[str, Terms]
    pairs: Pairs
    ids: Sequence[str]
    """What the numbers of the pairs stand for."""


def find_likeness(
    texts: Sequence[TextFacts], article_of: Callable[[str], ProcessedArticle], days: Sequence[int], *,
    least: int, window: int, kept: bytes | None = None,
) -> tuple[Pairs, bytes]:  # fmt: skip
    """The pairs of articles that are alike, by their numbers, and what to keep for the next run.

    Args:
        texts: the articles.
        article_of: article id → the article; asked only for words that are not in what was kept.
        days: the day of each as a number.
        least: the least likeness, in millionths.
        window: most days between the two of a pair.
        kept: what the run before gave to keep.
    """
    head = f"{_VERSION}|{terms.VERSION}|{least}|{window}"
    before = _load(kept, head)
    ids = [text.id for text in texts]
    stamps = {text.id: f"{day} {text.words}" for text, day in zip(texts, days, strict=True)}
    old = {name for name, stamp in stamps.items() if before.stamps.get(name) == stamp}
    vectors = [before.vectors[name] if name in old else terms_of(article_of(name)) for name in ids]
    new = [number for number, name in enumerate(ids) if name not in old]
    if not new and len(ids) == len(before.ids) and ids == list(before.ids) and kept is not None:
        return before.pairs, kept
    found = find_pairs(vectors, np.array(days, np.int64), least=least, window=window, new=new)
    pairs = _joined(found, _renumbered(before, ids, old))
    return pairs, _dump(head, ids, stamps, vectors, pairs)


def _renumbered(before: _Kept, ids: Sequence[str], old: set[str]) -> Pairs:
    """The pairs of two unchanged articles, under their numbers of this run."""
    number = {name: place for place, name in enumerate(ids)}
    now = np.array([number[name] if name in old else -1 for name in before.ids] or [-1], np.int64)
    one, other = now[before.pairs.one], now[before.pairs.other]
    keep = (one >= 0) & (other >= 0)
    one, other = one[keep], other[keep]
    return Pairs(np.minimum(one, other), np.maximum(one, other), before.pairs.likeness[keep])


def _joined(found: Pairs, known: Pairs) -> Pairs:
    one, other = np.concatenate((found.one, known.one)), np.concatenate((found.other, known.other))
    order = np.lexsort((other, one))
    return Pairs(one[order], other[order], np.concatenate((found.likeness, known.likeness))[order])


def _dump(
    head: str, ids: Sequence[str], stamps: Mapping[str, str], vectors: Sequence[Terms], pairs: Pairs
) -> bytes:  # fmt: skip
    empty = np.zeros(0, np.int64)
    arrays = {
        "sizes": np.array([len(vector.codes) for vector in vectors], np.int64),
        "codes": np.concatenate([empty, *(vector.codes for vector in vectors)]),
        "weights": np.concatenate([empty, *(vector.weights for vector in vectors)]).astype(np.int16),
        "pairs": np.stack((pairs.one, pairs.other, pairs.likeness)),
    }
    return dump_kept([head, [[name, stamps[name]] for name in ids]], arrays)


def _load(kept: bytes | None, head: str) -> _Kept:
    empty = np.zeros(0, np.int64)
    nothing = _Kept({}, {}, Pairs(empty, empty, empty), [])
    found = load_kept(kept)
    if found is None or found[0][0] != head or not found[0][1]:
        return nothing
    (_, rows), arrays = found
    ends = np.cumsum(arrays["sizes"])[:-1]
    codes, weights = arrays["codes"], arrays["weights"].astype(np.int64)
    vectors = [Terms(*both) for both in zip(np.split(codes, ends), np.split(weights, ends), strict=True)]
    ids = [name for name, _ in rows]
    return _Kept(dict(rows), dict(zip(ids, vectors, strict=True)), Pairs(*arrays["pairs"]), ids)

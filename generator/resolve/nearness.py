"""How alike the words of some articles are, where those are few: the central articles of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.similar import UNIT, find_pairs
from generator.resolve.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import ProcessedArticle


def find_near(
    articles: Sequence[ProcessedArticle], days: Sequence[int], *, least: float, window: int
) -> dict[tuple[int, int], float]:
    """Pairs of articles by their numbers, the smaller first, and how alike they are, from `least` up to 1.

    Args:
        articles: in any order.
        days: the day of each as a number.
        least: the least cosine of their weighted words.
        window: most days between the two of a pair.
    """
    vectors = [terms_of(article) for article in articles]
    pairs = find_pairs(vectors, np.array(days, dtype=np.int64), least=round(least * UNIT), window=window)
    rows = zip(pairs.one.tolist(), pairs.other.tolist(), pairs.likeness.tolist(), strict=True)
    return {(one, other): likeness / UNIT for one, other, likeness in rows}

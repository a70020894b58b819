"""What an article is about, as weighted words: made from the article alone, so that it can be kept.

The headline counts twice, and the further down a word stands the less: news says first what is new, and background
last. Words that many texts hold count little, by the fixed table of `knowledge/words.py`. All is in whole numbers, so
that sums do not depend on their order.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from generator.knowledge.words import load_word_weights, stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.models import ProcessedArticle

VERSION = 1
"""Raise it when the vector of an article would come out otherwise."""
SCALE = 4096
"""The length of every vector: a product of two, over the square of this, is their cosine."""
HEADLINE = 2.0
"""How much a word of the headline counts."""
HALF = 200
"""Words of the text after which a word counts half."""
MOST = 5.5
"""The weight of a rare word; rarer ones count no more, or a misspelling would be the best evidence."""
COMMON = 0.5
"""What is taken off every weight: the most common words count nothing."""
TERMS = 300
"""The weightiest words that are kept."""
_SILENT = ("byline", "credit", "dateline")


@dataclass(frozen=True, slots=True)
class Terms:
    """A vector of length `SCALE`: codes of words (sorted) and their weights, both of one shape (n,)."""

    codes: NDArray[np.int64]
    weights: NDArray[np.int64]


def terms_of(article: ProcessedArticle) -> Terms:
    """The weighted words of one article; empty for one without words."""
    heard: defaultdict[str, float] = defaultdict(float)
    place = 0
    for start, end, kind in _pieces(article):
        words = stems(article.text[start:end])
        for word in words:
            if kind == "headline":
                heard[word] += HEADLINE
            else:
                heard[word] += 0.5 ** (place / HALF)
                place += 1
    table = load_word_weights()
    weighed = {
        word: log(1 + much) * weight
        for word, much in heard.items()
        if (weight := min(MOST, table.weight(word)) - COMMON) > 0
    }
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:TERMS]
    length = sqrt(sum(weighed[word] ** 2 for word in kept)) or 1.0
    pairs = sorted((_code(word), round(SCALE * weighed[word] / length)) for word in kept)
    return Terms(np.array([code for code, _ in pairs], dtype=np.int64), np.array([w for _, w in pairs], dtype=np.int64))


def _pieces(article: ProcessedArticle) -> list[tuple[int, int, str]]:
    """The stretches of the text that tell what it is about, in order; datelines and signatures are cut out."""
    silent = [block for block in article.blocks if block.kind in _SILENT]
    out: list[tuple[int, int, str]] = []
    for block in article.blocks:
        if block.kind in _SILENT:
            continue
        start = max((s.end for s in silent if block.start <= s.start and s.end <= block.end), default=block.start)
        out.append((start, block.end, block.kind))
    return out or [(0, len(article.text), "paragraph")]


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    """A number for the word, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big", signed=True)

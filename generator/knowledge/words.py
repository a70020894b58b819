"""How much a word tells: English stems, and in how many of some thousand news texts each stands."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import resources
from math import log
from typing import TYPE_CHECKING

import snowballstemmer

from generator.knowledge.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class WordWeights:
    """The fixed table that words are weighed by, so that no article's weight depends on what else a desk holds."""

    texts: int
    """Texts that were counted."""
    holding: Mapping[str, int]
    """Stem → how many of the texts hold it; those that fewer than three hold are left out."""

    def weight(self, stem: str) -> float:
        """Inverse document frequency of a stem: ln((texts + 1) / (texts that hold it + ½)).

        Source: K. Spärck Jones, "A statistical interpretation of term specificity and its application in retrieval",
        Journal of Documentation 28, 1972.
        """
        return log((self.texts + 1) / (self.holding.get(stem, 0) + 0.5))


@functools.cache
def load_word_weights() -> WordWeights:
    """The table that ships with the program."""
    data = json.loads(resources.files("generator.knowledge").joinpath("word_weights.json").read_bytes())
    return WordWeights(data["texts"], data["holding"])


def stems(text: str) -> list[str]:
    """The words and numbers of `text` in their order, each cut to its stem; accents and capitals do not count."""
    return [stem(word) for word in _WORD.findall(text)]


@functools.lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A word cut to its stem by the English algorithm of M. F. Porter's Snowball; a number stays as it is."""
    plain = fold_name(word).casefold()
    return plain if plain[:1].isdecimal() else str(_STEMMER.stemWord(plain))

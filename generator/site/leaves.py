"""Many words in files of bearable size: words that begin alike stand in one file, which is named by that beginning.

A reader's browser knows the names of the files, and so which one holds a word: the one with the longest name that the
word begins with. Where a file is cut, only beginnings of many words get a file of their own; the others stay together.
So a new word changes one file, and seldom makes another.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DEEPEST = 8
_LEAST = 6
"""A beginning gets a file of its own from this part of a full one on."""


def cut_by_beginning(weights: Mapping[str, int], most: int) -> dict[str, list[str]]:
    """Beginning → its words, sorted; cut finer where they weigh more than `most`, as far as their letters reach."""
    leaves: dict[str, list[str]] = {}

    weigh = weights.__getitem__

    def cut(beginning: str, words: Sequence[str], weight: int) -> None:
        depth = len(beginning)
        if depth == _DEEPEST or weight <= most:
            leaves[beginning] = list(words)
            return
        rest: list[str] = []
        # They are sorted: those that begin alike stand together.
        for longer, group in itertools.groupby(words, key=lambda word: word[: depth + 1]):
            found = list(group)
            weight = sum(map(weigh, found))
            if longer == beginning or weight * _LEAST < most:
                rest += found
            else:
                cut(longer, found, weight)
        if rest:
            leaves[beginning] = rest

    if weights:
        cut("", sorted(weights), sum(weights.values()))
    return dict(sorted(leaves.items()))


def file_name(beginning: str) -> str:
    """The beginning as part of a file's name: letters, digits, points and hyphens of ASCII as they are."""
    return "".join(c if c.isascii() and (c.isalnum() or c in ".-") else f"_{ord(c):x}_" for c in beginning)

"""Names in other spellings, short forms of given names, family names that stand first, and words that tell little."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Spellings:
    """What `spellings.yml` knows; all words are folded."""

    same: Mapping[str, str]
    """A word and the one that stands for all its spellings."""
    short: Mapping[str, frozenset[str]]
    """A given name or short form and the full names it may stand for."""
    family_first: frozenset[str]
    common: frozenset[str]
    particles: frozenset[str]
    generations: Mapping[str, str]
    """Jr. and its like, as they are compared."""
    roles: Mapping[str, str]
    man: frozenset[str]
    woman: frozenset[str]
    words: Mapping[str, str]
    """Words of bodies' names as they are compared; empty for those that do not count."""
    legal: frozenset[str]


@functools.cache
def load_spellings() -> Spellings:
    """The spellings that ship with the program."""
    data = resources.files("generator.knowledge").joinpath("spellings.yml").read_bytes()
    value = read_own(data)
    short: dict[str, set[str]] = {}
    for row in value["short"]:
        for word in row:
            short.setdefault(word, set()).add(row[0])
    sets = {key: frozenset(value[key]) for key in ("family_first", "common", "particles", "man", "woman", "legal")}
    return Spellings(
        same={word: row[0] for row in value["same"] for word in row},
        short={word: frozenset(full) for word, full in short.items()},
        generations=dict(value["generations"]),
        roles=dict(value["roles"]),
        words=dict(value["words"]),
        **sets,
    )

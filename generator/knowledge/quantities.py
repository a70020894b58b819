"""Words with which news English tells quantities: numbers, units, "at least", and what is counted."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping

Bound = Literal["about", "least", "most"]
"""What a word of approximation says: the true value is near, or it is at least or at most what is printed."""
PEOPLE = "people"
"""The unit of a count of people."""
_SETS = ("times", "joined", "rises", "reaches", "puts", "anybody", "people", "nothing", "labels")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The keys of what may have happened to what is counted, by the words that tell it (lemmas but for `being`)."""

    done: Mapping[str, str]
    """Verbs of which it is the object or the passive subject."""
    does: Mapping[str, str]
    """Verbs of which it is the active subject."""
    being: Mapping[str, str]
    """Words that say how it is, as printed."""
    nouns: Mapping[str, str]
    """Nouns that are counted themselves: "84 deaths"."""
    people: frozenset[str]
    """Keys under which a number without a noun counts people."""
    people_only: frozenset[str]
    """Keys that things cannot have: plans are released as well."""
    keys: frozenset[str]
    """All of them."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """What `quantities.yml` knows; words in lower case but for units and signs."""

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    money_scales: Mapping[str, int]
    approximate: Mapping[str, Bound]
    """Words in front of a number."""
    behind: Mapping[str, Bound]
    units: Mapping[str, str]
    """A unit as printed and its key."""
    times: frozenset[str]
    joined: frozenset[str]
    signs: Mapping[str, str]
    outcomes: Outcomes
    measures: Mapping[str, tuple[str, str]]
    """Noun of a measure: key and unit."""
    rises: frozenset[str]
    """Words between a measure and "to" or "at" and its number."""
    reaches: frozenset[str]
    """Words between a measure and its number."""
    puts: frozenset[str]
    """Words in front of a measure, "to" or "at" and its number."""
    anybody: frozenset[str]
    people: frozenset[str]
    nothing: frozenset[str]
    labels: frozenset[str]

    def bound(self, printed: str) -> Bound | None:
        """What the words round a printed figure say of it; `None` if there are none."""
        words = " ".join(printed.casefold().split())
        for phrase in sorted(self.approximate, key=len, reverse=True):
            if words.startswith(phrase + " "):
                return self.approximate[phrase]
        return next((self.behind[phrase] for phrase in self.behind if words.endswith(" " + phrase)), None)

    def is_outcome(self, of: str) -> bool:
        """Whether a key says what happened or what is measured, and does not only name things: "ship sunk"."""
        measured = any(of == key for key, _ in self.measures.values())
        return measured or any(of == key or of.endswith(" " + key) for key in self.outcomes.keys)


@functools.cache
def load_quantities() -> Quantities:
    """The words that ship with the program."""
    data = resources.files("generator.knowledge").joinpath("quantities.yml").read_bytes()
    value = read_own(data)
    sets = {key: frozenset(value[key]) for key in _SETS}
    return Quantities(
        numbers={word: int(number) for word, number in value["numbers"].items()},
        scales={word: int(number) for word, number in value["scales"].items()},
        money_scales={word: int(number) for word, number in value["money_scales"].items()},
        approximate=_turned(value["approximate"]),
        behind=_turned(value["behind"]),
        units=_turned(value["units"]),
        signs=dict(value["signs"]),
        outcomes=_outcomes(value["outcomes"]),
        measures={noun: (entry["key"], entry["unit"]) for noun, entry in value["measures"].items()},
        **sets,
    )


def _turned(rows: Mapping[str, list[str]]) -> dict[str, Any]:
    return {word: key for key, words in rows.items() for word in words}


def _outcomes(rows: Mapping[str, Mapping[str, Any]]) -> Outcomes:
    kinds = {
        kind: {word: key for key, row in rows.items() for word in row.get(kind, ())}
        for kind in ("done", "does", "being", "nouns")
    }
    people = frozenset(key for key, row in rows.items() if row.get("people"))
    only = frozenset(key for key, row in rows.items() if row.get("people") == "only")
    return Outcomes(**kinds, people=people, people_only=only, keys=frozenset(rows))

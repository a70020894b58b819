"""The large lists of `towns.json`, joined with the names of `places.json`.

Small towns, parts of countries, counties of the United States and the seats of governments. They are marked as weak:
that a word stands in such a list does not make it a place; the text has to speak for it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.knowledge.folding import fold_name
from generator.knowledge.regions import Sense, ShortForm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.knowledge.regions import SenseSort

    _Row = tuple[str, SenseSort, str, float | None, float | None, int, str]


def add_towns(names: dict[str, tuple[Sense, ...]], blocked: Collection[str], towns: Mapping[str, Any]) -> None:
    """Add the further senses to the names, in place; known senses come first and stay likely."""
    _give_states(names, towns["states"])
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in _rows(towns):
        key = fold_name(row[0])
        if key not in blocked:
            found[key].append(row)
    for key, rows in found.items():
        known = names.get(key, ())
        ambiguous, alone = bool(known) and known[0].ambiguous, not known and len(rows) == 1
        seat = not known and [row[1] for row in rows].count("seat") == 1
        # By position: there are tens of thousands.
        names[key] = known + tuple(
            Sense(
                name, sort, region, lat, lon, size, ambiguous, alone or (seat and sort == "seat"), part, sort != "seat"
            )
            for name, sort, region, lat, lon, size, part in rows
        )


def read_short_forms(towns: Mapping[str, Any]) -> dict[str, ShortForm]:
    """What newspapers put behind a town's name for its state or province."""
    return {
        form: ShortForm(region, name, part[0] if part else "")
        for form, (region, name, *part) in towns["abbreviations"].items()
    }


def _rows(towns: Mapping[str, Any]) -> Iterator[_Row]:
    for country, rows in towns["towns"].items():
        for name, lat, lon, size, *part in rows:
            for form in _forms(name):
                yield form, "city", country, lat, lon, size, part[0] if part else ""
    for country, parts in towns["parts"].items():
        for name in parts:
            yield name, "admin", country, None, None, 0, ""
    for name, states in towns["counties"].items():
        yield name, "admin", "US", None, None, 0, states
    for name, country in towns["seats"].items():
        yield name, "seat", country, None, None, 0, ""


_SHORT = (("Saint ", "St. ", "St "), ("Mount ", "Mt. "), ("Fort ", "Ft. "))
_STARTS = tuple(start for starts in _SHORT for start in starts)


def _forms(name: str) -> Iterator[str]:
    """The name, and its other forms where it begins with Saint, Mount or Fort."""
    yield name
    if not name.startswith(_STARTS):  # nearly all
        return
    for starts in _SHORT:
        for start in starts:
            if name.startswith(start):
                yield from (other + name.removeprefix(start) for other in starts if other != start)


def _give_states(names: dict[str, tuple[Sense, ...]], states: Mapping[str, str]) -> None:
    """Tell the states of the United States by their codes, as their towns do."""
    codes = {fold_name(name): code for code, name in states.items()}
    for key, code in codes.items():
        names[key] = tuple(
            replace(sense, part=code) if sense.sort == "admin" and sense.region == "US" else sense
            for sense in names.get(key, ())
        )

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


def add_towns(names: dict[str, tuple[Sense, ...]], blocked: Collection[str], towns: Mapping[str, Any]) -> None:
    """Add the further senses to the names, in place; known senses come first and stay likely."""
    _give_states(names, towns["states"])
    found: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in _senses(towns):
        key = fold_name(sense.name)
        if key not in blocked:
            found[key].append(sense)
    for key, senses in found.items():
        known = names.get(key, ())
        if known:
            names[key] = (*known, *(replace(sense, ambiguous=known[0].ambiguous) for sense in senses))
        elif len(senses) == 1:
            names[key] = (replace(senses[0], likely=True),)
        else:
            names[key] = tuple(senses)


def read_short_forms(towns: Mapping[str, Any]) -> dict[str, ShortForm]:
    """What newspapers put behind a town's name for its state or province."""
    return {
        form: ShortForm(region, name, part[0] if part else "")
        for form, (region, name, *part) in towns["abbreviations"].items()
    }


def _senses(towns: Mapping[str, Any]) -> Iterator[Sense]:
    for country, rows in towns["towns"].items():
        for name, lat, lon, population, *part in rows:
            for form in _saints(name):
                yield Sense(form, "city", country, lat, lon, population, False, False, part[0] if part else "", True)  # noqa: FBT003
    for country, parts in towns["parts"].items():
        for name in parts:
            yield Sense(name, "admin", country, None, None, 0, ambiguous=False, likely=False, weak=True)
    for name, states in towns["counties"].items():
        yield Sense(name, "admin", "US", None, None, 0, ambiguous=False, likely=False, part=states, weak=True)
    for name, country in towns["seats"].items():
        yield Sense(name, "seat", country, None, None, 0, ambiguous=False, likely=False)


def _saints(name: str) -> Iterator[str]:
    """The name, and its short forms where it begins with Saint."""
    yield name
    for start in ("Saint ", "St. ", "St "):
        if name.startswith(start):
            yield from (other + name.removeprefix(start) for other in ("Saint ", "St. ", "St ") if other != start)


def _give_states(names: dict[str, tuple[Sense, ...]], states: Mapping[str, str]) -> None:
    """Tell the states of the United States by their codes, as their towns do."""
    codes = {fold_name(name): code for code, name in states.items()}
    for key, code in codes.items():
        names[key] = tuple(
            replace(sense, part=code) if sense.sort == "admin" and sense.region == "US" else sense
            for sense in names.get(key, ())
        )

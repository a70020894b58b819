"""Bodies that are known all over the world, and the forms by which newsrooms call them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ACRONYM = re.compile(r"[A-Z]{2,6}")
_SPELLINGS = (
    ("Organization", "Organisation"), ("Program", "Programme"), ("Center", "Centre"), ("Defense", "Defence"),
    ("Cooperation", "Co-operation"),
)  # fmt: skip
_SHORT = (("United States ", ("U.S. ", "US ")), ("United Nations ", ("U.N. ", "UN ")))


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that everybody knows."""

    name: str
    """Under which an encyclopedia files it; no two bodies share one."""
    country: str | None
    """The region it acts for."""
    forms: tuple[str, ...] = ()
    """All it is called, its name first."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of `bodies.yml` by what they are called."""

    everywhere: Mapping[str, Body]
    """Form as printed → the body it means in any article."""
    at_home: Mapping[str, Mapping[str, Body]]
    """Form as printed → country → the body it means in an article about that country."""
    members: frozenset[str]
    """Those of the forms at home that are what a party's adherents are called."""
    named: Mapping[str, Body]
    """Name → body."""

    def find(self, name: str, country: str | None) -> Body | None:
        """The body that an entity of this name, acting for this country if that is known, is."""
        at_home = self.at_home.get(name, {}).get(country or "")
        return at_home or self.everywhere.get(name)


@functools.cache
def known_bodies() -> Bodies:
    """The bodies of `bodies.yml`."""
    everywhere: dict[str, Body] = {}
    at_home: dict[str, dict[str, Body]] = {}
    members: set[str] = set()
    named: dict[str, Body] = {}
    data = resources.files("generator.knowledge").joinpath("bodies.yml").read_bytes()
    for entry in read_own(data):
        body, home = _body(entry)
        named[body.name] = body
        members |= set(entry.get("members", []))
        for form in body.forms:
            if form in home and body.country is not None:
                at_home.setdefault(form, {})[body.country] = body
            else:
                everywhere[form] = body
    return Bodies(everywhere, at_home, frozenset(members), named)


def load_bodies() -> Mapping[str, Body]:
    """Every form that means one body everywhere, as printed, and that body; "the Fed" also as "Fed"."""
    return known_bodies().everywhere


def _body(entry: Mapping[str, Any]) -> tuple[Body, set[str]]:
    """The body of an entry, and those of its forms that mean it at home only."""
    home = {form for given in entry.get("home", []) for form in _forms(given)}
    home |= {form for given in entry.get("members", []) for form in (given, given.upper())}
    everywhere = (form for given in (entry["name"], *entry.get("names", [])) for form in _forms(given))
    forms = dict.fromkeys((entry["name"], *everywhere, *sorted(home)))
    return Body(entry["name"], entry.get("country"), tuple(forms)), home


def _forms(given: str) -> Iterator[str]:
    """A form and what is the same: without "the", dotted, short for its state, in other spellings."""
    spelt = [given, given.removeprefix("the ")]
    if _ACRONYM.fullmatch(given):
        spelt.append("".join(f"{letter}." for letter in given))
    for long, short in _SHORT:
        spelt += [s + given.removeprefix(long) for s in short if given.startswith(long)]
    for american, british in _SPELLINGS:
        if american in given or british in given:
            spelt += [re.sub(rf"\b{american}\b", british, form) for form in spelt]
            spelt += [re.sub(rf"\b{british}\b", american, form) for form in spelt]
    if "'" in given:
        spelt += [form.replace("'", "’") for form in spelt]
    yield from dict.fromkeys(spelt)

"""Titles that stand before names, and bodies named by a building or a short form."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from generator.names import fold_name
from generator.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Titles:
    """Words that stand before a person's name, in lower case, several words joined by one blank."""

    roles: frozenset[str]
    """Offices and ranks, abbreviated ones among them, without a full stop at the end."""
    honorifics: frozenset[str]
    """Courtesy titles."""
    before: frozenset[str]
    """Words that may stand in front of a role: former, deputy …"""

    @property
    def longest(self) -> int:
        """The number of words of the longest role."""
        return max(len(role.split()) for role in self.roles)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that is named by other means than its own name."""

    name: str
    country: str | None
    """The region it acts for."""


@functools.cache
def load_titles() -> Titles:
    """The titles of `titles.yml`."""
    value = read_yaml(_data("titles.yml"), texts=True).value
    roles = frozenset(value["roles"]) | frozenset(value["abbreviations"])
    return Titles(roles, frozenset(value["honorifics"]), frozenset(value["before"]))


@functools.cache
def load_bodies() -> dict[str, Body]:
    """Every form of the names in `bodies.yml`, as printed, and the body it means."""
    out: dict[str, Body] = {}
    for entry in read_yaml(_data("bodies.yml"), texts=True).value:
        body = Body(entry["name"], entry.get("country"))
        for form in (entry["name"], *entry.get("names", [])):
            out[form] = body
    return out


@functools.cache
def load_generic() -> frozenset[str]:
    """Folded names that mean another body in every country: "Army", "Senate"; alone they name no actor."""
    return frozenset(fold_name(name) for name in read_yaml(_data("generic.yml"), texts=True).value["bodies"])


@functools.cache
def load_things() -> frozenset[str]:
    """Folded names of things that a model takes for bodies: an illness, a creed, a law."""
    return frozenset(fold_name(name) for name in read_yaml(_data("generic.yml"), texts=True).value["things"])


@functools.cache
def load_vessels() -> frozenset[str]:
    """Words, in lower case, behind which stands the name of a ship, an aircraft or a storm."""
    return frozenset(read_yaml(_data("generic.yml"), texts=True).value["vessels"])


def _data(name: str) -> bytes:
    return resources.files("generator.knowledge").joinpath(name).read_bytes()

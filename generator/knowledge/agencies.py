"""News agencies, whose copy other publishers print, and the forms by which they are credited (`agencies.yml`)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from generator.names import fold_name
from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping

_BEHIND = re.compile(r"(?: news)?(?: (?:agency|service|wire|newswire|newswires|staff))$")
_PARTS = re.compile(r"\s*(?:[,;/|&+]|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Agencies:
    """The agencies by what they are called; names are folded."""

    named: Mapping[str, str]
    """Folded form → the agency's name."""
    sure: frozenset[str]
    """Those forms that mean nothing else."""

    def find(self, name: str, *, sure: bool = False) -> str | None:
        """The agency of that name, whole; with `sure` not by a form that means other things too."""
        folded = fold_name(name)
        for form in (folded, _BEHIND.sub("", folded)):
            if form in self.named and (form in self.sure or not sure):
                return self.named[form]
        return None

    def first_in(self, credit: str) -> str | None:
        """The agency that a credit is to, of several the first: "AP", "Reuters, AFP", "Ann Lee, AP".

        What a paper's own staff wrote with an agency's help is not the agency's.
        """
        whole = self.find(credit)
        if whole or "staff" in fold_name(credit).split():
            return whole
        return next(filter(None, map(self.find, filter(None, _PARTS.split(credit)))), None)


@functools.cache
def load_agencies() -> Agencies:
    """The table that ships with the program."""
    named: dict[str, str] = {}
    unsure: set[str] = set()
    data = resources.files("generator.knowledge").joinpath("agencies.yml").read_bytes()
    for entry in read_own(data):
        for form in (entry["name"], *entry.get("names", [])):
            named[fold_name(form)] = entry["name"]
        unsure |= {fold_name(form) for form in entry.get("unsure", [])}
    return Agencies(named, frozenset(named) - unsure)

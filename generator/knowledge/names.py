"""Titles that stand before names, the parts of names, and names that mean another thing at every desk."""

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

_MINISTERS = ("minister", "secretary", "commissioner")
_FOR = ("of", "for")
_PREFIX = re.compile(r"^(?:ex|then|now)[-‑]")


@dataclass(frozen=True)
class Titles:
    """Words that stand before a person's name, in lower case, several words joined by one blank."""

    roles: frozenset[str]
    """Offices, ranks and callings, abbreviated ones among them, without a full stop at the end."""
    callings: frozenset[str]
    """Those of `roles` that many hold at once: "the lawyer" is nobody by himself."""
    honorifics: frozenset[str]
    """Courtesy titles."""
    of_full_names: frozenset[str]
    """Courtesy titles that are a name where only one word follows."""
    kept: frozenset[str]
    """Titles by which a bearer with one name is known: "Pope John"."""
    stopped: frozenset[str]
    """Titles that may end in a full stop: "Lt. Gen."."""
    before: frozenset[str]
    """Words that may stand in front of a role: former, deputy …"""
    words_too: frozenset[str]
    """Roles that are plain words too: in lower case they are no title of a name behind them."""
    past: frozenset[str]
    """Those of `before` that say the office is held no more."""
    harmless: frozenset[str]
    """Words in front of a role that say nothing about whose it is."""
    same: Mapping[str, str]
    """Short form or variant → the word under which an office is compared."""
    genders: Mapping[str, str]
    """Title → `m` or `f`, where it tells."""

    @functools.cached_property
    def longest(self) -> int:
        """The number of words of the longest role."""
        return max(len(role.split()) for role in self.roles)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every word of a title: beside a name it is no part of it."""
        return frozenset(word for title in self.roles | self.honorifics | self.before for word in title.split())

    def is_role(self, words: str) -> bool:
        """Whether words, in any case, are a role; with a full stop only if it is one that is shortened."""
        return _plain(words) in self.roles and not self.ends_sentence(words)

    def is_title(self, words: str) -> bool:
        """Whether words straight before a name are a role of its bearer."""
        return self.is_role(words) and words not in self.words_too

    def ends_sentence(self, words: str) -> bool:
        """Whether the full stop behind words, if there is one, ends a sentence."""
        return words.endswith(".") and _plain(words) not in self.stopped

    def office(self, words: str) -> str:
        """The word under which a printed role is compared: "Gen." and "general" are one."""
        key = _plain(words)
        return self.same.get(key, key)

    def gender(self, words: str) -> str | None:
        """What a printed title tells of its bearer: `m`, `f` or nothing."""
        return self.genders.get(_plain(words))


@dataclass(frozen=True, slots=True)
class NameParts:
    """What names are made of."""

    particles: frozenset[str]
    """Words inside a name that may stand in lower case."""
    articles: frozenset[str]
    """The Arabic article before a hyphen, in its spellings."""
    suffixes: frozenset[str]
    """Words behind a name that tell a father from a son."""
    honours: frozenset[str]
    """Letters behind a name that tell nothing."""
    kin: Mapping[str, str]
    """Word that introduces a relative → `m`, `f` or `-`."""
    glued: frozenset[str]
    """Words that a careless page sets straight behind a name."""
    body_last: frozenset[str]
    """Words, as printed, that end the name of an organisation."""
    body_first: frozenset[str]
    """Words, as printed, that begin the name of an organisation before "of", "for" or "on"."""
    legal: frozenset[str]
    """Folded endings of a company's name that may be left out."""
    official: frozenset[str]
    """Folded endings of public bodies, which may not be left out."""
    loose: frozenset[str]
    """Folded first words of bodies that name nothing by themselves."""
    heads: frozenset[str]
    """Folded words too vague to mean the one body of an article that bears them."""
    small: frozenset[str]
    """Words in lower case that an acronym may leave out."""
    heads_of_state: frozenset[str]
    """Offices that "the Turkish leader" may mean."""
    heads_of_bodies: frozenset[str]
    """Offices that "the UN chief" may mean."""
    any_head: frozenset[str]
    """The words for both."""
    families: frozenset[str]
    """Offices called by their last word, as "the minister"."""
    alone: frozenset[str]
    """Offices that are not called so."""
    body_nouns: frozenset[str]
    """What a body is called where it was named before."""
    firms: frozenset[str]
    """Those of them that mean a company."""
    place_first: frozenset[str]
    place_last: frozenset[str]
    calendar: frozenset[str]


@functools.cache
def load_titles() -> Titles:
    """The titles of `titles.yml`."""
    value = read_own(_data("titles.yml"))
    portfolios = {f"{field} {office}" for field in value["portfolios"] for office in _MINISTERS}
    portfolios |= {
        f"{office} {word} {field}" for field in value["portfolios"] for office in _MINISTERS for word in _FOR
    }
    callings = frozenset(value["callings"])
    roles = frozenset(value["roles"]) | frozenset(value["abbreviations"]) | callings | portfolios
    genders = dict.fromkeys(value["male"], "m") | dict.fromkeys(value["female"], "f")
    same = {f"{office} {word} {field}": f"{field} {office}" for field in value["portfolios"] for office in _MINISTERS
            for word in _FOR} | dict(value["same"])  # fmt: skip
    same = {key: value["same"].get(office, office) for key, office in same.items()}
    named = ("honorifics", "of_full_names", "kept", "before", "words_too", "past", "harmless")
    lists = {name: frozenset(value[name]) for name in named}
    stopped = frozenset(value["stopped"]) | frozenset(value["abbreviations"])
    return Titles(stopped=stopped, roles=roles, callings=callings, same=same, genders=genders, **lists)


@functools.cache
def load_parts() -> NameParts:
    """The parts of names of `name_parts.yml`."""
    value = read_own(_data("name_parts.yml"))
    kin = dict(value.pop("kin"))
    return NameParts(kin=kin, **{name: frozenset(words) for name, words in value.items()})


@functools.cache
def load_generic() -> frozenset[str]:
    """Folded names that mean another body in every country: "Army", "Senate"; alone they name no actor."""
    return frozenset(fold_name(name) for name in read_own(_data("generic.yml"))["bodies"])


@functools.cache
def load_things() -> frozenset[str]:
    """Folded names of things that a model takes for bodies: an illness, a creed, a law."""
    return frozenset(fold_name(name) for name in read_own(_data("generic.yml"))["things"])


@functools.cache
def load_vessels() -> frozenset[str]:
    """Words, in lower case, behind which stands the name of a ship, an aircraft or a storm."""
    return frozenset(read_own(_data("generic.yml"))["vessels"])


def _plain(words: str) -> str:
    """A title for looking up: lower case, single blanks, no "ex-" in front, no full stop at the end."""
    return _PREFIX.sub("", " ".join(words.casefold().replace("’", "'").split())).rstrip(".")


def _data(name: str) -> bytes:
    return resources.files("generator.knowledge").joinpath(name).read_bytes()

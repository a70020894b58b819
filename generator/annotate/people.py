"""Persons of one article: which shorter name means whom, where exactly one fits.

Fathers and sons, husbands and wives stay apart: Jr. and III belong to the name, "Mrs." does not mean a man, and a
relative who is named in passing ("his wife, Maria Example") does not take the surname that somebody else bore before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotate.candidate import UNSURE, Candidate, Cluster
from generator.knowledge.names import load_parts, load_titles
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RULES = {"surname": 0.9, "shorter name": 0.9, "first name": 0.8, "part of the name": 0.7, "initials": 0.85}
"""Rule that joins a shorter name to a full one → confidence."""
_INITIALS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")
# "the eldest son of", "Mr. Example's widow": the words of an apposition behind the name.
_KIN_BEHIND = re.compile(r"(?:(?:the|his|her|their|[A-Z][\w-]*(?: [A-Z][\w-]*)*['’]s?) )((?:[a-zé-]+ ){0,2}?[a-zé-]+)")
_KIN_BEFORE = re.compile(r"\b([a-zé-]+)[,:]? \W?$")
_OKINA = str.maketrans(dict.fromkeys("ʻʼ‘’`ʿʾ", "'"))


@dataclass(slots=True)
class _Person:
    """One person while his mentions are gathered."""

    words: tuple[str, ...]
    suffix: str = ""
    gender: str | None = None
    kin: bool = False
    """Introduced as somebody's relative."""
    titles: set[str] = field(default_factory=set)
    """Words of the roles printed before the name, and of the title within it."""
    start: int = 0
    """Where the full name first stands in the body."""
    members: list[tuple[Candidate, str, float]] = field(default_factory=list)


def find_people(text: str, candidates: Sequence[Candidate]) -> list[Cluster]:
    """Clusters of the persons among the candidates, in the order of their names."""
    persons = [c for c in candidates if c.kind == "person"]
    known: list[_Person] = []
    for c in sorted(persons, key=lambda c: (-len(name_words(c.text)[0]), c.headline, c.span)):
        words, suffix = name_words(c.text)
        if not words:
            continue
        if len(words) > 1:
            _put_full(text, known, c, words, suffix)
    single = [c for c in persons if len(name_words(c.text)[0]) == 1]
    _put_single(text, known, single)
    out = []
    for person in known:
        cluster = Cluster("person", " ".join((*person.words, person.suffix)).strip())
        for c, rule, confidence in sorted(person.members, key=lambda member: member[0].span):
            cluster.add(c, rule, confidence)
        if cluster.members:
            out.append(cluster)
    return out


_HEADS = frozenset({"president", "chancellor", "king", "queen", "pope"})
_LESSER = frozenset({"vice", "deputy", "former", "elect", "candidate", "nominee", "ex"})
"""With these a president is another's than the state's, or not yet one."""


def name_words(name: str) -> tuple[tuple[str, ...], str]:
    """The folded words of a person's name by which names are compared, and what tells a father from a son.

    Letters of honour and the Arabic article before a hyphen make no difference; "V.K." is two initials.
    """
    parts = load_parts()
    plain = _INITIALS.sub(". ", name.translate(_OKINA))
    articles = "|".join(sorted(parts.articles))
    plain = re.sub(rf"(?<![\w])(?:{articles})[-‑]", "", plain, flags=re.IGNORECASE)
    words = fold_name(plain).split()
    if len(words) > 2:
        words = [words[0], *(word for word in words[1:] if word not in ("al", "el"))]
    if len(words) > 1 and words[0] in load_titles().kept:
        words = words[1:]  # Prince Mohammed may be Mohammed bin Example
    suffix = ""
    while len(words) > 1 and (words[-1] in parts.suffixes or words[-1] in parts.honours):
        suffix = {"junior": "jr", "senior": "sr"}.get(words[-1], words[-1]) if words[-1] in parts.suffixes else suffix
        words.pop()
    return tuple(words), suffix


def _put_full(text: str, known: list[_Person], c: Candidate, words: tuple[str, ...], suffix: str) -> None:
    """Put a name of several words to the one person it fits, else make a new one."""
    same = [p for p in known if p.words == words and p.suffix == suffix]
    if same:
        person, rule = same[0], ""
    else:
        # A name without Jr. is not the son's.
        fits = [(p, r) for p in known if (r := short_form(words, p.words)) and p.suffix == suffix]
        fits = [(p, r) for p, r in fits if not _differ(p.gender, c.gender)]
        if len(fits) == 1:
            person, rule = fits[0]
        else:
            person, rule = _Person(words, suffix, start=c.span.start), ""
            known.append(person)
    gender, kin = _kinship(text, c)
    person.kin = person.kin or (kin and not rule)
    person.gender = person.gender or c.gender or gender
    person.start = min(person.start, c.span.start)
    person.titles |= _titles(text, c)
    person.members.append((c, rule or c.rule, _joined(c, rule)))


def _put_single(text: str, known: list[_Person], single: list[Candidate]) -> None:
    """Put names of one word to the one person they fit; where several fit, they stay open."""
    full = list(known)
    alone: dict[tuple[str, str | None], _Person] = {}
    genders = {w: {c.gender for c in single if name_words(c.text)[0] == w and c.gender} for w in
               {name_words(c.text)[0] for c in single}}  # fmt: skip
    for c in sorted(single, key=lambda c: (c.headline, c.span)):
        words, _ = name_words(c.text)
        fits = [(p, r) for p in full if (r := short_form(words, p.words)) and not _differ(p.gender, c.gender)]
        title = _own_title(c)
        fits = [(p, r) for p, r in fits if title is None or title in p.titles]
        fits = [(p, r) for p, r in fits if not _heads(text, c, p) and not (r == "first name" and _goes_on(text, c))]
        if not c.headline:
            # Whom a short name means was named before; only failing that it may be one who comes later.
            fits = [(p, r) for p, r in fits if p.start < c.span.start] or fits
        fits = _without_kin(c, fits)
        if len(fits) == 1 and not (c.headline and (words[0], None) in alone):
            person, rule = fits[0]
            person.members.append((c, rule, _joined(c, rule)))
            continue
        if len(fits) > 1:
            person = alone.setdefault((words[0], "open"), _Person(words, start=c.span.start))
            person.members.append((c, "open", UNSURE))
            continue
        # Mr. and Mrs. Keller are two, and of two a bare Keller is neither.
        both = len(genders[words]) > 1
        person = alone.setdefault(
            (words[0], c.gender or "open") if both else (words[0], None), _Person(words, start=c.span.start)
        )
        person.gender = person.gender or c.gender
        person.members.append((c, c.rule, UNSURE if both and not c.gender else c.confidence))
    known += alone.values()


def _heads(text: str, c: Candidate, person: _Person) -> bool:
    """Whether the name is that of a head of state or government, and the person holds another office."""
    role = set(fold_name(c.role.of(text)).split()) if c.role else set()
    return bool(role & _HEADS) and not role & _LESSER and bool(person.titles) and not person.titles & (_HEADS | _LESSER)


def _goes_on(text: str, c: Candidate) -> bool:
    """Whether another name stands straight behind a first name: it is somebody else's, or a thing's."""
    return re.match(r" (?:[A-Z]\. )?[A-Z][a-z]", text[c.span.end : c.span.end + 8]) is not None


def _without_kin(c: Candidate, fits: list[tuple[_Person, str]]) -> list[tuple[_Person, str]]:
    """The fits without relatives who were named in passing, unless the title in front means one of them."""
    others = [(p, r) for p, r in fits if not p.kin]
    if c.gender:
        # Mrs. is the wife, even if nothing tells that the other one is no woman.
        told = [(p, r) for p, r in fits if p.gender == c.gender]
        return told if len(told) == 1 and told[0][0].kin else fits
    if others:
        return others
    # Before the relative is named, the bare surname is somebody else's.
    return [(p, r) for p, r in fits if c.headline or p.start < c.span.start]


def _own_title(c: Candidate) -> str | None:
    """The title that a name of one word keeps: "Prince" of "Prince Mohammed"."""
    first, _, rest = fold_name(c.text).partition(" ")
    return first if rest and first in load_titles().kept else None


def _titles(text: str, c: Candidate) -> set[str]:
    """Folded words of the role before a name, and of the title within it."""
    own = _own_title(c)
    return {*fold_name(c.role.of(text) if c.role else "").split(), *([own] if own else [])}


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _joined(c: Candidate, rule: str) -> float:
    """Confidence of a name that a rule joined to a longer one."""
    return _RULES[rule] if rule else c.confidence


def _kinship(text: str, c: Candidate) -> tuple[str | None, bool]:
    """Gender and whether a name is introduced as that of a relative: "his wife, X", "X, the daughter of Y"."""
    kin = load_parts().kin
    for match in _kin_words(text, c):
        if match in kin:
            return {"m": "m", "f": "f"}.get(kin[match]), True
    return None, False


def _kin_words(text: str, c: Candidate) -> Iterator[str]:
    before = _KIN_BEFORE.search(text[max(0, c.span.start - 40) : c.span.start])
    if before:
        yield before.group(1)
    if text[c.span.end : c.span.end + 2] == ", ":
        match = _KIN_BEHIND.match(text, c.span.end + 2, c.span.end + 60)
        if match:
            yield from match.group(1).split()[:3]


def short_form(words: Sequence[str], full: Sequence[str]) -> str | None:
    """The rule by which the folded `words` are a shorter form of the name `full`, or `None`."""
    if not words or len(words) >= len(full):
        return None
    words, full = list(words), list(full)
    if words == full[-len(words) :]:
        return "surname"
    if len(words) == 1:
        if len(words[0]) < 2 or words[0] in load_parts().particles:
            return None
        if words[0] == full[0]:
            return "first name"
        return "part of the name" if words[0] in full[1:-1] else None
    if words == full[: len(words)] or _within(words, full):
        return "shorter name"
    if words[-1] == full[-1] and _in_order(words, full) and not _other_middle(words, full):
        return "initials" if any(len(word) == 1 for word in words) else "shorter name"
    return None


def _within(words: list[str], full: list[str]) -> bool:
    """Whether the words stand side by side in the full name: "García Márquez" of "Gabriel García Márquez Pérez"."""
    return any(words == full[i : i + len(words)] for i in range(1, len(full) - len(words)))


def _other_middle(words: list[str], full: list[str]) -> bool:
    """George W. is not George H. W.: the first middle name must be the same, if both print one."""
    short, long = words[1:-1], full[1:-1]
    return bool(short and long) and not (short[0].startswith(long[0]) or long[0].startswith(short[0]))


def _in_order(words: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in words)

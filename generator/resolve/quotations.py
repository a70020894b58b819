"""Quotes of all articles → quotations: the same words of the same speaker, whoever prints them.

Wordings that may be one are found by runs of words they share (`shingles`) and judged by their alignment (`wordings`).
Every member of a quotation matches its fullest wording; none is joined through a third. Quotes of speakers who are
known to be different actors are never one quotation, and a quote without a resolved speaker that fits quotations of two
such speakers belongs to neither. A group depends only on quotes that share its words, never on the articles' order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from generator.models import QuoteKind
from generator.resolve.wordings import Piece, Words, align, contains, folded, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SURE_WORDS, _SURE_WEIGHT = 8, 4
"""From so many words on, so many of weight, a wording is known again whoever speaks."""
LONG_ENOUGH = 6, 3
"""Words, and words of weight: the same for quotes of one resolved speaker."""
_SHORT_WORDS, _PART_WORDS, _PART_WEIGHT = 2, 3, 2
"""Shorter ones need one speaker and near days, and all their words; a part of a longer one needs some weight."""
NEAR_DAYS = 3
"""Days within which a short wording is known again."""
_REPORTED_WORDS = 8


class Said(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quote of an article, as it is compared."""

    article: str
    quote: str
    """Its id within the article."""
    kind: QuoteKind
    words: tuple[str, ...]
    """`wordings.compared`: as printed, in parts."""
    speakers: frozenset[str]
    """Ids of the actors that speak it; empty if not resolved."""
    source: str
    day: str | None
    """On the desk's clock (ISO)."""
    moment: str
    """Sorts within the day: a mere date, or the instant in universal time."""

    @property
    def place(self) -> tuple[str, str]:
        """Where it is."""
        return (self.article, self.quote)

    @property
    def order(self) -> tuple[bool, str, str, str, str]:
        """Sorts by time printed, the undated last."""
        return (self.day is None, self.day or "", self.moment, self.article, self.quote)

    @property
    def timed(self) -> bool:
        """Whether the time of day is known."""
        return self.day is not None and len(self.moment) > len(self.day)


class Variant(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One wording of a quotation."""

    words: tuple[str, ...]
    """As first printed, in parts."""
    printed: tuple[Said, ...]
    """Who prints it so, in order of time."""
    pieces: tuple[Piece, ...]
    """Beside the fullest wording."""


class Quotation(msgspec.Struct, frozen=True, dict=True, array_like=True):
    """A quotation that at least two articles print."""

    id: str
    """From its folded first wording."""
    occurrences: tuple[Said, ...]
    """In order of time, the undated last."""
    variants: tuple[Variant, ...]
    """The fullest first."""
    speakers: frozenset[str] = frozenset()
    """Ids of all actors that an occurrence gives."""

    @cached_property
    def first(self) -> tuple[Said, ...]:
        """Who printed it first; several where the times do not tell, none where all are undated."""
        head = self.occurrences[0]
        if head.day is None:
            return ()
        same_day = [said for said in self.occurrences if said.day == head.day]
        if all(said.timed for said in same_day):
            return tuple(said for said in same_day if said.moment == head.moment)
        untimed = [said for said in same_day if not said.timed]
        earliest = min((said.moment for said in same_day if said.timed), default=None)
        return (*untimed, *(said for said in same_day if said.timed and said.moment == earliest))

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the sources that print it."""
        return frozenset(said.source for said in self.occurrences)

    @cached_property
    def articles(self) -> frozenset[str]:
        """Ids of the articles that print it."""
        return frozenset(said.article for said in self.occurrences)


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations that are printed more than once."""

    groups: tuple[Quotation, ...] = ()
    """In the order of their first occurrence."""
    of: Mapping[tuple[str, str], Quotation] = field(default_factory=dict)
    """(article id, quote id) → its quotation."""


@dataclass(frozen=True, slots=True, eq=False)
class _Unit:
    """Quotes of one wording that stay together whatever else there is."""

    words: Words
    speakers: frozenset[str]
    days: tuple[int, ...]
    reported: bool
    quotes: tuple[Said, ...]

    @property
    def order(self) -> tuple[bool, int, Words, bool, list[str], tuple[int, ...]]:
        """Those with a speaker first, then the fullest."""
        return (not self.speakers, -len(self.words), self.words, self.reported, sorted(self.speakers), self.days)


@dataclass(slots=True, eq=False)
class _Group:
    """Units that are one quotation."""

    number: int
    fullest: _Unit
    units: list[_Unit]
    speakers: set[str]

    def add(self, units: Sequence[_Unit], speakers: Iterable[str]) -> None:
        """Take in more."""
        self.units += units
        self.speakers.update(speakers)
        self.fullest = min(self.fullest, *units, key=lambda unit: (-len(unit.words), unit.order))


def wording_of(said: Said) -> Words | None:
    """The folded words by which a quote is known again; `None` if it is too short, or only reported, of nobody."""
    words = folded(said.words)
    if said.kind == "indirect":
        words = words[1:] if words[:1] == ("that",) else words
        if len(words) < _REPORTED_WORDS or not said.speakers:
            return None
    return words if len(words) >= _SHORT_WORDS and weight(words) else None


def quotations_among(piles: Mapping[Words, Sequence[Said]], near: Mapping[Words, set[Words]]) -> list[Quotation]:
    """The quotations that at least two articles print; their ids may be the same, see `with_own_ids`.

    Args:
        piles: folded wording → the quotes that bear it.
        near: folded wording → others that are the same quotation, as far as the words tell.
    """
    return _quotations(_joined([unit for words in sorted(piles) for unit in _units(words, piles[words])], near))


def _units(words: Words, quotes: Sequence[Said]) -> list[_Unit]:
    """The quotes of one wording, by speakers; of a short wording also by days that lie near."""
    by_speakers: defaultdict[tuple[bool, frozenset[str]], list[Said]] = defaultdict(list)
    for said in quotes:
        by_speakers[said.kind == "indirect", said.speakers].append(said)
    out = []
    for (reported, speakers), found in by_speakers.items():
        ordered = sorted(found, key=lambda said: said.order)
        if _is_long(words, own=bool(speakers)):
            out.append(_Unit(words, speakers, _days(ordered), reported, tuple(ordered)))
        elif speakers:
            out += [_Unit(words, speakers, _days(part), reported, tuple(part)) for part in _by_days(ordered)]
    return out


def is_long(words: int, heavy: int, *, own: bool) -> bool:
    """Whether a wording of so many words, so many of weight, is known again; `own`: of one speaker."""
    least, weighty = LONG_ENOUGH if own else (_SURE_WORDS, _SURE_WEIGHT)
    return words >= least and heavy >= weighty


def _is_long(words: Words, *, own: bool) -> bool:
    return is_long(len(words), weight(words), own=own)


def is_part(words: int, heavy: int) -> bool:
    """Whether a short wording of so many words, so many of weight, says enough to be a part of a longer one."""
    return words >= _PART_WORDS and heavy >= _PART_WEIGHT


def _days(quotes: Iterable[Said]) -> tuple[int, ...]:
    return tuple(sorted({dt.date.fromisoformat(said.day).toordinal() for said in quotes if said.day}))


def _by_days(quotes: Sequence[Said]) -> list[list[Said]]:
    """Dated quotes, in order, parted where days lie between them."""
    out: list[list[Said]] = []
    for said in quotes:
        if said.day is not None:
            if out and _days([said])[0] - _days([out[-1][-1]])[0] <= NEAR_DAYS:
                out[-1].append(said)
            else:
                out.append([said])
    return out


def _joined(units: Sequence[_Unit], near: Mapping[Words, set[Words]]) -> list[_Group]:
    """The units of one component, joined to groups whose members all match the fullest."""
    by_fullest: defaultdict[Words, list[_Group]] = defaultdict(list)
    for number, unit in enumerate(sorted(units, key=lambda unit: unit.order)):
        likely = [group for words in (unit.words, *near.get(unit.words, ())) for group in by_fullest.get(words, ())]
        fits = sorted((g for g in likely if _takes(g, unit, near)), key=lambda group: group.number)
        known = [group.speakers for group in fits if group.speakers]
        if not unit.speakers and any(not one & other for one in known for other in known):
            fits = [group for group in fits if not group.speakers]
        if not fits:
            by_fullest[unit.words].append(_Group(number, unit, [unit], set(unit.speakers)))
            continue
        first, *others = fits
        by_fullest[first.fullest.words].remove(first)
        first.add([unit], unit.speakers)
        # A fuller wording without a speaker holds together what was cut from it.
        for other in others if unit is first.fullest else ():
            by_fullest[other.fullest.words].remove(other)
            first.add(other.units, other.speakers)
        by_fullest[first.fullest.words].append(first)
    return [group for groups in by_fullest.values() for group in groups]


def _takes(group: _Group, unit: _Unit, near: Mapping[Words, set[Words]]) -> bool:
    shared = bool(unit.speakers & group.speakers)
    if unit.speakers and group.speakers and not shared:
        return False
    if len(unit.words) > len(group.fullest.words):
        return all(_are_one(unit, member, near, shared=shared) for member in group.units)
    return _are_one(group.fullest, unit, near, shared=shared)


def _are_one(longer: _Unit, shorter: _Unit, near: Mapping[Words, set[Words]], *, shared: bool) -> bool:
    """Whether two units are one quotation.

    Args:
        longer: the one with at least as many words.
        shorter: the other.
        near: wordings that are the same, as far as the words tell.
        shared: whether a speaker is known to be the same.
    """
    equal = longer.words == shorter.words
    if not equal and shorter.words not in near.get(longer.words, ()):
        return False
    if longer.reported or shorter.reported:
        return equal and shared
    if _is_long(shorter.words, own=shared):
        return True
    close = any(abs(a - b) <= NEAR_DAYS for a in longer.days for b in shorter.days)
    if not (shared and close):
        return False
    return equal or (is_part(len(shorter.words), weight(shorter.words)) and contains(longer.words, shorter.words))


def _quotations(groups: Sequence[_Group]) -> list[Quotation]:
    """The groups that more than one article prints."""
    out: list[Quotation] = []
    for found in sorted((_printed(group) for group in groups), key=lambda pairs: pairs[0][0].order):
        occurrences = tuple(said for said, _ in found)
        if len({said.article for said in occurrences}) > 1:
            speakers = frozenset(name for said in occurrences for name in said.speakers)
            out.append(Quotation(_id(found[0][1]), occurrences, _variants(found), speakers))
    return out


def with_own_ids(groups: Iterable[Quotation]) -> list[Quotation]:
    """The quotations in the order of their first occurrence; of those with one id the later get a number behind it."""
    out: list[Quotation] = []
    count: Counter[str] = Counter()
    for group in sorted(groups, key=lambda group: group.occurrences[0].order):
        count[group.id] += 1
        number = count[group.id]
        out.append(group if number == 1 else msgspec.structs.replace(group, id=f"{group.id}-{number}"))
    return out


def _printed(group: _Group) -> list[tuple[Said, Words]]:
    """The quotes of the group with their folded wording, in order of time."""
    return sorted(((said, unit.words) for unit in group.units for said in unit.quotes), key=lambda pair: pair[0].order)


def _id(words: Words) -> str:
    return "said-" + hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]


def _variants(printed: Sequence[tuple[Said, Words]]) -> tuple[Variant, ...]:
    by_words: dict[Words, list[Said]] = {}
    for said, words in printed:
        by_words.setdefault(words, []).append(said)
    # The fullest by the words; of equal ones the first printed.
    ranked = sorted(by_words.items(), key=lambda item: (-len(item[0]), item[1][0].order))
    fullest = ranked[0][1][0].words
    return tuple(Variant(found[0].words, tuple(found), align(fullest, found[0].words)) for _, found in ranked)

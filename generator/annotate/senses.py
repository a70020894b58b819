"""Which of its senses a place name has in one article: decided over the whole article, or left open.

A name has one sense in an article, unless the words straight behind it say otherwise. Every other place that the
article names speaks for the senses that lie near it, in the same part or in the same country, and the sense meant
"unless the text says otherwise" starts with a handicap in its favour. A sense is taken when it leads clearly. Names
decided in one round speak in the next; the order of names makes no difference.

The weights below were set by hand and tried on local newspapers; they are no probabilities.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.knowledge.regions import Sense

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.models import Span

PLACE_LABELS = ("GPE", "LOC", "FAC")
UNTOLD = (None, "NORP")
"""Nothing found, or a word for a group, which names of provinces are taken for."""
BODY_LABELS = ("ORG", "PRODUCT", "EVENT", "WORK_OF_ART")
_ROUNDS = 4
_LEAD = 0.7
"""By how much the best region of a name has to lead."""
_LEAD_WITHIN = 0.5
_FAR_LARGER = 5
_LEAST = 1.0
"""What has to speak for a sense that nothing else favours: one other place of its country."""
_COUNTRY, _SIBLING, _CLOSE, _NEAR, _NEIGHBOUR, _SMALL_AREA = 1.5, 1.0, 2.5, 1.6, 0.4, 1.0
_CLOSE_KM, _NEAR_KM = 60, 160
_OPEN = 0.3
_SURE = 100.0
_ENOUGH = 8
_FEW, _MANY = 5, 12
"""An area of so few countries speaks for each of them (the Caucasus, the Baltic states); of so many, hardly."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a listed name stands."""

    span: Span
    key: str
    """The folded name."""
    senses: tuple[Sense, ...]
    label: str | None
    """What the model takes it for, or what it takes a longer name for in which it stands."""
    exact: bool
    """Whether the model's span is the name itself, not a longer one."""
    tie: tuple[str, str] | None = None
    """Region and part that the words behind the name put it into: "Paris, Texas"."""

    @property
    def places(self) -> tuple[Sense, ...]:
        """The senses that are places, not words for people or their adjectives."""
        return tuple(sense for sense in self.senses if sense.sort not in ("adjective", "people"))


@dataclass(frozen=True, slots=True)
class Choice:
    """The sense a name has, and how much of the rest of the article speaks for it."""

    sense: Sense
    support: float
    """About 1 for the country named elsewhere, 2.5 for a place close by; the handicap is not in it."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    key: str
    sense: Sense
    weight: float


def choose_senses(occurrences: Sequence[Occurrence], gazetteer: Gazetteer) -> dict[Occurrence, Choice]:
    """The sense of each occurrence that is clear; whether it is a place at all there is for the caller to say."""
    names: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        if occurrence.places:
            names[occurrence.key].append(occurrence)
    judge = _Judge(gazetteer, _peoples(occurrences))
    judge.read(names)
    out: dict[Occurrence, Choice] = {}
    for key, found in names.items():
        for occurrence in found:
            choice = judge.choose(key, occurrence.places, occurrence.tie or _tie(found))
            if choice is not None:
                out[occurrence] = choice
    return out


def _tie(found: Sequence[Occurrence]) -> tuple[str, str] | None:
    """Where the article puts the name outright, if it does so in one way only."""
    ties = {occurrence.tie for occurrence in found if occurrence.tie}
    return ties.pop() if len(ties) == 1 else None


def _peoples(occurrences: Sequence[Occurrence]) -> list[_Anchor]:
    """Adjectives and peoples: they speak for their country, less than its name does."""
    out: dict[str, _Anchor] = {}
    for occurrence in occurrences:
        regions = {sense.region for sense in occurrence.senses}
        if not occurrence.places and len(regions) == 1:
            out[occurrence.key] = _Anchor(occurrence.key, occurrence.senses[0], 0.75)
    return list(out.values())


def _weight(found: Sequence[Occurrence], choice: Choice) -> float:
    """How far a chosen sense may speak for others: less where the name may be none of a place."""
    sense = choice.sense
    if all(occurrence.label == "PERSON" for occurrence in found) and (sense.weak or sense.ambiguous):
        return 0.0
    named = any(occurrence.label in PLACE_LABELS or occurrence.tie for occurrence in found)
    if sense.weak:
        return (0.7 if named else 0.3) if not is_county(sense) else 0.9
    if sense.ambiguous:
        return 0.7 if named else 0.5 if any(o.label in BODY_LABELS and not o.exact for o in found) else 0.2
    return 1.0 if named or any(occurrence.label not in BODY_LABELS for occurrence in found) else 0.5


def is_county(sense: Sense) -> bool:
    """Whether the name is that of a county of the United States; "Henry County" is nothing else."""
    return sense.weak and sense.sort == "admin" and bool(sense.part)


class _Judge:
    """The places of one article that speak for one another."""

    def __init__(self, gazetteer: Gazetteer, peoples: Sequence[_Anchor]) -> None:
        self._gazetteer = gazetteer
        self._peoples = peoples
        self._anchors: list[_Anchor] = list(peoples)

    def read(self, names: Mapping[str, Sequence[Occurrence]]) -> None:
        """Choose senses until nothing changes any more, or it has taken long enough."""
        known: dict[str, Sense] = {}
        for _ in range(_ROUNDS):
            choices = {key: self.choose(key, found[0].places, _tie(found)) for key, found in names.items()}
            self._anchors = [
                *self._peoples,
                *(_Anchor(key, c.sense, _weight(names[key], c)) for key, c in choices.items() if c is not None),
            ]
            # What is open speaks too, a little for each of its senses: Goma for one of the two Congos.
            self._anchors += [
                _Anchor(key, sense, _OPEN)
                for key, choice in choices.items()
                if choice is None
                for sense in names[key][0].places
                if not sense.weak
            ]
            senses = {key: choice.sense for key, choice in choices.items() if choice is not None}
            if senses == known:
                break
            known = senses

    def choose(self, key: str, senses: Sequence[Sense], tie: tuple[str, str] | None) -> Choice | None:
        """The sense of the name, by its region first and then within it; `None` where that is open."""
        if tie is not None:
            inside = [sense for sense in senses if sense.region == tie[0]]
            exact = [sense for sense in inside if tie[1] and tie[1] in sense.part.split()]
            if not inside:
                # "Ossipee, N.H." is in New Hampshire, whether or not the lists know the place.
                name = senses[0].name
                return Choice(
                    Sense(name, "city", tie[0], None, None, 0, ambiguous=False, likely=True, part=tie[1]), 1.0
                )
            return self._within(
                key, exact or [replace(sense, lat=None, lon=None) if tie[1] else sense for sense in inside]
            )
        support = {sense: self.support(key, sense) for sense in senses}
        regions: dict[str, float] = {}
        for sense in senses:
            regions[sense.region] = max(regions.get(sense.region, 0.0), support[sense] + _handicap(sense))
        ranked = sorted(regions, key=lambda region: (-regions[region], region))
        best = ranked[0]
        if len(ranked) > 1:
            lead = regions[best] - regions[ranked[1]]
            if lead < _LEAD or regions[best] < _LEAST:
                return None
        return self._within(key, [sense for sense in senses if sense.region == best])

    def _within(self, key: str, senses: Sequence[Sense]) -> Choice:
        """The sense within a region; towns of one name that nothing tells apart have no place on the map."""
        if len(senses) == 1:
            return Choice(senses[0], self.support(key, senses[0]))
        support = [self.support(key, sense) for sense in senses]
        scores = [value + min(_handicap(sense), 1.25) for value, sense in zip(support, senses, strict=True)]
        first, second = sorted(range(len(senses)), key=lambda number: (-scores[number], number))[:2]
        sense = senses[first]
        clear = sense.likely or scores[first] - scores[second] >= _LEAD_WITHIN
        if not clear and senses[second].population * _FAR_LARGER > sense.population:
            sense = replace(sense, lat=None, lon=None, part="")
        return Choice(sense, support[first])

    def support(self, key: str, sense: Sense) -> float:
        """What the other places of the article say for the sense."""
        links = [(anchor.weight, self._link(sense, anchor.sense)) for anchor in self._anchors if anchor.key != key]
        near = sum(weight * link for weight, link in links if link > _COUNTRY)
        far = sorted((weight * link for weight, link in links if 0 < link <= _COUNTRY), reverse=True)
        # Ten towns of the same large country say little more than one.
        return near + sum(value * 0.5**number for number, value in enumerate(far[:_ENOUGH]))

    def _link(self, sense: Sense, other: Sense) -> float:
        """What one place says for another."""
        distance = _distance(sense, other)
        if distance < _CLOSE_KM and sense.sort != "country":
            return _CLOSE
        if sense.region != other.region:
            return _NEIGHBOUR if distance < _NEAR_KM else self._neighbours(sense.region, other.region)
        if sense.part and other.part and set(sense.part.split()) & set(other.part.split()):
            return _CLOSE
        if distance < _NEAR_KM:
            return _NEAR
        if sense.sort == other.sort == "admin":
            return _SIBLING
        return _COUNTRY * (1 - self._gazetteer.crowding.get(sense.region, 0.0))

    def _neighbours(self, one: str, other: str) -> float:
        """What one region says for another: more the fewer lie together with them in an area."""
        regions = self._gazetteer.regions
        first, second = regions.get(one), regions.get(other)
        if first is None or second is None or "m49:001" in (one, other):
            return 0.0
        areas = {*first.areas, one} & {*second.areas, other}
        size = min((self._gazetteer.members(area) for area in areas), default=_MANY + 1)
        if size <= _FEW:
            return _SMALL_AREA
        return _NEIGHBOUR if size <= _MANY or first.parents[:1] == second.parents[:1] else 0.0


def _handicap(sense: Sense) -> float:
    """In favour of the sense that is meant unless the text says otherwise; against towns that few have heard of."""
    if sense.sure:
        return _SURE
    if not sense.likely:
        return -0.25 if sense.weak else 0.0
    if sense.weak:
        return 0.0
    if sense.sort in ("country", "area"):
        return 3.0
    return 2.25 if sense.sort in ("capital", "seat") or sense.population >= _MILLION else 1.25


def _distance(one: Sense, other: Sense) -> float:
    """Kilometres, roughly; infinite where one of the places is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    north = math.radians(other.lat - one.lat)
    east = math.radians((other.lon - one.lon + 180) % 360 - 180) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 6371 * math.hypot(north, east)

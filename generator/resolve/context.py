"""What stands beside a name: roles, forms of address, who else and what regions the article names, and its day.

Evidence that two names are one person's is counted in points; each kind of it has a most, so that much of one kind
never stands for several. What many articles share counts little, as in the inverse document frequency of K. Spärck
Jones ("A statistical interpretation of term specificity", 1972).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Gender = Literal["man", "woman"]

_NEAR = ((2, 1.5), (14, 1.0), (60, 0.5))
"""Days between two articles, and points."""
_FAR_DAYS, _FAR = 3650, -2.0
_ROLE, _PART_OF_ROLE = 3.0, 2.0
_MOST_OTHERS, _MOST_REGIONS = 3.0, 1.5
_RARE, _RARE_SHARE, _FREQUENT_SHARE = 5, 0.02, 0.1
_NAMED = 3
"""How many of the others the evidence names."""


@dataclass(slots=True)
class Context:
    """All that stands beside a name in the articles that print it."""

    articles: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    """Keys of other actors in the same articles."""
    regions: Counter[str] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)
    """Ordinals, sorted."""
    also: Counter[str] = field(default_factory=Counter)
    """Other full names, folded, that an article prints for the same person."""

    def add(self, others: Iterable[Context]) -> None:
        """Take in what stands beside further names of the same actor."""
        for other in others:
            # Not `+=`, which looks through all it holds each time.
            self.articles.update(other.articles)
            self.roles.update(other.roles)
            self.others.update(other.others)
            self.regions.update(other.regions)
            self.genders.update(other.genders)
            self.also.update(other.also)
            self.days += other.days
        self.days.sort()

    @property
    def gender(self) -> Gender | None:
        """Man or woman, where nearly all forms of address agree."""
        for gender, number in self.genders.items():
            if number >= 0.9 * self.genders.total():
                return gender
        return None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for a join beside the names, and what, in words."""

    points: float = 0.0
    because: tuple[str, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(self.points + other.points, self.because + other.because)


@dataclass(frozen=True, slots=True)
class Frequency:
    """In how many articles each other actor and region stands."""

    articles: int
    others: Mapping[str, int]
    regions: Mapping[str, int]
    names: Mapping[str, str]
    """How to call the others and the regions."""

    def worth(self, number: int, most: float) -> float:
        """Points of one thing that `number` articles share: `most` if it is rare."""
        if number <= _RARE or number <= _RARE_SHARE * self.articles:
            return most
        return most / 2 if number <= _FREQUENT_SHARE * self.articles else most / 6


def printed_as_one(one: Context, ones: Collection[str], other: Context, others: Collection[str]) -> Evidence:
    """Whether an article prints both names for one person."""
    if any(name in one.also for name in others) or any(name in other.also for name in ones):
        return Evidence(_ROLE, ("an article prints both names for one",))
    return Evidence()


def weigh(one: Context, other: Context, frequency: Frequency, without: Collection[str]) -> Evidence:
    """How much what stands beside two names speaks for one bearer.

    Args:
        one: beside the first name.
        other: beside the second.
        frequency: of everything in all articles.
        without: keys of the names themselves, which prove nothing.
    """
    found = [
        _roles(one.roles, other.roles),
        _others(one, other, frequency, without),
        _regions(one, other, frequency),
        _days(one.days, other.days),
    ]
    return Evidence(sum(evidence.points for evidence in found), tuple(b for e in found for b in e.because))


def _roles(one: Counter[str], other: Counter[str]) -> Evidence:
    same = sorted(set(one) & set(other))
    if same:
        return Evidence(_ROLE, (f"the same role: {', '.join(same[:_NAMED])}",))
    part = sorted((a, b) for a in one for b in other if a.endswith(f" {b}") or b.endswith(f" {a}"))
    return Evidence(_PART_OF_ROLE, (f"roles that fit: {part[0][0]}, {part[0][1]}",)) if part else Evidence()


def _others(one: Context, other: Context, frequency: Frequency, without: Collection[str]) -> Evidence:
    few, many = sorted((one.others, other.others), key=len)
    both = [key for key in few if key in many and key not in without]
    worth = {key: frequency.worth(frequency.others[key], 1.5) for key in both}
    return _shared(worth, _MOST_OTHERS, "both named with", frequency.names)


def _regions(one: Context, other: Context, frequency: Frequency) -> Evidence:
    worth = {key: frequency.worth(frequency.regions[key], 1.0) for key in set(one.regions) & set(other.regions)}
    return _shared(worth, _MOST_REGIONS, "the same regions:", frequency.names)


def _shared(worth: Mapping[str, float], most: float, words: str, names: Mapping[str, str]) -> Evidence:
    if not worth:
        return Evidence()
    first = sorted(worth, key=lambda key: (-worth[key], key))[:_NAMED]
    # Rounded, because a sum of fractions depends on its order.
    points = min(most, round(sum(sorted(worth.values())), 3))
    return Evidence(points, (f"{words} {', '.join(names.get(key, key) for key in first)}",))


def _days(one: list[int], other: list[int]) -> Evidence:
    gap = nearest(one, other)
    if gap is None:
        return Evidence()
    if gap > _FAR_DAYS:
        return Evidence(_FAR, (f"{gap // 365} years apart",))
    points = next((points for days, points in _NEAR if gap <= days), 0.0)
    words = "on the same day" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart"
    return Evidence(points, (words,) if points else ())


def nearest(one: list[int], other: list[int]) -> int | None:
    """The least number of days between the two."""
    few, many = sorted((one, other), key=len)
    gaps = []
    for day in few:
        at = bisect_left(many, day)
        gaps += [abs(day - many[i]) for i in (at - 1, at) if 0 <= i < len(many)]
    return min(gaps, default=None)

"""What stands beside a name: roles, forms of address, who else and what regions the article names, and its day.

Evidence that two names are one person's is counted in points; each kind of it has a most, so that much of one kind
never stands for several. What many articles share counts little (`frequency`).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from generator.resolve.frequency import Frequency
    from generator.resolve.gather import Gathered, Name

Gender = Literal["man", "woman"]

_NEAR = ((2, 1.5), (14, 1.0), (60, 0.5))
"""Days between two articles, and points."""
_FAR_DAYS, _FAR = 3650, -2.0
_ROLE, _PART_OF_ROLE = 3.0, 2.0
_MOST_OTHERS, _MOST_REGIONS = 3.0, 1.5
_OTHER, _REGION = 1.5, 1.0
_NAMED = 3
"""How many of the others the evidence names."""
_MOST_HELD = 250_000
"""How many others the contexts hold that are kept at hand."""


@dataclass(slots=True)
class Context:
    """All that stands beside a name, or beside the names of a group, in the articles that print it."""

    articles: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    """Numbers of the keys of other actors in the same articles; the names themselves prove nothing."""
    regions: set[int] = field(default_factory=set)
    man: int = 0
    """How many forms of address say so."""
    woman: int = 0
    days: list[int] = field(default_factory=list)
    """Ordinals, sorted."""
    also: set[int] = field(default_factory=set)
    """Other full names, folded, that an article prints for the same person."""
    tails: set[str] = field(default_factory=set)
    """What the roles end in, without their first words."""

    @property
    def gender(self) -> Gender | None:
        """Man or woman, where nearly all forms of address agree."""
        total = self.man + self.woman
        if self.man and self.man >= 0.9 * total:
            return "man"
        return "woman" if self.woman and self.woman >= 0.9 * total else None


class Contexts:
    """The contexts of names and groups, put together when asked for."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._known: dict[tuple[str, ...], Context] = {}
        self._held = 0

    def of(self, names: Sequence[Name]) -> Context:
        """What stands beside the names of one actor."""
        key = tuple(name.key for name in names)
        found = self._known.get(key)
        if found is None:
            members = [member for name in names for member in self._gathered.members(name)]
            found = self.of_members(members, {name.base for name in names})
            self._held += len(found.others) + len(found.also)
            if self._held > _MOST_HELD:
                self._known.clear()
                self._held = len(found.others)
            self._known[key] = found
        return found

    def of_members(self, members: Iterable[int], bases: Collection[int]) -> Context:
        """What stands beside these members, whose keys have the numbers `bases`."""
        columns = self._gathered.columns
        texts, starts, keys, articles = columns.texts.all, columns.starts, columns.bases, columns.articles
        (role_at, roles), (also_at, also) = columns.roles, columns.also
        man, woman = columns.addressed
        context = Context()
        days: set[int] = set()
        for member in members:
            article = articles[member]
            context.man += man[member]
            context.woman += woman[member]
            if role_at[member] < role_at[member + 1]:
                context.roles.update([texts[role] for role in roles[role_at[member] : role_at[member + 1]]])
            if also_at[member] < also_at[member + 1]:
                context.also.update(also[also_at[member] : also_at[member + 1]])
            if article not in context.articles:
                context.articles.add(article)
                context.others.update(keys[starts[article] : starts[article + 1]])
                context.regions.update(columns.regions[article])
                if (day := columns.days[article]) is not None:
                    days.add(day)
        context.others.difference_update(bases)
        context.days = sorted(days)
        context.tails = {tail for role in context.roles for tail in _tails(role)}
        return context


def _tails(role: str) -> Iterable[str]:
    at = role.find(" ")
    while at >= 0:
        yield role[at + 1 :]
        at = role.find(" ", at + 1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for a join beside the names, and what, in words."""

    points: float = 0.0
    because: tuple[str, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(self.points + other.points, self.because + other.because)


def printed_as_one(one: Context, ones: Collection[int], other: Context, others: Collection[int]) -> Evidence:
    """Whether an article prints both names for one person."""
    if not one.also.isdisjoint(others) or not other.also.isdisjoint(ones):
        return Evidence(_ROLE, ("an article prints both names for one",))
    return Evidence()


class Scale:
    """Weighs what stands beside two names."""

    def __init__(self, frequency: Frequency) -> None:
        self._frequency = frequency
        self._texts = frequency.texts
        steps = {number: frequency.worth(number, _OTHER) for number in set(frequency.others.values())}
        self._others = {base: steps[number] for base, number in frequency.others.items()}
        self._regions = {key: frequency.worth(number, _REGION) for key, number in frequency.regions.items()}

    def points(self, one: Context, other: Context) -> float:
        """How much what stands beside two names speaks for one bearer."""
        return (
            _role_points(one, other)
            + _sum(self._others, one.others & other.others, _MOST_OTHERS)
            + _sum(self._regions, one.regions & other.regions, _MOST_REGIONS)
            + _day_points(nearest(one.days, other.days))
        )

    def weigh(self, one: Context, other: Context) -> Evidence:
        """The same with what speaks for it, in words."""
        others, regions = one.others & other.others, one.regions & other.regions
        because = [
            _role_words(one.roles, other.roles),
            _shared("both named with", self._others, others, self._texts, self._frequency.called),
            _shared("the same regions:", self._regions, regions, self._texts, self._frequency.region),
            _day_words(nearest(one.days, other.days)),
        ]
        return Evidence(self.points(one, other), tuple(filter(None, because)))


def _role_points(one: Context, other: Context) -> float:
    if not one.roles or not other.roles:
        return 0.0
    if not one.roles.isdisjoint(other.roles):
        return _ROLE
    return 0.0 if one.tails.isdisjoint(other.roles) and other.tails.isdisjoint(one.roles) else _PART_OF_ROLE


def _role_words(one: Collection[str], other: Collection[str]) -> str:
    same = sorted(set(one) & set(other))
    if same:
        return f"the same role: {', '.join(same[:_NAMED])}"
    part = min(((a, b) for a in one for b in other if a.endswith(f" {b}") or b.endswith(f" {a}")), default=None)
    return f"roles that fit: {part[0]}, {part[1]}" if part else ""


def _sum(worth: Mapping[int, float], both: Collection[int], most: float) -> float:
    # Rounded, because a sum of fractions depends on its order.
    return min(most, round(sum(sorted(worth[key] for key in both)), 3)) if both else 0.0


def _shared(
    words: str, worth: Mapping[int, float], both: Collection[int], texts: Sequence[str], called: Callable[[int], str]
) -> str:
    first = sorted(both, key=lambda key: (-worth[key], texts[key]))[:_NAMED]
    return f"{words} {', '.join(map(called, first))}" if first else ""


def _day_points(gap: int | None) -> float:
    if gap is None:
        return 0.0
    return _FAR if gap > _FAR_DAYS else next((points for days, points in _NEAR if gap <= days), 0.0)


def _day_words(gap: int | None) -> str:
    if gap is None or not _day_points(gap):
        return ""
    if gap > _FAR_DAYS:
        return f"{gap // 365} years apart"
    return "on the same day" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart"


def nearest(one: Sequence[int], other: Sequence[int]) -> int | None:
    """The least number of days between the two."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    gap = None
    for day in few:
        at = bisect_left(many, day)
        for place in (at - 1, at):
            if 0 <= place < len(many):
                here = abs(day - many[place])
                gap = here if gap is None or here < gap else gap
    return gap

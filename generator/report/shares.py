"""A page's share of all that the desk has, month by month, and the sources that have nothing on it.

A leaf page must not change with every article of the desk. So the running month (the last one with articles) is shown
as a count only, and what sources are silent is told by name, without numbers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.report.views import Link, source_path
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.report.entry import Entry
    from generator.report.watched import Watch

LEAST_ARTICLES = 5
"""A source with fewer articles in the period is not called silent."""
LEAST_EXPECTED = 2
"""Nor is one of which, at the share that the topic has of all articles, fewer articles than these would be expected."""
LEAST_SHARE = 0.1
"""Nor is any where that share is smaller."""
LEAST_OTHERS = 2
"""Nor is any unless so many sources have something."""


@dataclass(frozen=True, slots=True)
class MonthShare:
    """The articles of a month."""

    month: str
    articles: int
    of: int | None
    """How many articles the desk has in the month; `None` for the running month."""

    @property
    def share(self) -> float | None:
        """Between 0 and 1; `None` for the running month."""
        return self.articles / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Trend:
    """Months in their order, and what the chart over them shows."""

    months: tuple[MonthShare, ...]

    @property
    def chart(self) -> tuple[tuple[str, float], ...]:
        """(month, per cent) of the closed months; of all months the articles, while fewer than two are closed."""
        closed = [(m.month, round(100 * m.share, 1)) for m in self.months if m.share is not None]
        return tuple(closed) if len(closed) > 1 else tuple((m.month, m.articles) for m in self.months)

    @property
    def highest(self) -> tuple[str, float]:
        """The first of the highest bars of the chart."""
        return max(self.chart, key=lambda bar: bar[1])

    @property
    def by_share(self) -> bool:
        """Whether the chart shows shares."""
        return sum(month.share is not None for month in self.months) > 1


@dataclass(frozen=True, slots=True)
class Silence:
    """Sources of which articles would be expected and none was collected."""

    sources: tuple[Link, ...] = ()
    first: str | None = None
    last: str | None = None
    """The period in which they published."""
    least: int = LEAST_ARTICLES
    """How many articles each of them has in it at least."""
    expected: int = LEAST_EXPECTED
    """How many of these would be expected at least."""


@dataclass(frozen=True)
class Volume:
    """How much the desk has, and from whom, by day; undated articles are left out."""

    days: dict[str, tuple[str, ...]]
    """Publisher id → the days of its articles, in order."""
    names: dict[str, str]
    """Publisher id → name."""
    watch: Watch

    @cached_property
    def months(self) -> Counter[str]:
        """Month → articles of the desk."""
        return Counter(day[:7] for days in self.days.values() for day in days)

    @cached_property
    def running(self) -> str:
        """The last month with articles."""
        return max(self.months, default="")

    def months_between(self, first: str, last: str) -> Mapping[str, int | None]:
        """The articles of the desk in each month that has some; `None` for the running month."""
        self.watch.note("months", f"{first} {last}")
        return self.within(first, last)

    def within(self, first: str, last: str) -> dict[str, int | None]:
        """The same, unnoted."""
        found = {name: self.months[name] for name in sorted(self.months) if first <= name <= last}
        return {name: None if name == self.running else number for name, number in found.items()}

    def between(self, first: str, last: str) -> Mapping[str, int]:
        """Publisher id → its articles from the first to the last day."""
        self.watch.note("volume", f"{first} {last}")
        return self.numbers(first, last)

    def numbers(self, first: str, last: str) -> dict[str, int]:
        """The same, unnoted."""
        return {name: bisect_right(days, last) - bisect_left(days, first) for name, days in self.days.items()}


def trend_of(volume: Volume, entries: Iterable[Entry]) -> Trend:
    """The months from the first to the last of the entries in which the desk has articles."""
    counts = Counter(entry.day[:7] for entry in entries if entry.day)
    if not counts:
        return Trend(())
    months = volume.months_between(min(counts), max(counts))
    return Trend(tuple(MonthShare(month, counts[month], of) for month, of in months.items()))


def silent_sources(volume: Volume, entries: Iterable[Entry]) -> Silence:
    """The sources without an article among `entries` that would be expected to have some, by name.

    Counted are the articles between the first and the last day of the entries.
    """
    dated = [(entry.publisher.id, entry.day) for entry in entries if entry.day]
    speaking = {name for name, _ in dated} - {UNKNOWN.id}
    if len(speaking) < LEAST_OTHERS:
        return Silence()
    first, last = min(day for _, day in dated), max(day for _, day in dated)
    numbers = volume.between(first, last)
    share = len(dated) / sum(numbers.values())
    silent = [
        name
        for name, number in numbers.items()
        if name not in speaking and name != UNKNOWN.id and number >= max(LEAST_ARTICLES, LEAST_EXPECTED / share)
    ]
    if share < LEAST_SHARE:
        return Silence()
    ranked = sorted(silent, key=lambda name: (volume.names[name].casefold(), name))
    return Silence(tuple(Link(volume.names[name], source_path(name)) for name in ranked), first, last)

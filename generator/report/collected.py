"""Which days were collected, as far as the settings say: days without articles are of three kinds, and never guessed.

Days are counted as `datetime.date.toordinal` does, from 1 for the first day of the year 1.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.resolve.sources import Publisher
    from generator.settings import Settings

Lack = Literal["nothing", "uncollected", "unsaid"]
"""Why a day has no article: it was collected and nothing is there; it was not collected; the settings do not say."""

_LAST = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Lacks:
    """How many days have no article, by why."""

    nothing: int = 0
    uncollected: int = 0
    unsaid: int = 0

    @property
    def days(self) -> int:
        """All of them."""
        return self.nothing + self.uncollected + self.unsaid


@dataclass(frozen=True, slots=True)
class Collected:
    """The days on which articles were collected."""

    periods: tuple[tuple[int, int], ...] = ()
    """First and last day of each, in order, parted by other days."""
    outside: Literal["uncollected", "unsaid"] = "unsaid"
    """What holds of all other days."""

    def lack(self, day: int) -> Lack:
        """What it means that the day has no article."""
        return "nothing" if any(first <= day <= last for first, last in self.periods) else self.outside

    def parts(self, first: int, last: int) -> Iterator[tuple[int, int, Lack]]:
        """The days from `first` to `last`, cut where one kind of lack ends and another begins."""
        here = first
        for begin, end in self.periods:
            if end < here or begin > last:
                continue
            if begin > here:
                yield here, begin - 1, self.outside
            yield max(begin, here), min(end, last), "nothing"
            here = end + 1
        if here <= last:
            yield here, last, self.outside

    def reached(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The parts in which an article could have come: all but those that were not collected."""
        return ((begin, end) for begin, end, lack in self.parts(first, last) if lack != "uncollected")

    def all_reached(self, first: int, last: int) -> bool:
        """Whether an article could have come on each of these days."""
        return self.outside == "unsaid" or any(begin <= first and last <= end for begin, end in self.periods)

    def lacks(self, days: Sequence[int], first: int, last: int) -> Lacks:
        """Of the days from `first` to `last`, those that are not among `days` (in order)."""
        found: Counter[Lack] = Counter()
        for begin, end, lack in self.parts(first, last):
            found[lack] += end - begin + 1 - (bisect_right(days, end) - bisect_left(days, begin))
        return Lacks(found["nothing"], found["uncollected"], found["unsaid"])


@dataclass(frozen=True, slots=True)
class Printed:
    """On which days there are articles, and when they were collected."""

    desk: tuple[int, ...]
    """Days with articles, in order."""
    by_source: Mapping[str, tuple[int, ...]]
    """Publisher id → its days with articles, in order."""
    collected: Mapping[str, Collected]
    """Publisher id → when it was collected."""
    unseen: Mapping[str, Collected]
    """Name of each source of `sources.yml` that no article is from → when it was collected."""
    setting: Collected
    """What `site.yml` says of all sources that say nothing themselves."""


def printed_days(
    days: Iterable[tuple[str, str | None]], publishers: Mapping[str, Publisher], settings: Settings
) -> Printed:
    """The record of the articles.

    Args:
        days: publisher id and ISO day of each article.
        publishers: by id.
        settings: of the desk.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for publisher, day in days:
        if day:
            found[publisher].add(number_of(day))
    by_name, setting = collected_by_source(settings), desk_setting(settings)
    names = {publisher.name for publisher in publishers.values()}
    return Printed(
        desk=tuple(sorted(set().union(*found.values()))),
        by_source={name: tuple(sorted(found[name])) for name in sorted(publishers)},
        collected={name: by_name.get(publishers[name].name, setting) for name in sorted(publishers)},
        unseen={name: by_name[name] for name in sorted(by_name.keys() - names)},
        setting=setting,
    )


def number_of(day: str) -> int:
    """An ISO day as a number."""
    return dt.date.fromisoformat(day).toordinal()


def day_at(number: int) -> str:
    """The ISO day of a number."""
    return dt.date.fromordinal(number).isoformat()


def collected_by_source(settings: Settings) -> Mapping[str, Collected]:
    """Name of each source in `sources.yml` → when it was collected; of all others, what holds of the desk."""
    whole = desk_setting(settings)
    own = {source.name: _collected((p.first, p.last) for p in source.collected) for source in settings.sources.sources}
    return {name: found if found.periods else whole for name, found in own.items()}


def desk_setting(settings: Settings) -> Collected:
    """What `site.yml` says of all sources that say nothing themselves."""
    return _collected((period.first, period.last) for period in settings.site.collected)


def together(whole: Collected, sources: Sequence[Collected]) -> Collected:
    """When anything was collected: the desk's own word, and that of any source.

    A day outside is said not to be collected only if the desk says so, or each of its sources does.
    """
    periods = _merged(period for found in (whole, *sources) for period in found.periods)
    known = bool(whole.periods) or bool(sources and all(found.periods for found in sources))
    return Collected(periods, "uncollected" if known else "unsaid")


def _collected(periods: Iterable[tuple[str | None, str | None]]) -> Collected:
    found = _merged((number_of(a) if a else 1, number_of(b) if b else _LAST) for a, b in periods)
    return Collected(found, "uncollected" if found else "unsaid")


def _merged(periods: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for first, last in sorted(periods):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)

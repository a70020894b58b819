"""Coverage of a day: who has articles, who is usually there and is not, what was not collected.

What is said of a day depends on the settings and on articles up to that day alone, so that a closed edition stays as it
is when later articles come.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from generator.report.collected import Collected, Lack, day_at, number_of, together
from generator.report.entry import UNDATED
from generator.report.ranks import top_sources
from generator.report.silence import LEAST_DAYS, RECENT, habit_of, has_fallen_silent, is_late
from generator.report.views import Count, Link, source_path
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.report.book import Book


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row without an article, all for one reason."""

    first: str
    last: str
    days: int
    lack: Lack


@dataclass(frozen=True, slots=True)
class Absent:
    """A source that has nothing on a day, and the day of its last article."""

    link: Link
    last: str


@dataclass(frozen=True, slots=True)
class DayCoverage:
    """What stands behind an edition, and what is missing in it."""

    least_days: ClassVar[int] = LEAST_DAYS
    day: str | None
    sources: tuple[Count, ...]
    """With articles on this day, most first."""
    unstated: int
    """Articles that name no source."""
    seen: int = 0
    """Sources with articles by this day; of a single one nobody can tell whether it is missing."""
    watched: int = 0
    """Sources of which it could be told by this day how often they print."""
    late: tuple[Absent, ...] = ()
    """Usually there, but not on this day."""
    fallen: tuple[Absent, ...] = ()
    """Those that fell silent with this edition."""
    silent: int = 0
    """How many had fallen silent before."""
    uncollected: tuple[Link, ...] = ()
    """Without articles on this day, because they were not collected."""
    gap: tuple[Stretch, ...] = ()
    """The days without any article right before this one, in order."""


def day_coverage(book: Book, day: str) -> DayCoverage:
    """What stands behind the edition of a day (ISO, or `undated`); articles that came when it was closed do not."""
    edition = book.editions.days.get(day)
    missed = set(edition.missed) if edition else set()
    entries = [entry for entry in book.by_day.get(day, ()) if entry.id not in missed]
    unstated = sum(entry.publisher.id == UNKNOWN.id for entry in entries)
    named = [entry for entry in entries if entry.publisher.id != UNKNOWN.id]
    sources = top_sources(named, len(named))
    if day == UNDATED:
        return DayCoverage(None, sources, unstated)
    today = number_of(day)
    desk = book.printed_until(day).desk
    desk = desk[: bisect_right(desk, today - 1)]
    late: list[Absent] = []
    fallen: list[Absent] = []
    uncollected = list(_never_seen(book, today))
    silent = watched = seen = 0
    for name, days, collected in _seen(book, today):
        seen += 1
        watched += habit_of(days, collected) is not None
        absent = Absent(Link(book.publishers[name].name, source_path(name)), day_at(days[-1]))
        if days[-1] == today:
            continue
        if collected.lack(today) == "uncollected":
            uncollected.append(absent.link)
        elif desk and has_fallen_silent(days, collected, desk, desk[-1]):
            silent += 1
        elif has_fallen_silent(days, collected, (*desk, today), today):
            fallen.append(absent)
        elif is_late(days, collected, today):
            late.append(absent)
    return DayCoverage(
        day=day,
        sources=sources,
        unstated=unstated,
        seen=seen,
        watched=watched,
        late=tuple(sorted(late, key=lambda absent: absent.link.text)),
        fallen=tuple(sorted(fallen, key=lambda absent: absent.link.text)),
        silent=silent,
        uncollected=tuple(sorted(uncollected, key=lambda link: link.text)),
        gap=stretches_between([*desk[-1:], today], collected_at_all(book, today)),
    )


def collected_at_all(book: Book, today: int | None = None) -> Collected:
    """When anything was collected, of the sources that are listed, or that have articles by `today`."""
    printed, listed = book.printed if today is None else book.printed_until(day_at(today)), _listed(book)
    seen = [
        printed.collected[name]
        for name, days in printed.by_source.items()
        if today is None or book.publishers[name].name in listed or (days and days[0] <= today)
    ]
    return together(printed.setting, [*seen, *printed.unseen.values()])


def stretches_between(days: Sequence[int], collected: Collected) -> tuple[Stretch, ...]:
    """The days that lie between the days given, in order, cut where the reason changes."""
    return tuple(
        Stretch(day_at(first), day_at(last), last - first + 1, lack)
        for a, b in pairwise(days)
        if b - a > 1
        for first, last, lack in collected.parts(a + 1, b - 1)
    )


def _seen(book: Book, today: int) -> Iterator[tuple[str, Sequence[int], Collected]]:
    """Each source with articles by then: its id, its last days with articles, when it was collected."""
    printed = book.printed_until(day_at(today))
    for name, days in printed.by_source.items():
        number = bisect_right(days, today)
        if number and name != UNKNOWN.id:
            yield name, days[max(0, number - RECENT - 1) : number], printed.collected[name]


def _never_seen(book: Book, today: int) -> Iterator[Link]:
    """The sources of `sources.yml` that have no article by then and were not collected; they have no page then."""
    printed, listed = book.printed_until(day_at(today)), _listed(book)
    later = {
        book.publishers[name].name: printed.collected[name]
        for name, days in printed.by_source.items()
        if not days or days[0] > today
    }
    for name, collected in {**printed.unseen, **later}.items():
        if name in listed and collected.lack(today) == "uncollected":
            yield Link(name)


def _listed(book: Book) -> set[str]:
    return {source.name for source in book.settings.sources.sources}

"""The page Coverage: which days have articles, of whom; who fell silent; what was not collected.

Its numbers change with every article. A source's own page shows its closed months only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.collected import Collected, Lack, Lacks, day_at, number_of
from generator.report.coverage import Stretch, collected_at_all, stretches_between
from generator.report.silence import (
    LEAST_DAYS,
    LONGER,
    RECENT,
    TIMES,
    habit_of,
    has_fallen_silent,
    longest_silence,
    silent_for,
)
from generator.report.views import Link, Page, coverage_of, day_path, notes_of, source_path
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.report.book import Book

PATH = "coverage.md"
_MONTHS = 12
_STRETCHES = 60


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day in the calendar."""

    day: str
    articles: int
    sources: int
    lack: Lack
    """What it means if there is no article."""
    edition: str | None
    """Its page."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month in numbers."""

    month: str
    articles: int
    days: int
    """With articles."""
    lacks: Lacks


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month day by day, as far as the desk's period reaches."""

    month: str
    days: tuple[CalendarDay, ...]
    most: int
    """Articles on the busiest day of all months that are shown."""


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """A source over the desk's period."""

    link: Link
    articles: int
    undated: int
    days: int
    """With articles."""
    first: str | None
    last: str | None
    usual: int | None
    """Days from one day with articles to the next; `None` where there are too few to tell."""
    longest: Stretch | None
    """The longest silence between two days with articles."""
    lacks: Lacks
    fallen: bool
    silent: int
    """Days since its last article, without those that were not collected."""
    collected_now: bool
    """Whether it may have been collected on the desk's last day."""
    contradicted: int
    """Days with articles on which, as the settings say, it was not collected."""


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """What the desk has, day by day and source by source."""

    template: ClassVar[str] = "coverage.md.j2"
    least_days: ClassVar[int] = LEAST_DAYS
    recent: ClassVar[int] = RECENT
    times: ClassVar[int] = TIMES
    longer: ClassVar[int] = LONGER
    days: int
    """Of the desk's period."""
    lacks: Lacks
    """Days without any article."""
    months: tuple[CalendarMonth, ...]
    """The last months, newest first."""
    earlier: tuple[MonthLine, ...]
    """The months before, newest first; those without articles are left out."""
    sources: tuple[SourceCoverage, ...]
    fallen: tuple[SourceCoverage, ...]
    """Those that fell silent, the latest first."""
    watched: int
    """Sources of which it can be told how often they print."""
    alone: bool
    """Whether all articles are from one source: nobody can tell then whether it fell silent."""
    unstated: int
    """Articles that name no source."""
    stretches: tuple[Stretch, ...]
    """Days without any article, newest first."""
    more: int
    """Stretches beyond those listed."""


def coverage_page(book: Book) -> CoveragePage:
    """The page Coverage."""
    days, collected = book.printed.desk, collected_at_all(book)
    stretches = stretches_between(days, collected)[::-1]
    sources = _sources(book)
    fallen = sorted((source for source in sources if source.fallen), key=lambda s: s.link.text)
    months = _months(days, 0)
    printing = [name for name, own in book.printed.by_source.items() if own]
    return CoveragePage(
        path=PATH,
        title="Coverage",
        description="Days with and without articles, sources that fell silent, and what was not collected.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        days=days[-1] - days[0] + 1 if days else 0,
        lacks=collected.lacks(days, days[0], days[-1]) if days else Lacks(),
        months=_calendar(book, months[-_MONTHS:], collected)[::-1],
        earlier=_earlier(book, months[:-_MONTHS], collected)[::-1],
        sources=sources,
        fallen=tuple(sorted(fallen, key=lambda source: source.last or "", reverse=True)),
        watched=sum(source.usual is not None for source in sources),
        alone=UNKNOWN.id not in printing and len(printing) == 1,
        unstated=len(book.by_publisher.get(UNKNOWN.id, ())),
        stretches=stretches[:_STRETCHES],
        more=len(stretches[_STRETCHES:]),
    )


def source_months(book: Book, publisher: str) -> tuple[MonthLine, ...]:
    """The closed months of a source, newest first, from its first article on; at most the last twelve.

    A month is closed when a later month has articles: so these numbers do not change with every article.
    """
    printed = book.printed_span()
    days = printed.by_source[publisher]
    articles = Counter(entry.day[:7] for entry in book.by_publisher[publisher] if entry.day)
    closed = _months(printed.desk, days[0])[:-1] if days else []
    lines = [
        _line(month, articles, days, printed.collected[publisher], (printed.desk[0], printed.desk[-1]))
        for month in closed[-_MONTHS:]
    ]
    return tuple(reversed(lines))


def _months(days: Sequence[int], start: int) -> list[str]:
    """Every month (1962-10) from day `start`, or the first of `days`, to the last of `days`."""
    if not days:
        return []
    first, last = day_at(max(start, days[0])), day_at(days[-1])
    count = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7]) + 1
    begin = 12 * int(first[:4]) + int(first[5:7]) - 1
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, begin + count)]


def _span(month: str, period: tuple[int, int]) -> tuple[int, int]:
    """First and last day of a month, as far as it lies in the period."""
    first = number_of(f"{month}-01")
    year, number = int(month[:4]), int(month[5:7])
    after = number_of(f"{year + number // 12:04}-{number % 12 + 1:02}-01") if month < "9999-12" else first + 31
    return max(first, period[0]), min(after - 1, period[1])


def _line(
    month: str, articles: Mapping[str, int], days: Sequence[int], collected: Collected, period: tuple[int, int]
) -> MonthLine:
    first, last = _span(month, period)
    printed = bisect_right(days, last) - bisect_left(days, first)
    return MonthLine(month, articles.get(month, 0), printed, collected.lacks(days, first, last))


def _earlier(book: Book, months: Sequence[str], collected: Collected) -> tuple[MonthLine, ...]:
    articles = Counter(entry.day[:7] for entry in book.entries if entry.day)
    days = book.printed.desk
    return tuple(
        _line(month, articles, days, collected, (days[0], days[-1])) for month in months if articles[month]
    )  # fmt: skip


def _calendar(book: Book, months: Sequence[str], collected: Collected) -> tuple[CalendarMonth, ...]:
    found = []
    for month in months:
        first, last = _span(month, (book.printed.desk[0], book.printed.desk[-1]))
        found.append((month, tuple(_day(book, number, collected) for number in range(first, last + 1))))
    most = max((day.articles for _, days in found for day in days), default=0)
    return tuple(CalendarMonth(month, days, most) for month, days in found)


def _day(book: Book, number: int, collected: Collected) -> CalendarDay:
    day = day_at(number)
    entries = book.by_day.get(day, ())
    sources = {entry.publisher.id for entry in entries} - {UNKNOWN.id}
    return CalendarDay(
        day, len(entries), len(sources), collected.lack(number), day_path(day) if day in book.editions.days else None
    )  # fmt: skip


def _sources(book: Book) -> tuple[SourceCoverage, ...]:
    """Those with articles, most first; then those that are listed in `sources.yml` and have none."""
    printed = book.printed
    found = [
        _source(book, Link(book.publishers[name].name, source_path(name)), name, days, printed.collected[name])
        for name, days in printed.by_source.items()
        if name != UNKNOWN.id
    ]
    found.sort(key=lambda source: (-source.articles, source.link.text))
    return (
        *found,
        *(_source(book, Link(name), None, (), collected) for name, collected in printed.unseen.items()),
    )


def _source(book: Book, link: Link, name: str | None, days: Sequence[int], collected: Collected) -> SourceCoverage:
    desk = book.printed.desk
    entries = book.by_publisher[name] if name else ()
    habit, longest = habit_of(days, collected), longest_silence(days, collected)
    return SourceCoverage(
        link=link,
        articles=len(entries),
        undated=sum(entry.day is None for entry in entries),
        days=len(days),
        first=day_at(days[0]) if days else None,
        last=day_at(days[-1]) if days else None,
        usual=habit.usual if habit else None,
        longest=Stretch(day_at(longest.first), day_at(longest.last), longest.days, collected.lack(longest.first))
        if longest
        else None,
        lacks=collected.lacks(days, desk[0], desk[-1]) if desk else Lacks(),
        fallen=has_fallen_silent(days, collected, desk, desk[-1]) if days else False,
        silent=silent_for(days, collected, desk[-1]) if days else 0,
        collected_now=not desk or collected.lack(desk[-1]) != "uncollected",
        contradicted=sum(collected.lack(day) == "uncollected" for day in days),
    )

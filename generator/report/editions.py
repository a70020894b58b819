"""The briefing: home (the latest edition), the list of editions, and a page for each day, week and month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.report.dates import written_month, written_week
from generator.report.edition import EditionView, edition_title, edition_view, entries_of, undated_view
from generator.report.entry import UNDATED
from generator.report.views import Count, Link, Page, Unit, coverage_of, day_path, edition_path, notes_of
from generator.resolve.editions import days_within, week_of
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book
    from generator.resolve.editions import Edition, Grain

_GRAINS: tuple[Grain, ...] = ("day", "week", "month")


@dataclass(frozen=True, kw_only=True)
class EditionPage(Page):
    """The briefing of one day, week or month, or of the undated articles."""

    template: ClassVar[str] = "edition.md.j2"
    edition: EditionView
    within: tuple[Link, ...] = ()
    """For a day its week and month; for a week its months."""
    days: tuple[Count, ...] = ()
    """For a week or month its days, with their number of articles."""


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The latest edition, and where to go from there."""

    template: ClassVar[str] = "home.md.j2"
    edition: EditionView | None
    whole: tuple[Count, ...]
    """How much the desk holds, each count leading to its list."""
    recent: tuple[Count, ...]
    """The editions before, with their number of articles."""
    undated: Count | None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The editions of a month in the list of editions."""

    month: Count
    weeks: tuple[Count, ...]
    days: tuple[Count, ...]


@dataclass(frozen=True, kw_only=True)
class BriefingsPage(Page):
    """All editions, by month, newest first."""

    template: ClassVar[str] = "briefings.md.j2"
    months: tuple[MonthRow, ...]
    undated: Count | None


def edition_units(book: Book) -> Iterator[Unit]:
    """Home, the list of editions, and one page an edition."""
    yield Unit("index.md", lambda: [_home(book)])
    yield Unit("briefings/index.md", lambda: [_briefings(book)])
    for grain in _GRAINS:
        for key in book.editions.grain(grain):
            yield Unit(edition_path(key), partial(lambda grain, key: [_page(book, grain, key)], grain, key))
    if UNDATED in book.by_day:
        yield Unit(day_path(UNDATED), lambda: [_undated_page(book)])


def _undated_page(book: Book) -> EditionPage:
    entries = book.by_day[UNDATED]
    return EditionPage(
        path=day_path(UNDATED),
        title="Undated articles",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        edition=undated_view(book, entries),
        description="Articles that name no date.",
    )


def _page(book: Book, grain: Grain, key: str) -> EditionPage:
    editions = book.editions.grain(grain)
    edition = editions[key]
    entries = entries_of(book, edition)
    title = edition_title(key, edition.grain)
    return EditionPage(
        path=edition_path(key),
        title=f"Briefing of {title}" if edition.grain == "day" else f"Briefing: {title}",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        edition=edition_view(book, editions, key),
        within=_within(book, key, edition.grain),
        days=tuple(_count(day, book.editions.days[day]) for day in book.editions.days_within(key)),
        description=f"The briefing of {title}: who did and said what, where, about what.",
    )


def _within(book: Book, key: str, grain: Grain) -> tuple[Link, ...]:
    """The week and the month of a day, as far as they have editions: all its articles may have gone since it closed."""
    if grain != "day":
        return ()
    week, month = week_of(key), key[:7]
    found: list[tuple[str, str, Grain]] = [(written_week(week), week, "week"), (written_month(month), month, "month")]
    return tuple(Link(words, edition_path(name)) for words, name, other in found if book.editions.has(other, name))


def _count(key: str, edition: Edition) -> Count:
    return Count(Link(edition_title(key, edition.grain), edition_path(key)), len(edition.articles))


def _latest(book: Book) -> EditionPage | None:
    """The latest day; where none has a date, the undated articles."""
    last = next(reversed(list(book.editions.days)), None)
    if last is not None:
        return _page(book, "day", last)
    return _undated_page(book) if UNDATED in book.by_day else None


def _home(book: Book) -> HomePage:
    latest = _latest(book)
    days = list(book.editions.days)
    site = book.settings.site
    quotes = sum(entry.tally.spoken for entry in book.entries)
    whole = (
        Count(Link("articles", "articles/index.md"), len(book.entries)),
        Count(Link("sources", "sources/index.md"), len(book.publishers.keys() - {UNKNOWN.id})),
        Count(Link("stories", "stories/index.md"), len(book.stories)),
        Count(Link("actors", "actors/index.md"), len(book.actors)),
        Count(Link("quotes", "quotes/index.md"), quotes),
        Count(Link("regions", "regions/index.md"), len(book.by_region)),
        Count(Link("topics", "topics/index.md"), len(book.by_topic)),
    )
    return HomePage(
        path="index.md",
        title=site.title,
        description=site.description,
        coverage=coverage_of(book.entries),
        notes=latest.notes if latest else (),
        edition=latest.edition if latest else None,
        whole=whole,
        recent=tuple(_count(day, book.editions.days[day]) for day in reversed(days[-8:-1])),
        undated=_undated(book) if days else None,
    )


def _undated(book: Book) -> Count | None:
    return Count(Link("Undated", day_path(UNDATED)), len(book.by_day[UNDATED])) if UNDATED in book.by_day else None


def _briefings(book: Book) -> BriefingsPage:
    found = book.editions
    within = days_within(found.days)
    # A week stands in the month of its last day that has an edition.
    weeks: defaultdict[str, list[str]] = defaultdict(list)
    for week in reversed(list(found.weeks)):
        if week in within:
            weeks[within[week][-1][:7]].append(week)
    rows = [
        MonthRow(
            month=_count(month, edition),
            weeks=tuple(_count(week, found.weeks[week]) for week in weeks[month]),
            days=tuple(_count(day, found.days[day]) for day in reversed(within.get(month, ()))),
        )
        for month, edition in reversed(list(found.months.items()))
    ]
    return BriefingsPage(
        path="briefings/index.md",
        title="Briefings",
        description="One edition a day, week and month: who did and said what, where, about what.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        months=tuple(rows),
        undated=_undated(book),
    )

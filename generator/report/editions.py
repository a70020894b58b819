"""The briefing: home (the latest edition), the list of editions, and a page for each day, week and month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.book import UNDATED, Book
from generator.report.dates import written_month, written_week
from generator.report.edition import EditionView, edition_title, edition_view, entries_of, undated_view
from generator.report.views import Count, Link, Page, coverage_of, day_path, edition_path, notes_of, speech
from generator.resolve.editions import week_of
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.resolve.editions import Edition, Grain


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


def edition_pages(book: Book) -> list[Page]:
    """Home, the list of editions, and one page an edition."""
    found = book.editions
    pages: list[Page] = [
        _page(book, editions, key) for editions in (found.days, found.weeks, found.months) for key in editions
    ]
    undated = undated_view(book, book.by_day[UNDATED]) if UNDATED in book.by_day else None
    if undated:
        pages.append(
            EditionPage(
                path=day_path(UNDATED),
                title="Undated articles",
                coverage=coverage_of(book.by_day[UNDATED]),
                notes=notes_of(book.by_day[UNDATED]),
                edition=undated,
                description="Articles that name no date.",
            )
        )
    return [_home(book, undated), _briefings(book), *pages]


def _page(book: Book, editions: Mapping[str, Edition], key: str) -> EditionPage:
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
        days=_days(book, edition),
        description=f"The briefing of {title}: who did and said what, where, about what.",
    )


def _within(book: Book, key: str, grain: Grain) -> tuple[Link, ...]:
    """The week and the month of a day, as far as they have editions: all its articles may have gone since it closed."""
    if grain != "day":
        return ()
    week, month = week_of(key), key[:7]
    found = [(written_week(week), week, book.editions.weeks), (written_month(month), month, book.editions.months)]
    return tuple(Link(words, edition_path(name)) for words, name, editions in found if name in editions)


def _days(book: Book, edition: Edition) -> tuple[Count, ...]:
    if edition.grain == "day":
        return ()
    return tuple(_count(day, found) for day, found in book.editions.days.items() if edition.covers(day))


def _count(key: str, edition: Edition) -> Count:
    return Count(Link(edition_title(key, edition.grain), edition_path(key)), len(edition.articles))


def _home(book: Book, undated: EditionView | None) -> HomePage:
    days = list(book.editions.days)
    latest = book.editions.days[days[-1]] if days else None
    site = book.settings.site
    quotes = sum(len(speech(entry)) for entry in book.entries)
    whole = (
        Count(Link("articles", "articles/index.md"), len(book.entries)),
        Count(Link("sources", "sources/index.md"), len(book.publishers.keys() - {UNKNOWN.id})),
        Count(Link("stories", "stories/index.md"), len(book.stories)),
        Count(Link("actors", "actors/index.md"), len(book.actors)),
        Count(Link("quotes", "quotes/index.md"), quotes),
        Count(Link("regions", "regions/index.md"), len(book.by_region)),
        Count(Link("topics", "topics/index.md"), len(book.by_topic)),
    )
    entries = entries_of(book, latest) if latest else book.by_day.get(UNDATED, ())
    return HomePage(
        path="index.md",
        title=site.title,
        description=site.description,
        coverage=coverage_of(book.entries),
        notes=notes_of(entries),
        edition=edition_view(book, book.editions.days, latest.key) if latest else undated,
        whole=whole,
        recent=tuple(_count(day, book.editions.days[day]) for day in reversed(days[-8:-1])),
        undated=_undated(book) if latest else None,
    )


def _undated(book: Book) -> Count | None:
    return Count(Link("Undated", day_path(UNDATED)), len(book.by_day[UNDATED])) if UNDATED in book.by_day else None


def _briefings(book: Book) -> BriefingsPage:
    found = book.editions
    rows = [
        MonthRow(
            month=_count(month, edition),
            weeks=tuple(_count(key, week) for key, week in reversed(found.weeks.items()) if _lies_in(key, month, book)),
            days=tuple(_count(day, one) for day, one in reversed(found.days.items()) if day.startswith(month)),
        )
        for month, edition in reversed(found.months.items())
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


def _lies_in(week: str, month: str, book: Book) -> bool:
    """Whether the last day of the week that has an edition lies in the month."""
    days = [day for day in book.editions.days if week_of(day) == week]
    return bool(days) and days[-1].startswith(month)

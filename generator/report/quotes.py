"""Quotes: the index with its filter, the months, and every quote of a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from generator.report.dates import written_day, written_month
from generator.report.edition import best_quotes
from generator.report.entry import UNDATED
from generator.report.ranks import top_speakers
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    Unit,
    all_quotes,
    context_once,
    coverage_of,
    day_path,
    merged,
    notes_of,
    part_links,
    part_path,
    quote_view,
    quotes_path,
    source_path,
)
from generator.report.whose import Attributions, attributions_of
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry

_LATEST = 40
_ON_A_PAGE = 200
_SPEAKERS = 25
_OF_A_DAY = 3
"""Quotes of each day on the page of a month."""
_SOURCES = 40
_OF_A_SOURCE = 3
"""Speakers of each source."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """A source, and whom it quotes."""

    link: Link
    attributions: Attributions
    speakers: tuple[Count, ...]
    every: str
    """The page of quotes, filtered to the source."""


@dataclass(frozen=True, kw_only=True)
class QuotesPage(Page):
    """The filter, who speaks most in which source, the latest quotes, and the way to all the others."""

    template: ClassVar[str] = "quotes.md.j2"
    attributions: Attributions
    kinds: tuple[tuple[str, int], ...]
    speakers: tuple[Count, ...]
    sources: tuple[Quoting, ...]
    more_sources: int
    months: tuple[Count, ...]
    latest: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the page of its month: how many quotes it has, and those that speak for themselves."""

    count: Count
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, kw_only=True)
class QuotesMonthPage(Page):
    """The days of a month, newest first."""

    template: ClassVar[str] = "quotes_month.md.j2"
    attributions: Attributions
    speakers: tuple[Count, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, kw_only=True)
class QuotesDayPage(Page):
    """The quotes of one day, or of the undated articles, in the order of their articles."""

    template: ClassVar[str] = "quotes_day.md.j2"
    attributions: Attributions
    """Of all parts together."""
    edition: Link
    month: Link | None
    quotes: tuple[QuoteView, ...]
    thoughts: tuple[QuoteView, ...]
    """What actors are reported to believe or intend; it is no speech."""
    parts: tuple[Link, ...]
    part: int


def quote_units(book: Book) -> Iterator[Unit]:
    """The index, the pages of the months, and those of the days."""
    yield Unit("quotes/index.md", lambda: [_index(book)])
    for month in book.quote_days:
        if month != UNDATED:
            yield Unit(_month_path(month), partial(lambda month: [_month(book, month)], month))
        for day in book.quote_days[month]:
            yield Unit(quotes_path(day), partial(_day, book, day))


def _title(month: str) -> str:
    return "undated articles" if month == UNDATED else written_month(month)


def _said(entries: Iterable[Entry]) -> int:
    return sum(entry.tally.spoken for entry in entries)


def _index(book: Book) -> QuotesPage:
    months = book.quote_days
    kinds = book.columns.kinds.counts(book.columns.places(book.entries))
    latest = ((e, said.id) for e in book.entries for said in e.speech if said.telling and said.speakers)
    sources = _sources(book)
    return QuotesPage(
        path="quotes/index.md",
        title="Quotes",
        description="Who said what: direct, mixed and reported speech, each with its sentence.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        attributions=attributions_of(book, book.entries),
        kinds=tuple((kind, kinds[kind]) for kind in ("direct", "mixed", "indirect") if kinds[kind]),
        speakers=top_speakers(book, book.entries, _SPEAKERS),
        sources=tuple(sources[:_SOURCES]),
        more_sources=max(0, len(sources) - _SOURCES),
        months=tuple(
            Count(
                Link(_title(month), quotes_path(UNDATED) if month == UNDATED else _month_path(month)),
                sum(_said(book.by_day[day]) for day in days),
            )
            for month, days in months.items()
        ),
        latest=merged(quote_view(book, entry, entry.quote(name)) for entry, name in islice(latest, _LATEST)),
    )


def _sources(book: Book) -> list[Quoting]:
    """The sources with most quotes first."""
    rows = [
        Quoting(
            Link(publisher.name, source_path(publisher.id)),
            attributions_of(book, book.by_publisher[publisher.id]),
            top_speakers(book, book.by_publisher[publisher.id], _OF_A_SOURCE),
            all_quotes("source", publisher.id),
        )
        for publisher in book.publishers.values()
        if publisher.id != UNKNOWN.id and _said(book.by_publisher[publisher.id])
    ]
    return sorted(rows, key=lambda row: (-row.attributions.total, row.link.text))


def _month_path(month: str) -> str:
    return f"quotes/{month}.md"


def _month(book: Book, month: str) -> QuotesMonthPage:
    days = book.quote_days[month]
    entries = [entry for day in days for entry in book.by_day[day]]
    return QuotesMonthPage(
        path=_month_path(month),
        title=f"Quotes: {_title(month)}",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        searchable=False,
        attributions=attributions_of(book, entries),
        speakers=top_speakers(book, entries, _SPEAKERS),
        days=tuple(
            Day(
                Count(Link(written_day(day), quotes_path(day)), _said(book.by_day[day])),
                tuple(quote_view(book, *found) for found in best_quotes(book, book.by_day[day], _OF_A_DAY)),
            )
            for day in days
        ),
    )


def _day(book: Book, day: str) -> list[Page]:
    entries = book.by_day[day]
    parts = _parts(entries)
    path = quotes_path(day)
    links = part_links(path, len(parts))
    dated = day != UNDATED
    title = f"Quotes of {written_day(day)}" if dated else "Quotes: undated articles"
    pages: list[Page] = []
    for number, part in enumerate(parts, start=1):
        views = [quote_view(book, entry, quote) for entry in part for quote in entry.quotes]
        pages.append(
            QuotesDayPage(
                path=part_path(path, number),
                title=title + (f", part {number}" if links else ""),
                coverage=coverage_of(part),
                notes=notes_of(part),
                searchable=False,
                attributions=attributions_of(book, entries),
                edition=_edition(book, day),
                month=Link(written_month(day[:7]), _month_path(day[:7])) if dated else None,
                quotes=context_once(view for view in views if view.act == "speech"),
                thoughts=tuple(view for view in views if view.act != "speech"),
                parts=links,
                part=number,
            )
        )
    return pages


def _edition(book: Book, day: str) -> Link:
    """The edition of the day; a day whose articles all came late has none."""
    if day == UNDATED:
        return Link("undated articles", day_path(day))
    if not book.editions.has("day", day):
        return Link("all briefings", "briefings/index.md")
    return Link("the briefing of this day", day_path(day))


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The articles with quotes, oldest first, in parts that fill one after the other; no article is cut in two.

    So a new article changes the last part alone.
    """
    parts: list[list[Entry]] = []
    held = _ON_A_PAGE
    for entry in reversed(entries):
        if not entry.tally.quotes:
            continue
        if held + entry.tally.quotes > _ON_A_PAGE:
            parts.append([])
            held = 0
        parts[-1].append(entry)
        held += entry.tally.quotes
    return parts

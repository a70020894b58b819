"""Quotes: the latest, and all of them by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.book import UNDATED, Book, Entry
from generator.report.dates import written_month
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    coverage_of,
    grouped_by_month,
    merged,
    notes_of,
    part_links,
    part_path,
    quote_view,
    speech,
    top_speakers,
)

if TYPE_CHECKING:
    from generator.models import Quote

_LATEST = 40
_ON_A_PAGE = 200
_SPEAKERS = 25


@dataclass(frozen=True, kw_only=True)
class QuotesPage(Page):
    """The latest quotes, who speaks most, and the way to all the others."""

    template: ClassVar[str] = "quotes.md.j2"
    total: int
    kinds: tuple[tuple[str, int], ...]
    unnamed: int
    """Quotes whose speaker is not named, or not known."""
    speakers: tuple[Count, ...]
    months: tuple[Count, ...]
    latest: tuple[QuoteView, ...]


@dataclass(frozen=True, kw_only=True)
class QuotesMonthPage(Page):
    """The quotes of one month, or of the undated articles, in the order of their articles."""

    template: ClassVar[str] = "quotes_month.md.j2"
    quotes: tuple[QuoteView, ...]
    thoughts: tuple[QuoteView, ...]
    """What actors are reported to believe or intend; it is no speech."""
    parts: tuple[Link, ...]
    part: int


def quote_pages(book: Book) -> list[Page]:
    """The index and the pages of the months."""
    months = grouped_by_month(entry for entry in book.entries if entry.quotes)
    groups = {month: [(entry, quote) for entry in found for quote in entry.quotes] for month, found in months.items()}
    pages = [page for month, found in groups.items() for page in _month(book, month, found)]
    counts = [(month, sum(quote.act == "speech" for _, quote in found)) for month, found in groups.items()]
    return [_index(book, counts), *pages]


def _path(month: str) -> str:
    return f"quotes/{month}.md"


def _title(month: str) -> str:
    return "undated articles" if month == UNDATED else written_month(month)


def _index(book: Book, months: list[tuple[str, int]]) -> QuotesPage:
    said = [(entry, quote) for entry in book.entries for quote in speech(entry)]
    kinds = Counter(quote.kind for _, quote in said)
    return QuotesPage(
        path="quotes/index.md",
        title="Quotes",
        description="Who said what: direct, mixed and reported speech, each with its sentence.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        total=len(said),
        kinds=tuple((kind, kinds[kind]) for kind in ("direct", "mixed", "indirect") if kinds[kind]),
        unnamed=sum(not entry.speakers(quote) for entry, quote in said),
        speakers=top_speakers(book, book.entries, _SPEAKERS),
        months=tuple(Count(Link(_title(month), _path(month)), n) for month, n in months),
        latest=merged(
            quote_view(book, entry, quote) for entry, quote in [s for s in said if s[0].speakers(s[1])][:_LATEST]
        ),
    )


def _month(book: Book, month: str, found: list[tuple[Entry, Quote]]) -> list[Page]:
    parts = [found[i : i + _ON_A_PAGE] for i in range(0, len(found), _ON_A_PAGE)]
    links = part_links(_path(month), len(parts))
    pages: list[Page] = []
    for number, part in enumerate(parts, start=1):
        entries = {entry.id: entry for entry, _ in part}.values()
        views = [quote_view(book, entry, quote) for entry, quote in part]
        pages.append(
            QuotesMonthPage(
                path=part_path(_path(month), number),
                title=f"Quotes: {_title(month)}" + (f", part {number}" if links else ""),
                coverage=coverage_of(entries),
                notes=notes_of(entries),
                searchable=False,
                quotes=tuple(view for view in views if view.act == "speech"),
                thoughts=tuple(view for view in views if view.act != "speech"),
                parts=links,
                part=number,
            )
        )
    return pages

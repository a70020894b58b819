"""Quotes: the latest, and all of them by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.book import UNDATED, Book, Entry
from generator.report.dates import written_month
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    actor_link,
    coverage_of,
    merged,
    notes_of,
    quote_view,
    speech,
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
    groups: defaultdict[str, list[tuple[Entry, Quote]]] = defaultdict(list)
    for entry in book.entries:
        for quote in entry.quotes:
            groups[entry.day[:7] if entry.day else UNDATED].append((entry, quote))
    months = sorted((m for m in groups if m != UNDATED), reverse=True) + [m for m in groups if m == UNDATED]
    pages: list[Page] = []
    for month in months:
        pages += _month(book, month, groups[month])
    counts = [(month, sum(quote.act == "speech" for _, quote in groups[month])) for month in months]
    return [_index(book, counts), *pages]


def _path(month: str, part: int) -> str:
    return f"quotes/{month}.md" if part == 1 else f"quotes/{month}-part-{part}.md"


def _title(month: str) -> str:
    return "undated articles" if month == UNDATED else written_month(month)


def _index(book: Book, months: list[tuple[str, int]]) -> QuotesPage:
    said = [(entry, quote) for entry in book.entries for quote in speech(entry)]
    speakers = Counter(actor.id for entry, quote in said for actor in entry.speakers(quote))
    ranked = sorted(speakers.items(), key=lambda item: (-item[1], book.actors[item[0]].name))[:_SPEAKERS]
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
        speakers=tuple(Count(actor_link(book, book.actors[name]), n) for name, n in ranked),
        months=tuple(Count(Link(_title(month), _path(month, 1)), n) for month, n in months),
        latest=merged(
            quote_view(book, entry, quote) for entry, quote in [s for s in said if s[0].speakers(s[1])][:_LATEST]
        ),
    )


def _month(book: Book, month: str, found: list[tuple[Entry, Quote]]) -> list[Page]:
    parts = [found[i : i + _ON_A_PAGE] for i in range(0, len(found), _ON_A_PAGE)]
    links = tuple(Link(str(n), _path(month, n)) for n in range(1, len(parts) + 1)) if len(parts) > 1 else ()
    pages: list[Page] = []
    for number, part in enumerate(parts, start=1):
        entries = {entry.id: entry for entry, _ in part}.values()
        views = [quote_view(book, entry, quote) for entry, quote in part]
        pages.append(
            QuotesMonthPage(
                path=_path(month, number),
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

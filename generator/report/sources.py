"""Sources: the index and one page each: volume, topics, whom they quote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.report.coverage_pages import MonthLine, source_months
from generator.report.headlines import Headline, headline
from generator.report.ranks import by_month, top_actors, top_regions, top_speakers, top_topics
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Coverage,
    Link,
    Page,
    Unit,
    all_quotes,
    coverage_of,
    notes_of,
    region_path,
    source_path,
)
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book
    from generator.resolve.sources import Publisher

_ARTICLES = 20
_SPEAKERS = 25


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a table."""

    link: Link
    kind: str | None
    country: Link | None
    articles: int
    credited: int
    """Articles that name another body as their origin."""
    quotes: int
    coverage: Coverage


@dataclass(frozen=True, kw_only=True)
class SourcesPage(Page):
    """All sources."""

    template: ClassVar[str] = "sources.md.j2"
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """One source."""

    template: ClassVar[str] = "source.md.j2"
    name: str
    row: SourceRow
    domain: str | None
    owner: str | None
    note: str | None
    credits: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    stories: tuple[StoryPart, ...]
    closed: tuple[MonthLine, ...]
    """Its closed months, newest first: the running one would change with every article."""
    articles: tuple[Headline, ...]
    attributions: Attributions
    every_quote: str
    """The page of quotes, filtered to the source."""
    quoted: tuple[Count, ...]
    """Whom it quotes most."""
    actors: tuple[Count, ...]
    topics: tuple[Count, ...]
    regions: tuple[Count, ...]


def source_units(book: Book) -> Iterator[Unit]:
    """The index and one page a source."""
    yield Unit("sources/index.md", lambda: [_index(book)])
    for name in book.by_publisher:
        yield Unit(source_path(name), partial(lambda name: [_page(book, book.publishers[name])], name))


def _index(book: Book) -> SourcesPage:
    publishers = sorted(book.publishers.values(), key=lambda p: (-len(book.by_publisher[p.id]), p.name))
    return SourcesPage(
        path="sources/index.md",
        title="Sources",
        description="Who publishes the articles, and whom they quote.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        rows=tuple(_row(book, publisher) for publisher in publishers),
    )


def _row(book: Book, publisher: Publisher) -> SourceRow:
    entries = book.by_publisher[publisher.id]
    region = book.region(publisher.country) if publisher.country else None
    has_page = region is not None and book.has_region(region.id)
    return SourceRow(
        Link(publisher.name, source_path(publisher.id)),
        publisher.kind,
        Link(region.name, region_path(region.id) if has_page else None) if region else None,
        len(entries),
        sum(entry.tally.credit is not None for entry in entries),
        sum(entry.tally.spoken for entry in entries),
        coverage_of(entries),
    )


def _page(book: Book, publisher: Publisher) -> SourcePage:
    entries = book.by_publisher[publisher.id]
    return SourcePage(
        path=source_path(publisher.id),
        title=publisher.name,
        description=f"{publisher.name}: articles, topics, and whom it quotes.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        name=publisher.name,
        row=_row(book, publisher),
        domain=publisher.domain,
        owner=publisher.owner,
        note=publisher.note,
        credits=tuple(sorted(Counter(filter(None, (e.tally.credit for e in entries))).items())),
        months=tuple(by_month(entries)),
        stories=story_parts(book, entries),
        closed=source_months(book, publisher.id),
        articles=tuple(headline(book, entry) for entry in entries[:_ARTICLES]),
        attributions=attributions_of(book, entries),
        every_quote=all_quotes("source", publisher.id),
        quoted=top_speakers(book, entries, _SPEAKERS),
        actors=top_actors(book, entries, 12),
        topics=top_topics(book, entries, 10),
        regions=top_regions(book, entries, 10),
    )

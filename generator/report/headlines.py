"""An article in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.entry import local_time
from generator.report.views import Evidence, Link, article_link, evidence_of, region_link, source_link, topic_link

if TYPE_CHECKING:
    from generator.report.book import Book
    from generator.report.entry import Entry


@dataclass(frozen=True, slots=True)
class Headline:
    """An article in a list: its headline, and the first sentence as evidence."""

    link: Link
    source: Link
    credit: str | None
    day: str | None
    time: str | None
    """On the desk's clock."""
    lead: Evidence | None
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]


def headline(book: Book, entry: Entry) -> Headline:
    """The article in a list."""
    return Headline(
        link=article_link(entry),
        source=source_link(entry),
        credit=entry.tally.credit,
        day=entry.day,
        time=local_time(entry.meta.published, book.settings),
        lead=lead_of(book, entry),
        topics=tuple(topic_link(book, name) for name, _ in entry.tally.topics[:2] if name in book.topics),
        regions=_regions(book, entry),
    )


def lead_of(book: Book, entry: Entry) -> Evidence | None:
    """The first sentence behind the headline."""
    body = [s for s in entry.article.sentences if not entry.in_headline(s.start)]
    return evidence_of(book, entry, body[0].start) if body else None


def _regions(book: Book, entry: Entry) -> tuple[Link, ...]:
    """The regions that weigh most in the article."""
    names = dict.fromkeys(score.id for score in entry.tally.regions)
    known = [region for name in names if (region := book.region(name)) is not None]
    return tuple(region_link(region) for region in known[:3])

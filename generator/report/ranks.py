"""Counts over articles, most first: months, actors, speakers, topics, regions, sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.report.views import Count, actor_link, region_link, source_link, topic_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.report.book import Book
    from generator.report.entry import Entry


def by_month(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """(month, articles), oldest first; undated articles are left out."""
    counts = Counter(entry.day[:7] for entry in entries if entry.day)
    return sorted(counts.items())


def top_actors(book: Book, entries: Iterable[Entry], most: int, without: str | None = None) -> tuple[Count, ...]:
    """The actors in most articles, most first; on a tie those named most often."""
    columns = book.columns
    ranked = columns.actors.leading(columns.places(entries), most, without)
    return tuple(Count(actor_link(book, book.actors[name]), n) for name, n in ranked)


def spoken(book: Book, entries: Iterable[Entry]) -> Counter[str]:
    """Actor id → quotes of which it is a speaker."""
    return book.columns.speakers.counts(book.columns.places(entries))


def top_speakers(book: Book, entries: Iterable[Entry], most: int) -> tuple[Count, ...]:
    """The actors with most quotes, most first."""
    return tuple(Count(actor_link(book, book.actors[name]), n) for name, n in leading_speakers(book, entries, most))


def leading_speakers(book: Book, entries: Iterable[Entry], most: int | None = None) -> list[tuple[str, int]]:
    """Their ids and numbers of quotes, most first; on a tie by name."""
    columns = book.columns
    return columns.speakers.leading(columns.places(entries), most, tie=lambda name: book.actors[name].name)


def top_topics(book: Book, entries: Iterable[Entry], most: int, without: str | None = None) -> tuple[Count, ...]:
    """The topics of most articles, as the articles name them (without what stands above), most first."""
    columns = book.columns
    ranked = columns.topics.leading(columns.places(entries), most, without)
    return tuple(Count(topic_link(book, name), n) for name, n in ranked)


def top_regions(book: Book, entries: Iterable[Entry], most: int, without: str | None = None) -> tuple[Count, ...]:
    """The regions of most articles, as the articles name them, most first; on a tie those that weigh most."""
    columns = book.columns
    ranked = columns.regions.leading(columns.places(entries), most, without)
    return tuple(Count(region_link(book.gazetteer.regions[name]), n) for name, n in ranked)


def top_sources(entries: Iterable[Entry], most: int) -> tuple[Count, ...]:
    """The sources with most articles, most first."""
    found = list(entries)
    counts = Counter(entry.publisher.id for entry in found)
    links = {entry.publisher.id: source_link(entry) for entry in found}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(links[name], n) for name, n in ranked[:most])

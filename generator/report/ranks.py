"""Counts over articles, most first: months, actors, speakers, topics, regions, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    weights = (weight for entry in entries for weight in entry.tally.times.items())
    ranked = _ranked(weights, without)[:most]
    return tuple(Count(actor_link(book, book.actors[name]), n) for name, n in ranked)


def spoken(entries: Iterable[Entry]) -> Counter[str]:
    """Actor id → quotes of which it is a speaker."""
    return Counter(name for entry in entries for said in entry.speech for name in said.speakers)


def top_speakers(book: Book, entries: Iterable[Entry], most: int) -> tuple[Count, ...]:
    """The actors with most quotes, most first."""
    return tuple(Count(actor_link(book, book.actors[name]), n) for name, n in leading_speakers(book, entries, most))


def leading_speakers(book: Book, entries: Iterable[Entry], most: int | None = None) -> list[tuple[str, int]]:
    """Their ids and numbers of quotes, most first."""
    return sorted(spoken(entries).items(), key=lambda item: (-item[1], book.actors[item[0]].name, item[0]))[:most]


def top_topics(book: Book, entries: Iterable[Entry], most: int, without: str | None = None) -> tuple[Count, ...]:
    """The topics of most articles, as the articles name them (without what stands above), most first."""
    weights = (topic for entry in entries for topic in entry.tally.topics if topic[0] in book.topics)
    return tuple(Count(topic_link(book, name), n) for name, n in _ranked(weights, without)[:most])


def top_regions(book: Book, entries: Iterable[Entry], most: int, without: str | None = None) -> tuple[Count, ...]:
    """The regions of most articles, as the articles name them, most first; on a tie those that weigh most."""
    weights: list[tuple[str, float]] = []
    for entry in entries:
        own: defaultdict[str, float] = defaultdict(float)
        for score in entry.tally.regions:
            own[score.id] += score.score
        weights += own.items()
    known = [(book.region(name), n) for name, n in _ranked(weights, without)]
    return tuple([Count(region_link(region), n) for region, n in known if region is not None][:most])


def _ranked(weights: Iterable[tuple[str, float]], without: str | None) -> list[tuple[str, int]]:
    """Name and number of articles, from one (name, weight) an article: most articles first, then most weight."""
    number: Counter[str] = Counter()
    total: defaultdict[str, float] = defaultdict(float)
    for name, weight in weights:
        if name != without:
            number[name] += 1
            total[name] += weight
    return sorted(number.items(), key=lambda item: (-item[1], -round(total[item[0]], 6), item[0]))


def top_sources(entries: Iterable[Entry], most: int) -> tuple[Count, ...]:
    """The sources with most articles, most first."""
    found = list(entries)
    counts = Counter(entry.publisher.id for entry in found)
    links = {entry.publisher.id: source_link(entry) for entry in found}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(links[name], n) for name, n in ranked[:most])

"""Actors and topics that rise or fall: their share of an edition's articles beside their share of those before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.views import Link, actor_link, topic_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.report.book import Book, Entry

LEAST = 3
"""Articles that a riser has, and that one expects of a faller."""
LEAST_BEFORE = 10
"""Articles of the editions before, all together, below which nothing is compared."""
BEYOND = 2.0
"""Articles more or fewer than its share before would give: less may be chance."""
RISE = 1.5
FALL = 0.5
"""The share must change at least by these factors."""
_MOST = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """An actor or topic, its articles in this edition and in those before, and how many articles these hold."""

    link: Link
    now: int
    of_now: int
    before: int
    of_before: int


@dataclass(frozen=True, slots=True)
class Trends:
    """What rose and fell, the strongest first."""

    rising: tuple[Trend, ...] = ()
    falling: tuple[Trend, ...] = ()


def actor_trends(book: Book, now: Sequence[Entry], before: Sequence[Entry]) -> Trends:
    """Actors whose share of coverage changed."""
    return _trends(now, before, lambda entry: entry.actor_ids, lambda name: actor_link(book, book.actors[name]))


def topic_trends(book: Book, now: Sequence[Entry], before: Sequence[Entry]) -> Trends:
    """Topics whose share of coverage changed."""

    def names(entry: Entry) -> set[str]:
        return {topic.id for topic in entry.article.topics if topic.id in book.topics}

    return _trends(now, before, names, lambda name: topic_link(book, name))


def _trends(
    now: Sequence[Entry], before: Sequence[Entry], names: Callable[[Entry], Iterable[str]], link: Callable[[str], Link]
) -> Trends:
    if len(before) < LEAST_BEFORE:
        return Trends()
    here, there = (Counter(name for entry in entries for name in names(entry)) for entries in (now, before))
    rising, falling = [], []
    for name in sorted(here.keys() | there.keys()):
        expected = there[name] * len(now) / len(before)
        trend = Trend(link(name), here[name], len(now), there[name], len(before))
        if here[name] >= LEAST and here[name] >= RISE * expected and here[name] - expected >= BEYOND and there[name]:
            rising.append((expected - here[name], name, trend))
        elif expected >= LEAST and here[name] <= FALL * expected and expected - here[name] >= BEYOND:
            falling.append((here[name] - expected, name, trend))
    return Trends(
        *(tuple(trend for _, _, trend in sorted(found, key=lambda row: row[:2])[:_MOST]) for found in (rising, falling))
    )

"""Actors and topics that rise or fall: their share of an edition's articles beside their share of those before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from generator.report.views import Link, actor_link, topic_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry

LEAST = 3
"""Articles that a riser has, and that one expects of a faller."""
LEAST_BEFORE = 10
"""Articles of the editions before, all together, below which nothing is compared."""
SURE = 2.0
"""Standard deviations by which a share must differ from that before: less may well be chance."""
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
    """Topics whose share of coverage changed; the widest ones say too little."""

    def names(entry: Entry) -> set[str]:
        found = (book.topics.get(name) for name, _ in entry.tally.topics)
        return {topic.id for topic in found if topic is not None and topic.parent is not None}

    return _trends(now, before, names, lambda name: topic_link(book, name))


def _trends(
    now: Sequence[Entry], before: Sequence[Entry], names: Callable[[Entry], Iterable[str]],
    link: Callable[[str], Link],
) -> Trends:  # fmt: skip
    here, there = (_texts(entries) for entries in (now, before))
    if not here or len(there) < LEAST_BEFORE:
        return Trends()
    counts = [Counter(name for entry in entries for name in names(entry)) for entries in (here, there)]
    rising, falling = [], []
    for name in sorted(counts[0].keys() | counts[1].keys()):
        one, other = counts[0][name], counts[1][name]
        sign = _deviation(one, len(here), other, len(there))
        expected = len(here) * other / len(there)
        if sign >= SURE and one >= LEAST and other:
            rising.append((-sign, name))
        elif sign <= -SURE and expected >= LEAST:
            falling.append((sign, name))

    def shown(found: list[tuple[float, str]]) -> tuple[Trend, ...]:
        names = [name for _, name in sorted(found)[:_MOST]]
        return tuple(Trend(link(n), counts[0][n], len(here), counts[1][n], len(there)) for n in names)

    return Trends(shown(rising), shown(falling))


def _texts(entries: Sequence[Entry]) -> list[Entry]:
    """The articles, of copies of one text one."""
    found = {entry.original: entry for entry in entries}
    return list(found.values())


def _deviation(now: int, of_now: int, before: int, of_before: int) -> float:
    """By how many standard deviations the share differs from that before, if chance alone were at work.

    The test of two proportions with pooled variance; one article with and one without is added to each.
    """
    one, of_one, other, of_other = now + 1, of_now + 2, before + 1, of_before + 2
    pooled = (one + other) / (of_one + of_other)
    return (one / of_one - other / of_other) / sqrt(pooled * (1 - pooled) * (1 / of_one + 1 / of_other))

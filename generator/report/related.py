"""Stories that belong together: near in time, told in like words, about the same actors and on the same topics.

How near two stories are depends on the two alone: how rare a word or a name is comes from the fixed table of words, not
from the desk, so that a story elsewhere changes nothing here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from generator.knowledge.words import load_word_weights, stems
from generator.report.storylists import entries_of
from generator.report.views import Link, actor_link, story_link, topic_link
from generator.resolve.similar import alike_words
from generator.resolve.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.report.book import Book
    from generator.resolve.stories import Story
    from generator.resolve.terms import Terms

_MOST = 5
_SHARED = 4
"""Actors that are given as the reason."""
_TOPICS = 2
"""Topics that count, and that are given as the reason."""
_DEEP = 3
"""Steps from the top from which on a Media Topic says what a story is about; the desk's own always do."""
_WINDOW = 14
"""Most days between two stories."""
_FAR = 21
"""Days after which nothing would be left of a likeness."""
_ALIKE, _ACTORS, _ON_TOPIC = 1.0, 0.5, 0.08
"""What the likeness of the central articles, that of the actors, and a shared topic count."""
_LEAST = 0.3
"""Sum from which on a story is related."""
_LEAST_ALIKE = 0.1
"""Likeness of words that is looked at."""
_TOLD_ALIKE = 0.2
"""Likeness of words that is given as a reason."""
_TELLING = 0.03
"""What a shared actor must count to be given as a reason."""
_COMMON = 3.0
"""Weight up to which the words of a name are in every second story ("United States")."""
_RARE = 7.0


@dataclass(frozen=True, slots=True)
class Related:
    """Another story, and why it is listed."""

    link: Link
    first: str | None
    """The day it began."""
    actors: tuple[Link, ...]
    """Actors that both are about."""
    topics: tuple[Link, ...]
    """Topics that most articles of both are on."""
    alike: bool
    """Whether their central articles are told in like words."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """What a story is compared by."""

    actors: Mapping[str, float]
    """Actor → how much the story is about it; a vector of length 1."""
    topics: frozenset[str]
    words: Terms
    """Of its central article."""


@dataclass(frozen=True, slots=True)
class _Near:
    """How near one story is to another."""

    score: float
    actors: Mapping[str, float]
    topics: tuple[str, ...]
    alike: float


def related_to(book: Book, name: str) -> tuple[Related, ...]:
    """The nearest other stories, nearest first."""
    here = _profile(book, name)
    near: dict[str, _Near] = {}
    for other, gap in book.story_lists.near(name, _WINDOW):
        there = _profile(book, other)
        shared = {actor: weight * there.actors[actor] for actor, weight in here.actors.items() if actor in there.actors}
        alike = alike_words(here.words, there.words)
        both = tuple(sorted(here.topics & there.topics))
        near[other] = _near(shared, both, alike if alike >= _LEAST_ALIKE else 0.0, gap)
    ranked = sorted((o for o in near if near[o].score >= _LEAST), key=lambda o: (-near[o].score, o))
    return tuple(_related(book, book.stories[other], near[other]) for other in ranked[:_MOST])


def _profile(book: Book, name: str) -> _Profile:
    return book.watch.once(("profile", name), lambda: _profiled(book, book.stories[name]))


def _profiled(book: Book, story: Story) -> _Profile:
    return _Profile(_actors(book, story), _topics(book, story), terms_of(book.by_id[story.central].article))


def _near(actors: Mapping[str, float], topics: tuple[str, ...], alike: float, gap: int) -> _Near:
    score = _ALIKE * alike + _ACTORS * sum(actors.values()) + _ON_TOPIC * min(_TOPICS, len(topics))
    return _Near(round(score * (1 - gap / _FAR), 6), actors, topics, alike)


def _related(book: Book, story: Story, near: _Near) -> Related:
    telling = [name for name, weight in near.actors.items() if weight >= _TELLING]
    ranked = sorted(telling, key=lambda actor: (-round(near.actors[actor], 6), actor))[:_SHARED]
    return Related(
        story_link(book, story.id),
        entries_of(book, story)[0].day,
        tuple(actor_link(book, book.actors[name]) for name in ranked),
        tuple(topic_link(book, name) for name in sorted(near.topics, key=_own_first)[:_TOPICS]),
        near.alike >= _TOLD_ALIKE or not (ranked or near.topics),
    )


def _own_first(topic: str) -> tuple[bool, str]:
    return (not topic.startswith("site:"), topic)


def _topics(book: Book, story: Story) -> frozenset[str]:
    """The desk's own topics and deep Media Topics that at least half of the articles are on."""
    counts = Counter(topic for name in story.articles for topic, _ in book.by_id[name].tally.topics)
    return frozenset(
        name
        for name, number in counts.items()
        if 2 * number >= len(story.articles)
        and name in book.topics
        and (name.startswith("site:") or len(book.topic_path(name)) >= _DEEP)
    )


def _actors(book: Book, story: Story) -> dict[str, float]:
    """Actor → how much the story is about it; a vector of length 1. An actor in few of its articles is left out."""
    counts = Counter(name for article in story.articles for name in book.by_id[article].actor_ids)
    raw = {
        name: number / len(story.articles) * _rarity(book.actors[name].name)
        for name, number in sorted(counts.items())
        if 3 * number >= len(story.articles)
    }
    length = sqrt(sum(weight**2 for weight in raw.values())) or 1.0
    return {name: weight / length for name, weight in raw.items() if weight}


@cache
def _rarity(name: str) -> float:
    """How much it tells that two stories name the actor: by the rarest word of the name."""
    weight = max((load_word_weights().weight(stem) for stem in stems(name)), default=0.0)
    return max(0.0, min(_RARE, weight) - _COMMON)

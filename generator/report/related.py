"""Stories that belong together: near in time, and about the same actors.

How near two stories are depends on the two alone: how rare a name is comes from the fixed table of words, not from the
desk, so that a story elsewhere changes nothing here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from generator.knowledge.words import load_word_weights, stems
from generator.report.storylists import entries_of
from generator.report.views import Link, actor_link, story_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.report.book import Book
    from generator.resolve.stories import Story

_MOST = 5
_ENOUGH = 2
"""Actors that both are about, if both are about so many."""
_SHARED = 4
"""Actors that are given as the reason."""
_WINDOW = 14
"""Most days between two stories."""
_LEAST = 0.25
"""Likeness from which on a story is related."""
_COMMON = 3.0
"""Weight up to which the words of a name are in every second story ("United States")."""
_RARE = 7.0


@dataclass(frozen=True, slots=True)
class Related:
    """Another story, and the actors that both are about."""

    link: Link
    first: str | None
    """The day it began."""
    actors: tuple[Link, ...]


def related_stories(book: Book) -> Mapping[str, tuple[Related, ...]]:
    """Story id → the nearest others, most alike first."""
    profiles = {story.id: _profile(book, story) for story in book.stories.values()}
    periods = {story.id: _period(book, story) for story in book.stories.values()}
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name, profile in profiles.items():
        for actor in profile:
            holding[actor].append(name)
    out = {}
    for name, profile in profiles.items():
        shared: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for actor, weight in profile.items():
            for other in holding[actor]:
                if other != name and _near(periods[name], periods[other]):
                    shared[other][actor] = weight * profiles[other][actor]
        likeness = {
            other: round(sum(parts.values()), 6)
            for other, parts in shared.items()
            if len(parts) >= min(_ENOUGH, len(profile), len(profiles[other]))
        }
        ranked = sorted(
            (other for other in likeness if likeness[other] >= _LEAST), key=lambda other: (-likeness[other], other)
        )
        out[name] = tuple(_related(book, book.stories[other], shared[other]) for other in ranked[:_MOST])
    return out


def _related(book: Book, story: Story, shared: Mapping[str, float]) -> Related:
    ranked = sorted(shared, key=lambda actor: (-round(shared[actor], 6), actor))[:_SHARED]
    first = entries_of(book, story)[0].day
    return Related(story_link(book, story), first, tuple(actor_link(book, book.actors[name]) for name in ranked))


def _profile(book: Book, story: Story) -> dict[str, float]:
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


def _period(book: Book, story: Story) -> tuple[int, int] | None:
    days = [dt.date.fromisoformat(day).toordinal() for name in story.articles if (day := book.by_id[name].day)]
    return (min(days), max(days)) if days else None


def _near(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and max(one[0], other[0]) - min(one[1], other[1]) <= _WINDOW

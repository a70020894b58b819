"""Stories in lists: how big each is, and which of them an actor, topic, region or source has part in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.ranks import top_actors, top_regions
from generator.report.views import Count, Coverage, Link, coverage_of, story_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.stories import Story

_LISTED = 8
_ACTORS = 4
_REGIONS = 3


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list of stories."""

    link: Link
    coverage: Coverage
    origins: int
    """Independent origins behind its articles."""
    actors: tuple[Count, ...]
    regions: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class StoryPart:
    """A story on the page of an actor, topic, region or source, with what they have part in."""

    link: Link
    articles: int
    """Articles of the story that the page stands for."""
    first: str | None
    last: str | None


def entries_of(book: Book, story: Story) -> list[Entry]:
    """The articles of the story, oldest first."""
    return sorted((book.by_id[name] for name in story.articles), key=lambda entry: entry.order)


def story_row(book: Book, story: Story) -> StoryRow:
    """The story in a list."""
    entries = entries_of(book, story)
    return StoryRow(
        story_link(book, story.id),
        coverage_of(entries),
        len(book.story_origins(story)),
        top_actors(book, entries, _ACTORS),
        top_regions(book, entries, _REGIONS),
    )


def story_parts(book: Book, entries: Iterable[Entry]) -> tuple[StoryPart, ...]:
    """The stories of these articles: half of them the latest, then the biggest; the newest first.

    Counted are these articles alone, so that what others add to a story does not change the page.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.story is not None:
            found.setdefault(entry.story, []).append(entry)
    newest = sorted(found, key=lambda name: (max(entry.order for entry in found[name]), name), reverse=True)
    sizes = Counter({name: len(found[name]) for name in newest})
    chosen = newest[: _LISTED // 2]
    biggest = sorted(newest[_LISTED // 2 :], key=lambda name: -sizes[name])
    chosen += biggest[: _LISTED - len(chosen)]
    return tuple(_part(book, name, found[name]) for name in newest if name in chosen)


def _part(book: Book, name: str, entries: list[Entry]) -> StoryPart:
    coverage = coverage_of(entries)
    return StoryPart(story_link(book, name), len(entries), coverage.first, coverage.last)

"""What has a name on the site: stories, actors, topics, regions, sources and briefings, as the search page finds them.

A row stands in the file of each of its words, so that one file answers for a name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from generator.report.edition import edition_title
from generator.report.entry import UNDATED
from generator.report.ranks import top_actors
from generator.report.views import (
    actor_path,
    day_path,
    edition_path,
    region_link,
    source_path,
    story_link,
    topic_link,
)
from generator.resolve.sources import UNKNOWN
from generator.site.address import page_address
from generator.site.leaves import cut_by_beginning
from generator.site.words import terms_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.report.book import Book
    from generator.report.views import Link
    from generator.resolve.stories import Story

KINDS = ("actor", "story", "topic", "region", "source", "briefing")
_ACTORS = 6
"""Actors by which a story is found."""
_JOINED = 6
"""Other names by which an actor is found."""
_ROWS = 250
"""Of one file, about."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """A page, or an actor's line in the list of all, and what it is found by."""

    kind: str
    title: str
    text: str
    """Shown below it."""
    to: str
    """Its address below the root of the site."""
    day: str | None = None
    """A story's last day; the day, week or month of a briefing."""
    size: int = 0
    """About how many articles stand behind it, as a power of two: it does not change with every article."""
    also: str = ""
    """What it is found by besides."""

    @property
    def searched(self) -> str:
        """What it is found by."""
        return " ".join(filter(None, (self.title, self.also, self.day)))

    @property
    def row(self) -> list[str | int | None]:
        """As it stands in a file; 1 for `also` where it is the text."""
        also = 1 if self.also and self.also == self.text else self.also
        return [KINDS.index(self.kind), self.title, self.text, self.to, self.day, also]


def names_of(book: Book) -> list[Named]:
    """All of them; asked for where the whole book may be read (`Book.whole`)."""
    found = [_story(book, story) for story in book.stories.values()]
    records, by_actor, pages = book.records.unwatched, book.by_actor.unwatched, book.list_of
    for actor in book.actors.unwatched.values():
        joins = records[actor.id].joins
        also = "; ".join(sorted({join.name for join in joins} - {actor.name})[:_JOINED]) if joins else ""
        size = len(by_actor.get(actor.id, ())).bit_length()
        path = actor_path(actor) if book.has_enough(actor.id) else f"{pages[actor.id]}#{actor.id}"
        found.append(Named("actor", actor.name, actor.kind, page_address(path), size=size, also=also))
    for name, entries in book.by_topic.items():
        found.append(_named("topic", topic_link(book, name), size=len(entries).bit_length()))
    for name, entries in book.by_region.items():
        found.append(_named("region", region_link(book.gazetteer.regions[name]), size=len(entries).bit_length()))
    for publisher in book.publishers.values():
        if publisher.id != UNKNOWN.id:
            size = len(book.by_publisher[publisher.id]).bit_length()
            to = page_address(source_path(publisher.id))
            found.append(Named("source", publisher.name, publisher.kind or "", to, size=size))
    return [*found, *_briefings(book)]


def name_counts(book: Book) -> dict[str, int]:
    """How many there are of each kind."""
    editions = (book.editions.months, book.editions.weeks, book.editions.days)
    briefings = sum(map(len, editions)) + (UNDATED in book.by_day)
    sources = len(book.publishers) - (UNKNOWN.id in book.publishers)
    found = (len(book.actors), len(book.stories), len(book.by_topic), len(book.by_region), sources, briefings)
    return {kind: number for kind, number in zip(KINDS, found, strict=True) if number}


def ordered(names: Iterable[Named]) -> list[Named]:
    """Each once, the largest first."""
    once = {named.to + named.title: named for named in names}
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    return sorted(once.values(), key=lambda named: (-named.size, kinds[named.kind], named.title, named.to))


def name_files(names: Sequence[Named]) -> dict[str, list[int]]:
    """Beginning of words → the numbers of the names that have such a word, in their order."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, named in enumerate(names):
        for word in terms_in(named.searched):
            by_word[word].append(number)
    leaves = cut_by_beginning({word: len(found) for word, found in by_word.items()}, _ROWS)
    return {beginning: sorted(set().union(*map(by_word.__getitem__, words))) for beginning, words in leaves.items()}


def _named(kind: str, link: Link, *, size: int) -> Named:
    return Named(kind, link.text, "", page_address(link.target or ""), size=size)


def _briefings(book: Book) -> Iterable[Named]:
    """Each is found by its date in words or in figures."""
    for editions in (book.editions.months, book.editions.weeks, book.editions.days):
        for key, edition in editions.items():
            title = f"Briefing of {edition_title(key, edition.grain)}"
            yield Named("briefing", title, "", page_address(edition_path(key)), key)
    if UNDATED in book.by_day:
        yield Named("briefing", "Briefing of undated articles", "", page_address(day_path(UNDATED)))


def _story(book: Book, story: Story) -> Named:
    entries = [book.by_id[name] for name in story.articles]
    link = story_link(book, story.id)
    days = sorted(entry.day for entry in entries if entry.day)
    who = ", ".join(count.link.text for count in top_actors(book, entries, _ACTORS))
    to = page_address(link.target or "")
    return Named("story", link.text, who, to, days[-1] if days else None, len(entries).bit_length(), who)

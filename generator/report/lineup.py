"""The stories of an edition: what stands at its top and why, and what became of those of the edition before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.corrections import is_correction
from generator.report.headlines import Headline, headline
from generator.report.views import Count, Evidence, Link, actor_link, article_link, story_link, story_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ledger import PlacedStory
    from generator.report.book import Book, Entry
    from generator.resolve.editions import Edition

TOP = 6
_SHOWN = 3
"""Articles listed of one story: none takes more than a third of a page."""
_ACTORS = 3
_CHANGES = 8


@dataclass(frozen=True, slots=True)
class TopStory:
    """A story at the top of an edition, with the reasons why it stands there."""

    face: str
    """Id of the article of this edition that stands for it."""
    others: tuple[str, ...]
    """Ids of the others."""
    link: Link
    """To the story, under the headline of that article."""
    source: Link
    """Whose headline it is."""
    articles: int
    """In this edition; so the next two."""
    sources: int
    origins: int
    before: int
    """Articles in the editions before; none for a new story."""
    whole: tuple[int, int, int]
    """Articles, sources and origins up to this edition."""
    last: int | None
    """Articles in the edition just before, if the story stood in it."""
    actors: tuple[Link, ...]
    """Whom most of its articles name."""
    lead: Evidence | None
    """Its first sentence, where the bottom line does not have it."""
    shown: tuple[Headline, ...]
    """Further articles of this edition."""
    more: int
    """Articles of this edition beyond those."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A story with new articles."""

    link: Link
    added: int
    whole: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A story that took in another."""

    link: Link
    articles: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the stories since the edition before."""

    new: tuple[Count, ...] = ()
    grown: tuple[Grown, ...] = ()
    faded: tuple[Count, ...] = ()
    """Stories of two or more articles in the edition before that have none in this one."""
    merged: tuple[Merged, ...] = ()

    def __bool__(self) -> bool:
        return any((self.new, self.grown, self.faded, self.merged))


def top_stories(book: Book, edition: Edition, previous: Edition | None) -> tuple[TopStory, ...]:
    """The weightiest stories of the edition, in the order in which it was frozen."""
    last = {place(book, placed.story): len(placed.articles) for placed in (previous.stories if previous else ())}
    news = [placed for placed in edition.stories if not _is_corrected_only(book, placed)]
    return tuple(story for placed in news[:TOP] if (story := _top(book, placed, last)) is not None)


def _is_corrected_only(book: Book, placed: PlacedStory) -> bool:
    """Whether all that the edition has of the story are corrections of what was printed before."""
    titles = [book.by_id[name].article.article.title for name in placed.articles if name in book.by_id]
    return all(is_correction(title) for title in titles)


def _top(book: Book, placed: PlacedStory, last: dict[str, int]) -> TopStory | None:
    entries = [book.by_id[name] for name in placed.articles if name in book.by_id]
    if not entries:
        return None
    first = _face(book, placed, entries)
    others = [entry for entry in entries if entry is not first]
    link = article_link(first)
    target = place(book, placed.story)
    counts = Counter(name for entry in entries for name in entry.actor_ids)
    named = Counter({name: sum(len(entry.mentions_of(name)) for entry in entries) for name in counts})
    actors = sorted(counts, key=lambda name: (-counts[name], -named[name], name))[:_ACTORS]
    shown = headline(book, first)
    return TopStory(
        face=first.id,
        others=tuple(entry.id for entry in others),
        link=Link(link.text, story_path(target) if target in book.stories else link.target),
        source=shown.source,
        articles=len(placed.articles),
        sources=placed.now[0],
        origins=placed.now[1],
        before=placed.before[0],
        whole=placed.whole,
        last=last.get(target),
        actors=tuple(actor_link(book, book.actors[name]) for name in actors),
        lead=shown.lead,
        shown=tuple(headline(book, entry) for entry in others[:_SHOWN]),
        more=max(0, len(others) - _SHOWN),
    )


def _face(book: Book, placed: PlacedStory, entries: Sequence[Entry]) -> Entry:
    """The article whose headline stands for the story: its central one, else the one that names what most others name.

    No copy stands before its original.
    """
    story = book.stories.get(place(book, placed.story))
    counts = Counter(name for entry in entries for name in entry.actor_ids)

    def rank(entry: Entry) -> tuple[bool, bool, bool, int, tuple[str, str, str]]:
        group = book.copies.of.get(entry.id)
        copy = group is not None and group.original != entry.id
        known = story is not None and story.central == entry.id
        correction = is_correction(entry.article.article.title)
        return (
            not known,
            correction,
            copy,
            -sum(counts[name] for name in entry.actor_ids if counts[name] > 1),
            entry.order,
        )

    return min(entries, key=rank)


def place(book: Book, story: str) -> str:
    """Where a story stands now that had this id once."""
    to = book.resolved_stories.redirects.get(f"stories/{story}", "")
    return to.removeprefix("stories/") if to.startswith("stories/") else story


def changes_since(book: Book, edition: Edition, previous: Edition | None) -> Changes:
    """New, grown, faded and joined stories; nothing for the first edition."""
    if previous is None:
        return Changes()
    here = [(name, placed) for placed in edition.stories if (name := place(book, placed.story)) in book.stories]
    now = {name for name, _ in here}
    new = [
        Count(story_link(book, book.stories[name]), placed.whole[0]) for name, placed in here if placed.before[0] < 2
    ]
    grown = [
        Grown(story_link(book, book.stories[name]), len(placed.articles), placed.whole[0])
        for name, placed in here
        if placed.before[0] >= 2
    ]
    faded = [
        Count(story_link(book, book.stories[name]), placed.whole[0])
        for placed in previous.stories
        if len(placed.articles) > 1 and (name := place(book, placed.story)) in book.stories and name not in now
    ]
    return Changes(tuple(new[:_CHANGES]), tuple(grown[:_CHANGES]), tuple(faded[:_CHANGES]), _merged(book, edition))


def _merged(book: Book, edition: Edition) -> tuple[Merged, ...]:
    """Stories that took in another while this edition was the newest."""
    return tuple(
        Merged(story_link(book, book.stories[name]), len(change.articles))
        for name, changes in sorted(book.resolved_stories.changes.items())
        for change in changes
        if change.kind == "joined" and change.day is not None and edition.covers(change.day)
    )

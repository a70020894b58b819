"""The stories of an edition: what stands at its top and why, and what became of those of the edition before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.headlines import Headline, headline
from generator.report.ranks import top_actors
from generator.report.views import Count, Evidence, Link, article_link, story_link, story_path
from generator.resolve.corrections import is_correction

if TYPE_CHECKING:
    from generator.ledger import PlacedStory
    from generator.report.book import Book
    from generator.report.entry import Entry
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
    whole: tuple[int, int, int] | None
    """Articles, sources and origins up to this edition; not known any more where one of them is gone."""
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
    found = (_top(book, placed, last) for placed in edition.stories if _has_news(book, placed))
    return tuple(story for story in found if story is not None)[:TOP]


def _has_news(book: Book, placed: PlacedStory) -> bool:
    """Whether the edition has more of the story than corrections, and reprints of what an earlier edition had."""
    entries = [book.by_id[name] for name in placed.articles if name in book.by_id]
    return any(not is_correction(entry.title) and not book.is_reprint(entry.id) for entry in entries)


def _top(book: Book, placed: PlacedStory, last: dict[str, int]) -> TopStory | None:
    entries = [book.by_id[name] for name in placed.articles if name in book.by_id]
    face = _face(book, placed)
    if face is None:
        return None
    whole = len(entries) == len(placed.articles)
    others = [entry for entry in entries if entry is not face]
    shown = headline(book, face)
    sources = len({entry.publisher.id for entry in entries})
    return TopStory(
        face=face.id,
        others=tuple(entry.id for entry in others),
        link=_link(book, placed, face),
        source=shown.source,
        articles=len(entries),
        sources=placed.now[0] if whole else sources,
        origins=placed.now[1] if whole else len(book.origins(entries)),
        before=placed.before[0],
        whole=placed.whole if whole else None,
        last=last.get(place(book, placed.story)),
        actors=tuple(count.link for count in top_actors(book, entries, _ACTORS)),
        lead=shown.lead,
        shown=tuple(headline(book, entry) for entry in others[:_SHOWN]),
        more=max(0, len(others) - _SHOWN),
    )


def _face(book: Book, placed: PlacedStory) -> Entry | None:
    """The article under whose headline the story stands in its edition; another of the edition's if it is gone."""
    names = [name for name in (placed.face, *placed.articles) if name in book.by_id]
    return book.by_id[names[0]] if names else None


def _link(book: Book, placed: PlacedStory, face: Entry) -> Link:
    """To the story, if it is still one, under the headline that it has in the edition."""
    link, target = article_link(face), place(book, placed.story)
    return Link(link.text, story_path(target)) if target in book.centres else link


def place(book: Book, story: str) -> str:
    """Where a story stands now that had this id once."""
    to = book.moved.get(f"stories/{story}", "") or ""
    return to.removeprefix("stories/") if to.startswith("stories/") else story


def changes_since(book: Book, edition: Edition, previous: Edition | None) -> Changes:
    """New, grown, faded and joined stories; nothing for the first edition."""
    if previous is None:
        return Changes()
    new, grown = [], []
    for placed in edition.stories:
        face = _face(book, placed)
        if face is not None and placed.before[0] < 2:
            new.append(Count(_link(book, placed, face), placed.whole[0]))
        elif face is not None:
            grown.append(Grown(_link(book, placed, face), len(placed.articles), placed.whole[0]))
    now = {place(book, placed.story) for placed in edition.stories}
    faded = [
        Count(_link(book, placed, face), placed.whole[0])
        for placed in previous.stories
        if len(placed.articles) > 1 and place(book, placed.story) not in now and (face := _face(book, placed))
    ]
    return Changes(tuple(new[:_CHANGES]), tuple(grown[:_CHANGES]), tuple(faded[:_CHANGES]), _merged(book, edition))


def _merged(book: Book, edition: Edition) -> tuple[Merged, ...]:
    """Stories that took in another while this edition was the newest."""
    faces = {place(book, placed.story): (placed, _face(book, placed)) for placed in edition.stories}
    out = []
    for name, change in book.joined_in(edition):
        placed, face = faces.get(name, (None, None))
        link = _link(book, placed, face) if placed and face else story_link(book, name)
        out.append(Merged(link, len(change.articles)))
    return tuple(out)

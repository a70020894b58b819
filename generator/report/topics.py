"""Topics: the tree of those in the news, and one page each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.headlines import Headline, headline
from generator.report.ranks import by_month, leading_speakers, top_actors, top_regions, top_sources, top_speakers
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    all_quotes,
    coverage_of,
    merged,
    notes_of,
    quote_view,
    telling,
    topic_link,
    topic_path,
)
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import Quote
    from generator.report.book import Book, Entry

_ARTICLES = 20
_SPEAKERS = 10


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic in the tree, how many articles it has, and what stands below it."""

    count: Count
    depth: int


@dataclass(frozen=True, kw_only=True)
class TopicsPage(Page):
    """All topics of the desk's articles as a tree."""

    template: ClassVar[str] = "topics.md.j2"
    branches: tuple[Branch, ...]


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """One topic."""

    template: ClassVar[str] = "topic.md.j2"
    name: str
    code: str
    address: str | None
    """The concept at IPTC; `None` for a topic of the desk's own."""
    words: tuple[str, ...]
    """For a topic of the desk's own: the words and phrases that show it."""
    ancestors: tuple[Link, ...]
    below: tuple[Count, ...]
    months: tuple[tuple[str, int], ...]
    stories: tuple[StoryPart, ...]
    articles: tuple[Headline, ...]
    attributions: Attributions
    speakers: tuple[Count, ...]
    """Who spoke most."""
    quotes: tuple[QuoteView, ...]
    """The latest quote of each of them."""
    every_quote: str
    """The page of quotes, filtered to the topic."""
    actors: tuple[Count, ...]
    regions: tuple[Count, ...]
    sources: tuple[Count, ...]


def topic_pages(book: Book) -> list[Page]:
    """The tree and one page a topic that has articles."""
    return [_index(book), *[_page(book, name) for name in book.by_topic]]


def _children(book: Book, parent: str | None) -> list[str]:
    below = [name for name in book.by_topic if book.topics[name].parent == parent]
    return sorted(below, key=lambda name: (-len(book.by_topic[name]), book.topics[name].name))


def _index(book: Book) -> TopicsPage:
    branches: list[Branch] = []

    def grow(parent: str | None, depth: int) -> None:
        for name in _children(book, parent):
            branches.append(Branch(Count(topic_link(book, name), len(book.by_topic[name])), depth))
            grow(name, depth + 1)

    grow(None, 0)
    return TopicsPage(
        path="topics/index.md",
        title="Topics",
        description="What the articles are about, by the IPTC Media Topics and the desk’s own topics.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        branches=tuple(branches),
    )


def _page(book: Book, name: str) -> TopicPage:
    entries = book.by_topic[name]
    topic = book.topics[name]
    own = next((t for t in book.settings.topics.topics if t.id == name), None)
    return TopicPage(
        path=topic_path(name),
        title=topic.name[:1].upper() + topic.name[1:],
        description=f"{topic.name[:1].upper() + topic.name[1:]}: articles, actors, quotes and regions.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        name=topic.name,
        code=name,
        address=f"https://cv.iptc.org/newscodes/mediatopic/{name.split(':')[1]}"
        if name.startswith("medtop:")
        else None,
        words=(*own.words, *own.phrases) if own else (),
        ancestors=tuple(topic_link(book, above.id) for above in book.topic_path(name)[:-1]),
        below=tuple(Count(topic_link(book, child), len(book.by_topic[child])) for child in _children(book, name)),
        months=tuple(by_month(entries)),
        stories=story_parts(book, entries),
        articles=tuple(headline(book, entry) for entry in entries[:_ARTICLES]),
        attributions=attributions_of(entries),
        speakers=top_speakers(book, entries, _SPEAKERS),
        quotes=merged(quote_view(book, *found) for found in _latest(book, entries)),
        every_quote=all_quotes("topic", name),
        actors=top_actors(book, entries, 12),
        regions=top_regions(book, entries, 10),
        sources=top_sources(entries, 12),
    )


def _latest(book: Book, entries: Sequence[Entry]) -> list[tuple[Entry, Quote]]:
    """The latest quote of each of those who spoke most, in that order, rather in words as spoken than reported."""
    latest: dict[str, tuple[Entry, Quote]] = {}
    reported: dict[str, tuple[Entry, Quote]] = {}
    for entry in entries:
        for quote in telling(entry):
            for actor in entry.speakers(quote):
                (reported if quote.kind == "indirect" else latest).setdefault(actor.id, (entry, quote))
    found = {**reported, **latest}
    return [found[name] for name, _ in leading_speakers(book, entries, _SPEAKERS) if name in found]

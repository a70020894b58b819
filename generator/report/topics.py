"""Topics: the tree of those in the news, and one page each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.report.headlines import Headline, headline
from generator.report.ranks import leading_speakers, top_actors, top_regions, top_sources, top_speakers
from generator.report.shares import Silence, Trend, silent_sources, trend_of
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Link,
    Page,
    QuoteView,
    Unit,
    all_quotes,
    coverage_of,
    merged,
    notes_of,
    quote_view,
    topic_link,
    topic_path,
)
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry

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
    exclude: tuple[str, ...]
    """Those in whose paragraph they do not count."""
    place: tuple[tuple[Link, str], ...]
    """Its path: name and code of what stands above it, the widest first, and of itself."""
    below: tuple[Count, ...]
    texts: int
    """Its articles, copies of one text counted once."""
    told: int
    """Stories that its articles are part of."""
    trend: Trend
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
    silence: Silence


def topic_units(book: Book) -> Iterator[Unit]:
    """The tree and one page a topic that has articles."""
    yield Unit("topics/index.md", lambda: [_index(book)])
    for name in book.by_topic:
        yield Unit(topic_path(name), partial(lambda name: [_page(book, name)], name))


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
        exclude=own.exclude if own else (),
        place=tuple((topic_link(book, above.id), above.id) for above in book.topic_path(name)),
        below=tuple(Count(topic_link(book, child), len(book.by_topic[child])) for child in _children(book, name)),
        texts=len({entry.original for entry in entries}),
        told=len({entry.story for entry in entries if entry.story}),
        trend=trend_of(book.volume, entries),
        stories=story_parts(book, entries),
        articles=tuple(_headline(book, entry, name) for entry in entries[:_ARTICLES]),
        attributions=attributions_of(book, entries),
        speakers=top_speakers(book, entries, _SPEAKERS),
        quotes=merged(quote_view(book, *found) for found in _latest(book, entries)),
        every_quote=all_quotes("topic", name),
        actors=top_actors(book, entries, 12),
        regions=top_regions(book, entries, 10),
        sources=top_sources(entries, 12),
        silence=silent_sources(book.volume, entries),
    )


def _headline(book: Book, entry: Entry, name: str) -> Headline:
    """The article in the list of a topic: without this topic and what stands above it, which say nothing here."""
    above = {topic.id for topic in book.topic_path(name)}
    others = [name for name, _ in entry.tally.topics if name in book.topics and name not in above]
    return replace(headline(book, entry), topics=tuple(topic_link(book, other) for other in others[:2]))


def _latest(book: Book, entries: Sequence[Entry]) -> list[tuple[Entry, Quote]]:
    """The latest quote of each of those who spoke most, in that order, rather in words as spoken than reported."""
    names = [name for name, _ in leading_speakers(book, entries, _SPEAKERS)]
    latest: dict[str, tuple[Entry, str]] = {}
    reported: dict[str, tuple[Entry, str]] = {}
    for entry in entries:
        for said in entry.speech:
            if said.telling:
                for actor in said.speakers:
                    (reported if said.kind == "indirect" else latest).setdefault(actor, (entry, said.id))
        if latest.keys() >= set(names):
            break
    found = {**reported, **latest}
    return [(entry, entry.quote(said)) for entry, said in (found[name] for name in names if name in found)]

"""Stories: the index, the lists by month, and one page each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.report.behind import Behind, behind
from generator.report.bottomline import bottom_line
from generator.report.contrasts import Contrast, contrasts
from generator.report.dates import written_month
from generator.report.disputed import DisputeView, dispute_views
from generator.report.entry import UNDATED
from generator.report.ranks import leading_speakers, top_actors, top_regions, top_topics
from generator.report.related import Related, related_to
from generator.report.storylists import StoryRow, entries_of, story_row
from generator.report.timeline import Day, timeline
from generator.report.views import (
    Count,
    Evidence,
    Link,
    Page,
    QuoteView,
    Unit,
    actor_link,
    all_quotes,
    article_link,
    coverage_of,
    merged,
    notes_of,
    part_links,
    part_path,
    quote_view,
    source_link,
    story_link,
    story_path,
    telling,
)
from generator.report.whose import Attributions, attributions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.stories import Story
    from generator.resolve.storyaddresses import Change

_LATEST = 60
"""Stories on the index; where there are more, they stand by month."""
_ON_A_PAGE = 100
_ARTICLES = 150
"""Articles of the timeline."""
_SPEAKERS = 10
_QUOTES = 3
"""Quotes of each speaker."""
_LOOKED_AT = 12
"""Quotes of each speaker among which the same quotation is looked for."""


@dataclass(frozen=True, kw_only=True)
class StoriesPage(Page):
    """The latest stories, and the way to all others."""

    template: ClassVar[str] = "stories.md.j2"
    total: int
    months: tuple[Count, ...]
    """By the month in which stories began; none where the page lists all of them."""
    stories: tuple[StoryRow, ...]


@dataclass(frozen=True, kw_only=True)
class StoriesMonthPage(Page):
    """The stories that began in one month, or the undated ones, newest first."""

    template: ClassVar[str] = "stories_month.md.j2"
    stories: tuple[StoryRow, ...]
    parts: tuple[Link, ...]
    part: int


@dataclass(frozen=True, slots=True)
class Speaking:
    """A speaker of the story who says something that can stand by itself."""

    link: Link
    quotes: int
    articles: int
    shown: tuple[QuoteView, ...]
    """The most telling first."""


@dataclass(frozen=True, slots=True)
class History:
    """A join or split that the story came through."""

    kind: str
    """`joined`, `split` (articles came from a story that goes on) or `left` (articles went to another)."""
    day: str | None
    other: Link | None
    """The other story, if there still is one."""
    articles: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class StoryPage(Page):
    """One story."""

    template: ClassVar[str] = "story.md.j2"
    named_by: Link
    """The source whose headline names the story."""
    central: Link
    """The article with that headline."""
    behind: tuple[Behind, ...]
    """The independent origins, the one with most articles first."""
    history: tuple[History, ...]
    corrections: tuple[Link, ...]
    """Articles that correct an earlier one of the story."""
    bottom_line: tuple[Evidence, ...]
    timeline: tuple[Day, ...]
    earlier: int
    """Articles older than those of the timeline."""
    attributions: Attributions
    speakers: tuple[Speaking, ...]
    more_speakers: tuple[Count, ...]
    every_quote: str
    """The page of quotes, filtered to the story."""
    disputes: tuple[DisputeView, ...]
    contrasts: tuple[Contrast, ...]
    actors: tuple[Count, ...]
    regions: tuple[Count, ...]
    topics: tuple[Count, ...]
    related: tuple[Related, ...]
    most_members: ClassVar[int] = 60
    """Articles of one origin that are listed with the rule that joined them."""


def story_units(book: Book) -> Iterator[Unit]:
    """The index, the lists by month where there are many stories, and one page a story."""
    yield Unit("stories/index.md", lambda: [_index(book)])
    if len(book.stories) > _LATEST:
        for month in book.story_lists.by_month:
            yield Unit(_month_path(month), partial(_month, book, month))
    for name in book.stories:
        yield Unit(story_path(name), partial(lambda name: [_page(book, book.stories[name])], name))


def _index(book: Book) -> StoriesPage:
    order = {story.id: max(book.by_id[name].order for name in story.articles) for story in book.stories.values()}
    stories = sorted(book.stories.values(), key=lambda story: (order[story.id], story.id), reverse=True)
    months = book.story_lists.by_month if len(stories) > _LATEST else {}
    return StoriesPage(
        path="stories/index.md",
        title="Stories",
        description="Articles that report the same event, with the independent origins behind them.",
        coverage=coverage_of(book.by_id[name] for story in stories for name in story.articles),
        notes=notes_of(book.by_id[name] for story in stories for name in story.articles),
        total=len(stories),
        months=tuple(Count(Link(_title(month), _month_path(month)), len(found)) for month, found in months.items()),
        stories=tuple(story_row(book, story) for story in stories[:_LATEST]),
    )


def _title(month: str) -> str:
    return "undated" if month == UNDATED else written_month(month)


def _month_path(month: str) -> str:
    return f"stories/by-month/{month}.md"


def _month(book: Book, month: str) -> list[Page]:
    stories = [book.stories[name] for name in book.story_lists.by_month[month]]
    parts = [stories[at : at + _ON_A_PAGE] for at in range(0, len(stories), _ON_A_PAGE)]
    links = part_links(_month_path(month), len(parts))
    began = "Undated stories" if month == UNDATED else f"Stories that began in {written_month(month)}"
    return [
        StoriesMonthPage(
            path=part_path(_month_path(month), number),
            title=began + (f", part {number}" if links else ""),
            coverage=coverage_of(book.by_id[name] for story in part for name in story.articles),
            notes=notes_of(book.by_id[name] for story in part for name in story.articles),
            searchable=False,
            stories=tuple(story_row(book, story) for story in part),
            parts=links,
            part=number,
        )
        for number, part in enumerate(parts, start=1)
    ]


def _page(book: Book, story: Story) -> StoryPage:
    entries = entries_of(book, story)
    origins = book.story_origins(story)
    copied = _copied(entries)
    own = [entry for entry in entries if entry.id not in copied]
    central = book.by_id[story.central]
    speakers = leading_speakers(book, entries)
    speaking = [s for name, number in speakers[:_SPEAKERS] if (s := _speaking(book, entries, own, name, number)).shown]
    headed = {speaker.link for speaker in speaking}
    quoted = [Count(actor_link(book, book.actors[name]), number) for name, number in speakers]
    return StoryPage(
        path=story_path(story.id),
        title=central.title,
        description="One story: who reported it, who said what, and how many independent origins there are.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        named_by=source_link(central),
        central=article_link(central),
        behind=tuple(behind(book, origin) for origin in origins),
        history=tuple(_history(book, change) for change in book.changes.get(story.id) or ()),
        corrections=tuple(article_link(entry) for entry in entries if entry.id in book.corrections(story.id)),
        bottom_line=bottom_line(book, own, {name: origin.name for origin in origins for name in origin.articles}),
        timeline=timeline(book, own[-_ARTICLES:], copied),
        earlier=len(own) - len(own[-_ARTICLES:]),
        attributions=attributions_of(book, entries),
        speakers=tuple(speaking),
        more_speakers=tuple(count for count in quoted if count.link not in headed),
        every_quote=all_quotes("story", story.id),
        disputes=dispute_views(book, [entry.id for entry in own]),
        contrasts=contrasts(book, own, origins),
        actors=top_actors(book, entries, 12),
        regions=top_regions(book, entries, 10),
        topics=top_topics(book, entries, 10),
        related=related_to(book, story.id),
    )


def _copied(entries: Sequence[Entry]) -> dict[str, str]:
    """Article → the one of the story whose text it prints; articles with a text of their own are left out."""
    here = {entry.id for entry in entries}
    return {e.id: e.original for e in entries if e.original != e.id and e.original in here}


def _history(book: Book, change: Change) -> History:
    return History(
        change.kind,
        change.day,
        story_link(book, change.story) if change.story in book.centres else None,
        tuple(article_link(book.by_id[name]) for name in change.articles),
    )


def _speaking(book: Book, entries: Sequence[Entry], own: Sequence[Entry], name: str, number: int) -> Speaking:
    """The speaker with what says most: words as spoken first; of copies, what the original prints."""
    found = _said(own, name) or _said(entries, name)
    ranked = sorted(found, key=lambda pair: _worth(*pair), reverse=True)
    # Of several in one sentence one: it stands among the words of the others.
    kept: dict[tuple[str, int | None], tuple[Entry, Quote]] = {}
    for entry, quote in ranked:
        kept.setdefault((entry.id, entry.sentence_at(quote.content[0].start)), (entry, quote))
    views = merged(quote_view(book, entry, quote) for entry, quote in list(kept.values())[:_LOOKED_AT])
    articles = sum(any(name in said.speakers for said in entry.speech) for entry in entries)
    return Speaking(actor_link(book, book.actors[name]), number, articles, views[:_QUOTES])


def _said(entries: Sequence[Entry], name: str) -> list[tuple[Entry, Quote]]:
    """What the speaker says that says something by itself, the latest first."""
    return [
        (entry, quote)
        for entry in reversed(entries)
        for quote in telling(entry)
        if any(actor.id == name for actor in entry.speakers(quote))
    ]


def _worth(entry: Entry, quote: Quote) -> tuple[bool, int, float, str]:
    words = sum(len(span.of(entry.article.text).split()) for span in quote.content)
    return (quote.kind == "direct" and words >= 5, min(words, 15), quote.confidence, entry.order[0])

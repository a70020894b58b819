"""All articles with everything that was resolved over them: what every page is made from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.names import fold_name
from generator.report.collected import Printed, printed_days
from generator.report.elsewhere import pages_of, said_in
from generator.resolve.corrections import corrections_in
from generator.resolve.keptquotations import resolve_quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.knowledge.regions import Gazetteer, Region
    from generator.knowledge.topics import Topic
    from generator.models import ProcessedArticle, Quote, Span
    from generator.report.views import QuoteView
    from generator.resolve.actors import Actor, Actors
    from generator.resolve.copies import Copies
    from generator.resolve.editions import Editions
    from generator.resolve.origins import Origin
    from generator.resolve.quotations import Quotations
    from generator.resolve.sources import Publisher
    from generator.resolve.stories import Stories, Story
    from generator.resolve.textfacts import TextFacts
    from generator.settings import Settings

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the book."""

    article: ProcessedArticle
    """As processed, but for the topics of a copy: those are its group's (`resolve.agreed`)."""
    day: str | None
    """Its day on the desk's clock (ISO), `None` if undated."""
    publisher: Publisher
    shown: frozenset[int]
    """Indexes of the sentences that `publish.text` lets the site print."""
    quotes: tuple[Quote, ...]
    """The quotes found with enough confidence."""
    anchors: Mapping[str, str]
    """Quote id → its anchor, made from its words, so that it survives a new model; unique over all articles."""
    actors: Mapping[str, Actor]
    """Entity id → actor."""
    unclear: frozenset[str]
    """Entities printed by a bare name that may be several actors'."""
    named: Mapping[str, tuple[Span, ...]]
    """Actor id → where the article names it, in order."""
    topics: frozenset[str]
    """Topics of the article and everything above them."""
    lent: frozenset[str]
    """Topics that it has because copies of its text have them."""
    regions: frozenset[str]
    """Regions of the article and everything they lie in."""

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts by day, then by the time printed, then by id."""
        return (self.day or "", _instant(self.article.article.published), self.id)

    @property
    def actor_ids(self) -> set[str]:
        """The actors that the article names."""
        return {actor.id for actor in self.actors.values()}

    def sentence_at(self, start: int) -> int | None:
        """The index of the sentence in which position `start` lies."""
        for number, sentence in enumerate(self.article.sentences):
            if sentence.start <= start < sentence.end:
                return number
        return None

    def in_headline(self, start: int) -> bool:
        """Whether position `start` lies in the headline."""
        return any(block.kind == "headline" and block.start <= start < block.end for block in self.article.blocks)

    def mentions_of(self, actor_id: str) -> list[Span]:
        """Where the article names the actor, in order."""
        return list(self.named.get(actor_id, ()))

    def is_actor(self, entity_id: str, actor_id: str) -> bool:
        """Whether the entity is that actor."""
        actor = self.actors.get(entity_id)
        return actor is not None and actor.id == actor_id

    def speakers(self, quote: Quote) -> list[Actor]:
        """The actors that speak the quote."""
        names = quote.speaker.entities if quote.speaker else ()
        return list({self.actors[name].id: self.actors[name] for name in names if name in self.actors}.values())


@dataclass(frozen=True)
class Book:
    """All published articles, newest first, and indexes over them."""

    settings: Settings
    gazetteer: Gazetteer
    entries: tuple[Entry, ...]
    actors: Mapping[str, Actor]
    resolved: Actors
    """The actors with how their names were joined, what stayed open, and what is doubtful."""
    publishers: Mapping[str, Publisher]
    by_actor: Mapping[str, tuple[Entry, ...]]
    by_topic: Mapping[str, tuple[Entry, ...]]
    by_region: Mapping[str, tuple[Entry, ...]]
    by_publisher: Mapping[str, tuple[Entry, ...]]
    by_day: Mapping[str, tuple[Entry, ...]]
    """ISO day or `undated` → its articles; days newest first, undated last."""
    topics: Mapping[str, Topic]
    """Media Topics and the desk's own."""
    copies: Copies
    """Articles that print one text."""
    texts: Mapping[str, TextFacts]
    """Article id → what is decided from of it over all texts."""
    find_origins: Callable[[Iterable[str]], tuple[Origin, ...]]
    """The independent origins of articles on one event, by their ids."""
    resolved_stories: Stories
    """The stories, where their addresses led before, and what they came through."""
    editions: Editions
    """The issues of the briefing, by day, week and month."""

    @property
    def stories(self) -> Mapping[str, Story]:
        """Story id → two or more articles on one event."""
        return self.resolved_stories.stories

    def story_of(self, entry: Entry) -> Story | None:
        """The story that the article belongs to; none if no other reports its event."""
        return self.resolved_stories.of.get(entry.id)

    def origins(self, entries: Iterable[Entry]) -> tuple[Origin, ...]:
        """The independent origins of articles on one event."""
        return self.find_origins(entry.id for entry in entries)

    @cached_property
    def story_origins(self) -> Mapping[str, tuple[Origin, ...]]:
        """Story id → its independent origins, the one with most articles first."""
        return {story.id: self.find_origins(story.articles) for story in self.stories.values()}

    @cached_property
    def corrections(self) -> Mapping[str, str | None]:
        """Id of each correction of an article of its story → id of that article, `None` where it is not known which."""
        days = {entry.id: entry.day for entry in self.entries}
        publisher_of = {entry.id: entry.publisher.id for entry in self.entries}
        found = (
            corrections_in([self.texts[name] for name in story.articles], days, publisher_of)
            for story in self.stories.values()
        )
        return {name: corrected for part in found for name, corrected in part.items()}

    @cached_property
    def _printed_in(self) -> Mapping[str, frozenset[str]]:
        """Folded name, and of a person the last word of it → the articles that print it, whoever is meant."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for entity in entry.article.entities:
                folded = fold_name(entity.name)
                found[folded].add(entry.id)
                found[folded.rsplit(" ", 1)[-1]].add(entry.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def printed_before(self, actor: Actor, articles: AbstractSet[str]) -> bool:
        """Whether one of the articles prints the actor's name, or a person's last name, even if of somebody else."""
        folded = fold_name(actor.name)
        key = folded.rsplit(" ", 1)[-1] if actor.kind == "person" else folded
        return not self._printed_in.get(key, frozenset()).isdisjoint(articles)

    @cached_property
    def reprints(self) -> frozenset[str]:
        """Articles whose text another article printed in an earlier edition."""
        out = set()
        for group in self.copies.groups:
            days = {name: day for name in group.articles if (day := self.editions.of.get(name))}
            out |= {name for name, day in days.items() if day > min(days.values())}
        return frozenset(out)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Article id → entry."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def quotations(self) -> Quotations:
        """The quotations that several articles print."""
        least = self.settings.site.thresholds.quote_confidence
        stamps = {entry.id: "" for entry in self.entries}
        return resolve_quotations(stamps, lambda name: said_in(self.by_id[name], least))

    @cached_property
    def quote_views(self) -> dict[tuple[str, str], QuoteView]:
        """(article id, quote id) → the quote as pages show it, of those that were asked for (`views.quote_view`)."""
        return {}

    @cached_property
    def repeated(self) -> Mapping[str, str]:
        """Quotation id → the page on which it stands with all who print it."""
        return pages_of(self.quotations.groups)

    @cached_property
    def printed(self) -> Printed:
        """On which days there are articles of which source, and when it was collected."""
        return printed_days(
            ((entry.publisher.id, entry.day) for entry in self.entries), self.publishers, self.settings
        )  # fmt: skip

    def region(self, region_id: str) -> Region | None:
        """The region, if the gazetteer knows it."""
        return self.gazetteer.regions.get(region_id)

    def has_page(self, actor: Actor) -> bool:
        """Whether the actor has a page of its own."""
        return len(self.by_actor.get(actor.id, ())) >= self.settings.site.thresholds.actor_articles

    def topic_path(self, topic_id: str) -> tuple[Topic, ...]:
        """From the top topic down to this one."""
        path: list[Topic] = []
        here: str | None = topic_id
        while here is not None and here in self.topics and len(path) < 12:
            path.append(self.topics[here])
            here = self.topics[here].parent
        return tuple(reversed(path))


def local_day(published: str | None, settings: Settings) -> str | None:
    """The ISO day of a date, or of a date-time on the desk's clock."""
    moment = _moment(published)
    return published if moment is None else moment.astimezone(settings.zone()).date().isoformat()


def local_time(published: str | None, settings: Settings) -> str | None:
    """Hours and minutes of a date-time on the desk's clock; `None` for a mere date."""
    moment = _moment(published)
    return None if moment is None else moment.astimezone(settings.zone()).strftime("%H:%M")


def _instant(published: str | None) -> str:
    """The moment in universal time, for sorting; a mere date comes before every moment of its day."""
    moment = _moment(published)
    return published or "" if moment is None else moment.astimezone(dt.UTC).isoformat()


def _moment(published: str | None) -> dt.datetime | None:
    """A date-time with zone; `None` for a mere date, and for none at all."""
    if published is None or len(published) == len("2024-01-24"):
        return None
    return dt.datetime.fromisoformat(published)

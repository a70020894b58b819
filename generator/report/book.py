"""All articles with everything that was resolved over them: what every page is made from.

Whatever a page reads here is noted (`watched`), so that the next run knows which pages to make again. So a page must
not read more than it shows: what it needs of many articles stands here under a key of its own where that is less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from generator.report.collected import Printed, printed_days
from generator.report.columns import Columns
from generator.report.elsewhere import by_month_printed, pages_of
from generator.report.entry import UNDATED, beginnings, deepest, open_path
from generator.report.issues import Issues
from generator.report.shares import Volume
from generator.report.storybook import StoryLists
from generator.report.tally import version_of
from generator.report.watched import ALL, Watch, Watched
from generator.resolve.corrections import corrections_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.knowledge.regions import Gazetteer, Region
    from generator.knowledge.topics import Topic
    from generator.models import Quote
    from generator.report.entry import Entry, Named
    from generator.resolve.actors import Actor, Actors, OpenName
    from generator.resolve.copies import Copies, CopyGroup
    from generator.resolve.editions import Editions
    from generator.resolve.memory import Memory
    from generator.resolve.origins import Origin, OriginFinder
    from generator.resolve.quotations import Quotation, Quotations
    from generator.resolve.sources import Publisher
    from generator.resolve.stories import Stories, Story
    from generator.resolve.storyaddresses import Change
    from generator.resolve.textfacts import TextFacts
    from generator.settings import Settings

T = TypeVar("T")
_FEW = 150
"""Articles of a year up to which it is one part of the search."""
_ON_A_PAGE = 200
"""Actors whose names begin alike, from which on each next letter has a page."""
Facet = Literal["actor", "topic", "region", "publisher", "day", "month", "period"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was resolved over all articles, as it came from there; pages read it through the book."""

    actors: Actors
    copies: Copies
    stories: Stories
    editions: Editions
    quotations: Quotations
    """The quotations that several articles print."""
    texts: Mapping[str, TextFacts]
    """Article id → what was decided from of it over all texts."""
    origins: OriginFinder
    """Finds the independent origins of articles on one event, by their ids."""


class Book:
    """All published articles, newest first, and indexes over them."""

    def __init__(
        self, settings: Settings, gazetteer: Gazetteer, topics: Mapping[str, Topic], entries: Sequence[Entry],
        publishers: Mapping[str, Publisher], found: Resolved, memory: Memory | None,
        lineage: Callable[[str], frozenset[str]],
    ) -> None:  # fmt: skip
        self.settings, self.gazetteer, self.topics = settings, gazetteer, topics
        self._enough = settings.site.thresholds.actor_articles
        self.found, self._memory = found, memory
        self.lineage = lineage
        """Region id → it and what it lies in; nothing if the gazetteer does not know it."""
        self._to_keep: dict[str, dict[str, bytes]] = {}
        self._held: dict[str, dict[str, bytes]] = {}
        self._last: list[tuple[str, str, Callable[[], bytes]]] = []
        self.watch = watch = Watch()
        self._entries = tuple(entries)
        self.by_id: Watched[Entry] = Watched("article", {entry.id: entry for entry in entries}, watch)
        self.actors: Watched[Named] = Watched("name", found.actors.actors, watch)
        self.records: Watched[Actor] = Watched("actor", found.actors.actors, watch)
        """Actor id → all that is known of it."""
        self.publishers: Watched[Publisher] = Watched("publisher", publishers, watch)
        self.by_actor = self._index("actor", lambda entry: entry.actor_ids)
        self.by_topic = self._index("topic", lambda entry: entry.topics)
        self.by_region = self._index("region", lambda entry: entry.regions)
        self.by_publisher = self._index("publisher", lambda entry: [entry.publisher.id])
        self.by_day = self._index("day", lambda entry: [entry.day or UNDATED], in_order=True)
        """ISO day or `undated` → its articles; days newest first, undated last."""
        self.copies: Watched[CopyGroup] = Watched("copies", found.copies.of, watch)
        """Article id → the articles that print its text, where there are others."""
        self.stories: Watched[Story] = Watched("story", found.stories.stories, watch)
        """Story id → two or more articles on one event."""
        self.centres: Watched[str] = Watched(
            "story name", {story.id: story.central for story in found.stories.stories.values()}, watch
        )
        """Story id → its central article, whose headline names it."""
        self.moved: Watched[str] = Watched("story address", found.stories.redirects, watch)
        """Address below the site's root that was a story's → where its articles are now."""
        self.changes: Watched[tuple[Change, ...]] = Watched("story history", found.stories.changes, watch)
        """Story id → joins and splits that it came through, the oldest first."""
        self.editions = Issues(found.editions, self._entries, watch)
        self.story_lists = StoryLists(found.stories, self.by_id.unwatched, watch)

    def _index(
        self, facet: Facet, keys: Callable[[Entry], Iterable[str]], *, in_order: bool = False
    ) -> Watched[tuple[Entry, ...]]:
        """Key → its articles; the keys sorted, or in the order of the articles."""
        out: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            for key in keys(entry):
                out[key].append(entry)
        return Watched(f"by {facet}", {key: tuple(out[key]) for key in (out if in_order else sorted(out))}, self.watch)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All articles, newest first. Only pages about the whole desk may ask: they are made again each time."""
        self.watch.note("article", ALL)
        return self._entries

    def whole(self, make: Callable[[], T]) -> T:
        """What `make` returns, which may read the whole book: it is made again whenever anything changes."""
        families = ("article", "actor", "story", "story address", "publisher", "repeated")
        cells = [(family, ALL) for family in (*families, "edition day", "edition week", "edition month")]
        return self.watch.blind(cells, make)

    @property
    def size(self) -> int:
        """How many articles there are, for what is no page."""
        return len(self._entries)

    @property
    def latest(self) -> str | None:
        """The newest day (ISO), for what is no page."""
        return None if self.newest is None else self.entry(self.newest).day

    @property
    def newest(self) -> str | None:
        """Id of the newest article that has a date, for what is no page."""
        return next((entry.id for entry in self._entries if entry.day), None)

    @property
    def resolved(self) -> Actors:
        """The actors with how their names were joined, what stayed open, and what is doubtful."""
        self.watch.note("actor", ALL)
        return self.found.actors

    @cached_property
    def columns(self) -> Columns:
        """What all articles name, say and are about, to be counted; who asks has read the articles that are counted."""
        version = version_of(self.settings)
        return Columns(self._entries, self.topics, self.gazetteer.regions, self._memory, version)

    # -- articles

    def entry(self, name: str) -> Entry:
        """The article of this id, unnoted."""
        return self.by_id.unwatched[name]

    @cached_property
    def by_month(self) -> Watched[tuple[Entry, ...]]:
        """Month, or undated → its articles; newest first, the undated last."""
        return self._index("month", lambda entry: [entry.day[:7] if entry.day else UNDATED], in_order=True)

    def is_reprint(self, name: str) -> bool:
        """Whether another article printed the text of this one in an earlier edition."""
        group, day = self.copies.get(name), self.editions.of.get(name)
        if group is None or day is None:
            return False
        return any(other < day for copy in group.articles if (other := self.editions.of.get(copy)))

    def in_country(self, region_id: str) -> list[Entry]:
        """The articles of sources that are published there, by source."""
        self.watch.note("sources in", region_id)
        return [entry for name in self.sources_in.get(region_id, ()) for entry in self.by_publisher[name]]

    @cached_property
    def sources_in(self) -> Mapping[str, Sequence[str]]:
        """Region id → ids of the sources that are published there."""
        out: defaultdict[str, list[str]] = defaultdict(list)
        for publisher in self.publishers.unwatched.values():
            if publisher.country:
                out[publisher.country].append(publisher.id)
        return dict(out)

    # -- stories

    def origins(self, entries: Iterable[Entry]) -> tuple[Origin, ...]:
        """The independent origins of articles on one event."""
        members = list(entries)
        for entry in members:
            for name in group.articles if (group := self.copies.get(entry.id)) else ():
                self.watch.note("article", name)
            for asked in self.found.origins.asked(entry.id):
                self.watch.note("origin", asked)
        return self.found.origins.find([entry.id for entry in members])

    def story_origins(self, story: Story) -> tuple[Origin, ...]:
        """The independent origins of a story, the one with most articles first."""
        return self.watch.once(("origins", story.id), lambda: self.origins(self.by_id[name] for name in story.articles))

    def corrections(self, story_id: str | None) -> Mapping[str, str | None]:
        """Id of each correction of an article of the story → id of that article, `None` where it is not known which."""
        if story_id is None:
            return {}
        return self.watch.once(("corrections", story_id), lambda: self._corrections(self.stories[story_id].articles))

    def _corrections(self, names: Sequence[str]) -> Mapping[str, str | None]:
        entries = {name: self.by_id[name] for name in names}
        days = {name: entry.day for name, entry in entries.items()}
        publishers = {name: entry.publisher.id for name, entry in entries.items()}
        return corrections_in([self.found.texts[name] for name in names], days, publishers)

    @cached_property
    def open_names(self) -> Watched[tuple[OpenName, ...]]:
        """Page → the names printed alone that stand on it."""
        out: defaultdict[str, list[OpenName]] = defaultdict(list)
        for name in self.found.actors.open_names:
            out[open_path(name.name)].append(name)
        return Watched("open", {path: tuple(names) for path, names in sorted(out.items())}, self.watch)

    @cached_property
    def by_period(self) -> Watched[tuple[Entry, ...]]:
        """Month (year, where that has few articles) or undated → its articles; newest first, the undated last."""
        years = Counter(entry.day[:4] for entry in self._entries if entry.day)

        def period(entry: Entry) -> list[str]:
            day = entry.day
            return [UNDATED if day is None else day[:4] if years[day[:4]] <= _FEW else day[:7]]

        return self._index("period", period, in_order=True)

    def keep(self, kind: str, key: str, stamp: bytes, value: bytes) -> None:
        """Keep something for the next run, that was made from what `stamp` tells, once it is taken over."""
        self._to_keep.setdefault(kind, {})[key] = stamp + value

    def given_to_keep(self) -> Mapping[str, Mapping[str, bytes]]:
        """Kind → key → what is to be kept and was not taken over yet."""
        given, self._to_keep = self._to_keep, {}
        return given

    def take_over(self, given: Mapping[str, Mapping[str, bytes]]) -> None:
        """Hold what was given to keep, here or in a fork, for whoever asks for it in this run."""
        for kind, rows in given.items():
            self._held.setdefault(kind, {}).update(rows)

    @property
    def held(self) -> Mapping[str, Mapping[str, bytes]]:
        """What was taken over and is not put down yet."""
        return self._held

    def put_down(self) -> None:
        """Keep what was taken over."""
        held, self._held = self._held, {}
        if self._memory is not None:
            for kind, rows in held.items():
                self._memory.put(kind, rows)

    def keep_last(self, kind: str, key: str, make: Callable[[], bytes]) -> None:
        """Keep what is large, and takes long to pack, when the pages are made."""
        self._last.append((kind, key, make))

    def end(self) -> None:
        """Keep that."""
        if self._memory is not None:
            for kind, key, make in self._last:
                row = make()
                if self._memory.get(kind, [key]).get(key) != row:
                    self._memory.put(kind, {key: row})

    def kept(self, kind: str, key: str, stamp: bytes) -> bytes | None:
        """What was kept of this, if it was made from the same."""
        row = self._held.get(kind, {}).get(key, b"")
        if not row and self._memory is not None:
            row = self._memory.get(kind, [key]).get(key, b"")
        return row[len(stamp) :] if row.startswith(stamp) and stamp else None

    # -- quotations

    @cached_property
    def quote_days(self) -> Watched[Sequence[str]]:
        """Month, or undated → its days with quotes, newest first."""
        out: defaultdict[str, list[str]] = defaultdict(list)
        for day, entries in self.by_day.unwatched.items():
            if any(entry.has_quotes for entry in entries):
                out[day if day == UNDATED else day[:7]].append(day)
        return Watched("quotes of", out, self.watch)

    @property
    def quotations(self) -> Quotations:
        """The quotations that several articles print."""
        return self.found.quotations

    @cached_property
    def repeated(self) -> Watched[tuple[Quotation, ...]]:
        """Month of the first print, or undated → its quotations, oldest first."""
        months = {month: tuple(found) for month, found in by_month_printed(self.quotations.groups).items()}
        return Watched("repeated", months, self.watch)

    def quotation(self, entry: Entry, quote: Quote) -> Quotation | None:
        """The quotation of a quote that other articles print too."""
        self.watch.note("elsewhere", entry.id)
        return self.quotations.of.get((entry.id, quote.id))

    @cached_property
    def repeated_pages(self) -> Mapping[str, str]:
        """Quotation id → the page on which it stands with all who print it."""
        return pages_of(self.quotations.groups)

    # -- days and sources

    @property
    def printed(self) -> Printed:
        """On which days there are articles of which source, and when it was collected."""
        self.watch.note("printed", ALL)
        return self.all_printed

    def printed_until(self, day: str) -> Printed:
        """The same; the page reads what is before the day, and on it."""
        self.watch.note("printed", day)
        return self.all_printed

    def printed_span(self) -> Printed:
        """The same; the page reads the first day and the month of the last."""
        self.watch.note("printed", "span")
        return self.all_printed

    @cached_property
    def all_printed(self) -> Printed:
        """The same, unnoted."""
        return printed_days(
            ((entry.publisher.id, entry.day) for entry in self._entries),
            self.publishers.unwatched, self.settings,
        )  # fmt: skip

    @cached_property
    def volume(self) -> Volume:
        """How much the desk has, and from whom, by day."""
        days: defaultdict[str, list[str]] = defaultdict(list)
        for entry in reversed(self._entries):
            if entry.day:
                days[entry.publisher.id].append(entry.day)
        names = {publisher.id: publisher.name for publisher in self.publishers.unwatched.values()}
        return Volume({name: tuple(sorted(days[name])) for name in sorted(names)}, names, self.watch)

    # -- actors, topics, regions

    def list_path(self, actor: Named) -> str:
        """The page of the list of all actors on which the actor stands."""
        self.watch.note("list", actor.id)
        return self.list_of[actor.id]

    @cached_property
    def list_of(self) -> Mapping[str, str]:
        """Actor id → the page of the list of all actors on which it stands, unnoted.

        Where many names begin alike, the list has a page for each next letter.
        """
        letters = {actor.id: deepest(actor.name) for actor in self.actors.unwatched.values()}
        many: Counter[str] = Counter()
        alike = Counter(letters.values())
        for found, number in alike.items():
            for start in beginnings(found):
                many[start] += number
        paths = {}
        for found in alike:
            starts = beginnings(found)
            chosen = next((start for start in starts if many[start] <= _ON_A_PAGE), starts[-1])
            paths[found] = f"actors/all/{chosen}.md"
        return {name: paths[found] for name, found in letters.items()}

    @cached_property
    def listed(self) -> Watched[Sequence[str]]:
        """Page of the list of all actors → ids of those that stand on it."""
        out: defaultdict[str, list[str]] = defaultdict(list)
        for actor in self.actors.unwatched.values():
            out[self.list_of[actor.id]].append(actor.id)
        return Watched("listed", dict(sorted(out.items())), self.watch)

    def region(self, region_id: str) -> Region | None:
        """The region, if the gazetteer knows it."""
        return self.gazetteer.regions.get(region_id)

    def has_region(self, region_id: str) -> bool:
        """Whether the region has articles, and so a page."""
        self.watch.note("region page", region_id)
        return region_id in self.by_region.unwatched

    def has_source(self, source_id: str) -> bool:
        """Whether the source has articles, and so a page."""
        self.watch.note("source page", source_id)
        return source_id in self.by_publisher.unwatched

    def has_page(self, actor_id: str) -> bool:
        """Whether the actor has a page of its own."""
        self.watch.note("page", actor_id)
        return self.has_enough(actor_id)

    def has_enough(self, actor_id: str) -> bool:
        """The same, unnoted."""
        found = self.by_actor.unwatched.get(actor_id, ())
        return len(found) >= self._enough

    def topic_path(self, topic_id: str) -> tuple[Topic, ...]:
        """From the top topic down to this one."""
        path: list[Topic] = []
        here: str | None = topic_id
        while here is not None and here in self.topics and len(path) < 12:
            path.append(self.topics[here])
            here = self.topics[here].parent
        return tuple(reversed(path))

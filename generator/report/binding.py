"""Articles → the book: everything is resolved over them, once, from what is kept of each."""

from __future__ import annotations

import functools
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from generator.knowledge.topics import Topic, load_topics
from generator.report import brief, evidence
from generator.report.book import Book, Resolved
from generator.report.brief import Brief, Detail, brief_of, detail_of
from generator.report.entry import Bound, Entry, Loaded, instant, local_day
from generator.report.evidence import Shown, shown_of
from generator.report.faces import face_of
from generator.report.tally import Tally, tally_of, unpacked_tally, version_of
from generator.report.watched import digest
from generator.resolve import quotefacts, textfacts
from generator.resolve.actorfacts import ActorBrief, ActorFacts, actor_brief, actor_facts, facts_version
from generator.resolve.actormemory import Memory as ActorMemory
from generator.resolve.actormemory import load_memory
from generator.resolve.actors import resolve_actors
from generator.resolve.agreed import Agreed, agreed_topics, ids_with, topics_with
from generator.resolve.copies import resolve_copies
from generator.resolve.editions import EditionViews, resolve_editions
from generator.resolve.judged import Claims
from generator.resolve.keptquotations import resolve_quotations
from generator.resolve.memory import packed_bytes
from generator.resolve.origins import OriginFinder
from generator.resolve.quotefacts import QuoteFacts, quote_facts
from generator.resolve.sources import resolve_sources
from generator.resolve.stories import resolve_stories
from generator.resolve.textfacts import TextFacts, text_facts
from generator.store.facts import Before, Extract, read_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.models import ProcessedArticle, Span
    from generator.resolve.actors import Actors
    from generator.resolve.memory import Memory
    from generator.resolve.quotations import Quotations, Said
    from generator.resolve.sources import Publisher
    from generator.settings import Settings

T = TypeVar("T")
_LOADED, _BOUND = 250, 1000
"""Articles that are held with their words, and in brief, at a time."""


class Articles(Protocol):
    """The processed articles, as the store has them."""

    def digests(self) -> Mapping[str, str]:
        """Id → what tells its content from any other, ordered by id."""

    def article(self, article_id: str, /) -> ProcessedArticle:
        """One of them."""

    def facts(self, extract: Extract[T], /) -> list[T]:
        """What it takes from each, in the order of ids."""

    def fact(self, extract: Extract[T], /) -> Callable[[str], T]:
        """Reads what it takes from one, by its id."""


class Held:
    """Articles that are held in memory, for few of them."""

    def __init__(self, articles: Iterable[ProcessedArticle]) -> None:
        self._articles = {a.id: a for a in sorted(articles, key=lambda article: article.id)}

    def digests(self) -> Mapping[str, str]:
        """Id → what tells its content from any other."""
        return {name: digest(article).hex() for name, article in self._articles.items()}

    def article(self, article_id: str) -> ProcessedArticle:
        """One of them."""
        return self._articles[article_id]

    def facts(self, extract: Extract[T]) -> list[T]:
        """What it takes from each."""
        return [extract.make(article) for article in self._articles.values()]

    def fact(self, extract: Extract[T]) -> Callable[[str], T]:
        """What it takes from one, made once."""
        return functools.cache(lambda name: extract.make(self._articles[name]))


class Extracts(NamedTuple):
    """What the book is made from, article by article."""

    actors: Extract[ActorBrief]
    named: Extract[ActorFacts]
    texts: Extract[TextFacts]
    briefs: Extract[Brief]
    details: Extract[Detail]
    shown: Extract[Shown]
    quotes: Extract[QuoteFacts]

    @property
    def whole(self) -> Sequence[Extract[Any]]:
        """Those that are needed of every article."""
        return self.actors, self.texts, self.briefs

    @property
    def each(self) -> Sequence[Extract[Any]]:
        """Those of which few are asked for."""
        return self.named, self.details, self.shown, self.quotes


def extracts_of(settings: Settings) -> Extracts:
    """The same, with these settings."""
    publish, least = settings.site.publish, settings.site.thresholds.quote_confidence
    return Extracts(
        Extract("actors", facts_version(), actor_brief, ActorBrief),
        Extract("named", facts_version(), actor_facts, ActorFacts),
        Extract("texts", textfacts.VERSION, text_facts, TextFacts),
        Extract("briefs", brief.VERSION, brief_of, Brief),
        Extract("details", brief.VERSION, detail_of, Detail),
        Extract(
            "shown",
            f"{evidence.VERSION} {publish.text} {publish.share} {least}",
            lambda article: shown_of(article, publish, least),
            Shown,
        ),
        Extract("quotes", quotefacts.VERSION, quote_facts, QuoteFacts),
    )


ACTORS = ("actors", "kept")
"""Kind and key of the row of the memory that tells of the actors."""


class BookKept(NamedTuple):
    """What an earlier run kept for the book."""

    before: Before
    actors: ActorMemory


def read_kept(path: Path, settings: Settings) -> BookKept:
    """The same, from the store at this path, to which another process may still write."""
    extracts = extracts_of(settings)
    before = read_before(path, extracts.whole, extracts.each, [ACTORS])
    return BookKept(before, recall_actors(before.rows.pop(ACTORS, None), settings))


def recall_actors(row: bytes | None, settings: Settings) -> ActorMemory:
    """What is known of the actors before."""
    least = settings.site.thresholds.name_confidence
    return load_memory(row, Claims(settings.actors.actors, settings.gazetteer(), least).identity)


def make_book(
    articles: Articles | Iterable[ProcessedArticle], settings: Settings, ledger: Ledger | None = None,
    memory: Memory | None = None, known: ActorMemory | None = None,
) -> Book:  # fmt: skip
    """The book of the usable articles.

    Args:
        articles: the store, or articles in any order; those that are not usable are left out.
        settings: the desk's settings.
        ledger: addresses of actors and stories come from it, and new ones go into it.
        memory: what earlier runs found out; without it the same book takes longer.
        known: what it tells of the actors, if that was read before.
    """
    source: Articles = articles if hasattr(articles, "digests") else Held(articles)  # type: ignore[assignment]
    digests, extracts = source.digests(), extracts_of(settings)
    gazetteer = settings.gazetteer()
    thresholds = settings.site.thresholds
    if known is None:
        kind, key = ACTORS
        known = recall_actors(memory.get(kind, [key]).get(key) if memory is not None else None, settings)
    actors = resolve_actors(
        source.facts(extracts.actors), source.fact(extracts.named), settings.actors.actors, gazetteer,
        thresholds.name_confidence, ledger=ledger, least_articles=thresholds.actor_articles,
        known=known,
    )  # fmt: skip
    del known  # it is as large as all that it tells of
    found = source.facts(extracts.texts)
    texts = {text.id: text for text in found if text.usable}
    publishers, publisher_of = resolve_sources(texts.values(), settings.sources.sources)
    topics = {**load_topics(), **{t.id: Topic(t.id, t.name, t.parent) for t in settings.site_topics()}}
    copies = resolve_copies(texts.values(), source.article, memory)
    agreed = agreed_topics(texts.values(), copies)
    days = {text.id: local_day(text.published, settings) for text in texts.values()}
    same = [group.articles for group in copies.groups]
    stories = resolve_stories(list(texts.values()), source.article, days, copies=same, ledger=ledger, memory=memory)
    briefs = {b.id: b for b in source.facts(extracts.briefs)}
    details, shown = source.fact(extracts.details), source.fact(extracts.shown)
    lineage = _lineages(gazetteer)
    told = actors.summed(actors.told)
    binder = _Binder(source, settings, topics, actors, told, briefs, details, shown, agreed, lineage)
    entries = [
        binder.entry(
            text,
            digests[text.id],
            days[text.id],
            publishers[publisher_of[text.id]],
            original=group.original if (group := copies.of.get(text.id)) else text.id,
            story=story.id if (story := stories.of.get(text.id)) else None,
        )
        for text in texts.values()
    ]
    entries.sort(key=lambda entry: entry.order, reverse=True)
    by_id = {entry.id: entry for entry in entries}
    binder.recall(by_id, memory)
    origins = OriginFinder(texts, copies, publishers, publisher_of)
    views = EditionViews(
        weigh=lambda names: (len({publisher_of[name] for name in names}), len(origins.find(names))),
        face=lambda story, names: face_of(story.central, names, by_id, copies),
        copies={name: group.articles for name, group in copies.of.items()},
    )
    editions = resolve_editions(texts, days, stories, views, ledger)
    quotations = _quotations(source.fact(extracts.quotes), by_id, actors, settings, digests, memory)
    resolved = Resolved(actors, copies, stories, editions, quotations, texts, origins)
    book = Book(settings, gazetteer, topics, entries, publishers, resolved, memory, lineage)
    book.keep_last(*ACTORS, actors.remember)
    return book


def _lineages(gazetteer: Gazetteer) -> Callable[[str], frozenset[str]]:
    """Region id → the region and what it lies in; nothing if the gazetteer does not know it."""

    @functools.cache
    def lineage(region_id: str) -> frozenset[str]:
        return frozenset(r.id for r in gazetteer.lineage(region_id)) if region_id in gazetteer.regions else frozenset()

    return lineage


def _quotations(
    facts: Callable[[str], QuoteFacts], entries: Mapping[str, Entry], actors: Actors, settings: Settings,
    digests: Mapping[str, str], memory: Memory | None,
) -> Quotations:  # fmt: skip
    """The quotations that several articles print."""
    least = settings.site.thresholds.quote_confidence

    def said_of(name: str) -> Iterator[Said]:
        entry = entries[name]
        return quotefacts.said_in(
            facts(name), actors.of_article(name), source=entry.publisher.id, day=entry.day, least=least
        )

    stamps = {
        name: quotefacts.said_stamp(
            digests[name],
            actors.digests[name].hex(),
            source=entries[name].publisher.id,
            day=entries[name].day,
            least=least,
        )
        for name in sorted(entries)
    }
    return resolve_quotations(stamps, said_of, memory)


@dataclass(slots=True)
class _Binder:
    """Articles → entries; reads what an entry does not hold, and keeps what was read last."""

    articles: Articles
    settings: Settings
    topics: Mapping[str, Topic]
    actors: Actors
    called: Mapping[str, int]
    """Article id → what tells how its actors are called."""
    briefs: Mapping[str, Brief]
    details: Callable[[str], Detail]
    shown: Callable[[str], Shown]
    agreed: Mapping[str, Agreed]
    lineage: Callable[[str], frozenset[str]]
    _loaded: OrderedDict[str, Loaded] = field(default_factory=OrderedDict)
    _bound: OrderedDict[str, Bound] = field(default_factory=OrderedDict)
    _above: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    _around: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _papers: dict[str, bytes] = field(default_factory=dict)
    _packed: dict[str, memoryview] = field(default_factory=dict)
    _tallies: dict[str, Tally] = field(default_factory=dict)

    def entry(
        self, text: TextFacts, words: str, day: str | None, publisher: Publisher, *, original: str, story: str | None
    ) -> Entry:
        """The article with what was resolved about it; `words` is the digest of its file."""
        own = {name for name, _ in text.topics}
        about = ids_with(own, self.agreed.get(text.id))
        resolved = (self.actors.digests[text.id], self.called[text.id], self.agreed.get(text.id))
        stamp = digest((words, resolved, day, self._told(publisher), original, story))
        return Entry(
            id=text.id,
            stamp=stamp,
            day=day,
            order=(day or "", instant(text.published), text.id),
            title=text.title,
            note=self.briefs[text.id].note,
            publisher=publisher,
            original=original,
            story=story,
            actor_ids=self.actors.ids_in(text.id),
            topics=self._with_parents(frozenset(about)),
            lent=about - own,
            regions=self._with_lineage(self.briefs[text.id].regions),
            names=self.briefs[text.id].names,
            has_quotes=self.briefs[text.id].sure >= self.settings.site.thresholds.quote_confidence,
            reader=self,
        )

    def _with_parents(self, names: frozenset[str]) -> frozenset[str]:
        """The topics and everything above them; many articles have the same."""
        if names not in self._above:
            found: set[str] = set()
            for name in names:
                here: str | None = name
                while here is not None and here in self.topics and here not in found:
                    found.add(here)
                    here = self.topics[here].parent
            self._above[names] = frozenset(found)
        return self._above[names]

    def _with_lineage(self, names: tuple[str, ...]) -> frozenset[str]:
        """The regions and everything that they lie in."""
        if names not in self._around:
            self._around[names] = frozenset().union(*map(self.lineage, names))
        return self._around[names]

    def _told(self, publisher: Publisher) -> bytes:
        """The digest of a publisher."""
        if publisher.id not in self._papers:
            self._papers[publisher.id] = digest(publisher)
        return self._papers[publisher.id]

    def recall(self, entries: Mapping[str, Entry], memory: Memory | None) -> None:
        """Take over the tallies of entries that are what they were, make those of the others, and keep them."""
        version = version_of(self.settings)
        kept = memory.get("tallies") if memory is not None else {}
        new: dict[str, bytes | None] = {}
        for name, entry in entries.items():
            stamp = version + entry.stamp
            row = kept.get(name, b"")
            if row[: len(stamp)] != stamp:
                row = new[name] = stamp + packed_bytes(tally_of(self._bind(entry)))
            self._packed[name] = memoryview(row)[len(stamp) :]  # a copy would take its place beside the row
        if memory is not None:
            new |= dict.fromkeys(kept.keys() - entries.keys())
            if new:
                memory.put("tallies", new)

    def tally(self, entry: Entry) -> Tally:
        """What lists and counts need of an entry."""
        found = self._tallies.get(entry.id)
        if found is None:
            found = self._tallies[entry.id] = unpacked_tally(self._packed[entry.id])
        return found

    def bind(self, entry: Entry) -> Bound:
        """An entry in brief, with its actors."""
        found = self._bound.get(entry.id)
        if found is None:
            found = self._bound[entry.id] = self._bind(entry)
            if len(self._bound) > _BOUND:
                self._bound.popitem(last=False)
        return found

    def _bind(self, entry: Entry) -> Bound:
        detail = self.details(entry.id)
        least = self.settings.site.thresholds.quote_confidence
        return Bound(
            detail=detail,
            said=tuple(said for said in detail.said if said.confidence >= least),
            about=topics_with(detail.topics, self.agreed.get(entry.id)),
            actors={entity: self.actors.actors[actor] for entity, actor in self.actors.of_article(entry.id).items()},
            unclear=self.actors.open_in(entry.id),
        )

    def joined(self, entry: Entry) -> dict[str, str]:
        """By which rules names of an article were joined to their actors."""
        return {entity: join.rule for entity, join in self.actors.joined_in(entry.id).items()}

    def load(self, entry: Entry) -> Loaded:
        """The article of an entry with its words."""
        found = self._loaded.get(entry.id)
        if found is None:
            found = self._loaded[entry.id] = self._load(entry)
            if len(self._loaded) > _LOADED:
                self._loaded.popitem(last=False)
        return found

    def _load(self, entry: Entry) -> Loaded:
        article, actors = self.articles.article(entry.id), entry.actors
        least = self.settings.site.thresholds.quote_confidence
        quotes = tuple(quote for quote in article.quotes if quote.confidence >= least)
        named: defaultdict[str, list[Span]] = defaultdict(list)
        for mention in article.mentions:
            if mention.entity in actors:
                named[actors[mention.entity].id].append(mention.span)
        shown = self.shown(entry.id)
        return Loaded(
            article=article if entry.about == article.topics else replace(article, topics=entry.about),
            shown=shown.sentences,
            quotes=quotes,
            anchors=shown.anchors,
            named={name: tuple(spans) for name, spans in named.items()},
        )

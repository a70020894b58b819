"""Articles → the book: everything is resolved over them, once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.articlejson import anchor
from generator.knowledge.topics import Topic, load_topics
from generator.report.book import Book, Kept, Resolved
from generator.report.entry import Entry, Named, local_day
from generator.report.evidence import shown_sentences
from generator.report.faces import face_of
from generator.report.watched import digest
from generator.resolve.actors import Actors, resolve_actors
from generator.resolve.agreed import agreed_topics
from generator.resolve.copies import resolve_copies
from generator.resolve.editions import EditionViews, resolve_editions
from generator.resolve.keptcopies import load_compared
from generator.resolve.origins import origin_finder
from generator.resolve.sources import Publisher, resolve_sources
from generator.resolve.stories import resolve_stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.models import ProcessedArticle, Span, TopicScore
    from generator.settings import Settings


def make_book(
    articles: Iterable[ProcessedArticle], settings: Settings, ledger: Ledger | None = None, kept: Kept | None = None,
    digests: Mapping[str, str] | None = None,
) -> Book:  # fmt: skip
    """The book of the usable articles.

    Args:
        articles: in any order; those that are not usable are left out.
        settings: the desk's settings.
        ledger: addresses of actors and stories come from it, and new ones go into it.
        kept: `book.keep` of the run before.
        digests: article id → what tells its content from any other; made from the articles where they are not given.
    """
    digests = digests or {}
    usable = [article for article in articles if article.article.status == "usable"]
    gazetteer = settings.gazetteer()
    thresholds = settings.site.thresholds
    actors = resolve_actors(
        usable, settings.actors.actors, gazetteer, thresholds.name_confidence,
        ledger=ledger, least_articles=thresholds.actor_articles,
    )  # fmt: skip
    publishers, publisher_of = resolve_sources(usable, settings.sources.sources)
    topics = {**load_topics(), **{t.id: Topic(t.id, t.name, t.parent) for t in settings.site_topics()}}
    kept = kept or Kept()
    copies = resolve_copies(usable, load_compared(kept.copies))
    agreed = agreed_topics(usable, copies)
    day_of = {article.id: local_day(article.article.published, settings) for article in usable}
    same = [group.articles for group in copies.groups]
    stories = resolve_stories(usable, day_of, copies=same, ledger=ledger, kept=kept.likeness)
    names = {a.id: Named(a.id, a.name, a.kind, a.region, a.wikidata) for a in actors.actors.values()}
    binder = _Binder(settings, gazetteer, topics, actors, names, digests)
    entries = [
        binder.entry(
            article,
            about=agreed.get(article.id, article.topics),
            day=day_of[article.id],
            publisher=publishers[publisher_of[article.id]],
            original=group.original if (group := copies.of.get(article.id)) else article.id,
            story=story.id if (story := stories.of.get(article.id)) else None,
        )
        for article in usable
    ]
    entries.sort(key=lambda entry: entry.order, reverse=True)
    by_id = {entry.id: entry for entry in entries}
    of_id = {article.id: article for article in usable}
    find_origins = origin_finder(copies, publishers, publisher_of)
    views = EditionViews(
        weigh=lambda names: (
            len({publisher_of[name] for name in names}),
            len(find_origins([of_id[name] for name in names])),
        ),
        face=lambda story, names: face_of(story.central, names, by_id, copies),
        copies={name: group.articles for name, group in copies.of.items()},
    )
    editions = resolve_editions(of_id, day_of, stories, views, ledger)
    found = Resolved(actors, copies, stories, editions, find_origins)
    return Book(settings, gazetteer, topics, entries, names, publishers, found)


@dataclass(frozen=True, slots=True)
class _Binder:
    """Articles → entries."""

    settings: Settings
    gazetteer: Gazetteer
    topics: Mapping[str, Topic]
    actors: Actors
    names: Mapping[str, Named]
    digests: Mapping[str, str]

    def entry(
        self, article: ProcessedArticle, *, about: tuple[TopicScore, ...], day: str | None, publisher: Publisher,
        original: str, story: str | None,
    ) -> Entry:  # fmt: skip
        """The article with what was resolved about it."""
        actors = self.actors
        known = {
            entity.id: self.names[actor.id]
            for entity in article.entities
            if (actor := actors.entity(article.id, entity.id)) is not None
        }
        joined = {name: join.rule for name in known if (join := actors.joined.get((article.id, name))) is not None}
        unclear = frozenset(e.id for e in article.entities if (article.id, e.id) in actors.open_places)
        least = self.settings.site.thresholds.quote_confidence
        quotes = tuple(quote for quote in article.quotes if quote.confidence >= least)
        named: defaultdict[str, list[Span]] = defaultdict(list)
        for mention in article.mentions:
            if mention.entity in known:
                named[known[mention.entity].id].append(mention.span)
        lent = frozenset(topic.id for topic in about) - {topic.id for topic in article.topics}
        words = self.digests.get(article.id) or hashlib.sha256(repr(article).encode()).hexdigest()
        return Entry(
            article=article if about == article.topics else replace(article, topics=about),
            stamp=digest((words, about, day, publisher, original, story, known, joined, unclear)),
            day=day,
            publisher=publisher,
            original=original,
            story=story,
            shown=shown_sentences(article, quotes, self.settings.site.publish),
            quotes=quotes,
            anchors=_anchors(article),
            actors=known,
            joined=joined,
            unclear=unclear,
            named={name: tuple(spans) for name, spans in named.items()},
            topics=frozenset(_with_parents((topic.id for topic in about), self.topics)),
            lent=lent,
            regions=frozenset(
                above.id
                for region in article.regions
                if region.id in self.gazetteer.regions
                for above in self.gazetteer.lineage(region.id)
            ),
        )


def _anchors(article: ProcessedArticle) -> dict[str, str]:
    taken: set[str] = set()
    return {
        quote.id: f"{article.id}-"
        + anchor(" ".join(part.of(article.text) for part in quote.content), taken, letter="q")
        for quote in article.quotes
    }


def _with_parents(ids: Iterable[str], topics: Mapping[str, Topic]) -> set[str]:
    out: set[str] = set()
    for name in ids:
        here: str | None = name
        while here is not None and here in topics and here not in out:
            out.add(here)
            here = topics[here].parent
    return out

"""Articles → the book: everything is resolved over them, once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.articlejson import anchor
from generator.knowledge.topics import Topic, load_topics
from generator.report.book import UNDATED, Book, Entry, Kept, local_day
from generator.report.evidence import shown_sentences
from generator.report.faces import face_of
from generator.resolve.actorfacts import actor_facts
from generator.resolve.actors import Actors, resolve_actors
from generator.resolve.agreed import agreed_topics
from generator.resolve.copies import resolve_copies
from generator.resolve.editions import EditionViews, resolve_editions
from generator.resolve.keptcopies import load_compared
from generator.resolve.origins import origin_finder
from generator.resolve.sources import Publisher, resolve_sources
from generator.resolve.stories import resolve_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.models import ProcessedArticle, Span, TopicScore
    from generator.settings import Settings


def make_book(
    articles: Iterable[ProcessedArticle], settings: Settings, ledger: Ledger | None = None, kept: Kept | None = None
) -> Book:
    """The book of the usable articles.

    Args:
        articles: in any order; those that are not usable are left out.
        settings: the desk's settings.
        ledger: addresses of actors and stories come from it, and new ones go into it.
        kept: `book.keep` of the run before.
    """
    usable = [article for article in articles if article.article.status == "usable"]
    gazetteer = settings.gazetteer()
    thresholds = settings.site.thresholds
    actors = resolve_actors(
        [actor_facts(article) for article in usable], settings.actors.actors, gazetteer, thresholds.name_confidence,
        ledger=ledger, least_articles=thresholds.actor_articles,
    )  # fmt: skip
    publishers, publisher_of = resolve_sources(usable, settings.sources.sources)
    topics = {**load_topics(), **{t.id: Topic(t.id, t.name, t.parent) for t in settings.site_topics()}}
    unclear = actors.open_places
    kept = kept or Kept()
    copies = resolve_copies(usable, load_compared(kept.copies))
    agreed = agreed_topics(usable, copies)
    entries = [
        _entry(
            article,
            agreed.get(article.id, article.topics),
            settings,
            actors,
            unclear,
            publishers[publisher_of[article.id]],
            topics,
            gazetteer,
        )
        for article in usable
    ]
    entries.sort(key=lambda entry: entry.order, reverse=True)
    same = [group.articles for group in copies.groups]
    day_of = {entry.id: entry.day for entry in entries}
    stories = resolve_stories(usable, day_of, copies=same, ledger=ledger, kept=kept.likeness)
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
    days = sorted({entry.day for entry in entries if entry.day}, reverse=True)
    undated = [UNDATED] if any(entry.day is None for entry in entries) else []
    by_day = _index(entries, lambda entry: [entry.day or UNDATED])
    return Book(
        settings=settings,
        gazetteer=gazetteer,
        entries=tuple(entries),
        actors=actors.actors,
        resolved=actors,
        publishers=publishers,
        by_actor=_index(entries, lambda entry: entry.actor_ids),
        by_topic=_index(entries, lambda entry: entry.topics),
        by_region=_index(entries, lambda entry: entry.regions),
        by_publisher=_index(entries, lambda entry: [entry.publisher.id]),
        by_day={day: by_day[day] for day in [*days, *undated]},
        topics=topics,
        copies=copies,
        find_origins=find_origins,
        resolved_stories=stories,
        editions=editions,
    )


def _entry(
    article: ProcessedArticle,
    about: tuple[TopicScore, ...],
    settings: Settings,
    actors: Actors,
    unclear: frozenset[tuple[str, str]],
    publisher: Publisher,
    topics: Mapping[str, Topic],
    gazetteer: Gazetteer,
) -> Entry:
    found = {entity.id: actors.entity(article.id, entity.id) for entity in article.entities}
    least = settings.site.thresholds.quote_confidence
    quotes = tuple(quote for quote in article.quotes if quote.confidence >= least)
    known = {name: actor for name, actor in found.items() if actor is not None}
    named: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in article.mentions:
        if mention.entity in known:
            named[known[mention.entity].id].append(mention.span)
    return Entry(
        article=article if about == article.topics else replace(article, topics=about),
        day=local_day(article.article.published, settings),
        publisher=publisher,
        shown=shown_sentences(article, quotes, settings.site.publish),
        quotes=quotes,
        anchors=_anchors(article),
        actors=known,
        unclear=frozenset(entity.id for entity in article.entities if (article.id, entity.id) in unclear),
        named={name: tuple(spans) for name, spans in named.items()},
        topics=frozenset(_with_parents((topic.id for topic in about), topics)),
        lent=frozenset(topic.id for topic in about) - {topic.id for topic in article.topics},
        regions=frozenset(
            above.id
            for region in article.regions
            if region.id in gazetteer.regions
            for above in gazetteer.lineage(region.id)
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


def _index(entries: Sequence[Entry], keys: Callable[[Entry], Iterable[str]]) -> dict[str, tuple[Entry, ...]]:
    out: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            out[key].append(entry)
    return {key: tuple(out[key]) for key in sorted(out)}

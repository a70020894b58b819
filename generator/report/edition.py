"""What one edition says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.report.coverage import DayCoverage, day_coverage
from generator.report.dates import written_day, written_month, written_week
from generator.report.headlines import Headline, headline
from generator.report.lineup import TOP, Changes, TopStory, changes_since, top_stories
from generator.report.ranks import top_actors, top_regions, top_sources, top_topics
from generator.report.trends import Trends, actor_trends, topic_trends
from generator.report.views import (
    Count,
    Evidence,
    Link,
    QuoteView,
    actor_link,
    article_link,
    edition_path,
    evidence_of,
    first_evidence,
    quote_view,
    quotes_path,
    speech,
)
from generator.resolve.corrections import is_correction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.editions import Edition, Grain

_LEADS = 3
_ACTORS = 8
_QUOTES = 6
_OF_A_STORY = 2
"""Quotes from one story: a third."""
_NEW = 5
_LEAST_WORDS = 5
"""A quote of the day says something by itself."""
_ARTICLES = 60
_BEFORE: Mapping[Grain, int] = {"day": 7, "week": 4, "month": 3}
"""Editions before with whose coverage this one's is compared."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An actor that no earlier edition names, with the sentence that does."""

    link: Link
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the articles of a closed edition after it was closed."""

    missed: tuple[tuple[Link, Link], ...] = ()
    """Articles of its days that came later, each with the edition in which it stands."""
    changed: tuple[Link, ...] = ()
    gone: tuple[str, ...] = ()
    """Ids of its articles that are no longer on the desk."""
    corrected: tuple[tuple[Link, Link], ...] = ()
    """Articles of it that their source corrected later, each with the correction."""

    def __bool__(self) -> bool:
        return bool(self.missed or self.changed or self.gone or self.corrected)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """What the briefing of a day, week or month says."""

    key: str | None
    """`None` for the undated articles."""
    grain: Grain
    leads: tuple[Headline, ...] = ()
    """The bottom line."""
    stories: tuple[TopStory, ...] = ()
    more_stories: int = 0
    """Stories beyond those shown."""
    articles: tuple[Headline, ...]
    """Those that no story above lists."""
    more: int
    """Articles beyond those listed."""
    late: tuple[Headline, ...] = ()
    """Those of earlier days, which came when their own edition was closed."""
    actors: tuple[Count, ...]
    changes: Changes = field(default_factory=Changes)
    newcomers: tuple[Newcomer, ...] = ()
    actor_trends: Trends = field(default_factory=Trends)
    topic_trends: Trends = field(default_factory=Trends)
    compared: int = 0
    """Editions before with whose coverage this one's is compared."""
    quotes: tuple[QuoteView, ...]
    said: Count | None
    """The page of all its quotes."""
    topics: tuple[Count, ...]
    regions: tuple[Count, ...]
    sources: tuple[Count, ...]
    coverage: DayCoverage | None = None
    """For a day: who has articles, and who is usually there and has not."""
    closed: str | None = None
    """The digest with which it was closed."""
    since: Since = field(default_factory=Since)
    previous: Link | None = None
    following: Link | None = None


def entries_of(book: Book, edition: Edition) -> tuple[Entry, ...]:
    """The articles of an edition, newest first."""
    return tuple(sorted((book.by_id[n] for n in edition.articles), key=lambda entry: entry.order, reverse=True))


def edition_view(book: Book, editions: Mapping[str, Edition], key: str) -> EditionView:
    """What the edition `key` of these editions of one grain says."""
    edition = editions[key]
    entries = entries_of(book, edition)
    before = book.editions.before(edition, _BEFORE[edition.grain])
    earlier = [entry for other in before for entry in entries_of(book, other)]
    previous = before[-1] if before else None
    stories = top_stories(book, edition, previous)
    told = {name for story in stories for name in (story.face, *story.others)}
    faces = _bottom_line(book, entries, stories)
    leads = tuple(headline(book, entry) for entry in faces)
    told_already = {lead.lead.target for lead in leads if lead.lead}
    own = [entry for entry in entries if entry.id not in edition.late and entry.id not in told]
    late = [entry for entry in entries if entry.id in edition.late]
    following = book.editions.following(edition)
    return EditionView(
        key=key,
        grain=edition.grain,
        leads=leads,
        stories=tuple(replace(s, lead=None) if s.shown and book.by_id[s.face] in faces else s for s in stories),
        more_stories=max(0, len(edition.stories) - TOP),
        articles=tuple(headline(book, entry) for entry in own[:_ARTICLES]),
        more=max(0, len(own) - _ARTICLES),
        late=tuple(headline(book, entry) for entry in late[:_ARTICLES]),
        actors=top_actors(book, entries, _ACTORS),
        changes=changes_since(book, edition, previous),
        newcomers=_newcomers(book, entries, edition) if previous else (),
        actor_trends=actor_trends(book, entries, earlier),
        topic_trends=topic_trends(book, entries, earlier),
        compared=len(before),
        quotes=tuple(quote_view(book, *found) for found in best_quotes(book, entries, _QUOTES, told_already)),
        said=_said(key, book.by_day[key]) if key in book.by_day else None,
        topics=top_topics(book, entries, 6),
        regions=top_regions(book, entries, 8),
        sources=top_sources(entries, 12),
        coverage=day_coverage(book, key) if edition.grain == "day" else None,
        closed=edition.closed,
        since=_since(book, edition),
        previous=_to(previous.key, edition.grain) if previous else None,
        following=_to(following, edition.grain) if following else None,
    )


def undated_view(book: Book, entries: Sequence[Entry]) -> EditionView:
    """What the edition of the undated articles says."""
    return EditionView(
        key=None,
        grain="day",
        articles=tuple(headline(book, entry) for entry in entries[:_ARTICLES]),
        more=max(0, len(entries) - _ARTICLES),
        actors=top_actors(book, entries, _ACTORS),
        quotes=tuple(quote_view(book, *found) for found in best_quotes(book, entries, _QUOTES)),
        said=_said("undated", entries),
        topics=top_topics(book, entries, 6),
        regions=top_regions(book, entries, 8),
        sources=top_sources(entries, 12),
    )


def edition_title(key: str, grain: Grain) -> str:
    """How an edition is called in a link: its day, week or month."""
    return {"day": written_day, "week": written_week, "month": written_month}[grain](key)


def _to(key: str, grain: Grain) -> Link:
    return Link(edition_title(key, grain), edition_path(key))


def _since(book: Book, edition: Edition) -> Since:
    missed = []
    for name in edition.missed:
        entry = book.by_id[name]
        day = book.editions.of[name]
        missed.append((article_link(entry), Link(written_day(day), edition_path(day))))
    changed = tuple(article_link(book.by_id[name]) for name in edition.changed)
    return Since(tuple(missed), changed, edition.gone, _corrected(book, edition))


def _corrected(book: Book, edition: Edition) -> tuple[tuple[Link, Link], ...]:
    """Articles of the edition that a later one of their source and story corrects."""
    here = set(edition.articles)
    stories = sorted({story for name in here if (story := book.by_id[name].story)})
    found = [pair for story in stories for pair in book.corrections(story).items()]
    pairs = sorted((name, by) for by, name in found if name and name in here and by not in here)
    return tuple((article_link(book.by_id[name]), article_link(book.by_id[by])) for name, by in pairs)


def _said(day: str, entries: Sequence[Entry]) -> Count | None:
    number = sum(entry.tally.spoken for entry in entries)
    return Count(Link("All quotes of this edition", quotes_path(day)), number) if number else None


def _bottom_line(book: Book, entries: Sequence[Entry], stories: Sequence[TopStory]) -> list[Entry]:
    """One article of each of the top stories; where there are fewer, those that name most of what others name.

    No reprint of what an earlier edition had, and at most one of a source and of each agency's copy, as far as there
    are others.
    """
    out = [book.by_id[story.face] for story in stories][:_LEADS]
    counts = Counter(name for entry in entries for name in entry.actor_ids)
    repeated = {name: n for name, n in counts.items() if n > 1}
    ranked = sorted(
        (entry for entry in entries if not is_correction(entry.title)),
        key=lambda e: (sum(repeated.get(a, 0) for a in e.actor_ids), e.tally.quotes, e.order),
        reverse=True,
    )
    told = {entry.story for entry in out if entry.story}
    for strict in (True, False):
        for entry in ranked:
            origins = {name.casefold() for other in out for name in _origins(other)} if strict else set()
            again = entry in out or entry.story in told or (strict and book.is_reprint(entry.id))
            if len(out) < _LEADS and not again and not origins & {name.casefold() for name in _origins(entry)}:
                out.append(entry)
                told |= {entry.story} if entry.story else set()
    return out


def _origins(entry: Entry) -> set[str]:
    """The publisher of the article, and whom its text is credited to."""
    credit = entry.tally.credit
    return {entry.publisher.name} | ({credit} if credit else set())


def best_quotes(
    book: Book, entries: Sequence[Entry], most: int, shown: AbstractSet[str] = frozenset()
) -> list[tuple[Entry, Quote]]:
    """Speech with a known speaker that says something by itself, the surest first.

    At most two of a speaker and of a story, no words twice, nothing from a headline or from a sentence whose
    target is in `shown`, and what reprints an earlier edition last.
    """
    found = [
        (_worth(entry, quote), entry, quote)
        for entry in entries
        for quote in speech(entry)
        if entry.speakers(quote)
        and not entry.in_headline(quote.content[0].start)
        and not (shown and evidence_of(book, entry, quote.content[0].start).target in shown)
    ]
    found.sort(
        key=lambda row: (
            book.is_reprint(row[1].id), -row[0], -row[2].confidence, row[1].order, row[2].content[0],
        )
    )  # fmt: skip
    telling = [row for row in found if row[0]] or found
    out: list[tuple[Entry, Quote]] = []
    spoken: Counter[str] = Counter()
    told: Counter[str] = Counter()
    said: set[str] = set()
    for _, entry, quote in telling:
        names = [actor.id for actor in entry.speakers(quote)]
        words = " ".join(span.of(entry.article.text) for span in quote.content).casefold()
        if len(words.split()) < _LEAST_WORDS or words in said or any(spoken[name] >= 2 for name in names):
            continue
        if entry.story is not None and told[entry.story] >= _OF_A_STORY:
            continue
        said.add(words)
        spoken.update(names)
        told.update([entry.story] if entry.story else [])
        out.append((entry, quote))
        if len(out) == most:
            break
    return out


def _worth(entry: Entry, quote: Quote) -> int:
    """Words as spoken before reported ones; of these, such as name somebody or something, or give a figure."""
    if quote.kind != "indirect":
        return {"direct": 3, "mixed": 2}.get(quote.kind, 0)
    article = entry.article
    found = [(mention.start, mention.end) for mention in article.mentions if mention.form in ("name", "adjective")]
    found += [(figure.start, figure.end) for figure in article.figures]
    return int(any(part.start <= start and end <= part.end for part in quote.content for start, end in found))


def _newcomers(book: Book, entries: Sequence[Entry], edition: Edition) -> tuple[Newcomer, ...]:
    """Persons and bodies that no earlier edition names, and that do something here: those in most articles first.

    They speak, bear a role, or stand in two articles; and no earlier article prints their last name or their name, by
    whomever it may be meant.
    """
    counts = Counter(name for entry in entries for name in entry.actor_ids)
    acting = {name for entry in entries for name in _acting(entry)}
    found = [
        name
        for name, n in counts.items()
        if book.actors[name].kind in ("person", "organisation")
        and (n > 1 or name in acting)
        and book.editions.is_new(book.actors[name], edition)
    ]
    times = [entry.tally.times for entry in entries]
    named = {name: sum(own.get(name, 0) for own in times) for name in found}
    new = [(-counts[name], -named[name], book.actors[name].kind != "person", name) for name in found]
    out = []
    for *_, name in sorted(new):
        entry = next(entry for entry in reversed(entries) if name in entry.actor_ids)
        actor = book.actors[name]
        evidence = first_evidence(book, entry, entry.mentions_of(name))
        if evidence.text is not None or book.settings.site.publish.text == "none":
            out.append(Newcomer(actor_link(book, actor), actor.kind, evidence))
    return tuple(out[:_NEW])


def _acting(entry: Entry) -> set[str]:
    """The actors that the article quotes, or prints a role of."""
    speaking = {name for said in entry.speech for name in said.speakers}
    return speaking | {actor for actor, _ in entry.tally.names.roles}

"""The briefing: home (the latest edition) and the edition of each day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.report.book import UNDATED, Book, Entry, local_time
from generator.report.dates import written_day, written_month
from generator.report.ranks import top_actors, top_regions, top_sources, top_topics
from generator.report.views import (
    Count,
    Evidence,
    Link,
    Page,
    QuoteView,
    actor_link,
    article_link,
    coverage_of,
    day_path,
    evidence_of,
    first_evidence,
    notes_of,
    quote_view,
    quotes_path,
    region_link,
    source_link,
    speech,
    topic_link,
)
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import Quote

_LEADS = 3
_ACTORS = 8
_QUOTES = 8
_NEW = 6
_LEAST_WORDS = 5
"""A quote of the day says something by itself."""
_ARTICLES = 60


@dataclass(frozen=True, slots=True)
class Headline:
    """An article in a list: its headline, and the first sentence as evidence."""

    link: Link
    source: Link
    credit: str | None
    day: str | None
    time: str | None
    """On the desk's clock."""
    lead: Evidence | None
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An actor that no earlier edition names, with the sentence that does."""

    link: Link
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Riser:
    """An actor in more of the day's articles than of the edition before."""

    link: Link
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Edition:
    """What one day's briefing says."""

    day: str | None
    leads: tuple[Headline, ...]
    """The articles that most of the day's actors appear in, at most one a source and one of each agency's copy."""
    articles: tuple[Headline, ...]
    more: int
    """Articles beyond those listed."""
    actors: tuple[Count, ...]
    risers: tuple[Riser, ...]
    newcomers: tuple[Newcomer, ...]
    quotes: tuple[QuoteView, ...]
    said: Count | None
    """The page of all its quotes."""
    topics: tuple[Count, ...]
    regions: tuple[Count, ...]
    sources: tuple[Count, ...]
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, kw_only=True)
class EditionPage(Page):
    """The briefing of one day, or of the undated articles."""

    template: ClassVar[str] = "edition.md.j2"
    edition: Edition


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The latest edition, and where to go from there."""

    template: ClassVar[str] = "home.md.j2"
    edition: Edition | None
    whole: tuple[Count, ...]
    """How much the desk holds, each count leading to its list."""
    recent: tuple[Count, ...]
    """The editions before, with their number of articles."""
    undated: Count | None


@dataclass(frozen=True, kw_only=True)
class BriefingsPage(Page):
    """All editions, by month, newest first."""

    template: ClassVar[str] = "briefings.md.j2"
    months: tuple[tuple[str, tuple[Count, ...]], ...]
    undated: Count | None


def edition_pages(book: Book) -> list[Page]:
    """Home, the list of editions, and one page an edition."""
    days = list(book.by_day)
    editions = {day: _edition(book, day) for day in days}
    pages: list[Page] = [
        EditionPage(
            path=day_path(day),
            title=day_title(day),
            coverage=coverage_of(book.by_day[day]),
            notes=notes_of(book.by_day[day]),
            edition=edition,
            description=f"The briefing of {day}: who did and said what, where, about what.",
        )
        for day, edition in editions.items()
    ]
    return [_home(book, editions), _briefings(book), *pages]


def day_title(day: str) -> str:
    """How an edition is called."""
    return "Undated articles" if day == UNDATED else f"Briefing of {written_day(day)}"


def headline(book: Book, entry: Entry) -> Headline:
    """The article in a list."""
    body = [s for s in entry.article.sentences if not entry.in_headline(s.start)]
    return Headline(
        link=article_link(entry),
        source=source_link(entry),
        credit=entry.article.article.credit,
        day=entry.day,
        time=local_time(entry.article.article.published, book.settings),
        lead=evidence_of(book, entry, body[0].start) if body else None,
        topics=tuple(topic_link(book, topic.id) for topic in entry.article.topics[:2] if topic.id in book.topics),
        regions=_regions(book, entry),
    )


def _regions(book: Book, entry: Entry) -> tuple[Link, ...]:
    """The regions that weigh most in the article."""
    names = dict.fromkeys(score.id for score in entry.article.regions)
    known = [region for name in names if (region := book.region(name)) is not None]
    return tuple(region_link(region) for region in known[:3])


def _edition(book: Book, day: str) -> Edition:
    entries = book.by_day[day]
    dated = [name for name in book.by_day if name != UNDATED]
    place = dated.index(day) if day in dated else None
    earlier = dated[place + 1] if place is not None and place + 1 < len(dated) else None
    later = dated[place - 1] if place else None
    shown = entries[:_ARTICLES]
    return Edition(
        day=None if day == UNDATED else day,
        leads=tuple(headline(book, entry) for entry in _leads(entries)),
        articles=tuple(headline(book, entry) for entry in shown),
        more=len(entries) - len(shown),
        actors=top_actors(book, entries, _ACTORS),
        risers=_risers(book, entries, book.by_day[earlier]) if earlier else (),
        newcomers=_newcomers(book, entries, day) if earlier else (),
        quotes=tuple(quote_view(book, entry, quote) for entry, quote in best_quotes(entries, _QUOTES)),
        said=_said(day, entries),
        topics=top_topics(book, entries, 6),
        regions=top_regions(book, entries, 8),
        sources=top_sources(entries, 12),
        previous=Link(written_day(earlier), day_path(earlier)) if earlier else None,
        following=Link(written_day(later), day_path(later)) if later else None,
    )


def _said(day: str, entries: Sequence[Entry]) -> Count | None:
    number = sum(len(speech(entry)) for entry in entries)
    return Count(Link("All quotes of this edition", quotes_path(day)), number) if number else None


def _leads(entries: Sequence[Entry]) -> list[Entry]:
    """The articles that name most of what the day's articles name, newest first on a tie.

    At most one a source, and a reprint stands beside no other print of the same copy.
    """
    counts = Counter(name for entry in entries for name in entry.actor_ids)
    repeated = {name: n for name, n in counts.items() if n > 1}
    ranked = sorted(
        entries,
        key=lambda e: (sum(repeated.get(a, 0) for a in e.actor_ids), len(e.quotes), e.order),
        reverse=True,
    )
    out: list[Entry] = []
    for entry in ranked:
        origins = {name.casefold() for other in out for name in _origins(other)}
        if not origins & {name.casefold() for name in _origins(entry)}:
            out.append(entry)
    return (out if len(out) >= min(_LEADS, len(entries)) else ranked)[:_LEADS]


def _origins(entry: Entry) -> set[str]:
    """The publisher of the article, and whom its text is credited to."""
    credit = entry.article.article.credit
    return {entry.publisher.name} | ({credit} if credit else set())


def best_quotes(entries: Sequence[Entry], most: int) -> list[tuple[Entry, Quote]]:
    """Speech with a known speaker, the surest first, at most two of a speaker, no words twice."""
    ranked = sorted(
        ((entry, quote) for entry in entries for quote in speech(entry) if entry.speakers(quote)),
        key=lambda pair: (-_worth(pair[1]), -pair[1].confidence, pair[0].order, pair[1].content[0]),
    )
    out: list[tuple[Entry, Quote]] = []
    spoken: Counter[str] = Counter()
    said: set[str] = set()
    for entry, quote in ranked:
        names = [actor.id for actor in entry.speakers(quote)]
        words = " ".join(span.of(entry.article.text) for span in quote.content).casefold()
        if len(words.split()) < _LEAST_WORDS or words in said or any(spoken[name] >= 2 for name in names):
            continue
        said.add(words)
        spoken.update(names)
        out.append((entry, quote))
        if len(out) == most:
            break
    return out


def _worth(quote: Quote) -> int:
    """Words as spoken before reported ones."""
    return {"direct": 2, "mixed": 1}.get(quote.kind, 0)


def _risers(book: Book, now: Sequence[Entry], before: Sequence[Entry]) -> tuple[Riser, ...]:
    """Actors in more articles than in the edition before, and in at least two."""
    counts = [Counter(name for entry in entries for name in entry.actor_ids) for entries in (now, before)]
    grown = [(n - counts[1][name], name) for name, n in counts[0].items() if n > counts[1][name] > 0 and n > 1]
    ranked = sorted(grown, key=lambda item: (-item[0], item[1]))[:_NEW]
    return tuple(Riser(actor_link(book, book.actors[name]), counts[0][name], counts[1][name]) for _, name in ranked)


def _newcomers(book: Book, entries: Sequence[Entry], day: str) -> tuple[Newcomer, ...]:
    """Actors whose first article is of this day: those in most articles, then those named most, first."""
    counts = Counter(name for entry in entries for name in entry.actor_ids)
    named = Counter({name: sum(len(entry.mentions_of(name)) for entry in entries) for name in counts})
    new = [
        (-n, -named[name], book.actors[name].kind != "person", name)
        for name, n in counts.items()
        if all(other.day is None or other.day >= day for other in book.by_actor[name])
    ]
    out = []
    for *_, name in sorted(new):
        entry = next(entry for entry in reversed(entries) if name in entry.actor_ids)
        actor = book.actors[name]
        evidence = first_evidence(book, entry, entry.mentions_of(name))
        if evidence.text is not None or book.settings.site.publish.text == "none":
            out.append(Newcomer(actor_link(book, actor), actor.kind, evidence))
    return tuple(out[:_NEW])


def _day_count(book: Book, day: str) -> Count:
    title = "Undated" if day == UNDATED else written_day(day)
    return Count(Link(title, day_path(day)), len(book.by_day[day]))


def _home(book: Book, editions: dict[str, Edition]) -> HomePage:
    days = list(editions)
    latest = days[0] if days else None
    site = book.settings.site
    quotes = sum(len(speech(entry)) for entry in book.entries)
    whole = (
        Count(Link("articles", "articles/index.md"), len(book.entries)),
        Count(Link("sources", "sources/index.md"), len(book.publishers.keys() - {UNKNOWN.id})),
        Count(Link("actors", "actors/index.md"), len(book.actors)),
        Count(Link("quotes", "quotes/index.md"), quotes),
        Count(Link("regions", "regions/index.md"), len(book.by_region)),
        Count(Link("topics", "topics/index.md"), len(book.by_topic)),
    )
    undated = _day_count(book, UNDATED) if UNDATED in days and latest != UNDATED else None
    return HomePage(
        path="index.md",
        title=site.title,
        description=site.description,
        coverage=coverage_of(book.entries),
        notes=notes_of(book.by_day[latest]) if latest else (),
        edition=editions[latest] if latest else None,
        whole=whole,
        recent=tuple(_day_count(book, day) for day in days[1:8] if day != UNDATED),
        undated=undated,
    )


def _briefings(book: Book) -> BriefingsPage:
    months: dict[str, list[Count]] = {}
    for day in book.by_day:
        if day != UNDATED:
            months.setdefault(written_month(day[:7]), []).append(_day_count(book, day))
    return BriefingsPage(
        path="briefings/index.md",
        title="Briefings",
        description="One edition a day: who did and said what, where, about what.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        months=tuple((month, tuple(days)) for month, days in months.items()),
        undated=_day_count(book, UNDATED) if UNDATED in book.by_day else None,
    )

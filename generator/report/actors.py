"""Actors: the index, the list of all of them by letter, and one page each."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.names import on_one_line, slug
from generator.report.entry import open_path
from generator.report.ranks import by_month, spoken, top_actors, top_regions, top_sources, top_topics
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Coverage,
    Evidence,
    Link,
    Page,
    QuoteView,
    Unit,
    actor_link,
    actor_path,
    all_quotes,
    coverage_of,
    first_evidence,
    merged,
    notes_of,
    quote_view,
    region_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from generator.report.book import Book
    from generator.report.entry import Entry, Named
    from generator.report.tally import SaidTally
    from generator.resolve.actors import Actor, OpenName

_INDEX_ROWS = 40
_OPEN_ROWS = 15
_SENTENCES = 10
_LOOKED_AT = 60
"""Articles among which copies are looked for."""
_QUOTES = 60
_KIND_TITLES = {"person": "People", "organisation": "Organisations", "state": "States", "group": "Groups"}
_RULES = {
    "analyst": "The desk’s actors.yml joins these names.",
    "region": "All names of the country in the gazetteer count as the state, where it acts or speaks.",
    "same name": "Names that are equal without case, accents and marks; within an article, short forms of a full name.",
    "joined": "Each name below says by which rule it was joined, how sure that is, and what stands beside the names.",
    "known body": "The forms of a body’s name that ship with the program, and names equal to them.",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A name or role as articles print it."""

    words: str
    number: int
    first: str | None
    last: str | None
    rules: tuple[str, ...]
    """What found it in an article or joined it there."""
    joined: tuple[str, ...] = ()
    """What joined it to the actor over all articles."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A name that was joined to an actor's, and how to undo it."""

    name: str
    rule: str
    confidence: float
    because: tuple[str, ...]
    undo: str
    """The command to type."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A bare name of which it is not clear whose it is."""

    anchor: str
    name: str
    articles: int
    candidates: tuple[Link, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in a table."""

    link: Link
    kind: str
    role: str | None
    articles: int
    quotes: int
    coverage: Coverage


@dataclass(frozen=True, kw_only=True)
class ActorsPage(Page):
    """Those most in the news, by kind."""

    template: ClassVar[str] = "actors.md.j2"
    kinds: tuple[tuple[str, tuple[ActorRow, ...], int], ...]
    """Title of the kind, its first rows, and how many there are."""
    letters: tuple[tuple[str, tuple[Count, ...]], ...]
    """Pages of the list of all actors, by the first letter and then the first two."""
    open_names: tuple[OpenRow, ...]
    """Those that most articles print."""
    open_total: int
    open_letters: tuple[Count, ...]
    """The pages of all of them, by their first letter."""


@dataclass(frozen=True, kw_only=True)
class OpenNamesPage(Page):
    """Surnames and first names that may be several people's, of one first letter."""

    template: ClassVar[str] = "actors_open.md.j2"
    open_names: tuple[OpenRow, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor in the list of all: with a page of its own, or with the sentence that names it."""

    anchor: str
    name: str
    kind: str
    articles: int
    page: Link | None
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class LetterPage(Page):
    """All actors whose name begins with one letter."""

    template: ClassVar[str] = "actors_all.md.j2"
    listed: tuple[Listed, ...]


@dataclass(frozen=True, kw_only=True)
class ActorPage(Page):
    """One actor."""

    template: ClassVar[str] = "actor.md.j2"
    kind: str
    name: str
    note: str | None
    wikidata: str | None
    region: Link | None
    roles: tuple[Printed, ...]
    aliases: tuple[Printed, ...]
    joined: str
    joins: tuple[Joined, ...]
    doubt: tuple[tuple[str, float], ...]
    """Other kinds that nearly as much speaks for, with their share."""
    months: tuple[tuple[str, int], ...]
    stories: tuple[StoryPart, ...]
    sentences: tuple[tuple[Evidence, int], ...]
    """The latest, each with the number of further articles that print the same."""
    quotes_by: tuple[QuoteView, ...]
    quotes_by_total: int
    quotes_most: int
    """How many quotes of each sort the page shows at most."""
    quotes_about: tuple[QuoteView, ...]
    quotes_about_total: int
    all_by: str
    """The page of quotes, filtered to those by the actor."""
    all_about: str
    topics: tuple[Count, ...]
    actors: tuple[Count, ...]
    regions: tuple[Count, ...]
    sources: tuple[Count, ...]


def actor_units(book: Book) -> Iterator[Unit]:
    """The index, the lists by letters, and the page of each actor that has one."""
    yield Unit("actors/index.md", lambda: [_index(book)])
    for path in book.listed:
        yield Unit(path, partial(lambda path: [_letters(book, path)], path))
    for path in book.open_names:
        yield Unit(path, partial(lambda path: [_open_page(book, path)], path))
    for name in book.actors:
        if book.has_enough(name):
            yield Unit(f"actors/{name}.md", partial(lambda name: [_page(book, book.records[name])], name))


def _open_row(book: Book, name: OpenName) -> OpenRow:
    # The newest article comes first, as everywhere.
    places = sorted(name.places, key=lambda place: (book.by_id[place[0]].order, place[1]), reverse=True)
    entry, entity = book.by_id[places[0][0]], places[0][1]
    spans = [mention.span for mention in entry.article.mentions if mention.entity == entity]
    links = tuple(actor_link(book, book.actors[actor]) for actor in name.candidates)
    articles = len({article for article, _ in places})
    # Names that an address writes alike stand on one page.
    alike = [other.name for other in book.open_names[open_path(name.name)] if slug(other.name) == slug(name.name)]
    number = alike.index(name.name)
    anchor = f"open-{slug(name.name) or 'name'}{f'-{number + 1}' if number else ''}"
    return OpenRow(anchor, name.name, articles, links, first_evidence(book, entry, spans))


def _open_page(book: Book, path: str) -> OpenNamesPage:
    names = book.open_names[path]
    rows = [_open_row(book, name) for name in names]
    entries = [book.by_id[article] for article in sorted({article for name in names for article, _ in name.places})]
    return OpenNamesPage(
        path=path,
        title=f"Open names: {_letter(path)}",
        description="Surnames and first names printed alone that may be several people’s.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        searchable=False,
        open_names=tuple(sorted(rows, key=lambda row: (-row.articles, row.name))),
    )


def _by_letter(book: Book) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """The pages of the list of all actors, under the first letter of each."""
    letters: defaultdict[str, list[Count]] = defaultdict(list)
    for path, names in book.listed.items():
        letters[_letter(path)[:1] if path.rsplit("/", 1)[1][0].isalpha() else "0–9"].append(
            Count(Link(_letter(path), path), len(names))
        )
    return tuple((letter, tuple(counts)) for letter, counts in sorted(letters.items()))


def _index(book: Book) -> ActorsPage:
    quotes = spoken(book, book.entries)
    open_names = sorted(book.resolved.open_names, key=lambda name: (-len({a for a, _ in name.places}), name.name))
    kinds = []
    ranked = {
        kind: sorted(
            (actor for actor in book.actors.values() if actor.kind == kind),
            key=lambda actor: (-len(book.by_actor[actor.id]), -quotes[actor.id], actor.name, actor.id),
        )
        for kind in _KIND_TITLES
    }
    roles = _roles(book.entries, {actor.id for members in ranked.values() for actor in members[:_INDEX_ROWS]})
    for kind, title in _KIND_TITLES.items():
        rows = tuple(
            ActorRow(
                actor_link(book, actor), kind, next((role.words for role in roles[actor.id][:1]), None),
                len(book.by_actor[actor.id]), quotes[actor.id], coverage_of(book.by_actor[actor.id]),
            )
            for actor in ranked[kind][:_INDEX_ROWS]
        )  # fmt: skip
        if rows:
            kinds.append((title, rows, len(ranked[kind])))
    return ActorsPage(
        path="actors/index.md",
        title="Actors",
        description="The people, organisations, states and groups in the news.",
        coverage=coverage_of(book.entries),
        notes=notes_of(book.entries),
        kinds=tuple(kinds),
        letters=_by_letter(book),
        open_names=tuple(_open_row(book, name) for name in open_names[:_OPEN_ROWS]),
        open_total=len(open_names),
        open_letters=tuple(Count(Link(_letter(path), path), len(names)) for path, names in book.open_names.items()),
    )


def _letter(path: str) -> str:
    """How a page of a list is called: "Ob", "0–9"."""
    return path.rsplit("/", 1)[1].removesuffix(".md").capitalize().replace("-", "–")


def _letters(book: Book, path: str) -> LetterPage:
    actors = [book.actors[name] for name in book.listed[path]]
    entries = {entry.id: entry for actor in actors for entry in book.by_actor[actor.id]}
    return LetterPage(
        path=path,
        title=f"Actors: {_letter(path)}",
        coverage=coverage_of(entries.values()),
        notes=notes_of(entries.values()),
        searchable=False,
        listed=tuple(_listed(book, actor) for actor in sorted(actors, key=lambda a: (a.name.casefold(), a.id))),
    )


def _listed(book: Book, actor: Named) -> Listed:
    entries = book.by_actor[actor.id]
    page = Link(actor.name, actor_path(actor)) if book.has_page(actor.id) else None
    return Listed(actor.id, actor.name, actor.kind, len(entries), page, _sentence(book, entries[0], actor.id))


def _sentence(book: Book, entry: Entry, actor_id: str) -> Evidence:
    return first_evidence(book, entry, entry.mentions_of(actor_id))


def _page(book: Book, actor: Actor) -> ActorPage:
    entries = book.by_actor[actor.id]
    by, about = _said(entries, actor.id)
    region = book.region(actor.region) if actor.region else None
    return ActorPage(
        path=f"actors/{actor.id}.md",
        title=actor.name,
        description=f"{actor.name} in the news: what was reported, said by and said about.",
        coverage=coverage_of(entries),
        notes=notes_of(entries),
        kind=actor.kind,
        name=actor.name,
        note=actor.note,
        wikidata=actor.wikidata,
        region=Link(region.name, region_path(region.id)) if region else None,
        roles=tuple(_roles(entries, {actor.id})[actor.id][:12]),
        aliases=tuple(_aliases(book, actor.id)[:20]),
        joined=_RULES[actor.rule],
        joins=tuple(
            Joined(join.name, join.rule, join.confidence, join.because, not_same(actor.name, join.name))
            for join in actor.joins
        ),
        doubt=actor.doubt,
        months=tuple(by_month(entries)),
        stories=story_parts(book, entries),
        sentences=_sentences(book, entries, actor.id),
        quotes_by=_chosen(book, by),
        quotes_by_total=len(by),
        quotes_most=_QUOTES,
        quotes_about=_chosen(book, about),
        quotes_about_total=len(about),
        all_by=all_quotes("speaker", actor.id),
        all_about=all_quotes("about", actor.id),
        topics=top_topics(book, entries, 10),
        actors=top_actors(book, entries, 12, without=actor.id),
        regions=top_regions(book, entries, 10, without=actor.region),
        sources=top_sources(entries, 12),
    )


def _said(entries: Sequence[Entry], actor_id: str) -> tuple[list[tuple[Entry, SaidTally]], ...]:
    """What the actor says, and what others say about it."""
    by, about = [], []
    for entry in entries:
        for said in entry.speech:
            if actor_id in said.speakers:
                by.append((entry, said))
            elif actor_id in said.about:
                about.append((entry, said))
    return by, about


def _chosen(book: Book, found: Sequence[tuple[Entry, SaidTally]]) -> tuple[QuoteView, ...]:
    """The latest that say something by themselves."""
    telling = [(entry, said.id) for entry, said in found if said.telling][:_QUOTES]
    return merged(quote_view(book, entry, entry.quote(name)) for entry, name in telling)


def _sentences(book: Book, entries: Sequence[Entry], actor_id: str) -> tuple[tuple[Evidence, int], ...]:
    """The latest sentences that name the actor; of copies one, with the number of the others."""
    groups: dict[str, list[Evidence]] = {}
    for entry in entries[:_LOOKED_AT]:
        evidence = _sentence(book, entry, actor_id)
        words = " ".join(re.findall(r"\w+", (evidence.text or "").casefold()))
        groups.setdefault(words or evidence.target, []).append(evidence)
    return tuple((first, len(rest)) for first, *rest in list(groups.values())[:_SENTENCES])


def not_same(one: str, other: str) -> str:
    """The command that parts two names; names come from articles, so the shell must not read them."""
    return shlex.join(["tearsheet", "actors", "--not-same", on_one_line(one), on_one_line(other)])


def _roles(entries: Iterable[Entry], actors: AbstractSet[str]) -> dict[str, list[Printed]]:
    """The roles that articles give to some actors."""
    found: dict[str, list[tuple[str, str | None, str, int]]] = {name: [] for name in actors}
    for entry in entries:
        for name, words in entry.tally.names.roles:
            if name in found:
                found[name].append((_capital(words), entry.day, "", 1))
    return {name: _printed(printed) for name, printed in found.items()}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _aliases(book: Book, actor_id: str) -> list[Printed]:
    found = []
    joined: defaultdict[str, set[str]] = defaultdict(set)
    has_joins = bool(book.records[actor_id].joins)
    for entry in book.by_actor[actor_id]:
        rules = entry.joined if has_joins else {}
        for form in entry.tally.names.forms:
            if form.actor == actor_id:
                found.append((form.words, entry.day, form.rule, form.number))
                joined[form.words].update([rules[form.entity]] if form.entity in rules else [])
    return [replace(printed, joined=tuple(sorted(joined[printed.words]))) for printed in _printed(found)]


def _printed(found: list[tuple[str, str | None, str, int]]) -> list[Printed]:
    """Each form once, the most frequent first, with the days it was printed on."""
    groups: defaultdict[str, list[tuple[str | None, str, int]]] = defaultdict(list)
    for words, day, rule, number in found:
        groups[words].append((day, rule, number))
    out = []
    for words, seen in groups.items():
        days = sorted(day for day, *_ in seen if day)
        rules = tuple(sorted({rule for _, rule, _ in seen if rule}))
        first, last = (days[0], days[-1]) if days else (None, None)
        out.append(Printed(words, sum(number for *_, number in seen), first, last, rules))
    return sorted(out, key=lambda printed: (-printed.number, printed.words))

"""Actors: the index, and the list of all of them by letter; the page of each is in `actorpage`."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from generator.names import slug
from generator.report.actorpage import actor_page, roles_in, sentence_of
from generator.report.entry import open_path
from generator.report.ranks import spoken
from generator.report.views import (
    Count,
    Coverage,
    Evidence,
    Link,
    Page,
    Unit,
    actor_link,
    actor_path,
    coverage_of,
    first_evidence,
    notes_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.book import Book
    from generator.report.entry import Named
    from generator.resolve.actors import OpenName

_INDEX_ROWS = 40
_OPEN_ROWS = 15
_KIND_TITLES = {"person": "People", "organisation": "Organisations", "state": "States", "group": "Groups"}


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


def actor_units(book: Book) -> Iterator[Unit]:
    """The index, the lists by letters, and the page of each actor that has one."""
    yield Unit("actors/index.md", lambda: [_index(book)], near="actors")
    for path in book.listed:
        yield Unit(path, partial(lambda path: [_letters(book, path)], path))
    for path in book.open_names:
        yield Unit(path, partial(lambda path: [_open_page(book, path)], path))
    for name in book.actors:
        if book.has_enough(name):
            yield Unit(f"actors/{name}.md", partial(lambda name: [actor_page(book, book.records[name])], name))


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
    of_kind: defaultdict[str, list[Named]] = defaultdict(list)
    for actor in book.actors.values():
        of_kind[actor.kind].append(actor)
    ranked = {
        kind: heapq.nsmallest(
            _INDEX_ROWS,
            of_kind[kind],
            key=lambda actor: (-len(book.by_actor[actor.id]), -quotes[actor.id], actor.name, actor.id),
        )
        for kind in _KIND_TITLES
    }
    roles = roles_in(book.entries, {actor.id for members in ranked.values() for actor in members})
    for kind, title in _KIND_TITLES.items():
        rows = tuple(
            ActorRow(
                actor_link(book, actor), kind, next((role.words for role in roles[actor.id][:1]), None),
                len(book.by_actor[actor.id]), quotes[actor.id], coverage_of(book.by_actor[actor.id]),
            )
            for actor in ranked[kind]
        )  # fmt: skip
        if rows:
            kinds.append((title, rows, len(of_kind[kind])))
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
    return Listed(actor.id, actor.name, actor.kind, len(entries), page, sentence_of(book, entries[0], actor.id))

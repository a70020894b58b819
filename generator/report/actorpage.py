"""The page of an actor."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from generator.names import on_one_line
from generator.report.ranks import by_month, top_actors, top_regions, top_sources, top_topics
from generator.report.storylists import StoryPart, story_parts
from generator.report.views import (
    Count,
    Evidence,
    Link,
    Page,
    QuoteView,
    all_quotes,
    coverage_of,
    first_evidence,
    merged,
    notes_of,
    quote_view,
    region_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.report.tally import SaidTally
    from generator.resolve.actors import Actor

_SENTENCES = 10
_LOOKED_AT = 60
"""Articles among which copies are looked for."""
_QUOTES = 60
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


def actor_page(book: Book, actor: Actor) -> ActorPage:
    """The page of an actor that has one."""
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
        roles=tuple(roles_in(entries, {actor.id})[actor.id][:12]),
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
        evidence = sentence_of(book, entry, actor_id)
        words = " ".join(re.findall(r"\w+", (evidence.text or "").casefold()))
        groups.setdefault(words or evidence.target, []).append(evidence)
    return tuple((first, len(rest)) for first, *rest in list(groups.values())[:_SENTENCES])


def sentence_of(book: Book, entry: Entry, actor_id: str) -> Evidence:
    """The sentence that shows that the article names the actor."""
    return first_evidence(book, entry, entry.mentions_of(actor_id))


def not_same(one: str, other: str) -> str:
    """The command that parts two names; names come from articles, so the shell must not read them."""
    return shlex.join(["tearsheet", "actors", "--not-same", on_one_line(one), on_one_line(other)])


def roles_in(entries: Iterable[Entry], actors: AbstractSet[str]) -> dict[str, list[Printed]]:
    """The roles that articles give to some actors."""
    found: dict[str, list[tuple[str, str | None, str, int]]] = {name: [] for name in actors}
    for entry in entries:
        if actors.isdisjoint(entry.actor_ids):
            continue
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

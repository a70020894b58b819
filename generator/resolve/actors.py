"""Entities of all articles → actors.

What is printed the same is one name (`gather`); names of persons are joined by what they are and by what stands
beside them (`personnames`, `context`, `people`), surnames alone article by article (`bare`), bodies by their forms
(`bodies`). The analyst's `actors.yml` always wins. An actor split over two names is mended with a line there; two
people wrongly made one are a lie, so what is not plain stays open. The outcome does not depend on the order of the
articles, nor on what is kept from the run before (`actormemory`); addresses come from the ledger (`addresses`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from generator.resolve.actormemory import Memory, dump_memory, load_memory
from generator.resolve.addresses import Issued, give_addresses
from generator.resolve.alone import join_alone, match_alone
from generator.resolve.assigned import Assigned, Places
from generator.resolve.bare import BareName, People, join_bare, words_of
from generator.resolve.bodies import join_bodies
from generator.resolve.context import Contexts, Scale
from generator.resolve.doubts import Doubt, Shown, find_doubts
from generator.resolve.drafts import Actor, Draft, Join, make_drafts
from generator.resolve.gather import Before, Gathered, Place, gather
from generator.resolve.judged import Claims, JoinRule
from generator.resolve.people import Matched, join_people, match_people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.resolve.actorfacts import ActorFacts
    from generator.resolve.bare import Taken
    from generator.resolve.gather import Name
    from generator.resolve.joins import Grouped, Pair
    from generator.settings import ActorSetting

__all__ = ["Actor", "Actors", "Join", "JoinRule", "OpenName", "resolve_actors"]


@dataclass(frozen=True, slots=True)
class OpenName:
    """A surname or first name printed alone of which it is not clear whose it is."""

    name: str
    candidates: tuple[str, ...]
    """Ids of the actors it may mean."""
    places: tuple[Place, ...]
    """Where it is open."""


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What was found out about all names."""

    gathered: Gathered
    matched: Sequence[Matched]
    full: Grouped
    bare: Sequence[BareName]
    """By key."""
    pairs: Sequence[Pair]
    """Of bare names that fit no full one."""
    alone: Grouped
    bodies: Grouped
    moved: frozenset[str]
    """Keys of bare names of which something else became than before, and of groups that they belong to or did."""


class Actors:
    """All actors, and which entity of which article is which of them."""

    def __init__(self, resolved: _Resolved, drafts: Mapping[str, Draft], assigned: Assigned, issued: Issued) -> None:
        self._resolved, self._drafts, self._assigned = resolved, drafts, assigned
        found = {draft.actor.id: draft.actor for draft in drafts.values()}
        self.actors: Mapping[str, Actor] = dict(sorted(found.items()))
        self.redirects: Mapping[str, str] = issued.redirects
        """Address that was issued and is nobody's page now → the actor it leads to."""
        self.issued: frozenset[str] = issued.before
        """Addresses that were issued before this run."""
        self.digests: Mapping[str, bytes] = {}
        """Article id → the digest of which of its entities is which actor, and which are open."""
        self.keep: bytes = b""
        """What the next run can start from."""

    @functools.cached_property
    def of(self) -> Mapping[Place, str]:
        """(article id, entity id) → actor id."""
        return Places(self._assigned, self._assigned.of_article)

    @functools.cached_property
    def joined(self) -> Mapping[Place, Join]:
        """(article id, entity id) → why it is that actor, where its name is not simply the actor's."""
        return Places(self._assigned, self.joined_in)

    def entity(self, article_id: str, entity_id: str) -> Actor | None:
        """The actor that an entity is, if it is one."""
        actor = self.of.get((article_id, entity_id))
        return None if actor is None else self.actors[actor]

    def of_article(self, article_id: str) -> Mapping[str, str]:
        """Entity id → actor id."""
        return self._assigned.of_article(article_id)

    def ids_in(self, article_id: str) -> frozenset[str]:
        """Ids of the actors that an article names."""
        return self._assigned.ids_in(article_id)

    def open_in(self, article_id: str) -> frozenset[str]:
        """Ids of the entities of an article of which it is not clear who they are."""
        return self._assigned.open_in(article_id)

    @functools.cached_property
    def open_places(self) -> frozenset[Place]:
        """Entities of which it is not clear who they are."""
        return frozenset(place for name in self.open_names for place in name.places)

    @functools.cached_property
    def open_names(self) -> tuple[OpenName, ...]:
        """Names printed alone of which it is not clear whose they are."""
        names, out = self._resolved.gathered.names, []
        for found in self._resolved.bare:
            places = sorted(self._place(taken) for taken in found.taken if taken.group is None)
            if places:
                candidates = tuple(sorted(self._drafts[group].actor.id for group, _ in found.fits))
                out.append(OpenName(names[found.key].title, candidates, tuple(places)))
        return tuple(out)

    @functools.cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What an analyst should look at."""
        found = self._resolved
        groups = [*found.full.groups, *found.bodies.groups, *found.alone.groups]
        refused = [*found.full.refused, *found.bodies.refused]
        return find_doubts(found.gathered.names, groups, refused, found.bare, Shown(self._assigned.first, self._place))

    def _place(self, taken: Taken) -> Place:
        return (taken.article, self._assigned.entity(taken.article, taken.row))

    def joined_in(self, article: str) -> dict[str, Join]:
        """Entity id → why it is its actor, where its name is not simply the actor's."""
        out: dict[str, Join] = {}
        for member, row, draft in self._assigned.rows(article):
            if draft is not None and (draft.joined or draft.bare):
                key = self._assigned.key(member)
                # Nobody is given a bare name that is one of his full ones.
                pair = dict(draft.bare).get(key) or dict(draft.joined).get(key)
                if pair is not None:
                    title = self._resolved.gathered.names[key].title
                    out[self._assigned.entity(article, row)] = Join(title, pair.rule, pair.confidence, pair.because)
        return out


def resolve_actors(
    facts: Sequence[ActorFacts], judgements: Sequence[ActorSetting], gazetteer: Gazetteer, least: float,
    *, ledger: Ledger | None = None, least_articles: int = 1, kept: bytes | None = None,
) -> Actors:  # fmt: skip
    """The actors of the articles.

    Args:
        facts: of all articles, in any order; those of articles that are not usable are left out.
        judgements: the analyst's entries.
        gazetteer: the world's places.
        least: entities found with less confidence are left out.
        ledger: the addresses issued so far; takes in those issued now. Without one, nothing is remembered.
        least_articles: from how many articles on an actor has a page, whose address is issued for good.
        kept: what the run before gave to keep; the outcome is the same without it.
    """
    claims = Claims(judgements, gazetteer, least)
    usable = sorted((found for found in facts if found.usable), key=lambda found: found.id)
    memory = load_memory(kept, claims.identity)
    before = Before(
        dict(zip(memory.ids, memory.chunks, strict=True)), memory.texts, {name.key: name for name in memory.names}
    )
    gathered = gather(usable, claims, before)
    kept_drafts = {draft.key: draft for draft in memory.drafts}
    resolved = _resolve(gathered, memory, before, kept_drafts)
    groups = [*resolved.full.groups, *resolved.alone.groups, *resolved.bodies.groups]
    drafts = make_drafts(gathered, groups, resolved.bare, kept_drafts, resolved.moved)
    taken = {region.name for region in gazetteer.regions.values()}
    issued = give_addresses({key: draft.wish for key, draft in drafts.items()}, taken, ledger, least_articles)
    ids = issued.ids
    drafts = {
        key: draft if draft.actor.id == ids[key] else _with_address(draft, ids[key]) for key, draft in drafts.items()
    }
    assigned = Assigned(gathered, {found.id: found for found in usable}, drafts, resolved.bare)
    actors = Actors(resolved, drafts, assigned, issued)
    actors.digests = _digests(resolved, memory, kept_drafts, drafts, assigned)
    columns = gathered.columns
    names = list(gathered.names.values()) if memory.ids else _by_address(actors.actors, gathered.names, drafts)
    actors.keep = dump_memory(
        Memory(
            list(columns.ids), list(columns.chunks), list(actors.digests.values()), columns.texts.all,
            names, list(resolved.matched), list(resolved.pairs), list(resolved.bare),
            list(drafts.values()), memory.waste + len(gathered.articles & before.chunks.keys()),
        ),
        claims.identity,
    )  # fmt: skip
    return actors


def _resolve(gathered: Gathered, memory: Memory, before: Before, kept_drafts: Mapping[str, Draft]) -> _Resolved:
    """Join the names."""
    names = gathered.names
    contexts, scale = Contexts(gathered), Scale(gathered.frequency)
    matched = match_people(gathered, before.names, memory.matched, contexts, scale)
    full = join_people(names, matched)
    people = People({name.key: group for group in full.groups for name in group.names}, full.linked)
    bare = _join_bare(gathered, memory, before, kept_drafts, people, contexts, scale)
    fitting = {found.key for found in bare}
    lone = [name for name in names.values() if name.bare and name.key not in fitting]
    pairs = match_alone(gathered, lone, {(p.one, p.other): p for p in memory.alone}, contexts, scale)
    bodies = join_bodies(gathered, [name for name in names.values() if name.kind in ("organisation", "group")])
    moved = _moved(memory.bare, bare, gathered.changed)
    return _Resolved(gathered, matched, full, bare, pairs, join_alone(names, pairs), bodies, moved)


def _join_bare(
    gathered: Gathered, memory: Memory, before: Before, kept_drafts: Mapping[str, Draft], people: People,
    contexts: Contexts, scale: Scale,
) -> list[BareName]:  # fmt: skip
    """What becomes of the bare names: those are asked again that are others, or that fit groups which are others."""
    names = gathered.names
    old = {draft.together for draft in kept_drafts.values() if draft.together}
    new = {tuple(name.key for name in group.names) for group in {id(g): g for g in people.groups.values()}.values()}
    groups = (*old, *new)
    changed = _with_groups(gathered.changed.union(*(old ^ new)), groups)
    words = words_of(gathered, people, changed, before.names)
    # What weighs otherwise now must stand beside both.
    beside = words_of(gathered, people, _with_groups(gathered.stirred - gathered.changed, groups), before.names)
    asked = [
        name
        for name in names.values()
        if name.bare
        and (
            name.key in gathered.changed
            or not words.isdisjoint(name.words)
            or (name.key in gathered.stirred and not beside.isdisjoint(name.words))
        )
    ]
    out = {found.key: found for found in memory.bare if found.key in names and names[found.key].bare}
    for name in asked:
        out.pop(name.key, None)
    out |= {found.key: found for found in join_bare(gathered, asked, people, contexts, scale)}
    return [out[key] for key in sorted(out)]


def _by_address(actors: Mapping[str, Actor], names: Mapping[str, Name], drafts: Mapping[str, Draft]) -> list[Name]:
    """The names in the order of their actors' addresses: what is nearly sorted already is sorted quickly."""
    place = {address: number for number, address in enumerate(actors)}
    of = {name: place[draft.actor.id] for draft in drafts.values() for name in draft.names}
    return sorted(names.values(), key=lambda name: of.get(name.key, -1))


def _with_groups(keys: Collection[str], groups: Iterable[tuple[str, ...]]) -> set[str]:
    """The names with those of their groups: a group is another one as soon as one of its names is."""
    found = set(keys)
    return found.union(*(group for group in groups if not found.isdisjoint(group)))


def _moved(old: Sequence[BareName], new: Sequence[BareName], changed: Collection[str]) -> frozenset[str]:
    before, now = ({found.key: found for found in run} for run in (old, new))
    out: set[str] = set()
    for key in before.keys() | now.keys():
        one, other = before.get(key), now.get(key)
        if one != other or key in changed:
            out.add(key)
            out.update(taken.group for run in (one, other) if run for taken in run.taken if taken.group is not None)
    return frozenset(out)


def _with_address(draft: Draft, address: str) -> Draft:
    return msgspec.structs.replace(draft, actor=msgspec.structs.replace(draft.actor, id=address))


def _digests(
    resolved: _Resolved, memory: Memory, before: Mapping[str, Draft], drafts: Mapping[str, Draft], assigned: Assigned
) -> dict[str, bytes]:
    """The digest of each article, made anew only where it may have changed."""
    gathered = resolved.gathered
    columns, known = gathered.columns, dict(zip(memory.ids, memory.digests, strict=True))
    other = {key for key in before.keys() | drafts.keys() if before.get(key) is not drafts.get(key)}
    old, new = (
        {name: run[key].actor.id for key in other if key in run for name in run[key].names} for run in (before, drafts)
    )
    stale = set(gathered.articles)
    for key, address in new.items():
        if old.get(key) != address:
            stale.update(columns.ids[columns.articles[member]] for member in gathered.members(gathered.names[key]))
    # A bare name that was given to somebody is not among the names of the draft.
    moved = {
        key for key in other if key not in before or key not in drafts or before[key].actor.id != drafts[key].actor.id
    }
    given, now = (
        {
            (taken.article, taken.row, taken.group)
            for found in run
            for taken in found.taken
            if found.key in resolved.moved
        }
        for run in (memory.bare, resolved.bare)
    )
    stale.update(article for article, _, _ in given ^ now)
    for found in resolved.bare if moved else ():
        stale.update(taken.article for taken in found.taken if taken.group in moved)
    return {name: assigned.digest(name) if name in stale or name not in known else known[name] for name in columns.ids}

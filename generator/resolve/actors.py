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

from generator.resolve.actormemory import Memory, dump_memory
from generator.resolve.addresses import Issued, give_addresses
from generator.resolve.alone import join_alone, match_alone
from generator.resolve.asked import asked_again, moved_between, with_kept
from generator.resolve.assigned import Assigned, Places, stale_articles
from generator.resolve.bare import BareName, People, join_bare
from generator.resolve.bodies import join_bodies
from generator.resolve.context import Contexts, Scale
from generator.resolve.doubts import Doubt, find_doubts
from generator.resolve.drafts import Actor, Draft, Join, make_drafts, with_address
from generator.resolve.gather import Before, Gathered, Place, gather
from generator.resolve.judged import Claims, JoinRule
from generator.resolve.people import Matched, join_people, match_people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.resolve.actorfacts import ActorBrief, ActorFacts
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
        told = {draft.actor.id: draft.told for draft in drafts.values()}
        self.told: Mapping[str, bytes] = {name: told[name] for name in self.actors}
        """Actor id → digest, of eight bytes, of how it is called."""
        self.redirects: Mapping[str, str] = issued.redirects
        """Address that was issued and is nobody's page now → the actor it leads to."""
        self.issued: frozenset[str] = issued.before
        """Addresses that were issued before this run."""
        self.digests: Mapping[str, bytes] = {}
        """Article id → the digest of which of its entities is which actor, and which are open."""
        self._joined: dict[str, Mapping[str, Pair]] = {}
        self.remember: Callable[[], bytes] = bytes
        """Makes what the next run can start from."""

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

    def summed(self, values: Mapping[str, bytes]) -> Mapping[str, int]:
        """Article id → the sum of the values, of eight bytes each, of the actors of its entities, cut to 64 bits."""
        return self._assigned.summed(values)

    def open_in(self, article_id: str) -> frozenset[str]:
        """Ids of the entities of an article of which it is not clear who they are."""
        return self._assigned.open_in(article_id)

    @functools.cached_property
    def open_names(self) -> tuple[OpenName, ...]:
        """Names printed alone of which it is not clear whose they are."""
        names, out = self._resolved.gathered.names, []
        for found in self._resolved.bare:
            places = sorted(taken.place for taken in found.taken if taken.group is None)
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
        return find_doubts(found.gathered.names, groups, refused, found.bare, self._assigned.first)

    def joined_in(self, article: str) -> dict[str, Join]:
        """Entity id → why it is its actor, where its name is not simply the actor's."""
        out: dict[str, Join] = {}
        for member, entity, draft in self._assigned.rows(article):
            if draft is not None and (draft.joined or draft.bare):
                key = self._assigned.key(member)
                pair = self._pairs(draft).get(key)
                if pair is not None:
                    title = self._resolved.gathered.names[key].title
                    out[entity] = Join(title, pair.rule, pair.confidence, pair.because)
        return out

    def _pairs(self, draft: Draft) -> Mapping[str, Pair]:
        """Key of a name of the actor → what joined it."""
        if draft.key not in self._joined:
            self._joined[draft.key] = dict((*draft.joined, *draft.bare))
        return self._joined[draft.key]


def resolve_actors(
    briefs: Sequence[ActorBrief], facts: Callable[[str], ActorFacts], judgements: Sequence[ActorSetting],
    gazetteer: Gazetteer, least: float,
    *, ledger: Ledger | None = None, least_articles: int = 1, known: Memory | None = None,
) -> Actors:  # fmt: skip
    """The actors of the articles.

    Args:
        briefs: of all articles, in any order; articles that are not usable are left out.
        facts: those of an article, by its id; asked for where it is not what it was in the run before.
        judgements: the analyst's entries.
        gazetteer: the world's places.
        least: entities found with less confidence are left out.
        ledger: the addresses issued so far; takes in those issued now. Without one, nothing is remembered.
        least_articles: from how many articles on an actor has a page, whose address is issued for good.
        known: what the run before gave to keep (`actormemory.load_memory`); the outcome is the same without it.
    """
    claims = Claims(judgements, gazetteer, least)
    usable = sorted((found for found in briefs if found.usable), key=lambda found: found.id)
    memory = known or Memory()
    chunks = dict(zip(memory.ids, memory.chunks, strict=True))
    before = Before(chunks, memory.texts, {name.key: name for name in memory.names})
    gathered = gather(usable, facts, claims, before)
    old_drafts = {draft.key: draft for draft in memory.drafts}
    resolved = _resolve(gathered, memory, before, old_drafts)
    groups = [*resolved.full.groups, *resolved.alone.groups, *resolved.bodies.groups]
    drafts, redone = make_drafts(gathered, groups, resolved.bare, old_drafts, resolved.moved)
    taken = {region.name for region in gazetteer.regions.values()}
    issued = give_addresses({key: draft.wish for key, draft in drafts.items()}, taken, ledger, least_articles)
    elsewhere = [key for key, draft in drafts.items() if draft.actor.id != issued.ids[key]]
    drafts |= {key: with_address(drafts[key], issued.ids[key]) for key in elsewhere}
    assigned = Assigned(gathered, drafts, resolved.bare)
    actors = Actors(resolved, drafts, assigned, issued)
    stale = stale_articles(
        gathered, redone.union(elsewhere), (old_drafts, drafts), (memory.bare, resolved.bare), resolved.moved
    )
    fresh = {name: found for name, found in zip(memory.ids, memory.digests, strict=True) if name not in stale}
    actors.digests = {name: fresh.get(name) or assigned.digest(name) for name in assigned.articles}
    is_first, waste = not memory.ids, memory.waste + len(gathered.articles.intersection(memory.ids))
    actors.remember = lambda: dump_memory(
        _remembered(actors, resolved, drafts, is_first=is_first, waste=waste), claims.identity
    )
    return actors


def _remembered(
    actors: Actors, resolved: _Resolved, drafts: Mapping[str, Draft], *, is_first: bool, waste: int
) -> Memory:
    """What the next run can start from."""
    gathered, columns = resolved.gathered, resolved.gathered.columns
    ordered = list(drafts.values())
    if is_first:
        # What is nearly sorted already is sorted quickly.
        ordered.sort(key=lambda draft: draft.actor.id)
    return Memory(
        list(columns.ids), list(columns.chunks), list(actors.digests.values()), columns.texts.all,
        list(gathered.names.values()), list(resolved.matched), list(resolved.pairs), list(resolved.bare), ordered,
        waste,
    )  # fmt: skip


def _resolve(gathered: Gathered, memory: Memory, before: Before, old_drafts: Mapping[str, Draft]) -> _Resolved:
    """Join the names."""
    names = gathered.names
    contexts, scale = Contexts(gathered), Scale(gathered.frequency)
    matched = match_people(gathered, before.names, memory.matched, contexts, scale)
    full = join_people(names, matched)
    people = People({name.key: group for group in full.groups for name in group.names}, full.linked)
    together = {draft.together for draft in old_drafts.values() if draft.together}
    asked = asked_again(gathered, people, before.names, together)
    bare = with_kept(gathered, memory.bare, asked, join_bare(gathered, asked, people, contexts, scale))
    fitting = {found.key for found in bare}
    lone = [name for name in names.values() if name.bare and name.key not in fitting]
    pairs = match_alone(gathered, lone, {(p.one, p.other): p for p in memory.alone}, contexts, scale)
    bodies = join_bodies(gathered, [name for name in names.values() if name.kind in ("organisation", "group")])
    moved = moved_between(memory.bare, bare, gathered.changed)
    return _Resolved(gathered, matched, full, bare, pairs, join_alone(names, pairs), bodies, moved)

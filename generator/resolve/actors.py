"""Entities of all articles → actors.

What is printed the same is one name (`gather`); names of persons are joined by what they are and by what stands
beside them (`personnames`, `context`, `joins`), surnames alone article by article (`bare`), bodies by their forms
(`bodies`). The analyst's `actors.yml` always wins. An actor split over two names is mended with a line there; two
people wrongly made one are a lie, so what is not plain stays open. The outcome does not depend on the order of the
articles; addresses come from the ledger (`addresses`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from generator.names import fold_name
from generator.resolve.addresses import Wish, give_addresses
from generator.resolve.bare import Bare, join_bare
from generator.resolve.bodies import join_bodies
from generator.resolve.doubts import Doubt, find_doubts
from generator.resolve.gather import KINDS, ActorKind, Gathered, Member, Name, Place, gather, voted
from generator.resolve.joins import Group, Pair, join_people
from generator.resolve.personnames import person_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.ledger import Ledger
    from generator.resolve.actorfacts import ActorFacts
    from generator.settings import ActorSetting

JoinRule = Literal["analyst", "region", "same name", "known body", "joined"]
_CLOSE_KIND = 0.25
"""A kind with this share of the votes is shown beside the one that won."""


@dataclass(frozen=True, slots=True)
class Join:
    """Why one name of an actor is his."""

    name: str
    """As printed most."""
    rule: str
    confidence: float
    because: tuple[str, ...] = ()
    """What stands beside the names and speaks for it, in words."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state or group we report on, over all articles."""

    id: str
    """Its address: lower-case words and hyphens."""
    name: str
    kind: ActorKind
    rule: JoinRule
    """What joined its names."""
    region: str | None = None
    """For a state, its region id."""
    note: str | None = None
    wikidata: str | None = None
    joins: tuple[Join, ...] = ()
    """The names that were joined, and why."""
    doubt: tuple[tuple[ActorKind, float], ...] = ()
    """Other kinds that nearly as much speaks for, with their share."""


@dataclass(frozen=True, slots=True)
class OpenName:
    """A surname or first name printed alone of which it is not clear whose it is."""

    name: str
    candidates: tuple[str, ...]
    """Ids of the actors it may mean."""
    places: tuple[Place, ...]
    """Where it is open."""


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors, and which entity of which article is which of them."""

    actors: Mapping[str, Actor]
    of: Mapping[Place, str]
    """(article id, entity id) → actor id."""
    open_names: tuple[OpenName, ...] = ()
    joined: Mapping[Place, Join] = field(default_factory=dict)
    """(article id, entity id) → why it is that actor, where its name is not simply the actor's."""
    doubts: tuple[Doubt, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Address that was issued and is nobody's page now → the actor it leads to."""
    issued: frozenset[str] = frozenset()
    """Addresses that were issued before this run."""

    def entity(self, article_id: str, entity_id: str) -> Actor | None:
        """The actor that an entity is, if it is one."""
        actor = self.of.get((article_id, entity_id))
        return None if actor is None else self.actors[actor]

    @property
    def open_places(self) -> frozenset[Place]:
        """Entities of which it is not clear who they are."""
        return frozenset(place for name in self.open_names for place in name.places)


@dataclass(slots=True)
class _Draft:
    """An actor without its address."""

    group: Group
    members: list[tuple[Member, str]]
    """Entity, and the key of its name."""
    bare: dict[str, Pair]
    """Key of a bare name → what joined it most surely."""


def resolve_actors(
    facts: Sequence[ActorFacts], judgements: Sequence[ActorSetting], gazetteer: Gazetteer, least: float,
    *, ledger: Ledger | None = None, least_articles: int = 1,
) -> Actors:  # fmt: skip
    """The actors of the articles.

    Args:
        facts: of all articles, in any order; those of articles that are not usable are left out.
        judgements: the analyst's entries.
        gazetteer: the world's places.
        least: entities found with less confidence are left out.
        ledger: the addresses issued so far; takes in those issued now. Without one, nothing is remembered.
        least_articles: from how many articles on an actor has a page, whose address is issued for good.
    """
    articles = [found for found in facts if found.usable]
    gathered = gather(articles, judgements, gazetteer, least)
    names = list(gathered.names.values())
    people = [name for name in names if name.kind == "person"]
    full = join_people(gathered, [name for name in people if not name.is_bare])
    bare = join_bare(gathered, [name for name in people if name.is_bare], full)
    bodies = join_bodies(gathered, [n for n in names if n.kind in ("organisation", "group")], articles)
    states = [Group([name]) for name in names if name.kind == "state"]
    drafts = _drafts([*full.groups, *bare.groups, *bodies.groups, *states], bare)
    actors = {draft.group.key: _actor(draft, gathered, gazetteer) for draft in drafts}
    wishes = [_wish(draft, actors[draft.group.key]) for draft in drafts]
    taken = {region.name for region in gazetteer.regions.values()}
    issued = give_addresses(wishes, taken, ledger, least_articles)
    ids = issued.ids
    found = {ids[key]: replace(actor, id=ids[key]) for key, actor in actors.items()}
    return Actors(
        dict(sorted(found.items())),
        {member.place: ids[draft.group.key] for draft in drafts for member, _ in draft.members},
        _open_names(gathered, bare, ids),
        _joined(drafts, gathered),
        find_doubts(gathered, [*full.groups, *bodies.groups, *bare.groups], [*full.refused, *bodies.refused], bare),
        issued.redirects,
        issued.before,
    )


def _drafts(groups: Sequence[Group], bare: Bare) -> list[_Draft]:
    drafts = {
        group.key: _Draft(group, [(member, name.key) for name in group.names for member in name.members], {})
        for group in groups
    }
    for taken in bare.taken:
        if taken.group is not None and taken.pair is not None:
            draft = drafts[taken.group.key]
            draft.members.append((taken.member, taken.name))
            best = draft.bare.setdefault(taken.name, taken.pair)
            if taken.pair.order < best.order:
                draft.bare[taken.name] = taken.pair
    # An entry of the analyst that no article names is no actor.
    return [draft for draft in drafts.values() if draft.members]


def _actor(draft: _Draft, gathered: Gathered, gazetteer: Gazetteer) -> Actor:
    """The actor without its address."""
    names = draft.group.names
    judged = next((name.judged for name in names if name.judged is not None), None)
    head = _head(names)
    joins = tuple(_joins(draft, gathered, head.key))
    first = names[0]
    if judged is not None:
        assert judged.kind != "none"  # its names never come here
        regions = {m.entity.country for m, _ in draft.members if m.entity.country and m.entity.kind == "state"}
        region = min(regions) if judged.kind == "state" and len(regions) == 1 else None
        return Actor("", judged.name, judged.kind, "analyst", region, judged.note, judged.wikidata, joins)
    if first.rule == "region":
        code = first.key.partition(" ")[2]
        known = gazetteer.regions.get(code)
        return Actor("", known.name if known else code, "state", "region", code)
    votes: defaultdict[ActorKind, int] = defaultdict(int)
    for name in names:
        for kind, weight in name.votes.items():
            votes[kind] += weight
    only = [name.only for name in names if name.only]
    kind = only[0] if only else voted(votes)
    total = sum(votes.values()) or 1
    doubt = tuple(
        (other, round(votes[other] / total, 2))
        for other in KINDS
        if other != kind and votes[other] / total >= _CLOSE_KIND and not only
    )
    regions = {m.entity.country for m, _ in draft.members if m.entity.country and m.entity.kind == "state"}
    rule: JoinRule = "known body" if head.rule == "known body" else "joined" if joins else "same name"
    region = min(regions) if kind == "state" and regions else None
    return Actor("", head.title, kind, rule, region, joins=joins, doubt=doubt)


def _head(names: Sequence[Name]) -> Name:
    """The name that heads the page: the analyst's, a known body's, or the one that most articles print."""
    given = next((name for name in names if name.judged is not None or name.rule == "known body"), None)
    return given or max(names, key=lambda name: (len(name.context.articles), len(name.title.split()), name.title))


def _joins(draft: _Draft, gathered: Gathered, head: str) -> list[Join]:
    # The name that heads the page is not joined to itself.
    found = {key: pair for key, pair in draft.group.joined.items() if key != head} | draft.bare
    rows = [(gathered.names[key].title, pair) for key, pair in found.items()]
    rows.sort(key=lambda row: (-row[1].confidence, row[0]))
    return [Join(title, pair.rule, pair.confidence, pair.because) for title, pair in rows]


def _joined(drafts: Sequence[_Draft], gathered: Gathered) -> dict[Place, Join]:
    """Entity → what joined its name to the actor."""
    out: dict[Place, Join] = {}
    for draft in drafts:
        pairs = draft.group.joined | draft.bare
        for member, key in draft.members:
            if key in pairs:
                pair = pairs[key]
                out[member.place] = Join(gathered.names[key].title, pair.rule, pair.confidence, pair.because)
    return out


def _wish(draft: _Draft, actor: Actor) -> Wish:
    """What the actor is known by, for its address."""
    hard: Counter[str] = Counter()
    soft: Counter[str] = Counter()
    own = {name.key: name for name in draft.group.names}
    for member, key in draft.members:
        name = own.get(key)
        if name is not None and name.judged is None:
            hard[key] += 1
            if name.base != key:
                soft[name.base] += 1
        else:
            # A bare name may be somebody else's elsewhere; an entry of the analyst is known by what articles print.
            bare = name is None or person_name(member.entity.name).is_bare
            (soft if bare else hard)[f"name {fold_name(member.entity.name)}"] += 1
    judged = f"name {fold_name(actor.name)}" if actor.rule == "analyst" else None
    articles = len({member.article for member, _ in draft.members})
    head = _head(draft.group.names).key
    return Wish(draft.group.key, actor.name, actor.kind, actor.rule, head, articles, hard, soft, judged)


def _open_names(gathered: Gathered, bare: Bare, ids: Mapping[str, str]) -> tuple[OpenName, ...]:
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for taken in bare.taken:
        if taken.group is None:
            places[taken.name].append(taken.member.place)
    return tuple(
        OpenName(
            gathered.names[key].title,
            tuple(sorted(ids[group.key] for group, _ in bare.candidates[key] if group.key in ids)),
            tuple(sorted(found)),
        )
        for key, found in sorted(places.items())
    )

"""Groups of names → actors that have no address yet, and what they are known by."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from generator.names import fold_name, slug
from generator.resolve.addresses import Wish
from generator.resolve.gather import voted
from generator.resolve.joins import Group, Pair
from generator.resolve.judged import KINDS, ActorKind, JoinRule
from generator.resolve.memory import packed_bytes
from generator.resolve.personnames import person_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.resolve.bare import BareName, Taken
    from generator.resolve.gather import Gathered, Name

_CLOSE_KIND = 0.25
"""A kind with this share of the votes is shown beside the one that won."""


class Join(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Why one name of an actor is his."""

    name: str
    """As printed most."""
    rule: str
    confidence: float
    because: tuple[str, ...] = ()
    """What stands beside the names and speaks for it, in words."""


class Actor(msgspec.Struct, frozen=True, array_like=True, gc=False):
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


class Draft(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An actor, and the group that it is."""

    key: str
    actor: Actor
    wish: Wish
    together: tuple[str, ...] = ()
    """Keys of its names, sorted, if there are two or more."""
    joined: tuple[tuple[str, Pair], ...] = ()
    """Key of a name → what joined it."""
    bare: tuple[tuple[str, Pair], ...] = ()
    """Key of a bare name → what joined it most surely."""
    told: bytes = b""
    """Digest of what the actor is called, and its address; empty while it has none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of its names."""
        return self.together or (self.key,)


def with_address(draft: Draft, address: str) -> Draft:
    """The draft of an actor that has this address."""
    actor = msgspec.structs.replace(draft.actor, id=address)
    called = packed_bytes((actor.id, actor.name, actor.kind, actor.region, actor.wikidata))
    return msgspec.structs.replace(draft, actor=actor, told=hashlib.blake2b(called, digest_size=8).digest())


def make_drafts(
    gathered: Gathered, groups: Sequence[Group], bare: Iterable[BareName], kept: Mapping[str, Draft],
    moved: Collection[str],
) -> tuple[dict[str, Draft], set[str]]:  # fmt: skip
    """The drafts of all names by their keys, and the keys of those that are others than in the run before, or gone.

    Args:
        gathered: all names.
        groups: those of two or more names.
        bare: what became of bare names that fit full ones, by key.
        kept: the drafts of the run before.
        moved: keys of bare names of which something else became, and of the groups that they belong to or did.
    """
    of = {name.key: group for group in groups for name in group.names}
    together = {key: draft for key, draft in kept.items() if draft.together}
    redone = set(gathered.changed).union(moved)
    for group in groups:
        old = together.pop(group.key, None)
        if old is None or old.joined != tuple(group.joined.items()) or old.together != _keys(group):
            redone.update(_keys(group), old.together if old else ())
        elif not redone.isdisjoint(old.together):
            redone.update(old.together)
    redone.update(key for draft in together.values() for key in draft.together)
    drafts = dict(kept)
    for key in redone:
        drafts.pop(key, None)
    given: defaultdict[str, list[tuple[str, Taken]]] = defaultdict(list)
    fitting = set()
    for found in bare:
        fitting.add(found.key)
        for taken in found.taken:
            if taken.group is not None and taken.group in redone:
                given[taken.group].append((found.key, taken))
    for key in sorted(redone - fitting):
        name, own = gathered.names.get(key), of.get(key)
        if name is not None and (own is None or own.key == key):
            drafts[key] = _Drafter(gathered, own or Group([name]), given.get(key, ())).draft()
    return drafts, redone


def _keys(group: Group) -> tuple[str, ...]:
    return tuple(name.key for name in group.names)


class _Drafter:
    """Makes the draft of one group."""

    def __init__(self, gathered: Gathered, group: Group, given: Sequence[tuple[str, Taken]]) -> None:
        self._gathered, self._group, self._given = gathered, group, given
        self._names = group.names
        self._head = _head(group.names)
        self._bare: dict[str, Pair] = {}
        for key, taken in given:
            if taken.pair is not None:
                best = self._bare.setdefault(key, taken.pair)
                if taken.pair.order < best.order:
                    self._bare[key] = taken.pair

    def draft(self) -> Draft:
        actor = self._actor()
        keys = _keys(self._group) if len(self._names) > 1 else ()
        joined, bare = tuple(self._group.joined.items()), tuple(self._bare.items())
        return Draft(self._group.key, actor, self._wish(actor), keys, joined, bare)

    def _actor(self) -> Actor:
        """The actor without its address."""
        claims, first = self._gathered.claims, self._names[0]
        joins = tuple(self._joins())
        states = {code for name in self._names for code in name.states}
        states.update(taken.state for _, taken in self._given if taken.state)
        entry = next((claims.entry(name.key) for name in self._names if name.judged), None)
        if entry is not None:
            assert entry.kind != "none"  # its names never come here
            region = min(states) if entry.kind == "state" and len(states) == 1 else None
            return Actor("", entry.name, entry.kind, "analyst", region, entry.note, entry.wikidata, joins)
        if first.rule == "region":
            code = first.key.partition(" ")[2]
            return Actor("", claims.region(code) or code, "state", "region", code)
        votes = [sum(found) for found in zip(*(name.votes for name in self._names), strict=True)]
        only = [name.only for name in self._names if name.only]
        kind = only[0] if only else voted(votes)
        total = sum(votes) or 1
        doubt = tuple(
            (other, round(number / total, 2))
            for other, number in zip(KINDS, votes, strict=True)
            if other != kind and number / total >= _CLOSE_KIND and not only
        )
        rule: JoinRule = "known body" if self._head.rule == "known body" else "joined" if joins else "same name"
        region = min(states) if kind == "state" and states else None
        return Actor("", self._head.title, kind, rule, region, joins=joins, doubt=doubt)

    def _joins(self) -> list[Join]:
        # The name that heads the page is not joined to itself.
        found = {key: pair for key, pair in self._group.joined.items() if key != self._head.key} | self._bare
        rows = [(self._gathered.names[key].title, pair) for key, pair in found.items()]
        rows.sort(key=lambda row: (-row[1].confidence, row[0]))
        return [Join(title, pair.rule, pair.confidence, pair.because) for title, pair in rows]

    def _wish(self, actor: Actor) -> Wish:
        """What the actor is known by, for its address."""
        hard: Counter[str] = Counter()
        soft: Counter[str] = Counter()
        for name in self._names:
            if not name.judged:
                base = self._gathered.texts.all[name.base]
                hard[name.key] += name.members
                if base != name.key:
                    soft[base] += name.members
            for printed, number in name.printed:
                # An entry of the analyst is known by what articles print.
                (soft if person_name(printed).is_bare else hard)[f"name {fold_name(printed)}"] += number
        for _, taken in self._given:
            # A bare name may be somebody else's elsewhere.
            soft[f"name {fold_name(taken.printed)}"] += 1
        judged = f"name {fold_name(actor.name)}" if actor.rule == "analyst" else None
        return Wish(
            slug(actor.name), actor.kind, actor.rule, self._head.key, self._articles(), tuple(hard.items()),
            tuple(soft.items()), judged,
        )  # fmt: skip

    def _articles(self) -> int:
        """In how many articles the actor stands; where a full name stands, no bare one was given to it."""
        alone = len({taken.article for _, taken in self._given})
        if len(self._names) == 1:
            return self._names[0].articles + alone
        gathered = self._gathered
        own = {gathered.columns.articles[member] for name in self._names for member in gathered.members(name)}
        return len(own) + alone


def _head(names: Sequence[Name]) -> Name:
    """The name that heads the page: the analyst's, a known body's, or the one that most articles print."""
    given = next((name for name in names if name.judged or name.is_body), None)
    return given or max(names, key=lambda name: (name.articles, len(name.title.split()), name.title))

"""Entities of all articles → actors.

Names are joined when they are the same after folding case, diacritics and marks, or when the analyst says so in
`actors.yml`, which always wins. Nothing else is joined yet: an actor split over two names is mended with a line of
`actors.yml`, two people wrongly made one are a lie. The outcome does not depend on the order of the articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from generator.knowledge.names import load_bodies
from generator.names import fold_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.models import Entity, ProcessedArticle
    from generator.settings import ActorSetting

ActorKind = Literal["person", "organisation", "state", "group"]
JoinRule = Literal["analyst", "region", "same name", "known body"]
_KINDS: tuple[ActorKind, ...] = ("person", "organisation", "state", "group")


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


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors, and which entity of which article is which of them."""

    actors: Mapping[str, Actor]
    of: Mapping[tuple[str, str], str]
    """(article id, entity id) → actor id."""

    def entity(self, article_id: str, entity_id: str) -> Actor | None:
        """The actor that an entity is, if it is one."""
        actor = self.of.get((article_id, entity_id))
        return None if actor is None else self.actors[actor]


@dataclass(frozen=True, slots=True)
class _Key:
    """What entities must share to be one actor."""

    rule: JoinRule
    name: str


def resolve_actors(
    articles: Sequence[ProcessedArticle], judgements: Sequence[ActorSetting], gazetteer: Gazetteer, least: float
) -> Actors:
    """The actors of the articles; entities found with a confidence below `least` are left out."""
    table = _judgement_table(judgements)
    states = _judged_states(judgements, gazetteer)
    members: defaultdict[_Key, list[tuple[str, Entity]]] = defaultdict(list)
    for article in articles:
        # What is only an adjective ("Democratic senators") names nobody.
        described = {m.entity for m in article.mentions if m.form == "adjective"}
        described -= {m.entity for m in article.mentions if m.form != "adjective"}
        for entity in article.entities:
            judged = _judged(entity, table)
            if entity.id in described or (judged is not None and judged.kind == "none"):
                continue  # a mere adjective, or no actor as the analyst says
            key = _key(entity, table, states)
            wanted = judged is not None or (entity.confidence >= least and entity.kind in _KINDS)
            if wanted and key.name:  # a name that folds to nothing names nobody
                members[key].append((article.id, entity))
    drafts = [(key, _draft(key, found, table, gazetteer)) for key, found in members.items()]
    ids = _ids(drafts, gazetteer)
    actors = {ids[key]: replace(actor, id=ids[key]) for key, actor in drafts}
    of = {(article_id, entity.id): ids[key] for key, found in members.items() for article_id, entity in found}
    return Actors(dict(sorted(actors.items())), of)


def _judgement_table(judgements: Iterable[ActorSetting]) -> dict[str, ActorSetting]:
    """Folded name → the analyst's entry that claims it."""
    table: dict[str, ActorSetting] = {}
    for entry in judgements:
        for name in (entry.name, *entry.aliases):
            table.setdefault(fold_name(name), entry)
    return table


def _judged(entity: Entity, table: Mapping[str, ActorSetting]) -> ActorSetting | None:
    """The analyst's entry that claims the name; a country that only is a place stays one."""
    judged = table.get(fold_name(entity.name))
    if judged is None or entity.name in judged.never or (entity.kind == "place" and judged.kind == "state"):
        return None
    return judged


def _judged_states(judgements: Iterable[ActorSetting], gazetteer: Gazetteer) -> dict[str, ActorSetting]:
    """Region id → the analyst's entry for that state."""
    out: dict[str, ActorSetting] = {}
    for entry in judgements:
        sense = gazetteer.best(entry.name) if entry.kind == "state" else None
        if sense is not None and sense.sort == "country":
            out.setdefault(sense.region, entry)
    return out


def _key(entity: Entity, table: Mapping[str, ActorSetting], states: Mapping[str, ActorSetting]) -> _Key:
    judged = table.get(fold_name(entity.name))
    if judged is not None and entity.name in judged.never:
        # The same after folding, and yet somebody else: the analyst says so.
        return _Key("same name", f"{fold_name(entity.name)} (not {judged.name})")
    if judged is not None:
        return _Key("analyst", judged.name)
    if entity.kind == "state" and entity.country:
        if entity.country in states:
            return _Key("analyst", states[entity.country].name)
        return _Key("region", entity.country)
    body = load_bodies().get(entity.name)
    if body is not None and entity.kind != "person":
        return _Key("known body", body.name)
    return _Key("same name", fold_name(entity.name))


def _draft(
    key: _Key, found: list[tuple[str, Entity]], table: Mapping[str, ActorSetting], gazetteer: Gazetteer
) -> Actor:
    """The actor without its id."""
    printed = Counter(entity.name for _, entity in found)
    votes: Counter[ActorKind] = Counter(entity.kind for _, entity in found if entity.kind in _KINDS)
    kind = max(votes.items(), key=lambda item: (item[1], -_KINDS.index(item[0])))[0] if votes else "organisation"
    regions = sorted({entity.country for _, entity in found if entity.country and entity.kind == "state"})
    match key.rule:
        case "analyst":
            entry = next(entry for entry in table.values() if entry.name == key.name)
            assert entry.kind != "none"  # its names never come here
            region = regions[0] if entry.kind == "state" and len(regions) == 1 else None
            return Actor("", entry.name, entry.kind, key.rule, region, entry.note, entry.wikidata)
        case "region":
            known = gazetteer.regions.get(key.name)
            return Actor("", known.name if known else key.name, "state", key.rule, key.name)
        case "known body":
            return Actor("", key.name, kind, key.rule)
        case _:
            best = max(printed.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
            return Actor("", best, kind, key.rule, regions[0] if kind == "state" and regions else None)


def _ids(drafts: list[tuple[_Key, Actor]], gazetteer: Gazetteer) -> dict[_Key, str]:
    """An address for each actor. A person who bears the name of a country never takes its address."""
    places = {slug(region.name) for region in gazetteer.regions.values()}
    taken = {"index"}  # the page of the list
    out: dict[_Key, str] = {}
    order = sorted(drafts, key=lambda item: (_KINDS.index(item[1].kind), item[0].rule, item[0].name))
    for key, actor in order:
        base = slug(actor.name) or "actor"
        wish = f"{base}-{actor.kind}" if actor.kind != "state" and base in places else base
        if wish in taken:
            wish = f"{base}-{actor.kind}"
        chosen, number = wish, 2
        while chosen in taken:
            chosen, number = f"{wish}-{number}", number + 1
        taken.add(chosen)
        out[key] = chosen
    return out

"""Which name an entity of an article bears, under the analyst's judgements.

The analyst's `actors.yml` comes first: an entity that bears one of its names belongs to that entry and to nothing else.
"""

from __future__ import annotations

import functools
import hashlib
import json
from typing import TYPE_CHECKING, Literal

from generator.knowledge.bodies import known_bodies
from generator.names import fold_name
from generator.resolve.actorfacts import UNIT, facts_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.knowledge.regions import Gazetteer
    from generator.resolve.actorfacts import EntityFacts
    from generator.settings import ActorSetting

ActorKind = Literal["person", "organisation", "state", "group"]
KINDS: tuple[ActorKind, ...] = ("person", "organisation", "state", "group")
JoinRule = Literal["analyst", "region", "same name", "known body", "joined"]
NameRule = Literal["analyst", "region", "same name", "known body"]

_RULES: dict[str, NameRule] = {"analyst": "analyst", "region": "region", "body": "known body", "name": "same name"}


def rule_of(key: str) -> NameRule:
    """What made one name of what is printed: the first word of the name's key says so."""
    return _RULES[key.partition(" ")[0]]


class Claims:
    """The analyst's judgements, ready to be asked."""

    def __init__(self, judgements: Sequence[ActorSetting], gazetteer: Gazetteer, least: float) -> None:
        """Entities found with a confidence below `least` are left out."""
        self._least = least * UNIT
        self._judgements = tuple(judgements)
        self._gazetteer = gazetteer
        self._table: dict[str, ActorSetting] = {}
        self._entries: dict[str, ActorSetting] = {}
        self._states: dict[str, ActorSetting] = {}
        for entry in judgements:
            self._entries.setdefault(f"analyst {fold_name(entry.name)}", entry)
            for name in (entry.name, *entry.aliases):
                self._table.setdefault(fold_name(name), entry)
            sense = gazetteer.best(entry.name) if entry.kind == "state" else None
            if sense is not None and sense.sort == "country":
                self._states.setdefault(sense.region, entry)

    @functools.cached_property
    def identity(self) -> str:
        """What the names depend on besides the articles."""
        said = [entry.model_dump(mode="json") for entry in self._judgements]
        regions = {key: region.name for key, region in self._gazetteer.regions.items()}
        states = {key: entry.name for key, entry in self._states.items()}
        parts = [facts_version(), self._least, said, states, regions]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @functools.cached_property
    def forbidden(self) -> frozenset[frozenset[str]]:
        """Pairs of folded names that the analyst keeps apart."""
        return frozenset(
            frozenset((fold_name(name), fold_name(never)))
            for entry in self._judgements
            for name in (entry.name, *entry.aliases)
            for never in entry.never
        )

    def entry(self, key: str) -> ActorSetting | None:
        """The analyst's entry that claims the name of this key."""
        return self._entries.get(key)

    def region(self, code: str) -> str | None:
        """How a region is called."""
        known = self._gazetteer.regions.get(code)
        return known.name if known else None

    def key(self, entity: EntityFacts) -> str:
        """The key that entities must share to be one, and that `rule_of` reads; empty if the entity is no actor."""
        claim = self._claim(entity)
        judged = self._judged(entity, claim)
        if entity.described or (judged is not None and judged.kind == "none"):
            return ""
        if judged is None and (entity.confidence < self._least or entity.kind not in KINDS):
            return ""
        key = self._key(entity, claim)
        return key if key.partition(" ")[2] else ""  # a name that folds to nothing names nobody

    def _claim(self, entity: EntityFacts) -> ActorSetting | None:
        """The entry that bears the name; of a known body, a form that the article prints or everybody uses."""
        claim = self._table.get(fold_name(entity.name))
        if claim is not None or entity.body is None or not self._table:
            return claim
        body = known_bodies().named[entity.body]
        everywhere = known_bodies().everywhere
        forms = [*entity.said, *(form for form in body.forms if everywhere.get(form) is body)]
        claims = ((form, self._table[fold_name(form)]) for form in forms if fold_name(form) in self._table)
        return next((claim for form, claim in claims if form not in claim.never), None)

    @staticmethod
    def _judged(entity: EntityFacts, claim: ActorSetting | None) -> ActorSetting | None:
        """The entry that claims the name; a country that only is a place stays one."""
        if claim is None or entity.name in claim.never or (entity.kind == "place" and claim.kind == "state"):
            return None
        return claim

    def _key(self, entity: EntityFacts, claim: ActorSetting | None) -> str:
        folded = fold_name(entity.name)
        if claim is not None and entity.name in claim.never:
            # The same after folding, and yet somebody else: the analyst says so.
            return f"name {folded} (not {fold_name(claim.name)})"
        if claim is None and entity.kind == "state" and entity.country:
            claim = self._states.get(entity.country)
            if claim is None:
                return f"region {entity.country}"
        if claim is not None:
            return f"analyst {fold_name(claim.name)}"
        return f"body {fold_name(entity.body)}" if entity.body else f"name {folded}"


@functools.cache
def body_names() -> dict[str, str]:
    """Key of a known body → its name."""
    return {f"body {fold_name(name)}": name for name in known_bodies().named}

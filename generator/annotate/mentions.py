"""Candidate names of one article → its entities, mentions and roles.

The order of work: countries put to bare bodies ("Nigerian Army"), acronyms explained, one kind a name (`kinds`),
further places of names already found, known bodies told (`homes`); then persons (`people`) and bodies (`bodies`)
joined, each short form to the one long form it fits; a capital that speaks is its state; offices beside names become
roles, and nouns that mean one of the named ("the Turkish president") or a body named for one ("the Moon
administration") become mentions (`offices`, `nominals`, `administrations`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.annotate.administrations import add_administrations
from generator.annotate.bodies import find_bodies, with_acronyms, with_countries
from generator.annotate.candidate import Candidate, Cluster
from generator.annotate.homes import with_known
from generator.annotate.kinds import agreed, confirmed, with_repeats
from generator.annotate.names import find_candidates
from generator.annotate.nominals import join_nominals
from generator.annotate.people import find_people
from generator.annotate.placing import acts_by_metonymy
from generator.annotate.titles import kept_title
from generator.knowledge.cues import load_cues
from generator.models import Entity, EntityKind, Mention, MentionForm, Role
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer
    from generator.models import Block


def find_mentions(
    text: str, pieces: Sequence[Parsed], blocks: Sequence[Block], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[Mention, ...], tuple[Role, ...]]:
    """Entities in the order of their first mention, mentions and roles in the order of the text."""
    candidates = with_countries(text, find_candidates(text, pieces, blocks, gazetteer))
    candidates, acronyms = with_acronyms(text, pieces, candidates)
    candidates = agreed(text, candidates)
    candidates = with_repeats(pieces, text, candidates)
    candidates = [c for c in candidates if not (c.headline and c.rule == "model" and not confirmed(c, candidates))]
    candidates, known = with_known(text, candidates, gazetteer)
    rest = [c for c in candidates if c.kind != "person" and c.sense is None]
    clusters = find_people(text, candidates) + find_bodies(rest, acronyms, known)
    clusters += _find_places(pieces, [c for c in candidates if c.sense is not None])
    add_administrations(text, pieces, clusters)
    clusters = [cluster for cluster in clusters if cluster.members]
    join_nominals(text, pieces, clusters)
    return _numbered(clusters, gazetteer)


def _find_places(pieces: Sequence[Parsed], candidates: Sequence[Candidate]) -> list[Cluster]:
    """Clusters of what the gazetteer knows: countries, states, peoples, cities."""
    clusters: dict[tuple[str, str], Cluster] = {}
    acting = {c.sense.region for c in candidates if c.kind == "state" and c.sense and c.form != "adjective"}
    verbs = frozenset(load_cues().verbs)
    for c in candidates:
        if c.sense is None:
            continue
        rule = None
        kind, key = _place_key(c, acting)
        if c.sense.sort == "capital" and _speaks(c, pieces, verbs):
            kind, key, rule = "state", f"region {c.sense.region}", "capital speaks"
        if not key:
            continue
        cluster = clusters.setdefault(("region" if key.startswith("region ") else kind, key), Cluster(kind, key))
        if kind == "state":
            cluster.kind = "state"
        cluster.add(c, rule)
    return list(clusters.values())


def _place_key(c: Candidate, acting: set[str]) -> tuple[EntityKind, str]:
    sense = c.sense
    assert sense is not None
    if sense.sort in ("country", "adjective"):
        return ("state" if sense.region in acting else "place"), f"region {sense.region}"
    if sense.sort == "people":
        return "group", fold_name(sense.name)
    return "place", f"{fold_name(sense.name)} {sense.region}"


def _speaks(c: Candidate, pieces: Sequence[Parsed], verbs: frozenset[str]) -> bool:
    piece = next((p for p in reversed(pieces) if p.start <= c.span.start), None)
    return piece is not None and piece.kind == "paragraph" and acts_by_metonymy(piece, c.span, verbs)


def _numbered(
    clusters: list[Cluster], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[Mention, ...], tuple[Role, ...]]:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    roles: list[Role] = []
    for number, cluster in enumerate(sorted(clusters, key=lambda c: min(m[0].span for m in c.members)), start=1):
        name = f"e{number}"
        entities.append(_entity(name, cluster, gazetteer))
        roles += [Role(span.start, span.end, name) for span in cluster.roles]
        for c, rule, confidence in cluster.members:
            form: MentionForm = c.form if rule != "capital speaks" else "name"
            # The title by which somebody is known, as in "Pope Example", is part of the name, not of its mention.
            title = kept_title(c.text) if c.kind == "person" else 0
            mentions.append(Mention(c.span.start + title, c.span.end, name, form, rule, confidence))
    mentions.sort(key=lambda m: (m.start, m.end))
    roles.sort(key=lambda r: (r.start, r.end))
    return tuple(entities), tuple(mentions), tuple(roles)


def _entity(name: str, cluster: Cluster, gazetteer: Gazetteer) -> Entity:
    printed = Counter(c.text for c, rule, _ in cluster.members if c.form == "name" and rule != "capital speaks")
    senses = [c.sense for c, _, _ in cluster.members if c.sense is not None]
    sense = senses[0] if senses else None
    confidence = max(confidence for _, _, confidence in cluster.members)
    if cluster.body is not None:
        return Entity(name, cluster.kind, cluster.body.name, country=cluster.body.country, confidence=confidence)
    if printed:
        best = max(printed.items(), key=lambda item: (len(item[0].split()), item[1], len(item[0]), item[0]))[0]
        if cluster.key.startswith("region "):
            plain = Counter(c.text for c, rule, _ in cluster.members if c.form == "name" and rule == "gazetteer")
            best = max((plain or printed).items(), key=lambda item: (item[1], item[0]))[0]
            known = gazetteer.regions.get(sense.region) if sense and (not plain or _is_short(best)) else None
            best = known.name if known else best
    else:
        known = gazetteer.regions.get(sense.region) if sense else None
        best = known.name if known else cluster.members[0][0].text
    region = sense.region if sense else None
    is_region = cluster.key.startswith("region ") or (sense is not None and sense.sort == "area")
    spot = sense if sense is not None and not is_region else None
    return Entity(
        name, cluster.kind, best, _ref(region) if is_region and region else None, region,
        spot.lat if spot else None, spot.lon if spot else None, confidence,
    )  # fmt: skip


def _is_short(name: str) -> bool:
    """Whether a country is called by its letters: "U.S.", "UAE"."""
    return name.replace(".", "").isupper()


def _ref(region: str) -> str | None:
    if re.fullmatch(r"[A-Z]{2}|[A-Z]{4}", region):
        return f"iso3166:{region}"
    return region if region.startswith("m49:") else None

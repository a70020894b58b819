"""Candidate names of one article → its entities, mentions and roles.

The rules, in order: the same name in one article has one kind; a short form belongs to the long form it is part of,
where exactly one fits; an acronym in brackets belongs to the name before it; a capital that speaks is its state.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate, retyped
from generator.annotate.names import find_candidates
from generator.annotate.placing import acts_by_metonymy
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_bodies
from generator.models import Entity, EntityKind, Mention, MentionForm, Role, Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer
    from generator.models import Block

_PARTICLES = {"al", "bin", "ibn", "de", "da", "del", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "ten"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


@dataclass(slots=True)
class _Cluster:
    """The candidates that name one thing."""

    kind: EntityKind
    key: str
    members: list[tuple[Candidate, str, float]] = field(default_factory=list)
    """Candidate, rule that put it here, confidence."""

    def add(self, candidate: Candidate, rule: str | None = None, confidence: float | None = None) -> None:
        self.members.append((candidate, rule or candidate.rule, confidence or candidate.confidence))


def find_mentions(
    text: str, pieces: Sequence[Parsed], blocks: Sequence[Block], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[Mention, ...], tuple[Role, ...]]:
    """Entities in the order of their first mention, mentions and roles in the order of the text."""
    candidates = _agreed(find_candidates(text, pieces, blocks, gazetteer))
    candidates = _with_repeats(text, pieces, candidates)
    candidates = [c for c in candidates if not (c.headline and c.rule == "model" and not _confirmed(c, candidates))]
    people, rest = _people(candidates)
    clusters = people + _bodies_and_places(text, pieces, rest)
    return _numbered(clusters, gazetteer)


def _agreed(candidates: list[Candidate]) -> list[Candidate]:
    """The same name in one article has one kind: that of its fuller form, else the one found most."""
    full = {fold_name(c.text) for c in candidates if c.kind == "person" and len(c.text.split()) > 1 and not c.headline}
    surnames = {name.split()[-1] for name in full}
    votes: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for c in candidates:
        if c.sense is None and c.rule != "body":
            votes[fold_name(c.text)][c.kind] += 1 if c.headline else 2
    sure = {fold_name(c.text) for c in candidates if c.sense is not None and not c.sense.ambiguous}
    out = []
    for c in candidates:
        key = fold_name(c.text)
        weak = c.sense is None or c.sense.ambiguous or c.sense.sort == "city"
        if c.kind != "person" and c.rule != "body" and weak and key in surnames and c.form == "name":
            out.append(retyped(c, "person", "surname"))
        elif c.rule == "model" and votes[key].most_common(1)[0][0] != c.kind and key not in sure:
            kind = max(votes[key].items(), key=lambda item: (item[1], item[0]))[0]
            out.append(retyped(c, kind, "same name"))
        else:
            out.append(c)
    return out


def _with_repeats(text: str, pieces: Sequence[Parsed], candidates: list[Candidate]) -> list[Candidate]:
    """Further places where a person's full name or surname stands and nothing else was found."""
    names: set[str] = set()
    for c in candidates:
        if c.kind == "person" and not c.headline and c.rule == "model" and len(c.text.split()) > 1:
            names |= {c.text, c.text.split()[-1]}
    names = {name for name in names if len(name) > 3 and name[0].isupper()}
    if not names:
        return candidates
    taken = sorted(c.span for c in candidates)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n))) + r")(?![\w-])"
    )
    out = list(candidates)
    for piece in pieces:
        if piece.kind == "dateline":
            continue
        for match in pattern.finditer(piece.span.of(text)):
            span = Span(piece.start + match.start(), piece.start + match.end())
            if not any(span.touches(other) for other in taken):
                out.append(
                    Candidate(span, match.group(), "person", "same name", 0.8, headline=piece.kind == "headline")
                )
    return sorted(out, key=lambda c: c.span)


def _confirmed(candidate: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a name of the headline, where capitals mean little, stands in the body too."""
    key = fold_name(candidate.text)
    return any(
        not other.headline
        and other.kind == candidate.kind
        and key in (fold_name(other.text), fold_name(other.text).split()[-1])
        for other in candidates
    )


def _name_words(name: str) -> list[str]:
    return [word for word in fold_name(name).split() if word not in _SUFFIXES]


def _people(candidates: list[Candidate]) -> tuple[list[_Cluster], list[Candidate]]:
    """Clusters of persons, fullest names first, and the candidates of other kinds."""
    persons = [c for c in candidates if c.kind == "person"]
    clusters: list[_Cluster] = []
    forms = sorted({tuple(_name_words(c.text)) for c in persons}, key=lambda words: (-len(words), words))
    home: dict[tuple[str, ...], tuple[_Cluster, str] | None] = {}
    for words in forms:
        fits = [(cluster, rule) for cluster in clusters if (rule := _short_form(words, cluster.key.split()))]
        # Exactly one candidate, or none: two people of one surname stay two, and the bare surname stays open.
        if len(fits) == 1:
            home[words] = fits[0]
        else:
            cluster = _Cluster("person", " ".join(words))
            if words:
                clusters.append(cluster)
                home[words] = (cluster, "")
            else:
                home[words] = None
    for c in persons:
        found = home[tuple(_name_words(c.text))]
        if found is not None:
            cluster, rule = found
            cluster.add(c, rule or None, min(c.confidence, 0.9) if rule else None)
    return [cluster for cluster in clusters if cluster.members], [c for c in candidates if c.kind != "person"]


def _short_form(words: tuple[str, ...], full: list[str]) -> str | None:
    """The rule by which `words` are a shorter form of the name `full`, or `None`."""
    if not words or len(words) >= len(full):
        return None
    if list(words) == full[-len(words) :]:
        return "surname"
    if len(words) > 1 and words[-1] == full[-1] and _in_order(words, full):
        return "shorter name"
    if len(words) == 1 and words[0] == full[0] and words[0] not in _PARTICLES:
        return "first name"
    if len(words) > 1 and list(words) == full[: len(words)]:
        return "shorter name"
    return None


def _in_order(words: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in words)


def _bodies_and_places(text: str, pieces: Sequence[Parsed], candidates: list[Candidate]) -> list[_Cluster]:
    clusters: dict[tuple[str, str], _Cluster] = {}
    bodies = load_bodies()
    acronyms = _acronyms(text, candidates)
    acting = {c.sense.region for c in candidates if c.kind == "state" and c.sense and c.form != "adjective"}
    verbs = frozenset(load_cues().verbs)
    for c in candidates:
        rule = None
        if c.sense is not None:
            kind, key = _place_key(c, acting)
            if c.sense.sort == "capital" and _speaks(c, pieces, verbs):
                kind, key, rule = "state", f"region {c.sense.region}", "capital speaks"
        elif c.text in bodies:
            kind, key = "organisation", fold_name(bodies[c.text].name)
        else:
            kind, key = c.kind, acronyms.get(fold_name(c.text), fold_name(c.text))
            rule = "acronym" if key != fold_name(c.text) else None
        if not key:
            continue
        cluster = clusters.setdefault(("region" if key.startswith("region ") else kind, key), _Cluster(kind, key))
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
    piece = next((p for p in pieces if p.span.covers(c.span)), None)
    return piece is not None and piece.kind == "paragraph" and acts_by_metonymy(piece, c.span, verbs)


def _acronyms(text: str, candidates: list[Candidate]) -> dict[str, str]:
    """Folded acronym → folded full name, where the article prints "Full Name (FN)"."""
    out: dict[str, str] = {}
    for c in candidates:
        if c.kind in ("organisation", "group", "other") and len(c.text.split()) > 1:
            match = re.match(r"\s\(([A-Z][A-Za-z]*[A-Z]s?)\)", text[c.span.end : c.span.end + 14])
            if match and not any(other.text == match.group(1) and other.sense for other in candidates):
                out[fold_name(match.group(1))] = fold_name(c.text)
    return out


def _numbered(
    clusters: list[_Cluster], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[Mention, ...], tuple[Role, ...]]:
    entities: list[Entity] = []
    mentions: list[Mention] = []
    roles: list[Role] = []
    for number, cluster in enumerate(sorted(clusters, key=lambda c: min(m[0].span for m in c.members)), start=1):
        name = f"e{number}"
        entities.append(_entity(name, cluster, gazetteer))
        for c, rule, confidence in cluster.members:
            form: MentionForm = c.form if rule != "capital speaks" else "name"
            mentions.append(Mention(c.span.start, c.span.end, name, form, rule, confidence))
            if c.role is not None:
                roles.append(Role(c.role.start, c.role.end, name))
    mentions.sort(key=lambda m: (m.start, m.end))
    roles.sort(key=lambda r: (r.start, r.end))
    return tuple(entities), tuple(mentions), tuple(roles)


def _entity(name: str, cluster: _Cluster, gazetteer: Gazetteer) -> Entity:
    printed = Counter(c.text for c, rule, _ in cluster.members if c.form == "name" and rule != "capital speaks")
    senses = [c.sense for c, _, _ in cluster.members if c.sense is not None]
    sense = senses[0] if senses else None
    confidence = max(confidence for _, _, confidence in cluster.members)
    if printed:
        best = max(printed.items(), key=lambda item: (len(item[0].split()), item[1], len(item[0]), item[0]))[0]
        if cluster.key.startswith("region "):
            plain = Counter(c.text for c, rule, _ in cluster.members if c.form == "name" and rule == "gazetteer")
            known = gazetteer.regions.get(sense.region) if sense and not plain else None
            best = known.name if known else max((plain or printed).items(), key=lambda item: (item[1], item[0]))[0]
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


def _ref(region: str) -> str | None:
    if re.fullmatch(r"[A-Z]{2}|[A-Z]{4}", region):
        return f"iso3166:{region}"
    return region if region.startswith("m49:") else None

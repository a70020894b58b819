"""Whom "the Turkish president" or "the ministry" means: the one of the article who is so called, or nobody.

An office with a country fits only whose country agrees. Whose country is not printed has the one country that his
sentence or, failing that, the article names. Two who fit are nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.bodies import is_headed
from generator.annotate.candidate import UNSURE, Candidate
from generator.annotate.offices import Home, Named, Office, find_offices, holder
from generator.knowledge.names import load_parts, load_titles
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.candidate import Cluster
    from generator.annotate.parsed import Parsed

_PRINTED, _ALONE, _INFERRED, _BODY = 0.85, 0.75, 0.65, 0.7
"""Confidence: the country or body agrees; the only one of that office; his country is inferred; a body by its noun."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who is printed with an office."""

    at: int
    cluster: Cluster
    office: Office
    home: Home | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class _Other:
    """An office printed without a name, and whom it means if that is known."""

    at: int
    office: Office
    cluster: Cluster | None


def join_nominals(text: str, pieces: Sequence[Parsed], clusters: Sequence[Cluster]) -> None:
    """Add to the clusters the roles that stand beside the names, and the nouns that mean exactly one of them."""
    named = Named.make(clusters)
    read = [piece for piece in pieces if piece.kind not in ("headline", "dateline")]
    found = [(piece, office) for piece in read for office in find_offices(text, piece, named)]
    starts = sorted(
        Span(piece.start + s.start_char, piece.start + s.end_char) for piece in read for s in piece.doc.sents
    )
    holders = list(_known_by_title(clusters))
    rest: list[Office] = []
    for _, office in found:
        who = holder(text, office, named)
        if who is None:
            rest.append(office)
            continue
        cluster, role = who
        if not any(span.touches(role) for span in cluster.roles):
            cluster.roles.append(role)
        home, inferred = _whose(office, starts, named)
        holders.append(_Holder(office.whole.start, cluster, office, home, inferred))
    others: list[_Other] = []
    for office in rest:
        meant = _resolve(office, holders, others, starts) if _may_mean(text, office) else None
        others.append(_Other(office.whole.start, office, meant[0] if meant else None))
        if meant is not None:
            cluster, confidence = meant
            words = office.role.of(text)
            cluster.add(Candidate(office.role, words, "person", "office", confidence, "nominal"))
    _join_bodies(text, read, clusters, named)


def _known_by_title(clusters: Sequence[Cluster]) -> Iterator[_Holder]:
    """Those whose name keeps its title: "King Example II"."""
    titles = load_titles()
    for cluster in clusters:
        for c, _, _ in cluster.members if cluster.kind == "person" else ():
            first, _, rest = c.text.partition(" ")
            if rest and first.casefold() in titles.kept and titles.is_role(first):
                span = Span(c.span.start, c.span.start + len(first))
                office = Office(span, titles.office(first), c.span, "")
                yield _Holder(c.span.start, cluster, office, None, inferred=False)


def _may_mean(text: str, office: Office) -> bool:
    """Whether an office can stand for one person who was named: definite, and nothing unknown says whose it is."""
    if office.vague or office.determiner not in ("the", "poss"):
        return False
    follows = text[office.whole.end : office.whole.end + 10]
    return not re.match(r"[-‑/]|['’](?: |$)| elect\b| pro tem| [A-Z][a-z]", follows)


def _whose(office: Office, starts: Sequence[Span], named: Named) -> tuple[Home | None, bool]:
    """The country of an office's holder: the printed one, else the only one of the sentence, or of the article so far.

    And whether it is inferred.
    """
    if office.home is not None or office.body is not None:
        return office.home, False
    sentence = _sentence(starts, office.role.start)
    for within in (sentence, Span(0, sentence.end if sentence else office.role.end)):
        if within is None:
            continue
        regions = set()
        for span in named.spans:
            sense = named.of[span][0].sense
            if sense is not None and sense.sort not in ("area", "people") and span.touches(within):
                regions.add(sense.region)
        if len(regions) == 1:
            return (regions.pop(), ""), True
        if regions:
            return None, False
    return None, False


def _sentence(starts: Sequence[Span], at: int) -> Span | None:
    i = bisect_right(starts, Span(at, at + 1_000_000)) - 1
    return starts[i] if i >= 0 else None


def _resolve(
    office: Office, holders: Sequence[_Holder], others: Sequence[_Other], starts: Sequence[Span]
) -> tuple[Cluster, float] | None:
    """The one person whom an office without a name means, and how sure that is."""
    at = office.whole.start
    called = [h for h in holders if _same_office(office, h.office)]
    fits = [h for h in called if h.at < at] or called
    fits = [h for h in fits if _agrees(office, h)]
    people = {id(h.cluster): h for h in fits}
    if len(people) != 1:
        return None
    one = next(iter(people.values()))
    sentence = _sentence(starts, at)
    if sentence and any(c.form == "name" and sentence.covers(c.span) for c, _, _ in one.cluster.members):
        return None  # "Mr. Example said the president …" speaks of another
    bare = office.home is None and office.body is None
    before = [o for o in others if o.at < at and _same_office(office, o.office)]
    if bare and any(o.cluster is not one.cluster for o in before):
        return None  # somebody else was called so in between
    if not bare and any(
        o.cluster is not one.cluster and o.office.home == office.home and o.office.determiner == "a" for o in before
    ):
        return None
    if bare and one.office.determiner == "a":
        others_named = {id(h.cluster) for h in called}
        return (one.cluster, _INFERRED) if len(others_named) == 1 else None
    if bare:
        return one.cluster, _ALONE
    return one.cluster, _INFERRED if one.inferred else _PRINTED


def _same_office(wanted: Office, held: Office) -> bool:
    """Whether a held office may be called by the wanted one."""
    if wanted.past != held.past:
        return False
    if wanted.key == held.key:
        return True
    parts = load_parts()
    heads = parts.heads_of_bodies if wanted.body is not None else parts.heads_of_state
    if wanted.key in parts.any_head and held.key in heads:
        return wanted.body is not None or wanted.home is not None
    family = held.key.endswith(f" {wanted.key}") or held.key.startswith((f"{wanted.key} of ", f"{wanted.key}-"))
    return wanted.key in parts.families and family and held.key not in parts.alone


def _agrees(wanted: Office, held: _Holder) -> bool:
    """Whether country and body of the office agree with the holder's."""
    if wanted.body is not None:
        return held.office.body is wanted.body
    if wanted.home is None:
        return True
    if held.home is not None:
        # "the U.S. senator" may be of one of its states.
        return held.home == wanted.home or (held.home[0] == wanted.home[0] and not wanted.home[1] and not held.inferred)
    return False


def _join_bodies(text: str, pieces: Sequence[Parsed], clusters: Sequence[Cluster], named: Named) -> None:
    """Add "the ministry", "the party" to the one body of the article that bears the word in its name."""
    bodies = [c for c in clusters if c.kind == "organisation" and any(conf > UNSURE for _, _, conf in c.members)]
    parties = any(c.kind == "group" and c.members[0][0].sense is None for c in clusters)
    nouns = load_parts().body_nouns - ({"party"} if parties else set())  # Republicans are a party too
    if not bodies:
        return
    pattern = re.compile(rf"\b[Tt]he ({'|'.join(sorted(nouns))})\b(?!['’]?[-‑])")
    for piece in pieces:
        for match in pattern.finditer(text, piece.start, piece.span.end):
            span = Span(*match.span(1))
            if named.touches(span) or not _stands_alone(piece, span):
                continue
            meant = list(_bearers(match.group(1), bodies))
            if len(meant) == 1 and meant[0].start < span.start:
                meant[0].add(Candidate(span, span.of(text), "organisation", "body's noun", _BODY, "nominal"))


def _bearers(noun: str, bodies: Sequence[Cluster]) -> Iterator[Cluster]:
    parts = load_parts()
    if noun in parts.firms:
        firms = [c for c in bodies if c.key.split()[-1] in parts.legal and len(c.key.split()) > 1]
        # Certain only where the article names no other body.
        yield from firms if len(bodies) == 1 else ()
        return
    for cluster in bodies:
        words = cluster.key.split()
        if len(words) > 1 and is_headed(words, noun):
            yield cluster


def _stands_alone(piece: Parsed, span: Span) -> bool:
    """Whether a noun is the head of its phrase and nothing in it says which one is meant."""
    words = piece.doc.char_span(span.start - piece.start, span.end - piece.start)
    if words is None:
        return False
    token = words.root
    return token.dep_ not in ("compound", "amod", "nmod") and not any(
        t.dep_ in ("amod", "compound", "poss", "nmod", "prep", "relcl", "appos", "acl") for t in token.children
    )

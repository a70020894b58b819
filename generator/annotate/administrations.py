"""Bodies named for a person: "the Moon administration", "the Example campaign", and "the administration" after it.

Only the noun is a mention of the body: the name in front of it stays one of the person.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate, Cluster
from generator.knowledge.bodies import Body
from generator.models import Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.annotate.parsed import Parsed

_BEHIND = re.compile(r" campaign\b(?!['’]?[-‑])|(?:['’]s?)? [Aa]dministration\b(?!['’]?[-‑])")
_AGAIN = re.compile(r"\b[Tt]he [Aa]dministration\b(?!['’]?[-‑])")
_PRINTED, _AGAIN_SURE = 0.8, 0.7


def add_administrations(text: str, pieces: Sequence[Parsed], clusters: list[Cluster]) -> None:
    """Add to the clusters the administrations and campaigns of the persons among them."""
    made: dict[str, Cluster] = {cluster.key: cluster for cluster in clusters if cluster.kind == "organisation"}
    found: dict[str, Cluster] = {}
    for person in [cluster for cluster in clusters if cluster.kind == "person"]:
        for c in [c for c, _, _ in person.members if c.form == "name"]:
            match = _BEHIND.match(text, c.span.end)
            noun = match.group().split()[-1] if match else ""
            span = Span(match.end() - len(noun), match.end()) if match else None
            if span is None or not _names_it(pieces, span, noun) or not _is_free(clusters, span):
                continue
            name = f"{_called(person, c.text)} {noun.casefold()}"
            cluster = found.setdefault(name, made.get(fold_name(name)) or Cluster("organisation", fold_name(name)))
            cluster.body = cluster.body or Body(name, None)
            cluster.add(Candidate(span, noun, "organisation", "administration", _PRINTED, "nominal"))
    clusters += [cluster for cluster in found.values() if not any(cluster is other for other in clusters)]
    ruling = [cluster for name, cluster in found.items() if name.endswith(" administration")]
    if len(ruling) == 1:
        _add_again(text, pieces, ruling[0], clusters)


def _add_again(text: str, pieces: Sequence[Parsed], ruling: Cluster, clusters: Sequence[Cluster]) -> None:
    """Add "the administration", behind the one that the article names."""
    for piece in pieces:
        for match in _AGAIN.finditer(text, piece.start, piece.span.end):
            span = Span(match.end() - len("administration"), match.end())
            behind = re.match(r" (?:of|for) ", text[span.end : span.end + 5])
            if span.start > ruling.start and not behind and _is_free(clusters, span):
                noun = span.of(text)
                ruling.add(Candidate(span, noun, "organisation", "administration", _AGAIN_SURE, "nominal"))


def _called(person: Cluster, printed: str) -> str:
    """What the person is called by one word, as printed most; else as printed here."""
    short = Counter(c.text for c, _, _ in person.members if c.form == "name" and len(c.text.split()) == 1)
    return max(short.items(), key=lambda item: (item[1], item[0]))[0] if short else printed


def _names_it(pieces: Iterable[Parsed], span: Span, noun: str) -> bool:
    """Whether the noun means the body; a campaign is one only by itself: "the Example campaign trail" is none."""
    piece = next((p for p in pieces if p.span.covers(span)), None)
    words = piece.doc.char_span(span.start - piece.start, span.end - piece.start) if piece is not None else None
    return words is not None and (noun != "campaign" or words.root.dep_ != "compound")


def _is_free(clusters: Iterable[Cluster], span: Span) -> bool:
    """Whether nothing else is named there; a bare "Administration" makes way."""
    for cluster in clusters:
        for member in [m for m in cluster.members if m[0].span.touches(span)]:
            if member[0].span != span or cluster.key != "administration":
                return False
            cluster.members.remove(member)
    return True

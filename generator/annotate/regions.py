"""Entities and mentions → the countries and wider areas of an article, and how each belongs to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.models import Entity, Mention, RegionScore, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import Block

_HEADLINE_WEIGHT = 3.0
_WEIGHTS = {"name": 1.0, "adjective": 0.5, "nominal": 0.5, "pronoun": 0.0}
_LEAST_WEIGHT = 1.0
"""One name, or two adjectives: "Turkish coffee" alone makes no article about Türkiye. Of 11 articles of local papers
that named a country by one adjective only, people counted 3 as having to do with it."""
_SIDE = (
    r"(?:(?:north|south|east|west)\w*|central|inner|outer|upper|lower|mainland|downtown|rural|occupied|nearby"
    r"|neighbou?ring|cent(?:re|er))"
)
_PART_OF = (
    r"(?:north|south|east|west|capital|cit(?:y|ies)|towns?|villages?|streets|outskirts|suburbs?|banks|coasts?|shores?|parts"
    r"|port|provinces?|states?|regions?|districts?|island|airport|hospital|prison|border)"
)
_IN = re.compile(
    rf"""\b(?:
        (?:in|at|near|outside|around|across|from|to|into|inside|throughout|over|off|within|towards?|through|via|along
        |between|reached|entered|visited|visiting|toured|left|leaving|crossed|seized|captured)
      | {_PART_OF}\ of
    )\s+(?:the\s+)?(?:{_SIDE}[\s-]+(?:and\s+{_SIDE}[\s-]+)?)?(?:\w+\s+(?:of|in)\s+)?(?:the\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_BASED = re.compile(r"-(?:based|born|registered|held|controlled|administered)\b")
# "in Goma, Congo", "in Kenya and Uganda": what is joined to a place in which something is, is one too.
_GOES_ON = re.compile(r",? (?:and|or) (?:in )?(?:the )?|, (?:the )?| \(")


def find_regions(
    text: str, blocks: Sequence[Block], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[RegionScore, ...]:
    """One score a region and relation, best first.

    A region is *located* where something is said to be in it or in a place of it, *reported* where the dateline stands
    there, and *about* otherwise. Scores are shares of the article's weight of regional mentions, from 0 to 1.
    """
    by_id = {entity.id: entity for entity in entities}
    headline = next((block.span for block in blocks if block.kind == "headline"), None)
    datelines = [block.span for block in blocks if block.kind == "dateline"]
    weight: defaultdict[tuple[str, Relation], float] = defaultdict(float)
    total: Counter[str] = Counter()
    behind: defaultdict[tuple[str, Relation], set[str]] = defaultdict(set)
    inside_until = -1
    for mention in mentions:
        entity = by_id[mention.entity]
        if entity.country is None or entity.kind not in ("state", "place", "group"):
            continue
        relation: Relation = "about"
        if any(span.covers(mention.span) for span in datelines):
            relation = "reported"
        elif entity.kind != "group" and mention.form == "name" and _is_in(text, mention, inside_until):
            relation = "located"
            inside_until = mention.end
        value = _WEIGHTS[mention.form] * (_HEADLINE_WEIGHT if headline and headline.covers(mention.span) else 1.0)
        weight[entity.country, relation] += value
        total[entity.country] += value  # type: ignore[assignment]
        behind[entity.country, relation].add(entity.id)
    whole = sum(total.values()) or 1.0
    scores = [
        RegionScore(region, round(value / whole, 3), relation, tuple(sorted(behind[region, relation], key=_number)))
        for (region, relation), value in weight.items()
        if total[region] >= _LEAST_WEIGHT and value > 0
    ]
    return tuple(sorted(scores, key=lambda score: (-score.score, score.id, score.relation)))


def _is_in(text: str, mention: Mention, inside_until: int) -> bool:
    """Whether something is said to be in the place: by a preposition, or as the place before it is."""
    if _BASED.match(text, mention.end):
        return True
    if 0 <= inside_until <= mention.start and _GOES_ON.fullmatch(text, inside_until, mention.start):
        return True
    return _IN.search(text[max(0, mention.start - 60) : mention.start]) is not None


def _number(entity: str) -> tuple[int, str]:
    digits = entity.lstrip("e")
    return (int(digits) if digits.isdigit() else 0, entity)

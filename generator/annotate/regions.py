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
"""One name, or two adjectives: "Turkish coffee" alone makes no article about Türkiye."""
_IN = re.compile(
    r"\b(?:in|at|near|outside|around|across|from|to|into|inside|throughout|over|off)\s+(?:the\s+)?(?:\w+\s+(?:of|in)\s+)?$",
    re.IGNORECASE,
)


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
    for mention in mentions:
        entity = by_id[mention.entity]
        if entity.country is None or entity.kind not in ("state", "place", "group"):
            continue
        relation: Relation = "about"
        if any(span.covers(mention.span) for span in datelines):
            relation = "reported"
        elif (
            entity.kind != "group"
            and mention.form == "name"
            and _IN.search(text[max(0, mention.start - 40) : mention.start])
        ):
            relation = "located"
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


def _number(entity: str) -> tuple[int, str]:
    digits = entity.lstrip("e")
    return (int(digits) if digits.isdigit() else 0, entity)

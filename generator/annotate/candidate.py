"""A span that names something, before the names of an article are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.knowledge.regions import Sense
    from generator.models import EntityKind, MentionForm, Span


UNSURE = 0.4
"""Confidence of a name that too little speaks for: kept, but no page is made from it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One such span."""

    span: Span
    text: str
    kind: EntityKind
    rule: str
    confidence: float
    form: MentionForm = "name"
    sense: Sense | None = None
    """What the gazetteer says, for a place, state, adjective or people."""
    role: Span | None = None
    headline: bool = False


def retyped(candidate: Candidate, kind: EntityKind, rule: str) -> Candidate:
    """The candidate under another kind, with the rule that says so."""
    return replace(candidate, kind=kind, rule=rule, form="name", sense=None)

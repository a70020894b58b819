"""A span that names something, and the cluster of spans that name one thing, before they are numbered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.knowledge.bodies import Body
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
    gender: str | None = None
    """`m` or `f`, where the title in front tells."""
    headline: bool = False


def retyped(candidate: Candidate, kind: EntityKind, rule: str) -> Candidate:
    """The candidate under another kind, with the rule that says so."""
    return replace(candidate, kind=kind, rule=rule, form="name", sense=None)


@dataclass(slots=True)
class Cluster:
    """The candidates that name one thing."""

    kind: EntityKind
    key: str
    """What joins them: folded words, or `region XX`."""
    members: list[tuple[Candidate, str, float]] = field(default_factory=list)
    """Candidate, rule that put it here, confidence."""
    roles: list[Span] = field(default_factory=list)
    """Titles and offices printed with it."""
    body: Body | None = None
    """The body that it is, where that is known by more than the names of the members."""

    def add(self, candidate: Candidate, rule: str | None = None, confidence: float | None = None) -> None:
        """Put a candidate here; without a rule and a confidence it keeps its own."""
        self.members.append((candidate, rule or candidate.rule, confidence or candidate.confidence))
        if candidate.role is not None:
            self.roles.append(candidate.role)

    @property
    def start(self) -> int:
        """Where it is first named."""
        return min(candidate.span.start for candidate, _, _ in self.members)

"""What lists and counts say of an article, made once for each: of thousands of articles nobody reads the words.

Briefs depend on the article alone. The greater part, the detail, is read where somebody asks for it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from generator.models import (
    Attribution,
    EntityKind,
    MentionForm,
    Meta,
    QuoteAct,
    QuoteKind,
    RegionScore,
    TopicScore,
)
from generator.names import fold_name
from generator.report.speakers import is_somebody

if TYPE_CHECKING:
    from generator.models import ProcessedArticle, Quote

VERSION = "2"
"""Raise it when the brief of an article would come out otherwise."""
TELLING = 5
"""Words of a reported quote that says something by itself."""


class SaidBrief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quote, without its words."""

    id: str
    kind: QuoteKind
    act: QuoteAct
    confidence: float
    rule: str
    attribution: Attribution
    speakers: tuple[str, ...]
    """Entities that speak it."""
    about: tuple[str, ...]
    """Entities that its words name."""
    printed: Literal["nobody", "somebody", "unnamed"]
    """What the words for the speaker stand for: there are none, for somebody in particular, for somebody unnamed."""
    words: int

    @property
    def is_speech(self) -> bool:
        """Whether it is speech, and no belief or intention."""
        return self.act == "speech"

    @property
    def is_telling(self) -> bool:
        """Whether it is speech that says something by itself: no reported one of a few words."""
        return self.is_speech and (self.kind != "indirect" or self.words >= TELLING)


class EntityBrief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What an article names."""

    id: str
    kind: EntityKind
    name: str
    country: str | None
    known: bool
    """Whether it bears an outside id."""
    placed: bool
    """Whether it is known where it lies."""
    mentions: int


class FormBrief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How an article prints a name."""

    entity: str
    words: str
    form: MentionForm
    rule: str
    number: int


class Detail(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The part that few ask for."""

    meta: Meta
    said: tuple[SaidBrief, ...]
    entities: tuple[EntityBrief, ...]
    forms: tuple[FormBrief, ...]
    """Names and adjectives, in the order in which they are first printed."""
    roles: tuple[tuple[str, str], ...]
    """Entity and role as printed, in order."""
    rules: tuple[tuple[str, int], ...]
    """What found or joined mentions, and how many."""
    topics: tuple[TopicScore, ...]
    regions: tuple[RegionScore, ...]
    annotator: str
    broken: str | None
    """The file that can no longer be read, if this is its last good version."""
    is_read: bool
    """Whether its sentences are known."""


class Brief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One article in brief."""

    id: str
    regions: tuple[str, ...]
    """Ids, sorted."""
    note: str | None
    """Shown on every page that uses the article."""
    names: str
    """The names that it prints, folded, and of each the last word, whoever is meant; one a line."""
    sure: float
    """The most confidence of a quote; -1 without one."""


def brief_of(article: ProcessedArticle) -> Brief:
    """The article in brief."""
    regions = tuple(sorted({region.id for region in article.regions}))
    sure = max((quote.confidence for quote in article.quotes), default=-1.0)
    names = "\n".join(sorted(_names(article)))
    return Brief(article.id, regions, article.article.note, names, sure)


def detail_of(article: ProcessedArticle) -> Detail:
    """The rest."""
    counts = Counter(mention.entity for mention in article.mentions)
    forms = Counter(
        (m.entity, " ".join(m.span.of(article.text).split()), m.form, m.rule)
        for m in article.mentions
        if m.form in ("name", "adjective")
    )
    origin = article.input
    return Detail(
        meta=article.article,
        said=tuple(_said(article, quote) for quote in article.quotes),
        entities=tuple(
            EntityBrief(e.id, e.kind, e.name, e.country, e.ref is not None, e.lat is not None, counts[e.id])
            for e in article.entities
        ),
        forms=tuple(FormBrief(*key, number) for key, number in forms.items()),
        roles=tuple((role.entity, " ".join(role.span.of(article.text).split())) for role in article.roles),
        rules=tuple(sorted(Counter(m.rule for m in article.mentions if m.rule).items())),
        topics=article.topics,
        regions=article.regions,
        annotator=article.annotator.label,
        broken=origin.path if origin and origin.state == "broken" else None,
        is_read=bool(article.sentences),
    )


def _said(article: ProcessedArticle, quote: Quote) -> SaidBrief:
    text, speaker = article.text, quote.speaker
    about = {m.entity: None for m in article.mentions for part in quote.content if part.covers(m.span)}
    printed: Literal["nobody", "somebody", "unnamed"] = "nobody"
    if speaker is not None:
        somebody = is_somebody(speaker.span.of(text), known=bool(speaker.entities))
        printed = "somebody" if somebody else "unnamed"
    return SaidBrief(
        quote.id, quote.kind, quote.act, quote.confidence, quote.rule, quote.attribution,
        speaker.entities if speaker else (), tuple(about), printed,
        sum(len(part.of(text).split()) for part in quote.content),
    )  # fmt: skip


def _names(article: ProcessedArticle) -> set[str]:
    folded = {fold_name(entity.name) for entity in article.entities}
    return folded | {name.rsplit(" ", 1)[-1] for name in folded}

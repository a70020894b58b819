"""What an article says in quotes, as it is compared with that of others: made once for each, without the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from generator.models import QuoteKind
from generator.resolve.memory import digest_of
from generator.resolve.quotations import Said
from generator.resolve.textfacts import moment_of
from generator.resolve.wordings import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.models import ProcessedArticle

VERSION = "3"
"""Raise it when the facts of an article would come out otherwise."""


class Spoken(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One quote of speech."""

    id: str
    kind: QuoteKind
    words: tuple[str, ...]
    """`wordings.compared`: as printed, in parts."""
    entities: tuple[str, ...]
    """Who speaks, within the article."""
    confidence: float


class QuoteFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The speech of one article, in order."""

    id: str
    moment: str
    """`TextFacts.moment`."""
    quotes: tuple[Spoken, ...]
    """In order."""


def quote_facts(article: ProcessedArticle) -> QuoteFacts:
    """The speech of an article; what somebody believes or wants is none."""
    spoken = tuple(
        Spoken(
            id=quote.id,
            kind=quote.kind,
            words=compared(quote, article.text),
            entities=quote.speaker.entities if quote.speaker else (),
            confidence=quote.confidence,
        )
        for quote in article.quotes
        if quote.act == "speech"
    )
    return QuoteFacts(article.id, moment_of(article.article.published), spoken)


def said_stamp(article: str, actors: str, *, source: str, day: str | None, least: float) -> str:
    """Identity of all that `said_in` gives.

    Args:
        article: digest of the processed article.
        actors: digest of which actors its entities are.
        source: as below.
        day: as below.
        least: as below.
    """
    return digest_of((VERSION, article, actors, source, day, least))


def said_in(
    facts: QuoteFacts, actors: Mapping[str, str], *, source: str, day: str | None, least: float
) -> Iterator[Said]:  # fmt: skip
    """The speech of an article with what was decided over all.

    Args:
        facts: the speech.
        actors: entity id → actor id, of the article.
        source: id of its source.
        day: its day on the desk's clock (ISO).
        least: quotes found with less confidence are left out.
    """
    for quote in facts.quotes:
        if quote.confidence >= least:
            yield Said(
                article=facts.id,
                quote=quote.id,
                kind=quote.kind,
                words=quote.words,
                speakers=frozenset(actors[name] for name in quote.entities if name in actors),
                source=source,
                day=day,
                moment=facts.moment,
            )

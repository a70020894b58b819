"""Figures of one article with who gives them: made once for each, without looking at any other.

What a sentence tells of another time takes no part.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import TYPE_CHECKING

import msgspec

from generator.knowledge.folding import fold_name
from generator.knowledge.quantities import Bound, load_quantities
from generator.models import Span
from generator.resolve.origins import names_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import Entity, Figure, ProcessedArticle, Quote, Sentence

VERSION = "1"
"""Raise it when the facts of an article would come out otherwise."""
_BEFORE = dt.timedelta(days=7)
"""A date so long before publication tells that a sentence looks back."""
_LOOKS_BACK = re.compile(
    r"\b(?:ago|last (?:year|month|century|decade)|in the past|previous(?:ly)?|earlier (?:this|that) year)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|at|near|across|outside|around|throughout|from|off)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
_ADJECTIVE_REACH = 24
_ARTICLES = re.compile(r"^(?:the|a|an|local|some|other)\s+", re.IGNORECASE)

NOBODY = "source unknown"


class Claim(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A value that somebody gives."""

    article: str
    """Id of the article that prints it."""
    sentence: Span | None
    """The sentence it stands in."""
    anchor: str | None
    """Anchor of that sentence."""
    span: Span
    """The figure with its unit and the words that make it approximate."""
    value: float
    bound: Bound | None
    """Whether the true value is about this, or at least or at most this; `None` where it is exact."""
    quote: str | None
    """Id of the quote it stands in, within the article."""
    speaker: Span | None
    """The words that say who gives it; `None` where the article itself does."""
    entities: tuple[str, ...]
    """Whom these words name, within the article."""
    source: str | None
    """The article's source."""
    published: str | None
    parties: frozenset[str]
    """Who gives it, as it is compared: speakers by name or by the words that tell them, else the source."""
    countries: frozenset[str]
    """Regions that the speakers act for or stand in."""
    places: frozenset[str]
    """Nations and places to which the sentence restricts the figure."""

    @property
    def order(self) -> tuple[bool, str, str, Span]:
        """Sorts by time, the undated last."""
        moment = moment_of(self.published)
        return (moment is None, moment.isoformat() if moment else "", self.article, self.span)


class Counted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A claim and what it counts."""

    of: str
    unit: str | None
    claim: Claim


class ClaimFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The figures of one article."""

    id: str
    claims: tuple[Counted, ...]
    lead: tuple[str, ...]
    """Places named in its headline or first paragraph, folded."""


@functools.lru_cache(maxsize=4096)
def moment_of(published: str | None) -> dt.datetime | None:
    """The instant of a date or a date-time; a day without zone begins at midnight in universal time."""
    if published is None:
        return None
    moment = dt.datetime.fromisoformat(published)
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def claim_facts(article: ProcessedArticle) -> ClaimFacts:
    """The figures of an article that can take part, each with who gives it."""
    return ClaimFacts(article.id, tuple(_claims(article)), tuple(sorted(_lead(article))))


def _lead(article: ProcessedArticle) -> set[str]:
    lead = next((block.end for block in article.blocks if block.kind == "paragraph"), len(article.text))
    entities = {entity.id: entity for entity in article.entities if entity.kind in ("place", "state")}
    return {_folded(entities[m.entity]) for m in article.mentions if m.start < lead and m.entity in entities}


def _claims(article: ProcessedArticle) -> Iterator[Counted]:
    entities = {entity.id: entity for entity in article.entities}
    for figure in article.figures:
        if figure.of is None or not _takes_part(figure):
            continue
        span = Span(figure.start, figure.end)
        sentence = next((s for s in article.sentences if s.start <= figure.start < s.end), None)
        if sentence is not None and _looks_back(article, sentence):
            continue
        quote = _quote(article, span)
        speaker = quote.speaker if quote is not None else None
        said = speaker.span.of(article.text) if speaker is not None else None
        speakers = [entities[number] for number in speaker.entities] if speaker is not None else []
        yield Counted(
            figure.of,
            figure.unit,
            Claim(
                article=article.id,
                sentence=sentence.span if sentence else None,
                anchor=sentence.anchor if sentence else None,
                span=span,
                value=figure.value,
                bound=_bound(figure, span.of(article.text)),
                quote=quote.id if quote is not None else None,
                speaker=speaker.span if speaker is not None else None,
                entities=speaker.entities if speaker is not None else (),
                source=article.article.source.name if article.article.source else None,
                published=article.article.published,
                parties=_parties(article, speakers, said),
                countries=frozenset(entity.country for entity in speakers if entity.country),
                places=_places(article, entities, span, sentence),
            ),
        )


def _takes_part(figure: Figure) -> bool:
    """Whether it is plain of what it tells: who counts mere ships may count others, and "one" is often one of them."""
    return (
        figure.of is not None
        and figure.value != 1
        and (figure.unit == "magnitude" or load_quantities().is_outcome(figure.of))
    )


def _bound(figure: Figure, printed: str) -> Bound | None:
    return (load_quantities().bound(printed) or "about") if figure.approximate else None


def _quote(article: ProcessedArticle, span: Span) -> Quote | None:
    """The innermost quote in whose content a figure stands."""
    around = [(part.end - part.start, quote) for quote in article.quotes for part in quote.content if part.covers(span)]
    return min(around, key=lambda found: (found[0], found[1].id))[1] if around else None


def _parties(article: ProcessedArticle, speakers: Sequence[Entity], said: str | None) -> frozenset[str]:
    if speakers:
        return frozenset(f"speaker: {_folded(entity)}" for entity in speakers)
    if said is not None:
        return frozenset({f"words: {_ARTICLES.sub('', ' '.join(said.casefold().split()))}"})
    credit = article.article.credit
    source = article.article.source.name if article.article.source else ""
    printed = credit if credit and not names_nobody(credit) else source
    return frozenset({f"source: {fold_name(printed).casefold()}" if printed else NOBODY})


def _folded(entity: Entity) -> str:
    return entity.ref or fold_name(entity.name).casefold()


def _looks_back(article: ProcessedArticle, sentence: Sentence) -> bool:
    """Whether a sentence tells of a time long before its article."""
    if _LOOKS_BACK.search(article.text, sentence.start, sentence.end):
        return True
    published = moment_of(article.article.published)
    if published is None:
        return False
    earliest = (published - _BEFORE).date().isoformat()
    return any(
        date.value < earliest[: len(date.value)]
        for date in article.dates
        if sentence.start <= date.start < sentence.end
    )


def _places(
    article: ProcessedArticle, entities: dict[str, Entity], figure: Span, sentence: Sentence | None
) -> frozenset[str]:
    """What restricts a figure: the nation of those who are counted, and where the sentence says that it happened."""
    found: set[str] = set()
    for mention in article.mentions:
        entity = entities[mention.entity]
        if sentence is None or not sentence.start <= mention.start < sentence.end:
            continue
        if mention.form == "adjective" and 0 <= mention.start - figure.end <= _ADJECTIVE_REACH:
            between = article.text[figure.end : mention.start]
            if not any(mark in between for mark in ",;:.—") and between.count(" ") <= 2:
                found.add(entity.country or _folded(entity))
        elif entity.kind in ("place", "state") and _WHERE.search(
            article.text, max(sentence.start, mention.start - 40), mention.start
        ):
            found.add(_folded(entity))
    return frozenset(found)

"""Figures of one story's articles → figures in dispute, and figures that changed over time.

Two figures tell of the same quantity when they count the same (`Figure.of`, which says what happened: "killed", "house
destroyed"), in the same unit, of the same nation and in the same place as far as their sentences restrict it. They are
in dispute when two parties, speakers or sources, give values at about the same time that cannot both be right: "at
least 80" and 84 can, and so can "about 1,000" and 1,040; where two speakers are named, one who counts "at least 84" and
one who counts 97 are in dispute as well. They have changed over time when one party gives both values, or has given
the other's as well and so brought its own up to date. All else that differs only differs: nobody knows which is
right. What a sentence tells of another time takes no part.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.knowledge.folding import fold_name
from generator.knowledge.quantities import Bound, load_quantities
from generator.models import Span
from generator.resolve.origins import names_nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import Entity, Figure, ProcessedArticle, Quote, Sentence

_SAME_TIME = dt.timedelta(days=1)
_BEFORE = dt.timedelta(days=7)
"""A date so long before publication tells that a sentence looks back."""
_NEAR = 0.1
"""How far off an approximate value may be, as a share of it."""
_ROUND = 0.05
"""The same for a round number that is printed as if it were exact."""
_LOOKS_BACK = re.compile(
    r"\b(?:ago|last (?:year|month|century|decade)|in the past|previous(?:ly)?|earlier (?:this|that) year)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|at|near|across|outside|around|throughout|from|off)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
_ADJECTIVE_REACH = 24
_ARTICLES = re.compile(r"^(?:the|a|an|local|some|other)\s+", re.IGNORECASE)

_NOBODY = "source unknown"

Kind = Literal["disputed", "changed", "differ"]


@dataclass(frozen=True, slots=True)
class Claim:
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
        moment = _moment(self.published)
        return (moment is None, moment.isoformat() if moment else "", self.article, self.span)


@dataclass(frozen=True, slots=True)
class Dispute:
    """The values that are given for one quantity."""

    of: str
    unit: str | None
    places: tuple[str, ...]
    """What restricts it: names of nations and places, folded."""
    kind: Kind
    claims: tuple[Claim, ...]
    """In order of time."""

    @property
    def values(self) -> tuple[float, ...]:
        """The different values, the smallest first."""
        return tuple(sorted({claim.value for claim in self.claims}))


def disputes_of(articles: Iterable[ProcessedArticle]) -> tuple[Dispute, ...]:
    """The disputed, changed and differing figures of the articles of one story, by what they count.

    The outcome does not depend on the order of the articles.
    """
    known = sorted(articles, key=lambda article: article.id)
    common = _common_places(known)
    groups: dict[tuple[str, str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for article in known:
        for figure, claim in _claims(article):
            assert figure.of is not None
            groups[figure.of, figure.unit or "", tuple(sorted(claim.places - common))].append(claim)
    found: list[Dispute] = []
    for (of, unit, places), claims in sorted(groups.items()):
        plain = _without_puzzles(claims)
        kind = _kind(plain)
        if kind is not None:
            ordered = tuple(sorted(plain, key=lambda claim: claim.order))
            found.append(Dispute(of, unit or None, places, kind, ordered))
    return tuple(found)


def agree(one: Claim, other: Claim) -> bool:
    """Whether both may be right."""
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return (low <= most and least <= high) or _rounds(one.value, other.value) or _rounds(other.value, one.value)


def _kind(claims: Sequence[Claim]) -> Kind | None:
    # What one party repeats in many articles is compared once.
    once = {(c.parties, c.value, c.bound, c.published or c.article, c.countries, c.places): c for c in claims}
    different = list(once.values())
    given: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for party in claim.parties:
            given[party].append(claim)
    found: set[Kind] = set()
    for number, a in enumerate(different):
        for b in different[number + 1 :]:
            if _comparable(a, b) and not _near(a, b) and (kind := _between(a, b, given)):
                found.add(kind)
    kinds: tuple[Kind, ...] = ("disputed", "changed", "differ")
    return next((kind for kind in kinds if kind in found), None)


def _between(a: Claim, b: Claim, given: Mapping[str, Sequence[Claim]]) -> Kind | None:
    """What two values are to one another that lie apart."""
    if shared := a.parties & b.parties:
        known = shared != {_NOBODY}
        return "changed" if known and a.article != b.article and not agree(a, b) else None
    if _gives(a, b, given) or _gives(b, a, given):
        return "changed"
    both_said = a.speaker is not None and b.speaker is not None
    if _at_one_time(a, b) and (both_said or not agree(a, b)):
        return "disputed"
    return "differ"


def _comparable(a: Claim, b: Claim) -> bool:
    """Whether they may tell of the same; two countries each count their own, unless a nation or place is told."""
    return not (a.countries and b.countries) or bool(a.countries & b.countries) or bool(a.places & b.places)


def _gives(claim: Claim, other: Claim, given: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether who makes a claim gives, in another article, a value that fits the other's: he brought it up to date."""
    return any(c.article != claim.article and agree(c, other) for party in claim.parties for c in given[party])


def _without_puzzles(claims: Sequence[Claim]) -> list[Claim]:
    """The claims but for those of a party that gives different values in one article: they count different things."""
    beside: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        beside[claim.article].append(claim)
    return [
        claim
        for claim in claims
        if all(agree(claim, other) for other in beside[claim.article] if other.parties & claim.parties)
    ]


def _bounds(claim: Claim) -> tuple[float, float]:
    """The smallest and the largest true value that a claim allows."""
    value, infinite = claim.value, float("inf")
    if claim.bound == "least":
        return value, infinite
    if claim.bound == "most":
        return -infinite, value
    share = _NEAR if claim.bound == "about" else _ROUND if _is_round(value) else 0.0
    return value * (1 - share), value * (1 + share)


def _is_round(value: float) -> bool:
    """Whether a number of at least a thousand has no more than two figures that are not nought."""
    return value >= 1000 and value == int(value) and len(str(int(value)).rstrip("0")) <= 2


def _rounds(exact: float, rounded: float) -> bool:
    """Whether one is the other with fewer decimals."""
    decimals = len(f"{rounded:.6f}".rstrip("0").split(".")[1])
    return exact != int(exact) and round(exact, decimals) == rounded


def _near(a: Claim, b: Claim) -> bool:
    """Whether two values that agree lie so near that nothing has changed."""
    return agree(a, b) and abs(a.value - b.value) <= _NEAR * max(abs(a.value), abs(b.value))


def _at_one_time(a: Claim, b: Claim) -> bool:
    if a.article == b.article:
        return True
    if a.published is None or b.published is None:
        return False
    if len(a.published) == len("2024-01-24") or len(b.published) == len("2024-01-24"):
        return a.published[:10] == b.published[:10]
    one, other = _moment(a.published), _moment(b.published)
    return one is not None and other is not None and abs(one - other) <= _SAME_TIME


@functools.lru_cache(maxsize=4096)
def _moment(published: str | None) -> dt.datetime | None:
    if published is None:
        return None
    moment = dt.datetime.fromisoformat(published)
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _claims(article: ProcessedArticle) -> Iterator[tuple[Figure, Claim]]:
    """The figures of an article that can take part, each with who gives it."""
    entities = {entity.id: entity for entity in article.entities}
    for figure in article.figures:
        if not _takes_part(figure):
            continue
        span = Span(figure.start, figure.end)
        sentence = next((s for s in article.sentences if s.start <= figure.start < s.end), None)
        if sentence is not None and _looks_back(article, sentence):
            continue
        quote = _quote(article, span)
        speaker = quote.speaker if quote is not None else None
        said = speaker.span.of(article.text) if speaker is not None else None
        speakers = [entities[number] for number in speaker.entities] if speaker is not None else []
        yield (
            figure,
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
    return frozenset({f"source: {fold_name(printed).casefold()}" if printed else _NOBODY})


def _folded(entity: Entity) -> str:
    return entity.ref or fold_name(entity.name).casefold()


def _looks_back(article: ProcessedArticle, sentence: Sentence) -> bool:
    """Whether a sentence tells of a time long before its article."""
    if _LOOKS_BACK.search(article.text, sentence.start, sentence.end):
        return True
    published = _moment(article.article.published)
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


def _common_places(articles: Sequence[ProcessedArticle]) -> frozenset[str]:
    """Places named in headline or first paragraph of at least half of the articles: those of the story itself."""
    count: dict[str, int] = defaultdict(int)
    for article in articles:
        lead = next((block.end for block in article.blocks if block.kind == "paragraph"), len(article.text))
        entities = {entity.id: entity for entity in article.entities if entity.kind in ("place", "state")}
        for name in {_folded(entities[m.entity]) for m in article.mentions if m.start < lead and m.entity in entities}:
            count[name] += 1
    return frozenset(name for name, number in count.items() if number * 2 >= len(articles))

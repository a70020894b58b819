"""Figures of one story's articles → figures in dispute, and figures that changed over time.

Two figures tell of the same quantity when they count the same (`Figure.of`, which says what happened: "killed", "house
destroyed"), in the same unit, of the same nation and in the same place as far as their sentences restrict it. They are
in dispute when two parties, speakers or sources, give values at about the same time that cannot both be right: "at
least 80" and 84 can, and so can "about 1,000" and 1,040; where two speakers are named, one who counts "at least 84" and
one who counts 97 are in dispute as well. They have changed over time when one party gives both values, or has given
the other's as well and so brought its own up to date. All else that differs only differs: nobody knows which is
right.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.resolve.claims import NOBODY, Claim, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.claims import ClaimFacts

_SAME_TIME = dt.timedelta(days=1)
_NEAR = 0.1
"""How far off an approximate value may be, as a share of it."""
_ROUND = 0.05
"""The same for a round number that is printed as if it were exact."""

Kind = Literal["disputed", "changed", "differ"]


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


def disputes_of(articles: Iterable[ClaimFacts]) -> tuple[Dispute, ...]:
    """The disputed, changed and differing figures of the articles of one story, by what they count.

    The outcome does not depend on the order of the articles.
    """
    known = sorted(articles, key=lambda article: article.id)
    common = _common_places(known)
    groups: dict[tuple[str, str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    for article in known:
        for counted in article.claims:
            claim = counted.claim
            groups[counted.of, counted.unit or "", tuple(sorted(claim.places - common))].append(claim)
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
        known = shared != {NOBODY}
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
    one, other = moment_of(a.published), moment_of(b.published)
    return one is not None and other is not None and abs(one - other) <= _SAME_TIME


def _common_places(articles: Sequence[ClaimFacts]) -> frozenset[str]:
    """Places named in headline or first paragraph of at least half of the articles: those of the story itself."""
    count = Counter(name for article in articles for name in article.lead)
    return frozenset(name for name, number in count.items() if number * 2 >= len(articles))

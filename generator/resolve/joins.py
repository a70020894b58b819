"""Names → groups that are one actor each: constrained agglomeration, the strongest joins first.

Every pair of names within a group must be able to be one (complete link), so no name is ever joined through another
that fits both. What must stay apart never meets: names that the analyst keeps apart, given names or forms of address
that contradict one another, two persons of one article. A short name that fits two names which contradict each other
is left open. (Complete link: A. K. Jain and R. C. Dubes, Algorithms for Clustering Data, 1988; cannot-link
constraints: K. Wagstaff and others, "Constrained k-means clustering with background knowledge", ICML 2001.)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from generator.resolve.gather import Name

JOIN = 0.7
"""From this confidence on names are joined."""
SURE = 0.85
"""Below this confidence a join is listed for the analyst."""
PLAUSIBLE = 0.5
"""From this confidence on a join that was not made is listed."""
_POINT, _MOST_GAIN, _MOST = 0.08, 0.4, 0.97
_CLOSE = 0.1
"""Of two shortened names that contradict each other, a surer one wins only by more than this."""
_SHORTENED = ("shorter name", "middle name", "initials", "short given name", "generation")
_NOISE_ARTICLES = 3
"""A longer name of one article only is no rival of one that stands in this many."""


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two names that may be one actor, and what speaks for it."""

    one: str
    other: str
    """Keys; of a shortened name the shorter comes first."""
    rule: str
    confidence: float
    because: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[float, str, str]:
        """The surest first."""
        return (-self.confidence, self.one, self.other)


@dataclass(slots=True)
class Group:
    """Names that are one actor."""

    names: list[Name]
    joined: dict[str, Pair] = field(default_factory=dict)
    """Key of a name → what joined it."""

    @property
    def head(self) -> Name:
        """Its first name; the analyst's comes first."""
        return min(self.names, key=lambda name: (not name.judged, name.key))

    @property
    def key(self) -> str:
        """The key of its first name."""
        return self.head.key

    @property
    def articles(self) -> int:
        """In how many articles its names stand; no two names of a group stand in one article."""
        return sum(name.articles for name in self.names)


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the joining of names left."""

    groups: tuple[Group, ...]
    """Those of two or more names, by key; every other name is one for itself."""
    refused: tuple[Pair, ...] = ()
    """Pairs that are plausible and were not joined."""
    linked: frozenset[frozenset[str]] = frozenset()
    """Keys of two names that can be one, joined or not."""


def confidence_of(weight: float, points: float) -> float:
    """How sure a join is: the weight of its rule, and a gain for what stands beside the names."""
    gain = min(_MOST_GAIN, max(_POINT * points, -weight))
    return round(min(weight if weight >= 1 else _MOST, weight + gain), 2)


def agglomerate(names: Mapping[str, Name], pairs: Collection[Pair]) -> Grouped:
    """Join the surest pairs first, as long as all names of both groups can be one."""
    groups = {key: Group([names[key]]) for pair in pairs for key in (pair.one, pair.other)}
    linked = {frozenset((pair.one, pair.other)) for pair in pairs}
    ordered = sorted(pairs, key=lambda pair: pair.order)
    open_ones = _ambiguous(ordered, linked, names)
    refused = []
    for pair in ordered:
        mine, theirs = groups[pair.one], groups[pair.other]
        if mine is theirs:
            continue
        whole = all(frozenset((a.key, b.key)) in linked for a in mine.names for b in theirs.names)
        if pair.confidence < JOIN or pair in open_ones or not whole:
            refused.append(pair)
            continue
        mine.names += theirs.names
        mine.joined |= theirs.joined
        for key in (pair.one, pair.other):
            mine.joined.setdefault(key, pair)
        for name in theirs.names:
            groups[name.key] = mine
    done = [group for group in {id(group): group for group in groups.values()}.values() if len(group.names) > 1]
    for group in done:
        group.names.sort(key=lambda name: name.key)
    apart = [p for p in refused if p.confidence >= PLAUSIBLE and groups[p.one] is not groups[p.other]]
    return Grouped(tuple(sorted(done, key=lambda group: group.key)), tuple(apart), frozenset(linked))


def _ambiguous(pairs: Sequence[Pair], linked: set[frozenset[str]], names: Mapping[str, Name]) -> set[Pair]:
    """The pairs of a shortened name with names that contradict each other, and of a name with two shortened ones."""
    longer: defaultdict[str, list[Pair]] = defaultdict(list)
    shorter: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.rule in _SHORTENED:
            longer[pair.one].append(pair)
            shorter[pair.other].append(pair)

    def contradict(key: Callable[[Pair], str], one: Pair, other: Pair) -> bool:
        return one is not other and frozenset((key(one), key(other))) not in linked

    out: set[Pair] = set()
    for found in longer.values():
        rivals = [pair for pair in found if not _is_noise(pair, found, names)]
        out |= {pair for pair in found if any(contradict(lambda p: p.other, pair, rival) for rival in rivals)}
    for found in shorter.values():
        out |= {
            pair
            for pair in found
            if any(
                contradict(lambda p: p.one, pair, rival) and rival.confidence > pair.confidence - _CLOSE
                for rival in found
            )
        }
    return out


def _is_noise(pair: Pair, found: Sequence[Pair], names: Mapping[str, Name]) -> bool:
    """Whether a longer name stands in one article only and ends otherwise, while another one is well attested."""
    if pair.rule != "shorter name" or names[pair.other].articles > 1:
        return False
    return any(names[rival.other].articles >= _NOISE_ARTICLES for rival in found if rival is not pair)

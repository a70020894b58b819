"""What an analyst should look at: joins that are not sure, and names that may be one and were not joined."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve.joins import PLAUSIBLE, SURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.resolve.bare import BareName, Taken
    from generator.resolve.gather import Name, Place
    from generator.resolve.joins import Group, Pair

_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names that may or may not be one actor's."""

    one: str
    other: str
    """As printed most; the fuller one second."""
    kind: str
    made: bool
    """Whether the two are one actor now."""
    rule: str
    confidence: float
    because: tuple[str, ...]
    articles: int
    """How many articles hang on it: those that print the first name."""
    places: tuple[Place, ...]
    """Entities that show the first name and then the second, a few of each."""
    rivals: tuple[str, ...] = ()
    """Other names that the first may stand for."""


def find_doubts(
    names: Mapping[str, Name], groups: Iterable[Group], refused: Iterable[Pair], bare: Sequence[BareName],
    shown: Callable[[Name, int], tuple[Place, ...]],
) -> tuple[Doubt, ...]:  # fmt: skip
    """The doubtful joins, those of most articles first; `shown` gives the first places of a name, at most so many."""
    finder = _Finder(names, shown)
    found: dict[frozenset[str], Doubt] = {}
    for group in groups:
        for pair in sorted(set(group.joined.values()), key=lambda pair: pair.order):
            if pair.confidence < SURE:
                found[frozenset((pair.one, pair.other))] = finder.of_pair(pair, made=True)
    for pair in refused:
        key = frozenset((pair.one, pair.other))
        if key not in found:
            found[key] = finder.of_pair(pair, made=False)
    doubts = [*found.values(), *finder.joined(bare), *finder.left(bare)]
    return tuple(sorted(doubts, key=lambda d: (-d.articles, d.one, d.other, d.made)))


class _Finder:
    def __init__(self, names: Mapping[str, Name], shown: Callable[[Name, int], tuple[Place, ...]]) -> None:
        self._names, self._shown = names, shown

    def of_pair(self, pair: Pair, *, made: bool) -> Doubt:
        one, other = self._names[pair.one], self._names[pair.other]
        return Doubt(
            one.title, other.title, one.kind, made, pair.rule, pair.confidence, pair.because, one.articles,
            (*self._shown(one, _EXAMPLES), *self._shown(other, _EXAMPLES)),
        )  # fmt: skip

    def joined(self, bare: Iterable[BareName]) -> Iterable[Doubt]:
        """For each bare name and each full name what was joined without being sure."""
        for found in bare:
            weak: defaultdict[str, list[tuple[Taken, Pair]]] = defaultdict(list)
            for taken in found.taken:
                if taken.group is not None and taken.pair is not None and taken.pair.confidence < SURE:
                    weak[taken.group].append((taken, taken.pair))
            for other, places in sorted(weak.items(), key=lambda item: item[0]):
                pair = min((pair for _, pair in places), key=lambda p: (p.confidence, p.because))
                yield self._of_bare(found.key, other, pair, [taken for taken, _ in places], made=True)

    def left(self, bare: Iterable[BareName]) -> Iterable[Doubt]:
        """For each bare name what was left open."""
        for found in bare:
            places = [taken for taken in found.taken if taken.group is None]
            groups = [group for group, _ in found.fits]
            best = min((t.pair for t in places if t.pair is not None), key=lambda pair: pair.order, default=None)
            if not places or (best is not None and best.confidence < PLAUSIBLE and len(groups) == 1):
                continue
            full = best.other if best else groups[0]
            rivals = tuple(sorted(self._names[group].title for group in groups if group != full))
            yield self._of_bare(found.key, full, best or found.fits[0][1], places, rivals, made=False)

    def _of_bare(
        self,
        key: str,
        other: str,
        how: Pair | str,
        places: Sequence[Taken],
        rivals: tuple[str, ...] = (),
        *,
        made: bool,
    ) -> Doubt:
        one, full = self._names[key], self._names[other]
        rule, confidence, because = (how, 0.0, ()) if isinstance(how, str) else (how.rule, how.confidence, how.because)
        shown = tuple(taken.place for taken in places[:_EXAMPLES])
        return Doubt(
            one.title, full.title, "person", made, rule, confidence, because, len(places),
            (*shown, *self._shown(full, _EXAMPLES)), rivals,
        )  # fmt: skip

"""What an analyst should look at: joins that are not sure, and names that may be one and were not joined."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve.joins import PLAUSIBLE, SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.bare import Bare, Taken
    from generator.resolve.gather import Gathered, Name, Place
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


def find_doubts(gathered: Gathered, groups: Sequence[Group], refused: Iterable[Pair], bare: Bare) -> tuple[Doubt, ...]:
    """The doubtful joins, those of most articles first."""
    names = gathered.names
    found: dict[frozenset[str], Doubt] = {}
    for group in groups:
        for pair in sorted(set(group.joined.values()), key=lambda pair: pair.order):
            if pair.confidence < SURE:
                found[frozenset((pair.one, pair.other))] = _doubt(names, pair, made=True)
    for pair in refused:
        found.setdefault(frozenset((pair.one, pair.other)), _doubt(names, pair, made=False))
    doubts = [*found.values(), *_of_bare(names, bare)]
    return tuple(sorted(doubts, key=lambda d: (-d.articles, d.one, d.other, d.made)))


def _doubt(names: Mapping[str, Name], pair: Pair, *, made: bool) -> Doubt:
    one, other = names[pair.one], names[pair.other]
    return Doubt(
        one.title, other.title, one.kind, made, pair.rule, pair.confidence, pair.because, len(one.context.articles),
        (*_places(one), *_places(other)),
    )  # fmt: skip


def _places(name: Name) -> tuple[Place, ...]:
    return tuple(member.place for member in name.members[:_EXAMPLES])


def _of_bare(names: Mapping[str, Name], bare: Bare) -> Iterable[Doubt]:
    """For each bare name and each full name: what was joined without being sure, and what was left open."""
    weak: defaultdict[tuple[str, str], list[Taken]] = defaultdict(list)
    left: defaultdict[str, list[Taken]] = defaultdict(list)
    for taken in bare.taken:
        if taken.group is None:
            left[taken.name].append(taken)
        elif taken.pair is not None and taken.pair.confidence < SURE:
            weak[taken.name, taken.group.key].append(taken)
    for (key, other), found in sorted(weak.items()):
        pair = min((t.pair for t in found if t.pair is not None), key=lambda p: (p.confidence, p.because))
        full = names[other]
        shown = tuple(taken.member.place for taken in found[:_EXAMPLES])
        yield Doubt(
            names[key].title, full.title, "person", True, pair.rule, pair.confidence, pair.because, len(found),
            (*shown, *_places(full)),
        )  # fmt: skip
    for key, found in sorted(left.items()):
        fits = bare.candidates[key]
        groups = [group for group, _ in fits]
        pairs = [taken.pair for taken in found if taken.pair is not None]
        best = min(pairs, key=lambda pair: pair.order, default=None)
        if best is not None and best.confidence < PLAUSIBLE and len(groups) == 1:
            continue
        full = names[best.other if best else groups[0].key]
        yield Doubt(
            names[key].title, full.title, "person", False, best.rule if best else fits[0][1],
            best.confidence if best else 0.0, best.because if best else (), len(found),
            (*(taken.member.place for taken in found[:_EXAMPLES]), *_places(full)),
            tuple(sorted(names[group.key].title for group in groups if group.key != full.key)),
        )  # fmt: skip

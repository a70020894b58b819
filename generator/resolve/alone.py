"""Bare names that fit no full name and so stand for themselves, joined only where they are one in two spellings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.resolve.joins import Grouped, Pair, agglomerate, confidence_of
from generator.resolve.personnames import compare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve.context import Contexts, Scale
    from generator.resolve.gather import Gathered, Name


def match_alone(
    gathered: Gathered, names: Sequence[Name], kept: Mapping[tuple[str, str], Pair], contexts: Contexts, scale: Scale
) -> list[Pair]:
    """The names that can be one; those of the run before are kept where nothing beside them has changed."""
    by_word: defaultdict[int, list[Name]] = defaultdict(list)
    for name in names:
        if name.words:
            by_word[name.words[0]].append(name)
    pairs = []
    for found in by_word.values():
        for i, one in enumerate(found):
            for other in found[i + 1 :]:
                first, second = sorted((one, other), key=lambda name: name.key)
                key = (first.key, second.key)
                if key in kept and not gathered.may_differ(*key):
                    pairs.append(kept[key])
                elif (pair := _pair(gathered, first, second, contexts, scale)) is not None:
                    pairs.append(pair)
    return pairs


def join_alone(names: Mapping[str, Name], pairs: Sequence[Pair]) -> Grouped:
    """The names joined."""
    return agglomerate(names, pairs)


def _pair(gathered: Gathered, one: Name, other: Name, contexts: Contexts, scale: Scale) -> Pair | None:
    (mine,), (theirs,) = gathered.forms(one), gathered.forms(other)
    match = compare(mine, theirs)
    if match is None or gathered.apart(one, other):
        return None
    evidence = scale.weigh(contexts.of([one]), contexts.of([other]))
    return Pair(one.key, other.key, match.rule, confidence_of(match.weight, evidence.points), evidence.because)

"""Full names of persons, joined by what they are and by what stands beside them.

Which names can be one by their words alone is kept from run to run; a pair is judged again where one of its names, or
what weighs between them, has changed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from generator.resolve.context import printed_as_one
from generator.resolve.joins import Grouped, Pair, agglomerate, confidence_of
from generator.resolve.personnames import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.context import Contexts, Scale
    from generator.resolve.gather import Gathered, Name
    from generator.resolve.personnames import Match, PersonName


class Matched(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two full names that can be one person's by their words."""

    one: str
    other: str
    """Keys, the smaller first."""
    rule: str
    weight: float
    pair: Pair | None = None
    """With what stands beside them; `None` if that keeps them apart."""


def match_people(
    gathered: Gathered, before: Mapping[str, Name], kept: Sequence[Matched], contexts: Contexts, scale: Scale
) -> list[Matched]:
    """The full names of persons that can be one, each two once.

    Args:
        gathered: all names.
        before: the names of the run before.
        kept: what this gave in the run before.
        contexts: what stands beside the names.
        scale: how to weigh it.
    """
    names = gathered.names
    new = {
        key
        for key in gathered.changed
        if key in names and not (key in before and _looks(before[key]) == _looks(names[key]))
    }
    out = [
        found
        for found in kept
        if _is_full(names.get(found.one))
        and _is_full(names.get(found.other))
        and new.isdisjoint((found.one, found.other))
    ]
    out += _matches(gathered, new)
    return [
        found
        if not gathered.may_differ(found.one, found.other)
        else msgspec.structs.replace(found, pair=_judged(gathered, found, contexts, scale))
        for found in out
    ]


def join_people(names: Mapping[str, Name], matched: Iterable[Matched]) -> Grouped:
    """The full names of persons, joined."""
    return agglomerate(names, [found.pair for found in matched if found.pair is not None])


def _looks(name: Name) -> tuple[bool, str]:
    return (name.is_full, name.title)


def _is_full(name: Name | None) -> bool:
    return name is not None and name.is_full


def _matches(gathered: Gathered, new: set[str]) -> list[Matched]:
    """The new names with all that they can be one with.

    Only such are compared where the last word of one, as it sounds, stands in the other. No other two can be one.
    """
    full = [name for name in gathered.names.values() if name.is_full]
    mine = [number for number, name in enumerate(full) if name.key in new]
    wanted = {key for number in mine for key in (*full[number].block, *full[number].ends)}
    by_block: defaultdict[int, list[int]] = defaultdict(list)
    by_end: defaultdict[int, list[int]] = defaultdict(list)
    for number, name in enumerate(full):
        for key in name.block:
            if key in wanted:
                by_block[key].append(number)
        for key in name.ends:
            if key in wanted:
                by_end[key].append(number)
    forms: dict[int, tuple[PersonName, ...]] = {}
    out, done = [], set()
    for number in mine:
        found = {other for key in full[number].ends for other in by_block[key]}
        found.update(other for key in full[number].block for other in by_end[key])
        done.add(number)
        for other in found - done:
            one, two = (number, other) if full[number].key < full[other].key else (other, number)
            for place in (one, two):
                if place not in forms:
                    forms[place] = gathered.forms(full[place])
            match = _best_match(forms[one], forms[two])
            if match is not None:
                out.append(Matched(full[one].key, full[two].key, match.rule, match.weight))
    return out


def _best_match(ones: Sequence[PersonName], others: Sequence[PersonName]) -> Match | None:
    """Of an entry of the analyst every name may fit; the best of them counts."""
    if len(ones) == len(others) == 1:
        return compare(ones[0], others[0])
    found = [match for a in ones for b in others if (match := compare(a, b)) is not None]
    return max(found, key=lambda match: (match.weight, match.rule), default=None)


def _judged(gathered: Gathered, found: Matched, contexts: Contexts, scale: Scale) -> Pair | None:
    """The two names as one person's, if they can be."""
    one, other = gathered.names[found.one], gathered.names[found.other]
    if gathered.apart(one, other):
        return None
    mine, theirs = contexts.of([one]), contexts.of([other])
    if not mine.articles.isdisjoint(theirs.articles) or {mine.gender, theirs.gender} == {"man", "woman"}:
        return None
    evidence = scale.weigh(mine, theirs)
    evidence += printed_as_one(mine, one.folded, theirs, other.folded)
    fullness = {name.key: (_fullness(gathered.forms(name)), name.key) for name in (one, other)}
    first, second = sorted(fullness, key=lambda key: fullness[key])
    return Pair(first, second, found.rule, confidence_of(found.weight, evidence.points), evidence.because)


def _fullness(forms: Sequence[PersonName]) -> tuple[int, int]:
    """How much a name says: its full words, then its initials."""
    return max((sum(len(word) > 1 for word in form.words), len(form.words)) for form in forms)

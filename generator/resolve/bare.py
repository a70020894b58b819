"""Surnames and first names that an article prints alone, and whose they are.

Each article is asked for itself: "Kim" may be one man here and another there. A bare name is joined only where one
full name of all articles is left that it can belong to, and where the article gives evidence for it. Else it stays
open: it is listed with those it may mean, and is nobody's page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.knowledge.spellings import load_spellings
from generator.resolve.context import weigh
from generator.resolve.joins import JOIN, Group, Grouped, Pair, agglomerate, confidence_of
from generator.resolve.personnames import compare, light, surname_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.context import Frequency
    from generator.resolve.gather import Gathered, Member, Name
    from generator.resolve.personnames import PersonName

_SURNAME, _FIRST_NAME, _COMMON = 0.5, 0.35, 0.15
_AMONG_OTHERS = 0.8
"""How sure the one of several must be for whom anything speaks at all, and how sure he is held to be."""
_MANY, _ELSEWHERE = 10, 0.75
"""From how many articles on that show whose a name is the others may follow them, and how sure that is."""
_LEAST_POINTS = 0.5
"""With less than this, nothing speaks for a candidate."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A bare name of one article, and the group it was given to or might belong to."""

    member: Member
    name: str
    """Key of the bare name."""
    group: Group | None
    """`None` where it stays open."""
    pair: Pair | None = None
    """What joined it; of an open one with a single candidate, what would have."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What became of the bare names."""

    taken: tuple[Taken, ...]
    candidates: Mapping[str, tuple[tuple[Group, str], ...]]
    """Key of a bare name that belongs, or may belong, to full names → those names' groups, each with the rule."""
    groups: tuple[Group, ...]
    """Bare names that fit no full name and so stand for themselves."""


def join_bare(gathered: Gathered, names: Sequence[Name], full: Grouped) -> Bare:
    """Give the bare names to the groups of full names."""
    index: defaultdict[str, list[Group]] = defaultdict(list)
    for group in full.groups:
        for word in sorted({light(word) for name in group.names for form in name.forms for word in form.words}):
            index[word].append(group)
    taken: list[Taken] = []
    candidates: dict[str, tuple[tuple[Group, str], ...]] = {}
    alone = []
    for name in names:
        fits = _fitting(gathered, name, index[light(name.forms[0].words[0])] if name.forms[0].words else [])
        if not fits:
            alone.append(name)
            continue
        fits = _without_doubles(fits, full)
        candidates[name.key] = tuple(fits)
        given = [_give(member, name, fits, gathered.frequency) for member in name.members]
        taken += _as_elsewhere(given, name, fits, gathered.frequency)
    return Bare(tuple(taken), candidates, _alone(gathered, alone))


def _fitting(gathered: Gathered, bare: Name, groups: Iterable[Group]) -> list[tuple[Group, str]]:
    """The groups whose surname the bare name is, else those whose first name it is."""
    found: dict[str, list[tuple[Group, str]]] = {"surname": [], "first name": []}
    form = bare.forms[0]
    for group in groups:
        rules = {surname_of(form, other) for name in group.names for other in name.forms if _same_word(form, other)}
        rule = "surname" if "surname" in rules else "first name" if "first name" in rules else None
        if rule and not any(gathered.apart(bare, name) for name in group.names):
            found[rule].append((group, rule))
    return found["surname"] or found["first name"]


def _same_word(form: PersonName, other: PersonName) -> bool:
    """Whether the bare name stands in the other letter by letter; a last word may be spelt in another way."""
    return not form.words or form.words[0] in other.words or light(form.words[0]) == light(other.words[-1])


def _without_doubles(fits: Sequence[tuple[Group, str]], full: Grouped) -> list[tuple[Group, str]]:
    """Of groups that may be one and the same (V. Putin, Vladimir Putin) only the one that more articles name."""
    kept: list[tuple[Group, str]] = []
    for fit in sorted(fits, key=lambda fit: (-len(fit[0].context.articles), fit[0].key)):
        own = {name.key for name in fit[0].names}
        others = [name.key for group, _ in kept for name in group.names]
        if not any(frozenset((a, b)) in full.linked for a in own for b in others):
            kept.append(fit)
    return sorted(kept, key=lambda fit: fit[0].key)


def _give(member: Member, name: Name, fits: Sequence[tuple[Group, str]], frequency: Frequency) -> Taken:
    """The one group that is left for the bare name in its article, or none."""
    left = _left(member, fits)
    weighed = [(group, *_weighed(member, name, group, rule, frequency)) for group, rule in left]
    if len(weighed) == 1:
        ((group, pair, _),) = weighed
        return Taken(member, name.key, group if pair.confidence >= JOIN else None, pair)
    spoken_for = [(group, pair) for group, pair, points in weighed if points >= _LEAST_POINTS]
    if len(spoken_for) == 1 and spoken_for[0][1].confidence >= _AMONG_OTHERS:
        ((group, pair),) = spoken_for
        because = (*pair.because, "nothing beside it speaks for another of the name")
        sole = replace(pair, confidence=_AMONG_OTHERS, because=because)
        return Taken(member, name.key, group, sole)
    return Taken(member, name.key, None)


def _as_elsewhere(
    given: Sequence[Taken], name: Name, fits: Sequence[tuple[Group, str]], frequency: Frequency
) -> list[Taken]:
    """Where many articles show whose the name is, and it is always the same one's, more of them that fit him best."""
    shown = Counter(taken.group.key for taken in given if taken.group is not None)
    if len(shown) != 1 or shown.total() < _MANY:
        return list(given)
    (key,) = shown
    out = []
    for taken in given:
        left = _left(taken.member, fits) if taken.group is None and taken.pair is None else []
        weighed = [(group, *_weighed(taken.member, name, group, rule, frequency)) for group, rule in left]
        best = max(weighed, key=lambda item: (item[2], item[0].key), default=None)
        if best is not None and best[0].key == key and best[1].confidence >= JOIN:
            because = (*best[1].because, f"{shown.total()} articles show whose this name is, and it is always this one")
            pair = replace(best[1], confidence=_ELSEWHERE, because=because)
            out.append(Taken(taken.member, taken.name, best[0], pair))
        else:
            out.append(taken)
    return out


def _weighed(member: Member, name: Name, group: Group, rule: str, frequency: Frequency) -> tuple[Pair, float]:
    """The bare name as the group's, and the points of what stands beside it."""
    common = name.forms[0].words[0] in load_spellings().common
    weight = (_SURNAME if rule == "surname" else _FIRST_NAME) - (_COMMON if common else 0)
    without = {name.base, *(other.base for other in group.names)}
    evidence = weigh(member.context, group.context, frequency, without)
    pair = Pair(name.key, group.key, rule, confidence_of(weight, evidence), evidence.because)
    return pair, evidence.points


def _left(member: Member, fits: Sequence[tuple[Group, str]]) -> Sequence[tuple[Group, str]]:
    """Those that the article does not rule out: by a form of address, or by a role that only one of them has."""
    if any(member.article in group.context.articles for group, _ in fits):
        # The article names one of them in full beside the bare name, and did not take the two for one.
        return []
    gender = member.context.gender
    left = [fit for fit in fits if not gender or fit[0].context.gender in (gender, None)]
    if len(left) > 1 and member.context.roles:
        with_role = [fit for fit in left if any(role in fit[0].context.roles for role in member.context.roles)]
        # One article may lend a role to a name by mistake; many do not.
        lasting = [fit for fit in with_role if len(fit[0].context.articles) > 1]
        if len(lasting) == 1 and len(lasting[0][0].context.articles) >= _MANY:
            return lasting
        if len(with_role) == 1:
            return with_role
    return left


def _alone(gathered: Gathered, names: Sequence[Name]) -> tuple[Group, ...]:
    """Bare names that fit no full name, joined only where they are one name in two spellings."""
    by_word: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_word[light(name.forms[0].words[0]) if name.forms[0].words else name.key].append(name)
    pairs = []
    for found in by_word.values():
        for i, one in enumerate(found):
            for other in found[i + 1 :]:
                match = compare(one.forms[0], other.forms[0])
                if match is None or gathered.apart(one, other):
                    continue
                evidence = weigh(one.context, other.context, gathered.frequency, {one.base, other.base})
                first, second = sorted((one.key, other.key))
                confidence = confidence_of(match.weight, evidence)
                pairs.append(Pair(first, second, match.rule, confidence, evidence.because))
    return agglomerate(names, pairs).groups

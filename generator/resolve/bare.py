"""Surnames and first names that an article prints alone, and whose they are.

Each article is asked for itself: "Kim" may be one man here and another there. A bare name is joined only where one
full name of all articles is left that it can belong to, and where the article gives evidence for it. Else it stays
open: it is listed with those it may mean, and is nobody's page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from generator.knowledge.spellings import load_spellings
from generator.resolve.columns import COUNTRY, ENTITY, KIND, PRINTED
from generator.resolve.joins import JOIN, Group, Pair, confidence_of
from generator.resolve.judged import KINDS
from generator.resolve.personnames import light, surname_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.resolve.context import Context, Contexts, Scale
    from generator.resolve.gather import Gathered, Name, Place
    from generator.resolve.personnames import PersonName

_SURNAME, _FIRST_NAME, _COMMON = 0.5, 0.35, 0.15
_AMONG_OTHERS = 0.8
"""How sure the one of several must be for whom anything speaks at all, and how sure he is held to be."""
_MANY, _ELSEWHERE = 10, 0.75
"""From how many articles on that show whose a name is the others may follow them, and how sure that is."""
_LEAST_POINTS = 0.5
"""With less than this, nothing speaks for a candidate."""
_STATE = KINDS.index("state")


class Taken(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A bare name of one article, and the group it was given to or might belong to."""

    article: str
    entity: str
    """Its id in the article."""
    printed: str
    state: str | None
    """Its country, if it is a state's."""
    group: str | None = None
    """Key of the group; `None` where it stays open."""
    pair: Pair | None = None
    """What joined it; of an open one with a single candidate, what would have."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.article, self.entity


class BareName(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What became of a bare name that belongs, or may belong, to full names."""

    key: str
    fits: tuple[tuple[str, str], ...]
    """Keys of the groups that it may belong to, each with the rule."""
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The groups of full names."""

    groups: Mapping[str, Group]
    """Key of a full name → its group, where it has two or more names."""
    linked: frozenset[frozenset[str]]
    """Keys of two names that can be one, joined or not."""

    def of(self, name: Name) -> Group:
        """The group of a full name."""
        return self.groups.get(name.key) or Group([name])


def join_bare(
    gathered: Gathered, names: Sequence[Name], people: People, contexts: Contexts, scale: Scale
) -> list[BareName]:
    """Give these bare names to the groups of full names; those that fit none are not among the outcome."""
    wanted = {name.words[0] for name in names if name.words}
    index: dict[int, dict[str, Group]] = {word: {} for word in wanted}
    for name in gathered.names.values():
        if name.is_full and not wanted.isdisjoint(name.words):
            group = people.of(name)
            for word in wanted.intersection(name.words):
                index[word].setdefault(group.key, group)
    out = []
    for name in names:
        groups = list(index[name.words[0]].values()) if name.words else []
        fits = _without_doubles(_fitting(gathered, name, groups), people)
        if fits:
            out.append(_Giver(gathered, name, fits, contexts, scale).given())
    return out


def _fitting(gathered: Gathered, bare: Name, groups: Iterable[Group]) -> list[tuple[Group, str]]:
    """The groups whose surname the bare name is, else those whose first name it is."""
    found: dict[str, list[tuple[Group, str]]] = {"surname": [], "first name": []}
    (form,) = gathered.forms(bare)
    for group in groups:
        forms = [other for name in group.names for other in gathered.forms(name)]
        rules = {surname_of(form, other) for other in forms if _same_word(form, other)}
        rule = "surname" if "surname" in rules else "first name" if "first name" in rules else None
        if rule and not any(gathered.apart(bare, name) for name in group.names):
            found[rule].append((group, rule))
    return found["surname"] or found["first name"]


def _same_word(form: PersonName, other: PersonName) -> bool:
    """Whether the bare name stands in the other letter by letter; a last word may be spelt in another way."""
    return not form.words or form.words[0] in other.words or light(form.words[0]) == light(other.words[-1])


def _without_doubles(fits: Sequence[tuple[Group, str]], people: People) -> list[tuple[Group, str]]:
    """Of groups that may be one and the same (V. Putin, Vladimir Putin) only the one that more articles name."""
    kept: list[tuple[Group, str]] = []
    others: list[str] = []
    for fit in sorted(fits, key=lambda fit: (-fit[0].articles, fit[0].key)):
        own = [name.key for name in fit[0].names]
        if not any(frozenset((a, b)) in people.linked for a in own for b in others):
            kept.append(fit)
            others += own
    return sorted(kept, key=lambda fit: fit[0].key)


@dataclass(frozen=True, slots=True)
class _Fit:
    """A group that the bare name may belong to."""

    key: str
    context: Context
    rule: str
    weight: float


class _Giver:
    """Asks each article whose the bare name is in it."""

    def __init__(
        self, gathered: Gathered, name: Name, fits: Sequence[tuple[Group, str]], contexts: Contexts, scale: Scale
    ) -> None:
        self._gathered, self._name, self._contexts, self._scale = gathered, name, contexts, scale
        (form,) = gathered.forms(name)
        common = _COMMON if form.words[0] in load_spellings().common else 0
        weights = {"surname": _SURNAME - common, "first name": _FIRST_NAME - common}
        self._fits = [_Fit(group.key, contexts.of(group.names), rule, weights[rule]) for group, rule in fits]
        self._named = {article for fit in self._fits for article in fit.context.articles}

    def given(self) -> BareName:
        """The name with what its articles show."""
        members = self._gathered.members(self._name)
        contexts = [self._contexts.of_members([member], (self._name.base,)) for member in members]
        left = [self._left(context) for context in contexts]
        found = [self._give(context, fits) for context, fits in zip(contexts, left, strict=True)]
        shown = Counter(group for group, _ in found if group is not None)
        if len(shown) == 1 and shown.total() >= _MANY:
            (group,) = shown
            found = [
                self._as_elsewhere(context, fits, group, shown.total()) if pair is None else (key, pair)
                for (key, pair), context, fits in zip(found, contexts, left, strict=True)
            ]
        taken = tuple(self._taken(member, *one) for member, one in zip(members, found, strict=True))
        return BareName(self._name.key, tuple((fit.key, fit.rule) for fit in self._fits), taken)

    def _taken(self, member: int, group: str | None, pair: Pair | None) -> Taken:
        columns = self._gathered.columns
        row, texts = columns.members[member].tolist(), columns.texts.all
        state = texts[row[COUNTRY]] if row[KIND] == _STATE and row[COUNTRY] >= 0 else None
        return Taken(columns.ids[columns.articles[member]], texts[row[ENTITY]], texts[row[PRINTED]], state, group, pair)

    def _give(self, context: Context, left: Sequence[_Fit]) -> tuple[str | None, Pair | None]:
        """The one group that is left for the bare name in its article, or none."""
        if len(left) == 1:
            pair = self._pair(context, left[0])
            return (left[0].key if pair.confidence >= JOIN else None), pair
        spoken_for = []
        for fit in left:
            points = self._points(context, fit)
            if points >= _LEAST_POINTS:
                spoken_for.append((fit, points))
                if len(spoken_for) > 1:
                    return None, None
        if spoken_for and confidence_of(spoken_for[0][0].weight, spoken_for[0][1]) >= _AMONG_OTHERS:
            ((fit, _),) = spoken_for
            because = "nothing beside it speaks for another of the name"
            return fit.key, self._pair(context, fit, _AMONG_OTHERS, because)
        return None, None

    def _as_elsewhere(
        self, context: Context, left: Sequence[_Fit], group: str, articles: int
    ) -> tuple[str | None, Pair | None]:
        """Where many articles show whose the name is, and it is always the same one's: his, if he fits best here."""
        weighed = [(self._points(context, fit), fit.key, fit) for fit in left]
        best = max(weighed, key=lambda item: item[:2], default=None)
        if best is None or best[1] != group or confidence_of(best[2].weight, best[0]) < JOIN:
            return None, None
        because = f"{articles} articles show whose this name is, and it is always this one"
        return group, self._pair(context, best[2], _ELSEWHERE, because)

    def _points(self, context: Context, fit: _Fit) -> float:
        return self._scale.points(context, fit.context)

    def _pair(self, context: Context, fit: _Fit, sure: float | None = None, *because: str) -> Pair:
        """The bare name as the group's."""
        evidence = self._scale.weigh(context, fit.context)
        confidence = confidence_of(fit.weight, evidence.points) if sure is None else sure
        return Pair(self._name.key, fit.key, fit.rule, confidence, (*evidence.because, *because))

    def _left(self, context: Context) -> Sequence[_Fit]:
        """Those that the article does not rule out: by a form of address, or by a role that only one of them has."""
        if not self._named.isdisjoint(context.articles):
            # The article names one of them in full beside the bare name, and did not take the two for one.
            return []
        gender = context.gender
        left = [fit for fit in self._fits if not gender or fit.context.gender in (gender, None)]
        if len(left) > 1 and context.roles:
            with_role = [fit for fit in left if not context.roles.isdisjoint(fit.context.roles)]
            # One article may lend a role to a name by mistake; many do not.
            lasting = [fit for fit in with_role if len(fit.context.articles) > 1]
            if len(lasting) == 1 and len(lasting[0].context.articles) >= _MANY:
                return lasting
            if len(with_role) == 1:
                return with_role
        return left

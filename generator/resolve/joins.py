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

from generator.resolve.context import Context, Evidence, printed_as_one, weigh
from generator.resolve.personnames import compare, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.resolve.gather import Gathered, Name
    from generator.resolve.personnames import Match, PersonName

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


@dataclass(frozen=True, slots=True)
class Pair:
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
    context: Context = field(default_factory=Context)
    joined: dict[str, Pair] = field(default_factory=dict)
    """Key of a name → what joined it."""

    @property
    def key(self) -> str:
        """The key of its first name; the analyst's comes first."""
        return min(self.names, key=lambda name: (name.judged is None, name.key)).key


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the joining of names left."""

    groups: tuple[Group, ...]
    refused: tuple[Pair, ...] = ()
    """Pairs that are plausible and were not joined."""
    linked: frozenset[frozenset[str]] = frozenset()
    """Keys of two names that can be one, joined or not."""


def confidence_of(weight: float, evidence: Evidence) -> float:
    """How sure a join is: the weight of its rule, and a gain for what stands beside the names."""
    gain = min(_MOST_GAIN, max(_POINT * evidence.points, -weight))
    return round(min(weight if weight >= 1 else _MOST, weight + gain), 2)


def join_people(gathered: Gathered, names: Sequence[Name]) -> Grouped:
    """The full names of persons, joined."""
    pairs = [pair for one, other in _candidates(names) if (pair := _pair(gathered, one, other)) is not None]
    return agglomerate(names, pairs)


def agglomerate(names: Sequence[Name], pairs: Sequence[Pair]) -> Grouped:
    """Join the surest pairs first, as long as all names of both groups can be one."""
    groups = {name.key: Group([name]) for name in names}
    linked = {frozenset((pair.one, pair.other)) for pair in pairs}
    open_ones = _ambiguous(pairs, linked, {name.key: name for name in names})
    refused = []
    for pair in sorted(pairs, key=lambda pair: pair.order):
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
    done = {id(group): group for group in groups.values()}.values()
    for group in done:
        group.names.sort(key=lambda name: name.key)
        group.context.add(name.context for name in group.names)
    apart = [p for p in refused if p.confidence >= PLAUSIBLE and groups[p.one] is not groups[p.other]]
    return Grouped(tuple(sorted(done, key=lambda group: group.key)), tuple(apart), frozenset(linked))


def _candidates(names: Sequence[Name]) -> list[tuple[Name, Name]]:
    """Pairs worth comparing: the last word of one, as it sounds, stands in the other. No other pair can be one."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for key in {key for form in name.forms for key in _block_keys(form)}:
            by_word[key].append(number)
    found: set[tuple[int, int]] = set()
    for number, name in enumerate(names):
        for key in {key for form in name.forms if form.words for key in (sound(form.words[-1]), _joined(form))}:
            found.update((min(number, other), max(number, other)) for other in by_word[key] if other != number)
    return [(names[one], names[other]) for one, other in sorted(found)]


def _block_keys(form: PersonName) -> set[str]:
    return {sound(word) for word in form.words if len(word) > 1} | {_joined(form)}


def _joined(form: PersonName) -> str:
    return f"={form.letters}"


def _pair(gathered: Gathered, one: Name, other: Name) -> Pair | None:
    """The two names as one person's, if they can be."""
    match = _best_match(one, other)
    if match is None or gathered.apart(one, other) or met(one.context, other.context):
        return None
    if {one.context.gender, other.context.gender} == {"man", "woman"}:
        return None
    evidence = weigh(one.context, other.context, gathered.frequency, {one.base, other.base})
    evidence += printed_as_one(one.context, one.folded, other.context, other.folded)
    first, second = sorted((one, other), key=lambda name: (_fullness(name), name.key))
    return Pair(first.key, second.key, match.rule, confidence_of(match.weight, evidence), evidence.because)


def _best_match(one: Name, other: Name) -> Match | None:
    """Of an entry of the analyst every name may fit; the best of them counts."""
    if len(one.forms) == len(other.forms) == 1:
        return compare(one.forms[0], other.forms[0])
    found = [match for a in one.forms for b in other.forms if (match := compare(a, b)) is not None]
    return max(found, key=lambda match: (match.weight, match.rule), default=None)


def met(one: Context, other: Context) -> bool:
    """Whether an article names both, each for itself."""
    few, many = sorted((one.articles, other.articles), key=len)
    return any(article in many for article in few)


def _fullness(name: Name) -> tuple[int, int]:
    """How much a name says: its full words, then its initials."""
    return max((sum(len(word) > 1 for word in form.words), len(form.words)) for form in name.forms)


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
    if pair.rule != "shorter name" or len(names[pair.other].context.articles) > 1:
        return False
    return any(len(names[rival.other].context.articles) >= _NOISE_ARTICLES for rival in found if rival is not pair)

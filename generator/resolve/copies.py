"""Articles → groups of copies of one text, over the whole desk.

An article joins a group if its text is a copy (`signatures`) of the group's first, or of more than half of its texts;
a round-up that holds two reports does not make the two one text. Articles are taken in the order of their publication,
so a group depends on the texts that hang together, never on the order in which they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.knowledge.agencies import load_agencies
from generator.resolve.keptcopies import compare
from generator.resolve.signatures import signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.models import ProcessedArticle
    from generator.resolve.memory import Memory
    from generator.resolve.signatures import Pair
    from generator.resolve.textfacts import TextFacts


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a group, and what it was joined to."""

    article: str
    like: str | None
    """Id of the article with the same text; none for the original."""
    share: float
    """Share of the shorter text's words that stand in runs of the other."""


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles with the same text."""

    original: str
    """Id of the article published first; of several then, the credited agency's own."""
    members: tuple[Copy, ...]
    """In order of publication, of one moment the fullest first."""
    credits: tuple[tuple[str, str], ...] = ()
    """Members that credit somebody with the text, and whom, as printed; in order of publication."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of all members."""
        return tuple(copy.article for copy in self.members)


@dataclass(frozen=True, slots=True)
class Copies:
    """All groups of copies."""

    groups: tuple[CopyGroup, ...] = ()
    """In the order in which their first articles were published."""
    of: Mapping[str, CopyGroup] = field(default_factory=dict)
    """Article id → its group."""


def resolve_copies(
    texts: Iterable[TextFacts], article_of: Callable[[str], ProcessedArticle], memory: Memory | None = None
) -> Copies:
    """The groups of copies among articles.

    Args:
        texts: the articles, in whatever order.
        article_of: article id → the article; asked only for texts that were not kept.
        memory: what earlier runs found out; the outcome is the same without it.
    """
    ordered = sorted(texts, key=lambda text: text.order)
    facts = {text.id: text for text in ordered}
    first = {text.body: text.id for text in reversed(ordered)}
    found = compare(first.keys(), lambda body: signature(article_of(first[body])), memory)
    compared = [text for text in ordered if found.sizes[text.body]]
    # Of articles of one day without an hour the fuller is taken first: the others are more likely cut from it.
    compared.sort(key=lambda text: (not text.published, text.moment, -found.sizes[text.body]))
    piles = _grouped([(text.id, text.body) for text in compared], found.pairs)
    groups = tuple(_group(pile, facts) for pile in piles if len(pile) > 1)
    of = {copy.article: group for group in groups for copy in group.members}
    return Copies(groups, of)


@dataclass(slots=True, eq=False)
class _Pile:
    """A group while it grows."""

    number: int
    head: str
    texts: set[str]
    copies: list[Copy]


def _grouped(articles: Sequence[tuple[str, str]], pairs: Iterable[Pair]) -> list[list[Copy]]:
    """The articles (id and text, in order of publication) in groups; what has no copy is left out or a group of one."""
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for pair in pairs:
        near[pair.one][pair.other] = near[pair.other][pair.one] = pair.share
    piles: list[_Pile] = []
    where: dict[str, _Pile] = {}
    first: dict[str, str] = {}
    printed = Counter(text for _, text in articles)
    for name, text in articles:
        if text not in near and printed[text] == 1:
            continue  # a text like no other
        pile = where.get(text)
        if pile is not None:
            pile.copies.append(Copy(name, first[text], 1.0))
            continue
        first[text] = name
        pile = _home(near[text], where)
        if pile is None:
            pile = _Pile(len(piles), text, set(), [])
            piles.append(pile)
        known = near[text].keys() & pile.texts
        like = pile.head if pile.head in known else max(known, key=lambda t: (near[text][t], t), default=None)
        pile.copies.append(Copy(name, first[like], near[text][like]) if like else Copy(name, None, 1.0))
        pile.texts.add(text)
        where[text] = pile
    return [pile.copies for pile in piles]


def _home(near: Mapping[str, float], where: Mapping[str, _Pile]) -> _Pile | None:
    """The group to which a text belongs that is near to these."""
    shares: defaultdict[int, list[float]] = defaultdict(list)
    piles = {}
    for text in near.keys() & where.keys():
        pile = where[text]
        piles[pile.number] = pile
        shares[pile.number].append(near[text])
    fits = [n for n, pile in piles.items() if pile.head in near or 2 * len(shares[n]) > len(pile.texts)]
    return piles[min(fits, key=lambda n: (-max(shares[n]), n))] if fits else None


def _group(copies: Sequence[Copy], texts: Mapping[str, TextFacts]) -> CopyGroup:
    credited = tuple((copy.article, credit) for copy in copies if (credit := texts[copy.article].credit))
    original = _original(copies, texts, [credit for _, credit in credited])
    return CopyGroup(original, _copied_from(original, copies), credited)


def _copied_from(original: str, copies: Sequence[Copy]) -> tuple[Copy, ...]:
    """The same, so that all lead to the original: one that may be later by its date was joined to what came before."""
    found = {copy.article: copy for copy in copies}
    here: str | None = original
    before, share = None, 1.0
    while here is not None:
        copy = found[here]
        found[here] = Copy(here, before, share)
        before, here, share = here, copy.like, copy.share
    return tuple(found.values())


def _original(copies: Sequence[Copy], texts: Mapping[str, TextFacts], credited: Sequence[str]) -> str:
    """The article published first; of those that may be, the one whose source is credited."""
    moments = [texts[copy.article].moment for copy in copies]
    head = moments[0]
    # A mere date says nothing of the hour: the first of that day with an hour may be as early.
    timed = next((moment for moment in moments if moment.startswith(head) and moment != head), head)
    early = [copy.article for copy, moment in zip(copies, moments, strict=True) if moment in (head, timed)]
    agencies = load_agencies()
    names = {agencies.first_in(credit) or credit for credit in credited}

    def rank(name: str) -> tuple[bool, bool, str]:
        source = texts[name].source
        known = agencies.find(source) if source is not None else None
        return (source is None or (known or source) not in names, known is None, name)

    return min(early, key=rank)

"""Organisations and groups under several names: British and American spelling, legal forms, explained acronyms."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.knowledge.spellings import load_spellings
from generator.resolve.joins import Grouped, Pair, agglomerate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve.actorfacts import ActorFacts
    from generator.resolve.gather import Gathered, Name

_WORDS, _LEGAL, _ACRONYM = 0.92, 0.86, 0.9
_LEAST_LEGAL = 4
"""Letters that must be left of a name without its legal form."""


def join_bodies(gathered: Gathered, names: Sequence[Name], articles: Iterable[ActorFacts]) -> Grouped:
    """The names of bodies, joined."""
    by_form: defaultdict[str, list[tuple[Name, str]]] = defaultdict(list)
    for name in names:
        for form in sorted(name.folded):
            by_form[_words(form)].append((name, "other spelling"))
            bare = _without_legal(form)
            if bare is not None:
                by_form[bare].append((name, "legal form"))
    pairs: dict[frozenset[str], Pair] = {}
    for form, found in by_form.items():
        for i, (one, rule) in enumerate(found):
            for other, second in found[i + 1 :]:
                if form and one is not other and not gathered.apart(one, other):
                    how = "legal form" if "legal form" in (rule, second) else rule
                    weight = _LEGAL if how == "legal form" else _WORDS
                    pair = Pair(min(one.key, other.key), max(one.key, other.key), how, weight)
                    known = pairs.setdefault(frozenset((one.key, other.key)), pair)
                    if known.confidence < weight:
                        pairs[frozenset((one.key, other.key))] = pair
    for pair in _explained(gathered, names, articles):
        pairs.setdefault(frozenset((pair.one, pair.other)), pair)
    return agglomerate(names, list(pairs.values()))


def _words(folded: str) -> str:
    """The name with its words as they are compared."""
    known = load_spellings().words
    text = f" {folded} ".replace(" united states ", " us ").replace(" united nations ", " un ")
    return " ".join(filter(None, (known.get(word, word) for word in text.split())))


def _without_legal(folded: str) -> str | None:
    """The name without Inc., Ltd. and their like; `None` if it has none or too little is left."""
    legal = load_spellings().legal
    words = folded.split()
    kept = list(words)
    while kept and kept[-1] in legal:
        kept.pop()
    return _words(" ".join(kept)) if len(kept) < len(words) and len("".join(kept)) >= _LEAST_LEGAL else None


def _explained(gathered: Gathered, names: Sequence[Name], articles: Iterable[ActorFacts]) -> list[Pair]:
    """Acronyms that stand alone in one article and in brackets behind a full name in others: always the same name."""
    by_fold = {form: name for name in names for form in name.folded}
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for short, full in article.acronyms():
            meant[short][full] += 1
    pairs = []
    for short, long in sorted(meant.items()):
        # On a tie the first in the alphabet, whatever the order of the articles.
        name = min(long, key=lambda form: (-long[form], form))
        one, other = by_fold.get(short), by_fold.get(name)
        sole = len({_words(form) for form in long}) == 1
        if one and other and one is not other and sole and not gathered.apart(one, other):
            pairs.append(
                Pair(one.key, other.key, "acronym", _ACRONYM, ("articles print it in brackets behind the name",))
            )
    return pairs

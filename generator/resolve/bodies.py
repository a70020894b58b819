"""Organisations and groups under several names: British and American spelling, legal forms, explained acronyms."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.resolve.joins import Grouped, Pair, agglomerate
from generator.resolve.marks import body_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve.gather import Gathered, Name

_WORDS, _LEGAL, _ACRONYM = 0.92, 0.86, 0.9


def join_bodies(gathered: Gathered, names: Sequence[Name]) -> Grouped:
    """The names of bodies, joined."""
    by_form: defaultdict[int, list[tuple[Name, bool]]] = defaultdict(list)
    for name in names:
        for form in name.words:
            by_form[form].append((name, False))
        for form in name.block:
            by_form[form].append((name, True))
    pairs: dict[tuple[str, str], Pair] = {}
    for form, found in by_form.items():
        if len(found) == 1 or not gathered.texts.all[form]:
            continue
        for i, (one, legal) in enumerate(found):
            for other, without in found[i + 1 :]:
                if one is not other and not gathered.apart(one, other):
                    pair = _pair(one, other, legal=legal or without)
                    known = pairs.get((pair.one, pair.other))
                    if known is None or known.confidence < pair.confidence:
                        pairs[pair.one, pair.other] = pair
    joined = {frozenset(key) for key in pairs}
    explained = [pair for pair in _explained(gathered, names) if frozenset((pair.one, pair.other)) not in joined]
    return agglomerate(gathered.names, [*pairs.values(), *explained])


def _pair(one: Name, other: Name, *, legal: bool) -> Pair:
    first, second = sorted((one.key, other.key))
    return Pair(first, second, "legal form" if legal else "other spelling", _LEGAL if legal else _WORDS)


def _explained(gathered: Gathered, names: Sequence[Name]) -> list[Pair]:
    """Acronyms that stand alone in one article and in brackets behind a full name in others: always the same name."""
    texts = gathered.texts.all
    by_fold: dict[str, Name] = {}
    for name in names:
        for form in map(texts.__getitem__, name.folded):
            # Of several that bear a form the last by key, whatever the order in which they came.
            if form not in by_fold or by_fold[form].key < name.key:
                by_fold[form] = name
    meant: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for short, full, number in gathered.columns.acronyms():
        if short in by_fold:
            meant[short][full] += number
    pairs: dict[frozenset[str], Pair] = {}
    for short, long in sorted(meant.items()):
        # On a tie the first in the alphabet, whatever the order of the articles.
        one, other = by_fold[short], by_fold.get(min(long, key=lambda form: (-long[form], form)))
        if other is None or one is other or gathered.apart(one, other):
            continue
        if len({body_words(form) for form in long}) == 1:
            because = ("articles print it in brackets behind the name",)
            pairs.setdefault(frozenset((one.key, other.key)), Pair(one.key, other.key, "acronym", _ACRONYM, because))
    return list(pairs.values())

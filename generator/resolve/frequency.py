"""In how many articles each actor and region stands: what many share proves little.

As in the inverse document frequency of K. Spärck Jones ("A statistical interpretation of term specificity", 1972), but
in three steps, so that one article more hardly ever changes what anything weighs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.resolve.columns import numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.resolve.columns import Chunk, Columns
    from generator.resolve.gather import Name
    from generator.resolve.judged import Claims

_RARE, _RARE_SHARE, _FREQUENT_SHARE = 5, 0.02, 0.1
_OTHERS = 2
"""The part of a split name that does not give the key its name."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """In how many articles each other actor and region stands."""

    articles: int
    others: Mapping[int, int]
    """By the number of the key."""
    regions: Mapping[int, int]
    names: Mapping[int, str]
    """How to call the others."""
    claims: Claims
    texts: Sequence[str]

    @classmethod
    def of(cls, names: Iterable[Name], chunks: Collection[Chunk], claims: Claims, texts: Sequence[str]) -> Frequency:
        """The frequencies of these names, and of the regions of these articles."""
        others: dict[int, int] = {}
        called: dict[int, str] = {}
        for name in names:
            others[name.base] = others.get(name.base, 0) + name.articles
            if name.part != _OTHERS or name.base not in called:
                called[name.base] = name.title
        regions = numbers(chunk.regions for chunk in chunks if chunk.members)
        return cls(len(chunks), others, Counter(regions.tolist()), called, claims, texts)

    def called(self, base: int) -> str:
        """How to call what has the key of this number."""
        return self.names[base]

    def region(self, number: int) -> str:
        """How to call the region."""
        return self.claims.region(self.texts[number]) or self.texts[number]

    def worth(self, number: int, most: float) -> float:
        """Points of one thing that `number` articles share: `most` if it is rare."""
        if number <= _RARE or number <= _RARE_SHARE * self.articles:
            return most
        return most / 2 if number <= _FREQUENT_SHARE * self.articles else most / 6


def shifted(
    now: Frequency, stale: Collection[Name], before: Mapping[str, Chunk], changed: Collection[str], columns: Columns
) -> set[int]:
    """Keys beside which something stands that weighs otherwise than before, or is called otherwise.

    Args:
        now: the frequencies.
        stale: names of the run before that may stand in other articles now.
        before: the articles of the run before.
        changed: ids of articles that are new, changed or gone.
        columns: all articles.
    """
    if not before:
        return set()
    old = Frequency.of(stale, [before[name] for name in changed if name in before], now.claims, now.texts)
    others = {**now.others, **dict.fromkeys((name.base for name in stale), 0), **old.others}
    here = zip(columns.ids, columns.chunks, strict=True)
    new = numbers(chunk.regions for name, chunk in here if name in changed and chunk.members)
    regions = Counter(now.regions)
    regions.subtract(new.tolist())
    regions.update(old.regions)
    moved = _moved(now, len(before), now.others, others)
    moved |= {base for base in old.names if now.names.get(base, old.names[base]) != old.names[base]}
    moved_regions = _moved(now, len(before), now.regions, regions)
    articles = {columns.articles[member] for base in moved for member in columns.of_base(base)}
    if moved_regions:
        articles |= {at for at, found in enumerate(columns.regions) if not moved_regions.isdisjoint(found)}
    return {base for at in articles for base in columns.bases[columns.starts[at] : columns.starts[at + 1]]}


def _moved(now: Frequency, articles: int, counts: Mapping[int, int], earlier: Mapping[int, int]) -> set[int]:
    """What stands on another step than it did when there were so many articles."""
    then = replace(now, articles=articles)
    steps = {number: now.worth(number, 1.0) for number in set(counts.values())}
    old = {number: then.worth(number, 1.0) for number in set(earlier.values())}
    # What was nowhere before stands in changed articles only.
    return {key for key, number in counts.items() if earlier.get(key) and steps[number] != old[earlier[key]]}

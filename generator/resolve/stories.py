"""Articles → stories: articles that report the same event, grouped across days and sources.

Which articles belong together follows from the articles alone; only the address of a story comes from the ledger, so
that it outlives growth, joins and splits.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.resolve.grouping import LEAST, WINDOW, group
from generator.resolve.likeness import find_likeness
from generator.resolve.similar import Pairs
from generator.resolve.storyaddresses import Change, give_story_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.ledger import Ledger
    from generator.models import ProcessedArticle
    from generator.resolve.memory import Memory
    from generator.resolve.textfacts import TextFacts

_NEVER = -10_000
"""The day of the first undated article; each has one far from all others, so that no words can join it."""


@dataclass(frozen=True, slots=True)
class Story:
    """Two or more articles on one event."""

    id: str
    """The last part of its address; stays as the story grows."""
    articles: tuple[str, ...]
    """Ids, by day, then by id."""
    central: str
    """The article most like the others: its headline names the story."""


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a desk."""

    stories: Mapping[str, Story]
    """By id, in the order of ids."""
    of: Mapping[str, Story]
    """Article id → its story; an article that stands alone has none."""
    redirects: Mapping[str, str]
    """Address below the site's root that was a story's → where its articles are now."""
    changes: Mapping[str, tuple[Change, ...]]
    """Story id → joins and splits that it came through, the oldest first."""


def resolve_stories(
    texts: Sequence[TextFacts],
    article_of: Callable[[str], ProcessedArticle],
    days: Mapping[str, str | None],
    *,
    copies: Iterable[Sequence[str]] = (),
    ledger: Ledger | None = None,
    memory: Memory | None = None,
) -> Stories:
    """Group the articles into stories.

    Args:
        texts: the articles, in any order.
        article_of: article id → the article; asked only for words that were not kept.
        days: article id → its day on the desk's clock (ISO).
        copies: ids of articles that are one text; they are one story.
        ledger: addresses issued before; new ones go into it.
        memory: what earlier runs found out; the outcome is the same without it.
    """
    ordered = sorted(texts, key=lambda text: (days[text.id] or "", text.id))
    number = {text.id: place for place, text in enumerate(ordered)}
    dates = _numbered_days(ordered, days)
    pairs = _likeness(ordered, article_of, dates, memory)
    joined = [(number[one], number[other]) for one, *others in copies for other in others]
    groups = [members for members in group(dates, pairs, joined) if len(members) > 1]
    central = _central(groups, pairs)
    latest = max((day for day in days.values() if day), default=None)
    issued = give_story_addresses(
        [tuple(ordered[member].id for member in members) for members in groups], set(number), latest, ledger
    )
    stories = {
        story.id: story
        for story in (
            Story(issued.ids[place], tuple(ordered[member].id for member in members), ordered[central[place]].id)
            for place, members in enumerate(groups)
        )
    }
    return Stories(
        dict(sorted(stories.items())),
        {name: story for story in stories.values() for name in story.articles},
        issued.redirects,
        issued.changes,
    )


def _likeness(
    texts: Sequence[TextFacts], article_of: Callable[[str], ProcessedArticle], dates: Sequence[int],
    memory: Memory | None,
) -> Pairs:  # fmt: skip
    """The pairs of dated articles, which stand behind the undated: nothing is like those."""
    first = sum(date < 0 for date in dates)
    pairs = find_likeness(texts[first:], article_of, dates[first:], least=LEAST, window=WINDOW, memory=memory)
    return Pairs(pairs.one + first, pairs.other + first, pairs.likeness)


def _numbered_days(texts: Sequence[TextFacts], days: Mapping[str, str | None]) -> list[int]:
    out, lonely = [], _NEVER
    for text in texts:
        day = days[text.id]
        if day is None:
            lonely -= 2 * WINDOW
        out.append(lonely if day is None else dt.date.fromisoformat(day).toordinal())
    return out


def _central(groups: Sequence[Sequence[int]], pairs: Pairs) -> list[int]:
    """Of each group the article most like the others; of several the first."""
    of = {member: place for place, members in enumerate(groups) for member in members}
    place = np.full(max(max(of, default=0), pairs.other.max(initial=0)) + 1, -1, np.int64)
    place[list(of)] = list(of.values())
    inside = (place[pairs.one] >= 0) & (place[pairs.one] == place[pairs.other])
    sums: defaultdict[int, int] = defaultdict(int)
    ends = (end[inside].tolist() for end in (pairs.one, pairs.other, pairs.likeness))
    for one, other, likeness in zip(*ends, strict=True):
        sums[one] += likeness
        sums[other] += likeness
    return [max(members, key=lambda member: (sums[member], -member)) for members in groups]

"""Articles → stories: articles that report the same event, grouped across days and sources.

Which articles belong together follows from the articles alone; only the address of a story comes from the ledger, so
that it outlives growth, joins and splits.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve.grouping import LEAST, WINDOW, group
from generator.resolve.likeness import find_likeness
from generator.resolve.storyaddresses import Change, give_story_addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.ledger import Ledger
    from generator.models import ProcessedArticle
    from generator.resolve.similar import Pairs
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
    keep: bytes = b""
    """What the next run can start from."""


def resolve_stories(
    texts: Sequence[TextFacts],
    article_of: Callable[[str], ProcessedArticle],
    days: Mapping[str, str | None],
    *,
    copies: Iterable[Sequence[str]] = (),
    ledger: Ledger | None = None,
    kept: bytes | None = None,
) -> Stories:
    """Group the articles into stories.

    Args:
        texts: the articles, in any order.
        article_of: article id → the article; asked only for words that are not in what was kept.
        days: article id → its day on the desk's clock (ISO).
        copies: ids of articles that are one text; they are one story.
        ledger: addresses issued before; new ones go into it.
        kept: what the run before gave to keep; the outcome is the same without it.
    """
    ordered = sorted(texts, key=lambda text: (days[text.id] or "", text.id))
    number = {text.id: place for place, text in enumerate(ordered)}
    dates = _numbered_days(ordered, days)
    pairs, keep = find_likeness(ordered, article_of, dates, least=LEAST, window=WINDOW, kept=kept)
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
        keep,
    )


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
    sums: defaultdict[int, int] = defaultdict(int)
    rows = zip(pairs.one.tolist(), pairs.other.tolist(), pairs.likeness.tolist(), strict=True)
    for one, other, likeness in rows:
        if one in of and of.get(one) == of.get(other):
            sums[one] += likeness
            sums[other] += likeness
    return [max(members, key=lambda member: (sums[member], -member)) for members in groups]

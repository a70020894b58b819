"""How often a source prints, and when it is silent for longer than it uses to be.

A gap is the number of days from one day with articles to the next: 1 for a source that prints daily. Only gaps in which
every day was collected, or may have been, tell how often a source prints.
"""

from __future__ import annotations

import statistics
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.report.collected import Collected

LEAST_DAYS = 5
"""A source with articles on fewer days has no habit that could be broken."""
RECENT = 20
"""So many of its last gaps tell its habit."""
TIMES = 3
"""It fell silent after so many of its usual gaps, or later."""
LONGER = 2
"""And after so many times the longest of its last gaps: a holiday is longer than a weekend."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a source prints, from its last gaps."""

    usual: int
    """The median gap; of an even number the larger of the two in the middle."""
    longest: int
    second: int
    """All but one gap are this long, or shorter."""

    @property
    def regular(self) -> bool:
        """Whether one can say when the source is due: all gaps but one are at most two usual ones and a day."""
        return self.second <= 2 * self.usual + 1


@dataclass(frozen=True, slots=True)
class Silence:
    """Days in a row without an article of the source, none of them said not to be collected."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many."""
        return self.last - self.first + 1


def habit_of(days: Sequence[int], collected: Collected) -> Habit | None:
    """The habit of a source with articles on these days, in order; `None` where there are too few."""
    return _habit(tuple(days[-RECENT - 1 :]), collected)


@lru_cache(maxsize=10_000)
def _habit(days: tuple[int, ...], collected: Collected) -> Habit | None:
    """Kept, because a source's habit stays the same through all the editions until it has the next article."""
    if len(days) < LEAST_DAYS:
        return None
    gaps = sorted(b - a for a, b in pairwise(days) if b - a == 1 or collected.all_reached(a + 1, b - 1))
    if len(gaps) < LEAST_DAYS - 1:
        return None
    return Habit(statistics.median_high(gaps), gaps[-1], gaps[-2])


def longest_silence(days: Sequence[int], collected: Collected) -> Silence | None:
    """The longest between two days with articles, of several the latest."""
    silences = [
        Silence(*part) for a, b in pairwise(days) if b - a > 1 for part in collected.reached(a + 1, b - 1)
    ]  # fmt: skip
    return max(silences, key=lambda silence: (silence.days, silence.first), default=None)


def has_fallen_silent(days: Sequence[int], collected: Collected, desk_days: Sequence[int], end: int) -> bool:
    """Whether the source is silent at the end of day `end` for twice the longest of its last gaps.

    The silence must also last three usual gaps or more, both in days and in days on which the desk has articles at all;
    days that were not collected count as neither.

    Args:
        days: the source's days with articles up to `end`, in order.
        collected: when it was collected.
        desk_days: the desk's days with articles, in order.
        end: the day at which one looks.
    """
    habit = habit_of(days, collected)
    if habit is None or silent_for(days, collected, end) < max(LONGER * habit.longest, TIMES * habit.usual):
        return False
    went_on = sum(
        bisect_right(desk_days, last) - bisect_right(desk_days, first - 1)
        for first, last in collected.reached(days[-1] + 1, end)
    )
    return went_on >= TIMES * habit.usual


def is_late(days: Sequence[int], collected: Collected, day: int) -> bool:
    """Whether a source that has nothing on `day` is usually there by then.

    So it is where it prints regularly, and its gap has now grown longer than all but one of its last gaps.
    """
    habit = habit_of(days, collected)
    return (
        habit is not None
        and habit.regular
        and collected.lack(day) != "uncollected"
        and silent_for(days, collected, day) >= habit.second
    )  # fmt: skip


def silent_for(days: Sequence[int], collected: Collected, end: int) -> int:
    """Days since its last article up to `end`, without those that were not collected."""
    return sum(last - first + 1 for first, last in collected.reached(days[-1] + 1, end))

"""Stories as pages read them beside one another: by month, near in time, joined while an edition was the newest."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from generator.report.collected import number_of
from generator.report.entry import UNDATED
from generator.report.watched import Watched
from generator.resolve.editions import week_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.report.entry import Entry
    from generator.report.watched import Watch
    from generator.resolve.editions import Edition
    from generator.resolve.stories import Stories
    from generator.resolve.storyaddresses import Change


class StoryLists:
    """Lists of the desk's stories."""

    def __init__(self, found: Stories, entries: Mapping[str, Entry], watch: Watch) -> None:
        self._found, self._entries, self._watch = found, entries, watch

    def near(self, name: str, window: int) -> list[tuple[str, int]]:
        """Other stories of which no more than `window` days part it, with these days; nought where they overlap."""
        self._watch.note("stories near", f"{name} {window}")
        return self.neighbours(name, window)

    def neighbours(self, name: str, window: int) -> list[tuple[str, int]]:
        """The same, unnoted."""
        here = self._periods.get(name)
        if here is None:
            return []
        # By first days; a story that began long before may still go on.
        first = bisect_left(self._starts, here[0] - window - self._longest)
        out = []
        for start, other in self._starts_of[first:]:
            if start > here[1] + window:
                break
            gap = max(0, start - here[1], here[0] - self._periods[other][1])
            if other != name and gap <= window:
                out.append((other, gap))
        return sorted(out)

    @cached_property
    def _periods(self) -> Mapping[str, tuple[int, int]]:
        """Story id → its first and last day as numbers."""
        out = {}
        for story in self._found.stories.values():
            days = [number_of(day) for name in story.articles if (day := self._entries[name].day)]
            if days:
                out[story.id] = (min(days), max(days))
        return out

    @cached_property
    def _starts_of(self) -> Sequence[tuple[int, str]]:
        return sorted((first, name) for name, (first, _) in self._periods.items())

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [first for first, _ in self._starts_of]

    @cached_property
    def _longest(self) -> int:
        return max((last - first for first, last in self._periods.values()), default=0)

    @cached_property
    def by_month(self) -> Watched[Sequence[str]]:
        """Month in which stories began, newest first, or undated → their ids, newest first."""
        first = {
            story.id: min((self._entries[name] for name in story.articles), key=lambda entry: entry.order)
            for story in self._found.stories.values()
        }
        out: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(first, key=lambda name: (first[name].order, name), reverse=True):
            day = first[name].day
            out[day[:7] if day else UNDATED].append(name)
        return Watched("stories of", out, self._watch)

    def joined_in(self, edition: Edition) -> Sequence[tuple[str, Change]]:
        """The stories that took in another while the edition was the newest."""
        self._watch.note("joined in", edition.key)
        return self.joins.get(edition.key, ())

    @cached_property
    def joins(self) -> Mapping[str, Sequence[tuple[str, Change]]]:
        """Key of an edition → the joins of its days."""
        out: defaultdict[str, list[tuple[str, Change]]] = defaultdict(list)
        for name, changes in sorted(self._found.changes.items()):
            for change in changes:
                if change.kind == "joined" and change.day is not None:
                    for key in (change.day, week_of(change.day), change.day[:7]):
                        out[key].append((name, change))
        return dict(out)

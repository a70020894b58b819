"""The editions of the briefing as pages read them: each by itself, with those round it, and what is new in it."""

from __future__ import annotations

import functools
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from generator.names import fold_name
from generator.report.watched import Watched
from generator.resolve.editions import days_within, week_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.report.entry import Entry, Named
    from generator.report.watched import Watch
    from generator.resolve.editions import Edition, Editions, Grain


class Issues:
    """The editions of each grain, by key, the oldest first."""

    def __init__(self, found: Editions, entries: Iterable[Entry], watch: Watch) -> None:
        self._found, self._entries, self._watch = found, entries, watch
        self.all: Mapping[Grain, Mapping[str, Edition]] = {
            "day": found.days, "week": found.weeks, "month": found.months,
        }  # fmt: skip
        """By grain, unnoted."""
        self.days, self.weeks, self.months = (
            Watched(f"edition {grain}", editions, watch) for grain, editions in self.all.items()
        )
        self.of: Watched[str] = Watched("edition of", found.of, watch)
        """Article id → the day of the edition in which it stands; undated articles have none."""

    def grain(self, grain: Grain) -> Watched[Edition]:
        """Those of one grain."""
        return {"day": self.days, "week": self.weeks, "month": self.months}[grain]

    def before(self, edition: Edition, most: int) -> list[Edition]:
        """The editions of its grain right before one, oldest first."""
        self._watch.note(f"before {edition.grain}", f"{edition.key} {most}")
        return [self.grain(edition.grain)[key] for key in self.keys_before(edition.grain, edition.key, most)]

    def keys_before(self, grain: Grain, key: str, most: int) -> Sequence[str]:
        """Keys of the editions right before one, oldest first."""
        keys = self._keys[grain]
        place = bisect_left(keys, key)
        return keys[max(0, place - most) : place]

    def following(self, edition: Edition) -> str | None:
        """Key of the next edition of its grain."""
        self._watch.note(f"after {edition.grain}", edition.key)
        return self.key_after(edition.grain, edition.key)

    def key_after(self, grain: Grain, key: str) -> str | None:
        """Key of the next edition."""
        keys = self._keys[grain]
        place = bisect_left(keys, key) + 1
        return keys[place] if place < len(keys) else None

    @cached_property
    def _keys(self) -> Mapping[Grain, Sequence[str]]:
        return {grain: list(editions) for grain, editions in self.all.items()}

    def days_within(self, key: str) -> Sequence[str]:
        """The days with an edition in a week or month, oldest first."""
        self._watch.note("days in", key)
        return self.inside.get(key, ())

    @cached_property
    def inside(self) -> Mapping[str, Sequence[str]]:
        """Key of a week or month → the days in it that have an edition."""
        return days_within(self._found.days)

    def is_new(self, actor: Named, edition: Edition) -> bool:
        """Whether no earlier edition of the grain names the actor, or prints its name, even if of somebody else.

        Of a person the last name counts too.
        """
        folded = fold_name(actor.name)
        printed = folded.rsplit(" ", 1)[-1] if actor.kind == "person" else folded
        for key in (f"actor {actor.id}", f"name {printed}"):
            self._watch.note(f"first {edition.grain}", key)
            first = self.first(edition.grain, key)
            if first is not None and first < edition.key:
                return False
        return True

    def first(self, grain: Grain, key: str) -> str | None:
        """Key of the first edition with what is named or printed (`actor X`, `name x`)."""
        sort, _, name = key.partition(" ")
        day = self.first_days[sort].get(name)
        return None if day is None else self.key_of(grain, day)

    def key_of(self, grain: Grain, day: str) -> str:
        """Key of the edition in which a day lies."""
        return day if grain == "day" else day[:7] if grain == "month" else self._weeks(day)

    @cached_property
    def first_days(self) -> Mapping[str, Mapping[str, str]]:
        """Actors, and names as they are printed → the first day with an edition that has them."""
        actors: dict[str, str] = {}
        names: dict[str, str] = {}
        placed = [(day, entry) for entry in self._entries if (day := self._found.of.get(entry.id)) is not None]
        # The last first: what an earlier day has takes its place.
        for day, entry in sorted(placed, key=lambda pair: pair[0], reverse=True):
            actors.update(dict.fromkeys(entry.actor_ids, day))
            names.update(dict.fromkeys(entry.names.split("\n"), day))
        return {"actor": actors, "name": names}

    @cached_property
    def _weeks(self) -> Callable[[str], str]:
        return functools.cache(week_of)

    def has(self, grain: Grain, key: str) -> bool:
        """Whether there is an edition."""
        self._watch.note("edition page", f"{grain} {key}")
        return key in self.all[grain]

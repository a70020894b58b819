"""Which bare names are asked again whose they are: those that are others than in the run before, or may be others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from generator.resolve.bare import BareName, People
    from generator.resolve.gather import Gathered, Name


def asked_again(
    gathered: Gathered, people: People, before: Mapping[str, Name], together: Collection[tuple[str, ...]]
) -> list[Name]:
    """The bare names of which something else may become than in the run before; without one, all.

    Args:
        gathered: all names.
        people: the groups of full names.
        before: the names of the run before.
        together: keys of names that were one actor then, group by group.
    """
    old = set(together)
    new = {tuple(name.key for name in group.names) for group in {id(g): g for g in people.groups.values()}.values()}
    groups = (*old, *new)
    changed = _with_groups(gathered.changed.union(*(old ^ new)), groups)
    words = _words_of(gathered, people, changed, before)
    # What weighs otherwise now must stand beside both.
    beside = _words_of(gathered, people, _with_groups(gathered.stirred - gathered.changed, groups), before)
    return [
        name
        for name in gathered.names.values()
        if name.bare
        and (
            name.key in gathered.changed
            or not words.isdisjoint(name.words)
            or (name.key in gathered.stirred and not beside.isdisjoint(name.words))
        )
    ]


def with_kept(
    gathered: Gathered, kept: Iterable[BareName], asked: Iterable[Name], found: Iterable[BareName]
) -> list[BareName]:
    """What became of all bare names, by key: of those asked again, what was found; of the others, what was kept."""
    names = gathered.names
    out = {one.key: one for one in kept if one.key in names and names[one.key].bare}
    for name in asked:
        out.pop(name.key, None)
    out |= {one.key: one for one in found}
    return [out[key] for key in sorted(out)]


def moved_between(old: Iterable[BareName], new: Iterable[BareName], changed: Collection[str]) -> frozenset[str]:
    """Keys of bare names of which something else became, and of the groups that they belong to or did."""
    before, now = ({found.key: found for found in run} for run in (old, new))
    out: set[str] = set()
    for key in before.keys() | now.keys():
        one, other = before.get(key), now.get(key)
        if key in changed or one != other:
            out.add(key)
            out.update(taken.group for run in (one, other) if run for taken in run.taken if taken.group is not None)
    return frozenset(out)


def _with_groups(keys: Collection[str], groups: Iterable[tuple[str, ...]]) -> set[str]:
    """The names with those of their groups: a group is another one as soon as one of its names is."""
    found = set(keys)
    return found.union(*(group for group in groups if not found.isdisjoint(group)))


def _words_of(gathered: Gathered, people: People, keys: Iterable[str], before: Mapping[str, Name]) -> set[int]:
    """The words that stand in the full names among these, now or before, or in others of their groups."""
    out: set[int] = set()
    for key in keys:
        old, new = before.get(key), gathered.names.get(key)
        if old is not None and old.is_full:
            out.update(old.words)
        if new is not None and new.is_full:
            out.update(word for name in people.of(new).names for word in name.words)
    return out

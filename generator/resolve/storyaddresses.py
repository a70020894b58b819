"""Addresses of stories: issued once, kept in the ledger with the articles that stood under them.

A story keeps the address under which most of its articles stood. Where a story was split, the address stays with the
part that has most of its articles; where two were joined, the address with more articles wins and the other leads to
it. Of a story whose articles fell apart, or are gone but for one, the address leads to the article that is left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from generator.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Change:
    """A join or split in the history of a story."""

    kind: Literal["joined", "split", "left"]
    """Another story was taken in, articles came from one that goes on, or articles left for another."""
    day: str | None
    """The newest day of the desk when it was noticed (ISO)."""
    story: str
    """Id of the other story: the one that was taken in, the one that this was cut from, or the one that was cut off."""
    articles: tuple[str, ...]
    """Articles that came along, or left."""


@dataclass(frozen=True, slots=True)
class IssuedStories:
    """The addresses of this run."""

    ids: Sequence[str]
    """One a group, in the order given."""
    redirects: Mapping[str, str]
    """`stories/ID` → `stories/ID` or `articles/ID`."""
    changes: Mapping[str, tuple[Change, ...]]


def give_story_addresses(
    groups: Sequence[Sequence[str]], articles: Collection[str], latest: str | None, ledger: Ledger | None
) -> IssuedStories:
    """An address for each group of article ids.

    Args:
        groups: two or more ids each, the oldest article first.
        articles: the ids of all articles of the desk.
        latest: the newest day of the desk, noted with what is issued.
        ledger: what was issued before; what is new goes into it.
    """
    before = ledger.stories() if ledger is not None else {}
    of = {name: place for place, members in enumerate(groups) for name in members}
    heirs = {old: heir for old, names in before.items() if (heir := _heir(names, of)) is not None}
    held: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for age, (old, place) in enumerate(heirs.items()):
        held[place].append((-sum(of.get(name) == place for name in before[old]), age, old))
    ids = [min(held[place])[2] if place in held else "" for place in range(len(groups))]
    taken = {*before, *ids, "index"}
    for place, members in enumerate(groups):
        if not ids[place]:
            ids[place] = _new(members[0], taken)
            taken.add(ids[place])
    redirects = {f"stories/{old}": f"stories/{ids[place]}" for old, place in heirs.items() if ids[place] != old}
    for old, names in before.items():
        left = [name for name in names if name in articles]
        if old not in heirs and left:
            redirects[f"stories/{old}"] = f"articles/{left[0]}"
    if ledger is not None:
        for place, members in enumerate(groups):
            _note(ledger, ids[place], members, latest, before)
    return IssuedStories(ids, redirects, _changes(ids, groups, ledger))


def _heir(names: Sequence[str], of: Mapping[str, int]) -> int | None:
    """The group that most of the articles are in now; of several the one with the earliest of them."""
    counts = Counter(of[name] for name in names if name in of)
    most = max(counts.values(), default=0)
    return next((of[name] for name in names if name in of and counts[of[name]] == most), None)


def _new(first: str, taken: Collection[str]) -> str:
    """An address made from the first article's."""
    chosen, number = first, 2
    while chosen in taken:
        chosen, number = f"{first}-{number}", number + 1
    return chosen


def _note(
    ledger: Ledger, story: str, members: Sequence[str], latest: str | None, before: Mapping[str, Sequence[str]]
) -> None:
    """Note the articles that are new under an address, and the address under which they stood before."""
    stood: defaultdict[str, list[str]] = defaultdict(list)
    for name in members:
        if name not in before.get(story, ()):
            # The address issued last counts: an article may have moved more than once.
            stood[next((old for old in reversed(list(before)) if name in before[old]), "")].append(name)
    for old, names in stood.items():
        ledger.issue_story(story, names, latest, old or None)


def _changes(
    ids: Sequence[str], groups: Sequence[Sequence[str]], ledger: Ledger | None
) -> dict[str, tuple[Change, ...]]:
    """The moves that each story came through, as the ledger has them; of articles that are still where they went."""
    if ledger is None:
        return {}
    members = {name: set(found) for name, found in zip(ids, groups, strict=True)}
    out: defaultdict[str, list[Change]] = defaultdict(list)
    for move in ledger.story_moves():
        kept = tuple(name for name in move.articles if name in members.get(move.to, ()))
        if kept:
            kind: Literal["joined", "split"] = "split" if move.origin in members else "joined"
            out[move.to].append(Change(kind, move.day, move.origin, kept))
            if kind == "split":
                out[move.origin].append(Change("left", move.day, move.to, kept))
    return {name: tuple(found) for name, found in out.items()}

"""Which articles each edition holds, and what of it is frozen.

An edition is a day, an ISO week or a month. It is closed once a later one of its kind has articles; from then on the
ledger holds which articles stood in it (with a digest of each) and which stories, in their order. An article that comes
later for a closed day stands in the next open edition, and the closed one says so.

Stories are those of the run that closes the edition, cut to the articles of it and of earlier ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from generator.ledger import ClosedEdition, PlacedStory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.ledger import Ledger
    from generator.resolve.stories import Stories, Story
    from generator.resolve.textfacts import TextFacts

Grain = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of the briefing."""

    key: str
    """`2024-01-24`, `2024-W04` or `2024-01`."""
    grain: Grain
    articles: tuple[str, ...]
    """Ids of the articles on the desk that stand in it, by day, then by id."""
    late: frozenset[str]
    """Those of them whose own edition was closed before they came."""
    stories: tuple[PlacedStory, ...]
    """The weightiest first."""
    closed: str | None = None
    """The digest of its articles when it was closed; `None` while it is open."""
    missed: tuple[str, ...] = ()
    """Articles of its days that came after it was closed, and stand in a later edition."""
    changed: tuple[str, ...] = ()
    """Articles of it that have other words since."""
    gone: tuple[str, ...] = ()
    """Ids of its articles that are no longer on the desk."""

    def covers(self, day: str) -> bool:
        """Whether the day is one of the edition's."""
        return _KEYS[self.grain](day) == self.key


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions of each grain, by key, the oldest first."""

    days: dict[str, Edition]
    weeks: dict[str, Edition]
    months: dict[str, Edition]
    of: Mapping[str, str]
    """Article id → the day of the edition in which it stands; undated articles have none."""


@dataclass(frozen=True, slots=True)
class EditionViews:
    """What is known of articles, given by their ids."""

    weigh: Callable[[Sequence[str]], tuple[int, int]]
    """The number of sources and of independent origins."""
    face: Callable[[Story, Sequence[str]], str]
    """Of some articles of a story the one under whose headline it stands."""
    copies: Mapping[str, Sequence[str]]
    """Article id → all articles with its text."""


def resolve_editions(
    texts: Mapping[str, TextFacts],
    days: Mapping[str, str | None],
    stories: Stories,
    views: EditionViews,
    ledger: Ledger | None = None,
) -> Editions:
    """Place the dated articles in editions, and close those that a later one follows.

    Args:
        texts: the articles by id.
        days: article id → its day on the desk's clock (ISO).
        stories: the stories of the desk.
        views: what the desk knows of articles beyond their words.
        ledger: closed editions; those that close now go into it.
    """
    desk = _Desk(texts, days, stories, views)
    closed = ledger.editions() if ledger is not None else {}
    of = _placed(days, closed)
    made = {grain: _editions(desk, grain, of, closed) for grain in _KEYS}
    for found in made.values():
        for edition in list(found.values())[:-1]:
            if edition.closed is None:
                frozen = _frozen(desk, edition)
                found[edition.key] = replace(edition, closed=frozen.digest)
                if ledger is not None:
                    ledger.close_edition(frozen)
    within = days_within(made["day"])
    weeks, months = (_told(made[grain], made["day"], within) for grain in ("week", "month"))
    return Editions(made["day"], weeks, months, of)


def days_within(days: Iterable[str]) -> dict[str, list[str]]:
    """Key of each week and month → those of the days that lie in it, in the order given."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for day in days:
        out[week_of(day)].append(day)
        out[day[:7]].append(day)
    return dict(out)


def _told(
    editions: Mapping[str, Edition], days: Mapping[str, Edition], within: Mapping[str, Sequence[str]]
) -> dict[str, Edition]:
    """Closed weeks or months with what became of the articles of their days."""
    out = {}
    for key, edition in editions.items():
        inside = [days[name] for name in within.get(key, ())] if edition.closed else []
        changed = tuple(name for day in inside for name in day.changed)
        gone = tuple(name for day in inside for name in day.gone)
        out[key] = replace(edition, changed=changed, gone=gone)
    return out


@dataclass(frozen=True, slots=True)
class _Desk:
    texts: Mapping[str, TextFacts]
    days: Mapping[str, str | None]
    stories: Stories
    views: EditionViews


def week_of(day: str) -> str:
    """The ISO week of a day: 2024-W04."""
    year, week, _ = dt.date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


_KEYS: Mapping[Grain, Callable[[str], str]] = {"day": str, "week": week_of, "month": lambda day: day[:7]}


def _placed(days: Mapping[str, str | None], closed: Mapping[str, ClosedEdition]) -> dict[str, str]:
    """Article id → the day of its edition: its own, or, where that is closed without it, the first that is open."""
    held = {name: key for key, edition in closed.items() if _grain(key) == "day" for name in edition.articles}
    last = max((key for key in closed if _grain(key) == "day"), default="")
    following = min((day for name, day in days.items() if day and day > last and name not in held), default=last)
    return {name: held.get(name, day if day > last else following) for name, day in days.items() if day}


def _editions(
    desk: _Desk, grain: Grain, of: Mapping[str, str], closed: Mapping[str, ClosedEdition]
) -> dict[str, Edition]:
    """The editions of one grain, the oldest first."""
    key = _KEYS[grain]
    members: defaultdict[str, list[str]] = defaultdict(list)
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for name, day in sorted(of.items(), key=lambda item: (desk.days[item[0]] or "", item[0])):
        members[key(day)].append(name)
        if (own := key(desk.days[name] or day)) < key(day):
            missed[own].append(name)
    kept = {name for name, found in closed.items() if _grain(name) == grain}
    out: dict[str, Edition] = {}
    earlier: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted({*members, *kept}):
        held = members[name]
        frozen = closed.get(name)
        edition = Edition(
            name, grain, tuple(held),
            frozenset(article for article in held if key(desk.days[article] or "9999-12-31") < name),
            frozen.stories if frozen else _line_up(desk, held, earlier),
            missed=tuple(missed[name]),
        )  # fmt: skip
        for article in held:
            if story := desk.stories.of.get(article):
                earlier[story.id].append(article)
        out[name] = _with(edition, frozen, desk.texts) if frozen else edition
    return out


def _grain(key: str) -> Grain:
    return "week" if "W" in key else "month" if len(key) == len("2024-01") else "day"


def _line_up(desk: _Desk, articles: Sequence[str], earlier: Mapping[str, Sequence[str]]) -> tuple[PlacedStory, ...]:
    """The stories of two or more articles that the edition adds to, the weightiest first.

    Weight: independent origins of today's texts, then their sources, then their number, then the whole story. What was
    printed in an earlier edition under another headline weighs nothing.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in articles:
        if story := desk.stories.of.get(name):
            found[story.id].append(name)
    placed: list[tuple[tuple[int, ...], PlacedStory]] = []
    for story_id, names in found.items():
        old = list(earlier.get(story_id, ()))
        if len(names) + len(old) > 1:
            before = (len(old), *desk.views.weigh(old)) if old else (0, 0, 0)
            whole = (len(names) + len(old), *desk.views.weigh([*old, *names]))
            known = set(old)
            fresh = [name for name in names if known.isdisjoint(desk.views.copies.get(name, ()))]
            sources, origins = desk.views.weigh(fresh) if fresh else (0, 0)
            face = desk.views.face(desk.stories.stories[story_id], fresh or names)
            here = PlacedStory(story_id, face, tuple(names), before, desk.views.weigh(names), whole)
            placed.append(((-origins, -sources, -len(fresh), -whole[2], -whole[0]), here))
    return tuple(here for _, here in sorted(placed, key=lambda row: (row[0], row[1].story)))


def _frozen(desk: _Desk, edition: Edition) -> ClosedEdition:
    digests = {name: desk.texts[name].printed for name in edition.articles}
    whole = hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in sorted(digests.items())).encode())
    held = digests if edition.grain == "day" else {}
    return ClosedEdition(edition.key, held, edition.stories, whole.hexdigest()[:16])


def _with(edition: Edition, frozen: ClosedEdition, here: Mapping[str, TextFacts]) -> Edition:
    """The closed edition, and what became of its articles since."""
    changed = tuple(n for n, digest in frozen.articles.items() if n in here and here[n].printed != digest)
    gone = tuple(name for name in frozen.articles if name not in here)
    return replace(edition, closed=frozen.digest, changed=changed, gone=gone)

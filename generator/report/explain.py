"""What a page was made from, and why it was last made, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.watched import ALL, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.report.watched import Cell

_WORDS = {
    "article": ("article", "all articles"),
    "name": ("name of the actor", "the names of all actors"),
    "page": ("whether there is a page of the actor", ""),
    "actor": ("actor", "all actors and open names"),
    "publisher": ("source", "all sources"),
    "by actor": ("articles that name the actor", ""),
    "by topic": ("articles on the topic", ""),
    "by region": ("articles of the region", ""),
    "by publisher": ("articles of the source", ""),
    "by day": ("articles of the day", ""),
    "by month": ("articles of the month", ""),
    "copies": ("copies of the text of the article", ""),
    "story": ("story", "all stories"),
    "story name": ("headline of the story", ""),
    "story address": ("where the story stands now", ""),
    "story history": ("joins and splits of the story", ""),
    "stories near": ("stories near in time to the story", ""),
    "stories of": ("stories that began in the month", ""),
    "edition day": ("briefing of the day", "all briefings of days"),
    "edition week": ("briefing of the week", "all briefings of weeks"),
    "edition month": ("briefing of the month", "all briefings of months"),
    "edition of": ("briefing in which the article stands", ""),
    "edition page": ("whether there is a briefing of the", ""),
    "elsewhere": ("who else prints quotes of the article", ""),
    "origin": ("whose texts are that bear", ""),
    "repeated": ("quotations first printed in the month", "all repeated quotations"),
    "quotes of": ("days with quotes in the month", ""),
    "list": ("page of the list of all actors with the actor", ""),
    "listed": ("actors on the page", ""),
    "open": ("names printed alone, by first letter", "all names printed alone"),
    "template": ("template", ""),
    "printed": ("which sources printed up to the day", "which sources printed on which days"),
    "months": ("articles of the desk in the months", ""),
    "volume": ("articles of each source between the days", ""),
    "region page": ("whether there is a page of the region", ""),
    "source page": ("whether there is a page of the source", ""),
    "sources in": ("sources published in the region", ""),
    "joined in": ("stories joined in the time of the briefing", ""),
    "days in": ("days with a briefing in", ""),
    "first day": ("first day with the", ""),
    "first week": ("first week with the", ""),
    "first month": ("first month with the", ""),
    "before day": ("days before", ""),
    "before week": ("weeks before", ""),
    "before month": ("months before", ""),
    "after day": ("the day after", ""),
    "after week": ("the week after", ""),
    "after month": ("the month after", ""),
}
"""Family → what one of its cells is, and what all of them are."""
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """A page, and what it hangs on."""

    page: str
    """Below `content/pages`."""
    why: str
    """Why it was last made."""
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    """What kind of thing it was made from, and which."""


def inputs_of(cells: Iterable[Cell]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The cells that a page read, by kind: first those that are the most."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for family, key in cells:
        one, every = _WORDS.get(family, (family, ""))
        if key in (ALL, KEYS):
            kinds[every or f"all: {one}"] = []
        else:
            kinds[one].append(key)
    ranked = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))
    return tuple((kind, tuple(sorted(keys))) for kind, keys in ranked)


def reason_of(cells: Sequence[Cell]) -> str:
    """Why a page was made again, from the cells that changed."""
    return "changed: " + "; ".join(_few(kind, keys) for kind, keys in inputs_of(cells))


def _few(kind: str, keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if keys[_NAMED:] else ""
    return f"{kind}: {', '.join(keys[:_NAMED])}{more}" if keys else kind


def explained_lines(found: Explained, most: int) -> list[str]:
    """What a user reads."""
    lines = [found.page, f"Last made because: {found.why}", "Made from:"]
    for kind, keys in found.inputs:
        lines.append(f"  {kind}" + (f" ({len(keys)}):" if len(keys) > 1 else ":" if keys else ""))
        lines += [f"    {key}" for key in keys[:most]]
        if keys[most:]:
            lines.append(f"    … and {len(keys) - most} more; --most {len(keys)} shows all")
    return lines

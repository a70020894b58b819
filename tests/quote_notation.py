"""How the tables of quotations are written: a case is an article of our own words and the quotes that must come out.

"¶" parts paragraphs; "|" parts the spans of a content; "…" at the end of a speaker: an apposition, a place or a relative clause
may belong to it. Contents follow the labels of the development data: an indirect content begins with its "that" or
"whether" and ends before the attribution; what is called something belongs to the content ("it “a farce”"); a speaker
is printed with its title and its apposition. What stands nowhere in a case must not be a quote.
"""

from __future__ import annotations

from typing import NamedTuple

HEADLINE = "News of the day"


class Said(NamedTuple):
    """One quote as it must come out; what is `None` at the end is not the point of the case."""

    kind: str
    content: str
    speaker: str | None
    names: str | None = None
    """Names of the speaker's entities, parted by ";"; "" where it must mean nobody."""
    attribution: str | None = None
    via: str | None = None
    """The speaker of the quote through which it came."""
    act: str = "speech"


class Case(NamedTuple):
    point: str
    text: str
    quotes: tuple[Said, ...]
    headline: str = HEADLINE


def case(point: str, text: str, *quotes: Said, headline: str = HEADLINE) -> Case:
    return Case(point, text, quotes, headline)


def direct(content: str, speaker: str | None, names: str | None = None, **more: str | None) -> Said:
    return Said("direct", content, speaker, names, **more)


def mixed(content: str, speaker: str | None, names: str | None = None, **more: str | None) -> Said:
    return Said("mixed", content, speaker, names, **more)


def believed(content: str, speaker: str | None, names: str | None = None, **more: str | None) -> Said:
    return Said("indirect", content, speaker, names, act="belief", **more)


def intended(content: str, speaker: str | None, names: str | None = None, **more: str | None) -> Said:
    return Said("indirect", content, speaker, names, act="intention", **more)


def indirect(content: str, speaker: str | None, names: str | None = None, **more: str | None) -> Said:
    return Said("indirect", content, speaker, names, **more)

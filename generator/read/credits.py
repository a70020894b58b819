"""Lines and by-lines → the agency whose copy an article is.

A credit is read only where the agency signs the text: in the dateline, in a by-line, in a line of its own above or
below the text, in the copyright line, or by the names of its writers. That an agency "contributed to this report" makes
it no copy, and a picture's credit says nothing of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.knowledge.agencies import load_agencies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import Source

TOP, BOTTOM = 3, 3
"""Lines at either end of an article among which a credit is looked for."""
_BARE = re.compile(r"(?P<open>[—–\-•(\[]*) ?(?P<name>[^()\[\]]{2,60}?)[)\].]*")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}|Reuters|dpa")
"""Alone above a text this may be the credit of a picture."""
_RIGHTS = re.compile(
    r"\(?(?:©|\(c\)|Copyright)[©\s]*(?:\(c\) )?(?:Copyright )?(?:\d{4},? )?(?:by )?(?P<name>[^.,\d]{2,40}?)"
    r"(?:[.,]? \d{4})?(?:[.,] .{0,200})?[.)]*",
    re.IGNORECASE,
)
_WRITERS = re.compile(
    r"(?P<name>(?:The )?[A-Z][\w.\-]*(?: [A-Z][\w.\-]*){0,3}?)(?:['’]s?)? "
    r"(?i:writers?|reporters?|journalists?|correspondents?)\b.* (?:contributed|reported)\b.*"
)
_REPORTED = re.compile(
    r"This (?:story|report|article) (?:was|is) (?:reported|written|provided|produced) by (?P<name>[^.]+)\.?"
)
_SOURCE = re.compile(r"(?:Source|Via): ?(?P<name>.{2,60})", re.IGNORECASE)
_BY = re.compile(r"(?:By|BY) (?P<names>.{2,120})")
_BETWEEN = re.compile(r"\s*[,|/•]\s*|\s+(?:of|for|in)\s+|\s+[—–-]\s+|\s*[()]\s*")
_IN_BRACKETS = re.compile(r"\((?P<name>[^()]+)\)$")
_AUTHORS = 4


def is_credit_line(line: str, *, first: bool, last: bool) -> bool:
    """Whether a line at either end of an article only says whose the text is."""
    return bool((last and _of_rights(line)) or _alone(line, top=first and not last, bottom=last) or _in_brackets(line))


def find_credit(lines: Sequence[str], dateline: str, authors: Sequence[str], source: Source | None) -> str | None:
    """The agency that an article's own words credit, under its usual name.

    Args:
        lines: the article's lines below its headline.
        dateline: what the first dateline says.
        authors: as they are given beside the text.
        source: its publisher; an agency's own article has no credit.
    """
    own = load_agencies().find(source.name) if source else None
    found = next((agency for agency in _found(lines, dateline, authors) if agency), None)
    return found if found != own else None


def _found(lines: Sequence[str], dateline: str, authors: Sequence[str]) -> Iterator[str | None]:
    signed = _IN_BRACKETS.search(dateline)
    yield _agency(signed["name"]) if signed else None
    for number, line in enumerate(lines):
        top, bottom = number < TOP, number >= len(lines) - BOTTOM
        if top or bottom:
            yield _by(line) or _alone(line, top=top and not bottom, bottom=bottom)
        if bottom:
            yield _of_rights(line) or _of_writers(line)
    parts = [part for author in authors for part in author.split(",")]
    yield _agency(parts[-1]) if 0 < len(parts) <= _AUTHORS else None


def _agency(name: str) -> str | None:
    return load_agencies().find(name, sure=True)


def _alone(line: str, *, top: bool, bottom: bool) -> str | None:
    """The agency that stands alone on a line; above the text only by its full name."""
    named = _SOURCE.fullmatch(line) if bottom else None
    match = named or _BARE.fullmatch(line)
    if match is None or not (top or bottom):
        return None
    return None if top and _ACRONYM.fullmatch(match["name"]) else _agency(match["name"])


def _in_brackets(line: str) -> bool:
    match = re.fullmatch(r"\((?P<name>[^()]{2,40})\)\.?", line)
    return bool(match and _agency(match["name"]))


def _by(line: str) -> str | None:
    """The agency behind the names of a by-line, or in their place."""
    match = _BY.fullmatch(line)
    if match is None or line.endswith("."):
        return None
    return next(filter(None, map(_agency, filter(None, _BETWEEN.split(match["names"])[::-1]))), None)


def _of_rights(line: str) -> str | None:
    match = _RIGHTS.fullmatch(line)
    return _agency(match["name"]) if match else None


def _of_writers(line: str) -> str | None:
    """The agency whose writers the line thanks: it does so in its own copy."""
    match = _WRITERS.fullmatch(line) or _REPORTED.fullmatch(line)
    return _agency(match["name"]) if match else None

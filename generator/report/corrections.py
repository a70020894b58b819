"""Corrections that a paper prints: which articles are some, and which article each puts right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.report.entry import Entry

_WORDS = r"(?:corrections?|corrected|clarifications?|clarified|errat(?:um|a))"
_TITLE = re.compile(
    rf"\W*{_WORDS}(?=\s*(?:[^\w\s]|$)|\s+(?:and|to|on|of|for|from|about|regarding|version|story|report|copy|figures?)\b)",
    re.IGNORECASE,
)
""""Correction: the toll", "Correction to our report"; an article on a corrections officer is none."""
_PRINTED = re.compile(
    r"\b(?:articles?|reports?|reported|story|stories|dispatch|despatch|edition|issue|headline|heading|published|printed"
    r"|column|caption)\b",
    re.IGNORECASE,
)
"""What says of a day that something was printed on it."""
_LEAST = 3
"""Words of a headline that cannot be named by chance."""


def is_correction(title: str) -> bool:
    """Whether a headline opens as that of a correction does."""
    return _TITLE.match(title) is not None


def corrections_in(entries: Sequence[Entry]) -> dict[str, str | None]:
    """Id of each correction → id of the article that it corrects, `None` where that would be a guess.

    A correction corrects an earlier article of its source in the same story; where there is none, it is left out.
    """
    out: dict[str, str | None] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        if not is_correction(entry.article.article.title):
            continue
        earlier = [
            other
            for other in entries
            if other.publisher.id == entry.publisher.id
            and entry.day is not None
            and other.day is not None
            and other.order < entry.order
            and not is_correction(other.article.article.title)
        ]
        if earlier:
            out[entry.id] = _corrected(entry, earlier)
    return out


def _corrected(entry: Entry, earlier: Sequence[Entry]) -> str | None:
    """The one article whose headline the correction prints, else the only one of the one day that it names."""
    words = f" {fold_name(entry.article.text)} "
    titles = {other.id: fold_name(other.article.article.title) for other in earlier}
    named = [name for name, title in titles.items() if len(title.split()) >= _LEAST and f" {title} " in words]
    if named:
        return named[0] if len(named) == 1 else None
    days = _days(entry)
    found = [other.id for other in earlier if other.day in days]
    return found[0] if len(found) == 1 else None


def _days(entry: Entry) -> set[str]:
    """The days that the article names in sentences that speak of what was printed."""
    text = entry.article.text
    printed = [s.span for s in entry.article.sentences if _PRINTED.search(text, s.start, s.end)]
    return {
        date.value
        for date in entry.article.dates
        if date.grain == "day" and any(span.start <= date.start < span.end for span in printed)
    }

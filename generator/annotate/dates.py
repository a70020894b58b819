"""Parses → the dates that an article names, where one reading remains.

A date without a year is the one near the day of publication. Days of the week, "yesterday" and "last year" are left
out: an article does not tell on which clock, nor whether the last or the next one is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from generator.models import Date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.parsed import Parsed

_NEAR = dt.timedelta(days=60)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\w-])"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WAYS = tuple(
    re.compile(rf"(?<![\w-]){way}")
    for way in (
        rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\w)",
        rf"{_MONTH},? {_YEAR}",
        rf"{_DAY}(?: of)? {_MONTH}(?!\w)",
        rf"{_MONTH} {_DAY}(?!\w)",
        _YEAR,
    )
)


def find_dates(text: str, pieces: Sequence[Parsed], published: str | None) -> tuple[Date, ...]:
    """The dates of an article, in order; `published` is its ISO date or date-time."""
    today = dt.date.fromisoformat(published[:10]) if published else None
    found = [date for piece in pieces if piece.kind != "dateline" for date in _dates(text, piece, today)]
    return tuple(sorted(found, key=lambda date: (date.start, date.end)))


def _dates(text: str, piece: Parsed, today: dt.date | None) -> Iterator[Date]:
    for name in piece.names:
        if name.label != "DATE":
            continue
        for way in _WAYS:
            match = way.search(name.words)
            if match is None:
                continue
            value = _value({key: text for key, text in match.groupdict().items() if text}, today)
            start = piece.start + name.start
            decade = text.startswith(("'s", "’s"), start + match.end())  # "the 1930's"
            if value is not None and not decade:
                grain = ("year", "month", "day")[value.count("-")]
                yield Date(start + match.start(), start + match.end(), value, grain)  # type: ignore[arg-type]
            break


def _value(parts: dict[str, str], today: dt.date | None) -> str | None:
    """ISO date, month or year; `None` where there is no such day or more than one reading."""
    year = parts.get("year")
    if "month" not in parts:
        return year
    month = int(parts["month"]) if parts["month"].isdecimal() else _MONTHS.index(parts["month"][:3].lower()) + 1
    if "day" not in parts:
        return f"{year}-{month:02}"
    day = int(parts["day"])
    if year is not None:
        found = _day(int(year), month, day)
        return found.isoformat() if found else None
    if today is None:
        return None
    around = (_day(today.year + step, month, day) for step in (-1, 0, 1))
    near = [date for date in around if date is not None and abs(date - today) <= _NEAR]
    return near[0].isoformat() if len(near) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None

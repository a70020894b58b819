"""Days, weeks and months in words."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def written_day(day: str) -> str:
    """22 October 1962, from an ISO date."""
    return f"{int(day[8:10])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def written_month(month: str) -> str:
    """October 1962, from 1962-10."""
    return f"{_MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def written_week(week: str) -> str:
    """Week 43 of 1962 (22–28 Oct 1962), from 1962-W43."""
    year, number = int(week[:4]), int(week[6:])
    first, last = (dt.date.fromisocalendar(year, number, day).isoformat() for day in (1, 7))
    return f"Week {number} of {year} ({written_period(first, last)})"


def written_period(first: str, last: str) -> str:
    """16–29 Oct 1962, from two ISO dates; as short as it can be said."""
    start, end = (f"{int(day[8:10])} {_MONTHS[int(day[5:7]) - 1][:3]} {day[:4]}" for day in (first, last))
    if first == last:
        return start
    if first[:7] == last[:7]:
        return f"{int(first[8:10])}–{end}"
    return f"{start} – {end}"

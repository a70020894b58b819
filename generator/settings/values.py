"""What values of the settings must be, each by itself and beside one another."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.settings.words import Mistake


def address_of(value: str) -> str:
    """The value, if it is an address of the web; ends with a slash."""
    if not re.match(r"https?://[^\s/\"'<>]+[^\s\"'<>]*$", value):
        raise ValueError("write an address that begins with https:// or http://")
    return value if value.endswith("/") else value + "/"


def zone_of(value: str) -> str:
    """The value, if it is a name of the time-zone database."""
    if value not in available_timezones():
        raise ValueError("write a name of the time-zone database, such as Europe/London or UTC")
    return value


def day_of(value: object) -> str | None:
    """The value, if it is an ISO day that exists, or nothing.

    Raises:
        ValueError: with what is wrong and what to do.
    """
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"{str(value)[:40]!r} is no day; write year, month and day, such as 1962-10-16")
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no day {value}; write a day of the calendar, such as 1962-10-16") from None
    return value


def wrong_periods(key: tuple[int | str, ...], periods: Sequence[tuple[str | None, str | None]]) -> Iterator[Mistake]:
    """Periods that say nothing, end before they begin, or share a day with an earlier one.

    Args:
        key: the list that holds them.
        periods: first and last day of each; `None` is open.
    """
    right: list[tuple[str, str, int]] = []
    for index, (start, end) in enumerate(periods):
        first, last = start or "", end or "9999-12-31"
        if start is None and end is None:
            yield (*key, index), "has neither `from` nor `to`", "Write one of them, or remove the line"
        elif first > last:
            yield (*key, index, "to"), f"{end} lies before `from`, {start}", "Change the two round, or correct one"
        elif other := next((n for begun, ended, n in right if first <= ended and begun <= last), None):
            what = f"has days that stand in period {other} too"
            yield (*key, index), what, "Let each period begin after the one before has ended, or make them one"
        else:
            right.append((first, last, index + 1))


def claimed_twice(key: str, entries: Iterable[tuple[str, ...]], fold: Callable[[str], str]) -> Iterator[Mistake]:
    """The names that two entries of the list `key` claim; of each entry its name comes first, then its aliases."""
    owner: dict[str, tuple[int, str]] = {}
    for number, names in enumerate(entries):
        for index, name in enumerate(names):
            first, title = owner.setdefault(fold(name), (number, names[0]))
            if first != number:
                place = (key, number, "name") if index == 0 else (key, number, "aliases", index - 1)
                yield place, f"{name!r} is a name of {title!r} too", "Keep it in one of them"

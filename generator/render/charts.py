"""Charts as inline SVG: they take their colours from CSS variables and stand beside a table with the same numbers."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.report.dates import written_day, written_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.report.coverage_pages import CalendarDay, CalendarMonth

_WIDTH, _HEIGHT, _FOOT = 640, 120, 18
_CELL, _HEAD, _SHADES = 42, 38, 4
_SIGNS = {"nothing": "0", "uncollected": "×", "unsaid": "?"}
_WORDS = {
    "nothing": "collected, no article",
    "uncollected": "not collected",
    "unsaid": "no article, not known whether collected",
}


def bars(values: Sequence[tuple[str, float]], title: str, unit: str = "") -> Markup:
    """A bar a month, without gaps for months that have none in between left out: those are drawn empty.

    Args:
        values: (month as 2024-01, number), oldest first.
        title: what the chart shows; the program's own words.
        unit: what stands behind each number.
    """
    months = _filled(values)
    if len(months) < 2:
        return Markup("")
    most = max(number for _, number in months) or 1
    step = _WIDTH / len(months)
    wide = max(1.0, min(step * 0.8, 40.0))
    parts = []
    for index, (month, number) in enumerate(months):
        high = (_HEIGHT - _FOOT - 4) * number / most
        x, y = index * step + (step - wide) / 2, _HEIGHT - _FOOT - high
        box = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
        parts.append(f"<rect {box}><title>{month}: {_printed(number)}{unit}</title></rect>")
    labels = (
        f'<text x="0" y="{_HEIGHT - 4}">{months[0][0]}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 4}" text-anchor="end">{months[-1][0]}</text>'
    )
    described = "; ".join(f"{month}: {_printed(number)}{unit}" for month, number in values[-24:])
    return Markup(
        f'<svg class="ts-bars" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{title}</title><desc>{described}</desc>{''.join(parts)}{labels}</svg>"
    )


def _printed(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _filled(values: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Every month from the first to the last, at most the last 120."""
    if not values:
        return []
    known: dict[str, float] = dict(values)
    year, month = (int(part) for part in values[0][0].split("-"))
    out = []
    while (name := f"{year:04}-{month:02}") <= values[-1][0]:
        out.append((name, known.get(name, 0)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return out[-120:]


def calendar(month: CalendarMonth) -> Markup:
    """The days of a month in weeks, Monday first: the number of articles, or the sign for why there are none.

    The more articles, the stronger the colour; weeks and days beyond the desk's period are left out.
    """
    places = [_place(day.day) for day in month.days]
    top = places[0][1]
    cells = "".join(
        _cell(day, column, row - top, month.most) for day, (column, row) in zip(month.days, places, strict=True)
    )
    rows = places[-1][1] - top + 1
    names = "".join(
        f'<text class="ts-name" x="{(place + 0.5) * _CELL:.0f}" y="{_HEAD - 5}">{name}</text>'
        for place, name in enumerate("MTWTFSS")
    )
    title = written_month(month.month)
    described = "; ".join(f"{written_day(day.day)}: {_said(day)}" for day in month.days)
    return Markup(
        f'<svg class="ts-calendar" role="img" viewBox="0 0 {7 * _CELL} {_HEAD + rows * _CELL}"'
        f' xmlns="http://www.w3.org/2000/svg"><title>Articles a day, {title}</title><desc>{described}</desc>'
        f'<text class="ts-month" x="2" y="15">{title}</text>{names}{cells}</svg>'
    )


def _cell(day: CalendarDay, column: int, row: int, most: int) -> str:
    x, y = column * _CELL, _HEAD + row * _CELL
    sign = str(day.articles) if day.articles else _SIGNS[day.lack]
    shade = f"ts-shade-{math.ceil(_SHADES * day.articles / most)}" if day.articles else f"ts-{day.lack}"
    return (
        f'<g class="{shade}"><title>{written_day(day.day)}: {_said(day)}</title>'
        f'<rect x="{x + 1.5}" y="{y + 1.5}" width="{_CELL - 3}" height="{_CELL - 3}" rx="3"/>'
        f'<text class="ts-date" x="{x + 5}" y="{y + 12}">{int(day.day[8:])}</text>'
        f'<text class="ts-number" x="{x + _CELL / 2 + 2:.0f}" y="{y + 30}">{sign}</text></g>'
    )


def _place(day: str) -> tuple[int, int]:
    """Column and row of a day in its month."""
    date = dt.date.fromisoformat(day)
    return date.weekday(), (date.day - 1 + date.replace(day=1).weekday()) // 7


def _said(day: CalendarDay) -> str:
    if not day.articles:
        return _WORDS[day.lack]
    return f"{day.articles} article{'s' if day.articles > 1 else ''}"

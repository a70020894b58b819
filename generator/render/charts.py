"""Charts as inline SVG: they take their colours from CSS variables and stand beside a table with the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT, _FOOT = 640, 120, 18


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

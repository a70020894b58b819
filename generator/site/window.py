"""The window of a preview: of a large archive, only the pages of its last days."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELSEWHERE = "not-in-this-preview/index.html"
"""Where links to pages that are left out lead."""
_ARTICLE = re.compile(r"articles/(\d{4}-\d{2}-\d{2})-[^/]*\.md")
_PERIOD = re.compile(
    r"(?:briefings|quotes|quotes/repeated)/(\d{4})[/-](?:w(\d{2})|(\d{2})(?:/(\d{2})|/index)?)\b[^/]*\.md"
)
_NOTICE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Not in this preview</title>
<meta name="robots" content="noindex">
</head>
<body>
<h1>Not in this preview</h1>
<p>{text}</p>
<p><a href="{home}">To the latest briefing</a></p>
</body>
</html>
"""


def notice() -> bytes:
    """The page in place of those that are left out."""
    text = "The page is part of the site, and older than what this preview shows: it was started with --days."
    return _NOTICE.format(text=text, home="../index.html").encode()


def missing(root: str) -> bytes:
    """What is shown where there is no page; `root` is the path at which the preview is mounted."""
    text = "Here is no page, or an older one than this preview shows: it was started with --days."
    return _NOTICE.format(text=text, home=root).encode()


def left_out(names: Iterable[str], days: int) -> set[str]:
    """The pages of articles, editions and quotes that ended more than `days` days before the newest day of all."""
    ends = {name: end for name in names if (end := _last_day(name)) is not None}
    if not ends:
        return set()
    newest = max((end for name, end in ends.items() if _ARTICLE.fullmatch(name)), default=max(ends.values()))
    first = newest - dt.timedelta(days=days - 1)
    return {name for name, end in ends.items() if end < first}


def _last_day(name: str) -> dt.date | None:
    """The last day that a page speaks of; `None` if it is no page of one time."""
    try:
        if found := _ARTICLE.fullmatch(name):
            return dt.date.fromisoformat(found[1])
        if found := _PERIOD.fullmatch(name):
            year, week, month, day = (int(part) if part else None for part in found.groups())
            assert year is not None
            if week is not None:
                return dt.date.fromisocalendar(year, week, 7)
            assert month is not None
            if day is not None:
                return dt.date(year, month, day)
            return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    except ValueError:
        pass  # a date that is none
    return None

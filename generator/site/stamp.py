"""The date of a build: that of the newest article, so that the same input gives the same bytes on any day."""

from __future__ import annotations

import datetime as dt
import os

_VARIABLE = "SOURCE_DATE_EPOCH"
_LAST = 2**32 - 1
"""The last second that a gzip header can hold."""
_SET: dict[str, str] = {}
"""What was set here, to tell it from what the user set."""


def set_build_date(latest: str | None) -> None:
    """Tell MkDocs, which reads `SOURCE_DATE_EPOCH` for its sitemap, that today is the day `latest` (ISO).

    A value that the user has set stays. A desk without dates, and days before 1970 or after 2106, which a gzip header
    cannot hold, take the first or the last moment that it can: never the clock.
    """
    given = os.environ.get(_VARIABLE)
    if given and given != _SET.get(_VARIABLE):
        return
    seconds = int(dt.datetime.fromisoformat(latest).replace(tzinfo=dt.UTC).timestamp()) if latest else 0
    os.environ[_VARIABLE] = _SET[_VARIABLE] = str(min(max(0, seconds), _LAST))

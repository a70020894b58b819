"""The flat fields of an article, from front matter or a JSON record, to what is known of it."""

from __future__ import annotations

import datetime as dt
import difflib
import email.utils
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from generator.models import ArticleStatus, Meta, Source
from generator.read.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    "id", "title", "text", "published", "updated", "source", "url", "authors", "language", "section", "keywords",
    "credit", "rights", "note", "version", "status",
)  # fmt: skip
ALSO_CALLED = {
    "author": "authors", "body": "text", "byline": "authors", "content": "text", "date": "published",
    "headline": "title", "lang": "language", "link": "url", "outlet": "source", "published_at": "published",
    "publisher": "source",
}  # fmt: skip
"""Names under which other programs export the same fields; the proper name wins where both stand."""
_LONGEST_FIELD = 2000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that could not be used; the article is published without it."""

    field: str
    what: str
    remedy: str


def read_fields(record: Mapping[str, object], language: str) -> tuple[Meta, str | None, list[Doubt]]:
    """What `record` says of its article, its own id, and the fields that could not be used.

    `language` stands in where the record names none. The title may be empty: the layout then finds one.
    """
    doubts = [
        Doubt(key, f"the key {key!r} is not known", f"Write {near[0]!r} if that is meant")
        for key in record
        if key not in FIELDS and (near := difflib.get_close_matches(key.lower(), FIELDS, n=1, cutoff=0.8))
    ]
    url = _url(record, doubts)
    text = {key: _text(record, key, doubts) for key in FIELDS if key not in ("text", "authors", "keywords", "url")}
    status = text["status"]
    if status is not None and status not in get_args(ArticleStatus):
        doubts.append(Doubt("status", f"the status {status!r} is not known", "Write usable, withheld or cancelled"))
        status = "withheld"  # when in doubt, do not publish
    meta = Meta(
        title=text["title"] or "",
        published=_moment(text["published"], "published", doubts),
        updated=_moment(text["updated"], "updated", doubts),
        version=text["version"],
        status=status or "usable",  # type: ignore[arg-type]
        source=_source(text["source"], url),
        url=url,
        authors=_list(record, "authors", doubts),
        credit=text["credit"],
        language=text["language"] or language,
        section=text["section"],
        keywords=_list(record, "keywords", doubts),
        rights=text["rights"],
        note=text["note"],
    )
    return meta, text["id"], doubts


def renamed(record: Mapping[str, object]) -> dict[str, object]:
    """The record with its fields under their proper names."""
    proper = {key: value for key, value in record.items() if key not in ALSO_CALLED}
    others = {ALSO_CALLED[key]: value for key, value in record.items() if key in ALSO_CALLED}
    return {**others, **{key: value for key, value in proper.items() if value is not None or key not in others}}


def read_moment(value: str) -> str | None:
    """An ISO 8601 date, or date-time with zone; `None` if `value` is neither that nor an e-mail style date.

    A time without a zone could mean another day elsewhere, so only its date is kept.
    """
    value = value.strip()
    try:
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", value):
            day = dt.date.fromisoformat(value)
            return day.isoformat() if dt.MINYEAR < day.year < dt.MAXYEAR else None
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]", value):
            moment = dt.datetime.fromisoformat(value)
        else:
            moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    # The first and the last year cannot be told on the clock of another zone.
    if not dt.MINYEAR < moment.year < dt.MAXYEAR:
        return None
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(record: Mapping[str, object], key: str, doubts: list[Doubt]) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        doubts.append(Doubt(key, f"{key} is no text", "Write it as text in quotation marks"))
        return None
    return clean_line(str(value))[:_LONGEST_FIELD] or None


def _list(record: Mapping[str, object], key: str, doubts: list[Doubt]) -> tuple[str, ...]:
    value = record.get(key)
    parts = value.split(";") if isinstance(value, str) else value
    if parts is None:
        return ()
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        doubts.append(Doubt(key, f"{key} is no list of texts", "Write each value on a line of its own"))
        return ()
    return tuple(dict.fromkeys(filter(None, (clean_line(part)[:_LONGEST_FIELD] for part in parts))))


def _moment(value: str | None, key: str, doubts: list[Doubt]) -> str | None:
    if value is None:
        return None
    moment = read_moment(value)
    if moment is None:
        remedy = "Write it as 2024-01-24 or 2024-01-24T09:30:00+01:00; until then the article counts as undated"
        doubts.append(Doubt(key, f"{key}: {value!r} is not a date", remedy))
    return moment


def _url(record: Mapping[str, object], doubts: list[Doubt]) -> str | None:
    value = _text(record, "url", doubts)
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"`\\]", value)
    except ValueError:
        good = False
    if not good or len(value) >= _LONGEST_FIELD:
        doubts.append(Doubt("url", f"url: {value[:80]!r} is not a web address", "Write an http or https address"))
        return None
    return parts.scheme + value[len(parts.scheme) :]


def _source(name: str | None, url: str | None) -> Source | None:
    domain = urlsplit(url).hostname if url else None
    domain = re.sub(r"^www\.", "", domain) if domain else None
    if name is None and domain is None:
        return None
    return Source(name or domain or "", domain)

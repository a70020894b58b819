"""The data behind the filter of the page of quotes, in parts of one month or less; a browser loads the newest first.

Each part explains itself: it names its actors, topics, regions, sources and stories, lists its articles, and then their
quotes. What is empty is left out. It holds no more of the articles' words than the pages do.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from generator.report.views import File, Unit, about_whom, actor_link, quote_view, speech, story_link
from generator.site.address import page_address
from generator.site.packed import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry

_QUOTES = 500
"""Of one part; the quotes of one article stay together."""
_FOLDER = "data/quotes"
_WORLD = "001"
"""The region that holds every other: no choice."""


def filter_units(book: Book) -> Iterator[Unit]:
    """The parts by month, and `index.json`, which names them, newest first, with their days and size."""
    yield Unit(f"{_FOLDER}/index.json", lambda: [_index(book)])
    for month in book.by_month:
        yield Unit(f"{_FOLDER}/{month}.json", partial(_month, book, month))


def _index(book: Book) -> File:
    rows: list[dict[str, Any]] = []
    for month, entries in book.by_month.items():
        parts = _parts(entries)
        for number in range(len(parts), 0, -1):
            part = parts[number - 1]
            days = sorted(entry.day for entry in part if entry.day)
            rows.append(
                {
                    "file": _name(month, number),
                    "first": days[0] if days else None, "last": days[-1] if days else None,
                    "quotes": sum(entry.tally.spoken for entry in part),
                }
            )  # fmt: skip
    return File(f"{_FOLDER}/index.json", to_json(rows))


def _month(book: Book, month: str) -> list[File]:
    parts = enumerate(_parts(book.by_month[month]), start=1)
    return [File(f"{_FOLDER}/{_name(month, number)}", _part(book, part)) for number, part in parts]


def _name(month: str, part: int) -> str:
    return f"{month}.json" if part == 1 else f"{month}-part-{part}.json"


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The articles that hold speech, in parts that fill from the oldest on: a new one changes the last part alone."""
    parts: list[list[Entry]] = []
    held = _QUOTES
    for entry in reversed(entries):
        size = entry.tally.spoken
        if size and held + size > _QUOTES:
            parts.append([])
            held = 0
        if size:
            parts[-1].insert(0, entry)
            held += size
    return parts


def _part(book: Book, entries: Sequence[Entry]) -> bytes:
    rows = [_quote(book, entry, quote, n) for n, entry in enumerate(entries) for quote in speech(entry)]
    actors = {name for row in rows for name in (*row["speakers"], *row.get("about", ()))}
    topics = {name for entry in entries for name in entry.topics}
    regions = {name for entry in entries for name in entry.regions} - {_WORLD}
    sources = {entry.publisher.id: entry.publisher.name for entry in entries}
    stories = {entry.story for entry in entries if entry.story}
    head = {
        "actors": {name: _actor(book, name) for name in sorted(actors)},
        "topics": {name: book.topics[name].name for name in sorted(topics)},
        "regions": {name: book.gazetteer.regions[name].name for name in sorted(regions)},
        "sources": dict(sorted(sources.items())),
        "stories": {story: story_link(book, story).text for story in sorted(stories)},
    }
    lines = [f'"{name}": {_json(value)}' for name, value in head.items()]
    lines += [f'"{name}": [\n{_rows(found)}\n]' for name, found in (("articles", _articles(entries)), ("quotes", rows))]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _actor(book: Book, name: str) -> list[str]:
    """Its name, and the address of its page or of its line in the list of all."""
    link = actor_link(book, book.actors[name])
    return [link.text, page_address(link.target or "")]


def _articles(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id, "title": entry.title, "day": entry.day, "source": entry.publisher.id,
            "topics": sorted(entry.topics), "regions": sorted(entry.regions - {_WORLD}),
            **({"story": entry.story} if entry.story else {}),
        }
        for entry in entries
    ]  # fmt: skip


def _quote(book: Book, entry: Entry, quote: Quote, article: int) -> dict[str, Any]:
    view = quote_view(book, entry, quote)
    row = {
        "article": article, "anchor": view.anchor.removeprefix(f"{entry.id}-"),
        "sentence": view.evidence.target.partition("#")[2], "kind": view.kind, "attribution": view.whose,
        "sureness": view.sureness, "confidence": view.confidence, "rule": view.rule,
        "speakers": [actor.id for actor in entry.speakers(quote)], "printed": view.speaker, "role": view.role,
        "cue": view.cue, "via": [link.text for link in view.via],
        "about": about_whom(entry, quote), "words": view.words, "around": view.around, "marks": view.in_marks,
        "closing": view.closing if any(view.closing) else (),
    }  # fmt: skip
    return {name: value for name, value in row.items() if name in ("article", "speakers", "confidence") or value}


def _rows(rows: Sequence[dict[str, Any]]) -> str:
    return ",\n".join(_json(row) for row in rows)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

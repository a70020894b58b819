"""The index behind the search page: one file a month; a browser loads the newest first, and only what it needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.report.edition import edition_title
from generator.report.entry import UNDATED
from generator.report.ranks import top_actors
from generator.report.views import (
    File,
    Unit,
    actor_link,
    article_path,
    day_path,
    edition_path,
    quote_view,
    region_link,
    source_path,
    speech,
    story_link,
    topic_link,
)
from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.stories import Story

_ACTORS = 6
"""Actors by which a story is found."""


def search_units(book: Book) -> Iterator[Unit]:
    """The index, in one piece."""
    yield Unit("data/search/index.json", lambda: [File(path, data) for path, data in _search_index(book).items()])


def _search_index(book: Book) -> dict[str, bytes]:
    """Path below `content/pages` → bytes: `data/search/index.json` names the parts, newest first."""
    parts = {"data/search/names.json": _lines(_names(book))}
    for month, entries in book.by_month.items():
        rows = (row for entry in entries for row in _of_article(book, entry))
        parts[f"data/search/{month}.json"] = _lines(rows)
    return {"data/search/index.json": json.dumps([path.rsplit("/", 1)[1] for path in parts]).encode(), **parts}


def _of_article(book: Book, entry: Entry) -> list[dict[str, Any]]:
    common: dict[str, Any] = {"source": entry.publisher.name, "day": entry.day}
    lead = [entry.article.sentences[n].span.of(entry.article.text) for n in sorted(entry.shown)]
    rows = [
        {
            "kind": "article",
            "title": entry.title,
            "text": " ".join(lead),
            "to": page_address(article_path(entry.id)),
            **common,
        }
    ]
    for quote in speech(entry):
        view = quote_view(book, entry, quote)
        if view.words:
            who = ", ".join(link.text for link in view.speakers) or view.speaker or "Unnamed"
            rows.append(
                {
                    "kind": "quote",
                    "title": who,
                    "text": " … ".join(view.words),
                    "marks": view.in_marks,
                    "to": page_address(view.evidence.target),
                    **common,
                }
            )
    return rows


def _names(book: Book) -> Iterable[dict[str, Any]]:
    yield from (_story(book, story) for story in book.stories.values())
    for actor in book.actors.values():
        link = actor_link(book, actor)
        yield {"kind": "actor", "title": link.text, "text": actor.kind, "to": page_address(link.target or "")}
    for name in book.by_topic:
        link = topic_link(book, name)
        yield {"kind": "topic", "title": link.text, "text": "", "to": page_address(link.target or "")}
    for name in book.by_region:
        link = region_link(book.gazetteer.regions[name])
        yield {"kind": "region", "title": link.text, "text": "", "to": page_address(link.target or "")}
    for publisher in sorted(book.publishers.values(), key=lambda publisher: (publisher.name, publisher.id)):
        if publisher.id != UNKNOWN.id:
            to = page_address(source_path(publisher.id))
            yield {"kind": "source", "title": publisher.name, "text": publisher.kind or "", "to": to}
    yield from _briefings(book)


def _briefings(book: Book) -> Iterable[dict[str, Any]]:
    """The editions, newest first: months, then weeks, then days; each is found by its date in words or in figures."""
    for editions in (book.editions.months, book.editions.weeks, book.editions.days):
        for key, edition in reversed(list(editions.items())):
            title = f"Briefing of {edition_title(key, edition.grain)}"
            yield {"kind": "briefing", "title": title, "text": "", "to": page_address(edition_path(key)), "day": key}
    if UNDATED in book.by_day:
        yield {
            "kind": "briefing", "title": "Briefing of undated articles", "text": "",
            "to": page_address(day_path(UNDATED)),
        }  # fmt: skip


def _story(book: Book, story: Story) -> dict[str, Any]:
    entries = [book.by_id[name] for name in story.articles]
    link = story_link(book, story.id)
    days = sorted(entry.day for entry in entries if entry.day)
    who = ", ".join(count.link.text for count in top_actors(book, entries, _ACTORS))
    return {
        "kind": "story",
        "title": link.text,
        "text": who,
        "to": page_address(link.target or ""),
        "day": days[-1] if days else None,
    }


def page_address(target: str) -> str:
    """A target as the address of its page, below the root of the site."""
    path, mark, anchor = target.partition("#")
    return (
        path.removesuffix("index.md").removesuffix(".md")
        + ("/" if not path.endswith("index.md") else "")
        + mark
        + anchor
    )


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    return ("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n").encode()

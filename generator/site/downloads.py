"""The book as data files: JSON and CSV. They obey `publish.text` as the pages do; addresses start at the root."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from generator.report.about import month_folder
from generator.report.repeated import repeated_rows
from generator.report.storylists import entries_of
from generator.report.views import (
    File,
    QuoteView,
    Unit,
    article_path,
    coverage_of,
    edition_path,
    evidence_of,
    quote_view,
    speech,
    story_link,
    story_path,
)
from generator.site.address import page_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.stories import Story


def download_units(book: Book) -> Iterator[Unit]:
    """Articles and quotes month by month, as JSON and CSV, so that no file grows with the desk; all else in one."""
    for name, make in _LISTS.items():
        yield Unit(f"data/{name}.json", partial(_list, book, name, make), near="actors" if name == "actors" else "")
    for month in book.by_month:
        yield Unit(f"{month_folder(month)}articles.json", partial(_month, book, month))


def _list(book: Book, name: str, make: Callable[[Book], Iterable[dict[str, Any]]]) -> list[File]:
    return book.whole(lambda: [File(f"data/{name}.json", _json(make(book)))])


def _month(book: Book, month: str) -> list[File]:
    entries = book.by_month[month]
    articles = [_article(book, entry) for entry in entries]
    quotes = [_quote(entry, quote, quote_view(book, entry, quote)) for entry in entries for quote in speech(entry)]
    rows = {"articles": articles, "quotes": quotes}
    return [
        file
        for name, found in rows.items()
        for file in (
            File(f"{month_folder(month)}{name}.json", _json(found)),
            File(f"{month_folder(month)}{name}.csv", _csv(found)),
        )
    ]


def _repeated(book: Book) -> Iterable[dict[str, Any]]:
    return ({**row, "page": page_address(row["page"])} for row in repeated_rows(book))


def _topics(book: Book) -> Iterable[dict[str, Any]]:
    return (
        {"id": name, "name": book.topics[name].name, "parent": book.topics[name].parent, "articles": _ids(entries)}
        for name, entries in book.by_topic.items()
    )


def _regions(book: Book) -> Iterable[dict[str, Any]]:
    return (
        {
            "id": name, "name": book.gazetteer.regions[name].name,
            "in": [region.id for region in book.gazetteer.lineage(name)[1:]], "articles": _ids(entries),
        }
        for name, entries in book.by_region.items()
    )  # fmt: skip


def _editions(book: Book) -> Iterable[dict[str, Any]]:
    return (
        {
            "key": edition.key, "grain": edition.grain, "page": page_address(edition_path(edition.key)),
            "closed": edition.closed, "articles": list(edition.articles),
            "stories": [{"id": placed.story, "articles": list(placed.articles)} for placed in edition.stories],
        }
        for editions in (book.editions.days, book.editions.weeks, book.editions.months)
        for edition in editions.values()
    )  # fmt: skip


def _sources(book: Book) -> Iterable[dict[str, Any]]:
    return (
        {
            "id": publisher.id, "name": publisher.name, "kind": publisher.kind, "country": publisher.country,
            "domain": publisher.domain, "owner": publisher.owner, "articles": _ids(book.by_publisher[publisher.id]),
        }
        for publisher in book.publishers.values()
    )  # fmt: skip


def _stories(book: Book) -> Iterable[dict[str, Any]]:
    return (_story(book, story) for story in book.stories.values())


def _story(book: Book, story: Story) -> dict[str, Any]:
    coverage = coverage_of(entries_of(book, story))
    return {
        "id": story.id, "title": story_link(book, story.id).text, "first": coverage.first, "last": coverage.last,
        "articles": list(story.articles), "sources": coverage.sources,
        "origins": [{"name": o.name, "articles": list(o.articles)} for o in book.story_origins(story)],
        "page": page_address(story_path(story.id)),
    }  # fmt: skip


def _ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def _article(book: Book, entry: Entry) -> dict[str, Any]:
    meta = entry.article.article
    body = [s for s in entry.article.sentences if s.start > 0] or list(entry.article.sentences)
    lead = evidence_of(book, entry, body[0].start).text if body else None
    return {
        "id": entry.id, "title": meta.title, "published": meta.published, "day": entry.day,
        "source": entry.publisher.name, "url": meta.url, "credit": meta.credit, "language": meta.language,
        "page": page_address(article_path(entry.id)), "lead": lead, "note": meta.note,
        "actors": sorted(entry.actor_ids),
        "topics": [topic.id for topic in entry.article.topics],
        "regions": sorted({region.id for region in entry.article.regions}),
    }  # fmt: skip


def _quote(entry: Entry, quote: Quote, view: QuoteView) -> dict[str, Any]:
    return {
        "article": entry.id, "quote": quote.id, "day": entry.day, "source": entry.publisher.name,
        "kind": view.kind, "words": list(view.words), "speaker": view.speaker,
        "actors": [actor.id for actor in entry.speakers(quote)], "attribution": view.whose, "cue": view.cue,
        "confidence": view.confidence, "sentence": page_address(view.evidence.target), "url": view.evidence.publisher,
        "same_as": view.elsewhere.id if view.elsewhere else None,
    }  # fmt: skip


def _actors(book: Book) -> Iterable[dict[str, Any]]:
    printed: defaultdict[str, set[str]] = defaultdict(set)
    for entry in book.entries:
        for form in entry.tally.names.forms:
            if form.form == "name":
                printed[form.actor].add(form.words)
    return (
        {
            "id": actor.id, "name": actor.name, "kind": actor.kind, "aliases": sorted(printed[actor.id]),
            "wikidata": actor.wikidata, "articles": _ids(book.by_actor[actor.id]),
            "joined": [{"name": join.name, "rule": join.rule, "confidence": join.confidence} for join in actor.joins],
        }
        for actor in book.resolved.actors.values()
    )  # fmt: skip


def _open_names(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "name": name.name, "candidates": list(name.candidates),
            "articles": sorted({article for article, _ in name.places}),
        }
        for name in book.resolved.open_names
    ]  # fmt: skip


def _json(rows: Iterable[dict[str, Any]]) -> bytes:
    lines = b",\n".join(map(msgspec.json.encode, rows))
    return b"[\n%b\n]\n" % lines if lines else b"[]\n"


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """Lists are joined by semicolons; what a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    if rows:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows[0])
        for row in rows:
            writer.writerow([_cell(value) for value in row.values()])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


_LISTS: dict[str, Callable[[Book], Iterable[dict[str, Any]]]] = {
    "repeated": _repeated, "actors": _actors, "open-names": _open_names, "topics": _topics, "regions": _regions,
    "stories": _stories, "editions": _editions, "sources": _sources,
}  # fmt: skip

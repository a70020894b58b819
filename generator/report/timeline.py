"""The articles of a story by day: copies under their original, corrections and what they correct marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from generator.report.headlines import Headline, headline
from generator.report.views import Link, article_link
from generator.resolve.signatures import body

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.report.book import Book
    from generator.report.entry import Entry

_WHOLE = 0.9
"""Share of the other's words from which on a copy is not called cut."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """An article that prints the text of another one."""

    headline: Headline
    credit: str | None
    """Whom it credits with the text."""
    how: str
    """How far it is the same: "same text", "copy", "copy, cut to 62 % of the words"."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article of the timeline."""

    headline: Headline
    copies: tuple[CopyLine, ...]
    """Other articles with its text, oldest first."""
    corrects: bool
    """Whether it is a correction of an earlier article of the story."""
    corrected: Link | None
    """The article that it corrects, where that is known."""
    corrections: tuple[Link, ...]
    """Later articles that are known to correct it."""


@dataclass(frozen=True, slots=True)
class Day:
    """The articles of one day, oldest first."""

    day: str | None
    reports: tuple[Report, ...]


def timeline(book: Book, entries: Sequence[Entry], copied: Mapping[str, str]) -> tuple[Day, ...]:
    """The days of a story.

    Args:
        book: all articles.
        entries: the articles with a text of their own, oldest first.
        copied: id of each copy → id of its original.
    """
    copies: defaultdict[str, list[Entry]] = defaultdict(list)
    for name, original in copied.items():
        copies[original].append(book.by_id[name])
    return tuple(
        Day(day, tuple(_report(book, entry, copies[entry.id]) for entry in found))
        for day, found in groupby(entries, key=lambda entry: entry.day)
    )


def _report(book: Book, entry: Entry, copies: Sequence[Entry]) -> Report:
    corrections = book.corrections(entry.story)
    corrected = corrections.get(entry.id)
    return Report(
        headline(book, entry),
        tuple(_copy(book, copy, entry) for copy in sorted(copies, key=lambda copy: copy.order)),
        entry.id in corrections,
        article_link(book.by_id[corrected]) if corrected else None,
        corrections_to(book, entry),
    )


def corrections_to(book: Book, entry: Entry) -> tuple[Link, ...]:
    """The later articles that are known to correct this one, oldest first."""
    found = [book.by_id[name] for name, corrected in book.corrections(entry.story).items() if corrected == entry.id]
    return tuple(article_link(other) for other in sorted(found, key=lambda other: other.order))


def _copy(book: Book, entry: Entry, original: Entry) -> CopyLine:
    return CopyLine(headline(book, entry), entry.article.article.credit, how_alike(entry, original))


def how_alike(entry: Entry, other: Entry) -> str:
    """How far a copy has the text of the article it is laid beside: the same, about as long, cut, or longer."""
    one, two = body(entry.article).split(), body(other.article).split()
    if one == two or not two:
        return "same text"
    share = len(one) / len(two)
    if _WHOLE <= share <= 1 / _WHOLE:
        return "copy"
    return f"copy, {'cut to' if share < 1 else 'longer:'} {round(100 * share)} % of the words"

"""Where else a quotation is printed, and the page on which all who print it stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.resolve.sources import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.entry import Entry
    from generator.resolve.quotations import Quotation

REPEATED = "quotes/repeated.md"
ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who else prints a quote's words."""

    id: str
    """The quotation's."""
    target: str
    """All who print it, with the variants."""
    sources: int
    """Other sources."""
    articles: int
    """Other articles."""


def by_month_printed(groups: Sequence[Quotation]) -> dict[str, list[Quotation]]:
    """Month of the first print, or undated → its quotations, oldest first, so that a new one comes last."""
    out: dict[str, list[Quotation]] = {}
    for group in groups:
        day = group.occurrences[0].day
        out.setdefault(day[:7] if day else "undated", []).append(group)
    return out


def month_page(month: str, part: int) -> str:
    """The page of one part of a month's quotations."""
    return f"quotes/repeated/{month}{'' if part == 1 else f'-part-{part}'}.md"


def pages_of(groups: Sequence[Quotation]) -> Mapping[str, str]:
    """Quotation id → the page on which it stands."""
    return {
        group.id: month_page(month, number // ON_A_PAGE + 1)
        for month, found in by_month_printed(groups).items()
        for number, group in enumerate(found)
    }


def known_sources(group: Quotation) -> frozenset[str]:
    """Ids of the sources that print it, without the one that stands for all that are not stated."""
    return group.sources - {UNKNOWN.id}


def elsewhere_of(book: Book, entry: Entry, quote: Quote) -> Elsewhere | None:
    """Who else prints the quote; `None` if nobody does."""
    group = book.quotation(entry, quote)
    if group is None:
        return None
    return Elsewhere(
        id=group.id,
        target=f"{book.repeated_pages[group.id]}#{group.id}",
        sources=len(known_sources(group) - {entry.publisher.id}),
        articles=len(group.articles) - 1,
    )

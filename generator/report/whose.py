"""Whose a quote is, told apart so that every quote counts once: an actor's, or why it is not.

A speaker without an actor either stands for somebody in particular ("he", "the minister", "Mr. Smith"), of whom the
program could not tell who it is, or is not named by the article at all ("officials", "a diplomat"). Only the second is
an anonymous source. The words decide, not their capital letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.models import Quote
    from generator.report.book import Book
    from generator.report.brief import SaidBrief
    from generator.report.entry import Bound, Entry

Whose = Literal["resolved", "unresolved", "unnamed", "document", "none"]


@dataclass(frozen=True, slots=True)
class Attributions:
    """How many quotes are whose; the numbers add up."""

    resolved: int = 0
    """Of a speaker who is an actor."""
    unresolved: int = 0
    """Of one whom the program could not resolve: a pronoun, "the minister", a surname that several bear."""
    unnamed: int = 0
    """Of one whom the article does not name."""
    document: int = 0
    none: int = 0
    """Without words that say who spoke."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.resolved + self.unresolved + self.unnamed + self.document + self.none

    @property
    def counts(self) -> tuple[tuple[Whose, int], ...]:
        """Each sort with its number, always in the same order."""
        return (
            ("resolved", self.resolved), ("unresolved", self.unresolved), ("unnamed", self.unnamed),
            ("document", self.document), ("none", self.none),
        )  # fmt: skip


def whose(entry: Entry, quote: Quote) -> Whose:
    """Whose the quote is."""
    return whose_of(entry.bound, next(said for said in entry.bound.said if said.id == quote.id))


def whose_of(bound: Bound, said: SaidBrief) -> Whose:
    """The same, of a quote in brief."""
    if said.attribution == "document":
        return "document"
    if any(name in bound.actors for name in said.speakers):
        return "resolved"
    if said.printed == "nobody":
        return "none"
    return "unresolved" if said.printed == "somebody" or not bound.unclear.isdisjoint(said.speakers) else "unnamed"


def attributions_of(book: Book, entries: Iterable[Entry]) -> Attributions:
    """The speech of the articles, counted by whose it is."""
    counts = book.columns.whose.counts(book.columns.places(entries))
    return Attributions(*(counts[sort] for sort in get_args(Whose)))

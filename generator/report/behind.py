"""The independent origins of a story, and by which rule each article was joined to its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.report.timeline import how_alike
from generator.report.views import Link, article_link, source_link, source_path

if TYPE_CHECKING:
    from generator.report.book import Book
    from generator.resolve.origins import Joined, Origin


@dataclass(frozen=True, slots=True)
class Member:
    """An article of an origin."""

    article: Link
    source: Link
    day: str | None
    why: str
    """The rule that joined it."""
    like: Link | None
    """The article with the same text, to which the rule leads."""


@dataclass(frozen=True, slots=True)
class Behind:
    """An origin, and who prints what comes from it."""

    link: Link
    """Its name; to its page if it is a source of the desk."""
    sources: tuple[Link, ...]
    members: tuple[Member, ...]
    """Its articles in order of publication."""

    @property
    def name(self) -> str:
        """Agency, owner or source."""
        return self.link.text

    @property
    def articles(self) -> int:
        """How many come from it."""
        return len(self.members)


def behind(book: Book, origin: Origin) -> Behind:
    """The origin as the page of a story shows it."""
    links = {source_link(book.by_id[name]).target: source_link(book.by_id[name]) for name in origin.articles}
    known = origin.source is not None and book.has_source(origin.source)
    return Behind(
        Link(origin.name, source_path(origin.source) if known and origin.source else None),
        tuple(links.values()),
        tuple(_member(book, joined) for joined in origin.joined),
    )


def _member(book: Book, joined: Joined) -> Member:
    entry = book.by_id[joined.article]
    like = book.by_id.get(joined.like or "")
    why = joined.words or "a text of its own"
    if like is not None:
        why = {"same text": "same text as", "copy": "copy of"}.get(alike := how_alike(entry, like), f"{alike} of")
    return Member(article_link(entry), source_link(entry), entry.day, why, article_link(like) if like else None)

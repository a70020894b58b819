"""What is decided over all texts from one article, made once for each: small, and without its words.

Copies, stories, topics, sources, editions, origins and corrections need no more of an article than this; only of a text
that is new to the desk the words themselves are read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import msgspec

from generator.resolve.corrections import CorrectionFacts, correction_facts
from generator.resolve.signatures import body, digest

if TYPE_CHECKING:
    from generator.models import ProcessedArticle

VERSION = "1"
"""Raise it when the facts of an article would come out otherwise."""

Order = tuple[bool, str, str]


class TextFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One article as it stands among all."""

    id: str
    title: str
    status: str
    published: str | None
    moment: str
    """When it was published: a day, or an instant in universal time; empty if that is not known."""
    source: str | None
    """Name of its source, as printed."""
    domain: str | None
    """Host name of that source's site."""
    credit: str | None
    language: str | None
    body: str
    """Digest of its running text: articles that bear the same one are the same, letter by letter."""
    words: str
    """Digest of all that its weighted words are made from."""
    printed: str
    """Digest of what an edition was made from: headline, words, date and source."""
    topics: tuple[tuple[str, float], ...]
    """Topics found in it and their scores, in the order in which they were found."""
    correction: CorrectionFacts | None
    """What it says of what it corrects, if it is a correction."""

    @property
    def order(self) -> Order:
        """Sorts by time of publication, a mere date before the hours of its day, the undated last."""
        return (not self.moment, self.moment, self.id)

    @property
    def usable(self) -> bool:
        """Whether it is published on the site."""
        return self.status == "usable"


def text_facts(article: ProcessedArticle) -> TextFacts:
    """What is decided from of one article."""
    meta = article.article
    return TextFacts(
        id=article.id,
        title=meta.title,
        status=meta.status,
        published=meta.published,
        moment=moment_of(meta.published),
        source=meta.source.name if meta.source else None,
        domain=meta.source.domain if meta.source else None,
        credit=meta.credit,
        language=meta.language,
        body=digest(body(article)),
        words=_words(article),
        printed=_printed(article),
        topics=tuple((topic.id, topic.score) for topic in article.topics),
        correction=correction_facts(article),
    )


def moment_of(published: str | None) -> str:
    """A day as it is, an hour in universal time; empty if unknown. Strings of one kind sort by time."""
    value = published or ""
    if "T" not in value:
        return value
    try:
        moment = dt.datetime.fromisoformat(value)
        return moment.astimezone(dt.UTC).isoformat() if moment.tzinfo else value[:10]
    except (ValueError, OverflowError):
        return value[:10]


def _words(article: ProcessedArticle) -> str:
    blocks = "|".join(f"{block.start},{block.end},{block.kind}" for block in article.blocks)
    whole = f"{blocks}|{article.text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def _printed(article: ProcessedArticle) -> str:
    meta = article.article
    parts = (meta.title, article.text, meta.published or "", meta.source.name if meta.source else "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

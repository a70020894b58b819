"""Extracts of articles, kept from run to run: what each stage takes from one article, made once for its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from generator.models import ProcessedArticle  # noqa: TC001  (a field's type)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.store.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Extract(Generic[T]):
    """What one stage takes from each article."""

    kind: str
    """The name under which the extracts are kept."""
    version: str
    """Of the maker; another one, and all are made again."""
    make: Callable[[ProcessedArticle], T]
    shape: type[T]


def kept_or_made(
    db: Database, extract: Extract[T], digests: Mapping[str, str], article: Callable[[str], ProcessedArticle]
) -> list[T]:
    """The extracts of the articles of `digests`, in their order.

    What is made is handed out as it comes back from its packed form, so that a value kept and one made are the same.
    """
    read = msgspec.msgpack.Decoder(extract.shape).decode
    found: dict[str, T] = {}
    stale = []
    query = "SELECT id, digest, version, payload FROM fact WHERE kind = ?"
    for name, digest, version, payload in db.read(query, (extract.kind,)):
        if version != extract.version or digests.get(name) != digest:
            stale.append(name)
            continue
        try:
            found[name] = read(payload)
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
            stale.append(name)
    if len(found) == len(digests) and not stale:
        return [found[name] for name in digests]

    def rows() -> Iterator[tuple[str, str, str, str, bytes]]:
        for name, digest in digests.items():
            if name not in found:
                payload = msgspec.msgpack.encode(extract.make(article(name)))
                found[name] = read(payload)
                yield extract.kind, name, digest, extract.version, payload

    db.change(
        ("DELETE FROM fact WHERE kind = ? AND id = ?", ((extract.kind, name) for name in stale)),
        ("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", rows()),
    )
    return [found[name] for name in digests]

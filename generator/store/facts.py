"""Extracts of articles, kept from run to run: what each stage takes from one article, made once for its bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from generator.models import ProcessedArticle  # noqa: TC001  (a field's type)
from generator.store.database import STORE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

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

    @property
    def name(self) -> tuple[str, str]:
        """Kind and version."""
        return self.kind, self.version


Kept = dict[str, tuple[str, T]]
"""Article id → digest of the article that an extract was made from, and the extract."""


def read_kept(rows: Iterable[tuple[Any, ...]], extract: Extract[T]) -> Kept[T]:
    """What is kept, as far as it is of the maker's version and can be read; the rows are those of `QUERY`."""
    read = msgspec.msgpack.Decoder(extract.shape).decode
    found: Kept[T] = {}
    for name, digest, version, payload in rows:
        if version == extract.version:
            with suppress(msgspec.MsgspecError, UnicodeDecodeError, TypeError):
                found[name] = digest, read(payload)
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """What is kept in the store, as it was read before it was opened."""

    extracts: dict[tuple[str, str], Kept[Any]] = field(default_factory=dict)
    """By their names."""
    rows: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """Of the memory, by kind and key."""


def read_before(path: Path, extracts: Iterable[Extract[Any]], rows: Iterable[tuple[str, str]] = ()) -> Before:
    """What is kept, read while another process may still write to the store.

    Args:
        path: of the store; where it cannot be read, or is of another version, nothing is known before.
        extracts: which of them are read, one after the other.
        rows: which rows of the memory are read, by kind and key.
    """
    found = Before()
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        if db.execute("PRAGMA user_version").fetchone() == (STORE_VERSION,):
            for extract in extracts:
                # At once, for nobody can write meanwhile.
                found.extracts[extract.name] = read_kept(db.execute(QUERY, (extract.kind,)).fetchall(), extract)
            for row in rows:
                for (payload,) in db.execute("SELECT payload FROM memory WHERE kind = ? AND key = ?", row).fetchall():
                    found.rows[row] = payload
    return found


QUERY = "SELECT id, digest, version, payload FROM fact WHERE kind = ?"


def kept_or_made(
    db: Database, extract: Extract[T], digests: Mapping[str, str], article: Callable[[str], ProcessedArticle],
    kept: Kept[T] | None,
) -> list[T]:  # fmt: skip
    """The extracts of the articles of `digests`, in their order.

    What is made is handed out as it comes back from its packed form, so that a value kept and one made are the same.
    `kept` is what is kept, if that was read before.
    """
    if kept is None:
        kept = read_kept(db.read(QUERY, (extract.kind,)), extract)
    found = {name: value for name, (digest, value) in kept.items() if digests.get(name) == digest}
    if len(found) == len(digests) == len(kept):
        return [found[name] for name in digests]
    read = msgspec.msgpack.Decoder(extract.shape).decode

    def rows() -> Iterator[tuple[str, str, str, str, bytes]]:
        for name, digest in digests.items():
            if name not in found:
                payload = msgspec.msgpack.encode(extract.make(article(name)))
                found[name] = read(payload)
                yield extract.kind, name, digest, extract.version, payload

    here = [name for (name,) in db.read("SELECT id FROM fact WHERE kind = ?", (extract.kind,))]
    db.change(
        ("DELETE FROM fact WHERE kind = ? AND id = ?", ((extract.kind, name) for name in here if name not in found)),
        ("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", rows()),
    )
    return [found[name] for name in digests]

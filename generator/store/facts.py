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
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
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
    """What is kept, as far as it is of the maker's version and can be read; the rows are those of `_WHOLE`."""
    read = msgspec.msgpack.Decoder(extract.shape).decode
    found: Kept[T] = {}
    for name, digest, version, payload in rows:
        if version == extract.version:
            with suppress(*_DAMAGED):
                found[name] = digest, read(payload)
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """What is kept in the store, as it was read before it was opened."""

    extracts: dict[tuple[str, str], Kept[Any]] = field(default_factory=dict)
    """By their names."""
    listed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """Of others, article id → digest of the article that the extract was made from."""
    rows: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """Of the memory, by kind and key."""


def read_before(
    path: Path, extracts: Iterable[Extract[Any]], listed: Iterable[Extract[Any]] = (),
    rows: Iterable[tuple[str, str]] = (),
) -> Before:  # fmt: skip
    """What is kept, read while another process may still write to the store.

    Args:
        path: of the store; where it cannot be read, or is of another version, nothing is known before.
        extracts: which of them are read, one after the other.
        listed: of which it is only read for what they are there.
        rows: which rows of the memory are read, by kind and key.
    """
    found = Before()
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        if db.execute("PRAGMA user_version").fetchone() == (STORE_VERSION,):
            for extract in extracts:
                # At once, for nobody can write meanwhile.
                found.extracts[extract.name] = read_kept(db.execute(_WHOLE, (extract.kind,)).fetchall(), extract)
            for extract in listed:
                found.listed[extract.name] = _listed(db.execute(_LIST, (extract.kind,)).fetchall(), extract)
            for row in rows:
                for (payload,) in db.execute("SELECT payload FROM memory WHERE kind = ? AND key = ?", row).fetchall():
                    found.rows[row] = payload
    return found


_WHOLE = "SELECT id, digest, version, payload FROM fact WHERE kind = ?"
_LIST = "SELECT id, digest, version FROM fact WHERE kind = ?"
_DAMAGED = (msgspec.MsgspecError, UnicodeDecodeError, TypeError)


def _listed(rows: Iterable[tuple[str, str, str]], extract: Extract[Any]) -> dict[str, str]:
    return {name: digest for name, digest, version in rows if version == extract.version}


class Facts:
    """The extracts of the articles."""

    def __init__(
        self, db: Database, digests: Callable[[], Mapping[str, str]], article: Callable[[str], ProcessedArticle]
    ) -> None:
        """Nothing is read yet.

        Args:
            db: where they are kept.
            digests: ids of the articles, in their order, with the digests of their files.
            article: one of them.
        """
        self._db, self._digests, self._article = db, digests, article
        self._kept: dict[tuple[str, str], Kept[Any]] = {}
        self._listed: dict[tuple[str, str], dict[str, str]] = {}

    def take_over(self, before: Before) -> None:
        """What was read before need not be read again."""
        self._kept, self._listed = dict(before.extracts), dict(before.listed)

    def whole(self, extract: Extract[T]) -> list[T]:
        """What it takes from each article, in the order of ids.

        What is made is handed out as it comes back from its packed form, so that a value kept and one made are the
        same.
        """
        digests = self._digests()
        kept = self._kept.pop(extract.name, None)
        if kept is None:
            kept = read_kept(self._db.read(_WHOLE, (extract.kind,)), extract)
        found = {name: value for name, (digest, value) in kept.items() if digests.get(name) == digest}
        if not len(found) == len(digests) == len(kept):
            read = msgspec.msgpack.Decoder(extract.shape).decode
            made: dict[str, T] = {}
            self._make(extract, digests, found, lambda name, payload: made.update({name: read(payload)}))
            found |= made
        return [found[name] for name in digests]

    def each(self, extract: Extract[T]) -> Callable[[str], T]:
        """Reads what it takes from one article, by id: of most articles nobody asks for it."""
        digests = self._digests()
        listed = self._listed.pop(extract.name, None)
        if listed is None:
            listed = _listed(self._db.read(_LIST, (extract.kind,)), extract)
        good = {name for name, digest in listed.items() if digests.get(name) == digest}
        if not len(good) == len(digests) == len(listed):
            self._make(extract, digests, good, lambda *_: None)
        read = msgspec.msgpack.Decoder(extract.shape).decode

        def of(name: str) -> T:
            query = "SELECT payload FROM fact WHERE kind = ? AND id = ?"
            for (payload,) in self._db.read(query, (extract.kind, name)):
                with suppress(*_DAMAGED):
                    return read(payload)
            return read(msgspec.msgpack.encode(extract.make(self._article(name))))

        return of

    def _make(
        self, extract: Extract[T], digests: Mapping[str, str], good: Container[str], take: Callable[[str, bytes], None]
    ) -> None:
        """Make those that `good` lacks, and forget what is of no article any more.

        Args:
            extract: what is made.
            digests: of all articles.
            good: ids of those whose extract is there.
            take: is given each that is made, packed.
        """

        def rows() -> Iterator[tuple[str, str, str, str, bytes]]:
            for name, digest in digests.items():
                if name not in good:
                    payload = msgspec.msgpack.encode(extract.make(self._article(name)))
                    take(name, payload)
                    yield extract.kind, name, digest, extract.version, payload

        here = [name for (name,) in self._db.read("SELECT id FROM fact WHERE kind = ?", (extract.kind,))]
        self._db.change(
            ("DELETE FROM fact WHERE kind = ? AND id = ?", [(extract.kind, name) for name in here if name not in good]),
            ("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", rows()),
        )

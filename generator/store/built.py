"""The record of `site/`: what stands in it, what it was made from, and what each page asked of the others.

By it the next build knows which pages to make again. One database below `.tearsheet/`. What is about to change in the
site is struck out before the first file changes, and written down after the last one: a build that was cut off leaves
a record that knows what it does not know. A damaged record, or one of another version, is thrown away.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self

from generator.errors import DeskError
from generator.store.opening import begun_anew, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

RECORD_VERSION = 2

_SCHEMA = """
CREATE TABLE about (
    key TEXT PRIMARY KEY,          -- see `Record.about`
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE file (
    name TEXT PRIMARY KEY,         -- below the folder of the pages or of the theme; '/…' is made by MkDocs itself
    kind TEXT NOT NULL,            -- page, copy, theme, made, out (not part of the site)
    place TEXT NOT NULL,           -- below site/
    inclusion INTEGER NOT NULL,    -- what mkdocs.yml says of the file, as MkDocs counts it
    source_size INTEGER NOT NULL,  -- of what it was made from: bytes,
    source_time INTEGER NOT NULL,  -- nanoseconds since the epoch (0: too young to be told from a later change),
    source_digest BLOB NOT NULL,   -- and what it held
    target_size INTEGER NOT NULL,  -- the same of what was made; a size of -1 is struck out
    target_time INTEGER NOT NULL,
    target_digest BLOB NOT NULL,
    warned INTEGER NOT NULL        -- whether something was wrong with it: then it is made again each time
) WITHOUT ROWID;
CREATE TABLE page (
    name TEXT PRIMARY KEY,
    found TEXT NOT NULL,           -- its entries in the index of the search in the header, as JSON without brackets
    asked BLOB NOT NULL,           -- marks (see `site/marks.py`) of the files it asked for, there or not,
    anchors BLOB NOT NULL,         -- of the anchors it has,
    wanted BLOB NOT NULL           -- and of the anchors of pages that it links to
);
CREATE TABLE folder (
    name TEXT PRIMARY KEY,         -- below site/
    modified INTEGER NOT NULL      -- when it last gained or lost a file
) WITHOUT ROWID;
"""
_TABLES = ("about", "file", "folder", "page")

State = tuple[int, int]
"""Size and time of change (ns) of a file; (-1, 0) where there is none."""


@dataclass(slots=True)
class Row:
    """A file of the site, or of the folder of the pages."""

    name: str
    kind: str
    place: str
    inclusion: int
    source: State
    source_digest: bytes
    target: State
    target_digest: bytes
    warned: bool = False


@dataclass(slots=True)
class PageRow:
    """What a page says to the search, and what it asks of others."""

    name: str
    found: str
    asked: bytes
    anchors: bytes
    wanted: bytes


class Record:
    """The record; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = opened(path, RECORD_VERSION, _SCHEMA)
        except sqlite3.OperationalError as error:  # a folder in its place, a full disk, another run's lock
            raise self._unusable(error) from None
        except sqlite3.DatabaseError:
            self._begin_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def read(self) -> tuple[dict[str, str], dict[str, Row]]:
        """What is known of the whole (`base`, `date` …) and of each file; both empty if the record cannot be read."""
        try:
            about = dict(self._db.execute("SELECT key, value FROM about"))
            rows = {row[0]: _row(*row) for row in self._db.execute("SELECT * FROM file")}
        except sqlite3.DatabaseError:
            self._db.close()
            self._begin_anew()
            return {}, {}
        return about, rows

    def pages(self, column: Literal["asked", "anchors", "wanted"]) -> dict[str, bytes]:
        """One column of what the pages say and ask, by their names."""
        return self._select(f"SELECT name, {column} FROM page")  # noqa: S608  (a fixed name)

    def anchors(self, names: Iterable[str]) -> dict[str, bytes]:
        """The anchors of some pages, as far as they are known."""
        found: dict[str, bytes] = {}
        for name in names:
            found |= self._select("SELECT name, anchors FROM page WHERE name = ?", (name,))
        return found

    def found(self) -> dict[str, str]:
        """The entries of each page in the index of the search."""
        return self._select("SELECT name, found FROM page")

    def folders(self) -> dict[str, int]:
        """The folders of the site, with the time at which each last gained or lost a file."""
        return self._select("SELECT name, modified FROM folder")

    def _select(self, query: str, values: tuple[str, ...] = ()) -> dict[str, Any]:
        try:
            return dict(self._db.execute(query, values))
        except sqlite3.DatabaseError as error:
            self._db.close()
            self._begin_anew()
            raise DeskError(f"{self._path}: was damaged ({error}), and is begun anew. Run the same again.") from None

    def strike_out(self, names: Iterable[str], base: str | None) -> None:
        """Note that these files of the site are about to change; without a `base`, that all of it is."""
        with self._written():
            self._db.executemany(
                "UPDATE file SET target_size = -1, target_digest = x'' WHERE name = ?", [(name,) for name in names]
            )
            if base is None:
                self._db.execute("DELETE FROM about")

    def keep(
        self, about: Mapping[str, str], rows: Iterable[Row], pages: Iterable[PageRow], gone: Iterable[str],
        folders: Mapping[str, int | None],
    ) -> None:  # fmt: skip
        """Write down what stands in the site now: the rows that are new or changed, and what is gone.

        Raises:
            DeskError: it cannot be written.
        """
        with self._written():
            for table in ("file", "page"):
                self._db.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in gone])  # noqa: S608
            self._db.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                map(_columns, rows),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)",
                [(p.name, p.found, p.asked, p.anchors, p.wanted) for p in pages],
            )
            self._db.executemany(
                "DELETE FROM folder WHERE name = ?", [(name,) for name, time in folders.items() if time is None]
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO folder VALUES (?, ?)",
                [(name, time) for name, time in folders.items() if time is not None],
            )
            self._db.execute("DELETE FROM about")
            self._db.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))

    def forget(self) -> None:
        """Know nothing any more."""
        with self._written():
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608  (fixed names)

    @contextmanager
    def _written(self) -> Iterator[None]:
        """A transaction whose failure is one of ours."""
        try:
            with self._db:
                yield
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def _begin_anew(self) -> None:
        try:
            self._db = begun_anew(self._path, RECORD_VERSION, _SCHEMA)
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> DeskError:
        return DeskError(
            f"{self._path}: cannot be used ({error}). See that no other run is at work and that there is space left, "
            "then remove the file; it is made again."
        )


def _row(
    name: str, kind: str, place: str, inclusion: int, source_size: int, source_time: int, source_digest: bytes,
    target_size: int, target_time: int, target_digest: bytes, warned: int,
) -> Row:  # fmt: skip
    source, target = (source_size, source_time), (target_size, target_time)
    return Row(name, kind, place, inclusion, source, source_digest, target, target_digest, bool(warned))


def _columns(row: Row) -> tuple[object, ...]:
    first = (row.name, row.kind, row.place, row.inclusion)
    return (*first, *row.source, row.source_digest, *row.target, row.target_digest, row.warned)

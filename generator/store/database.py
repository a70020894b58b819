"""The file of the store: one SQLite database, its tables, and what is done when it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from generator.errors import DeskError
from generator.store.opening import begun_anew, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

STORE_VERSION = 5
_REMEDY = "See that no other run is at work, then remove the file; it is made again."

_SCHEMA = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,     -- below content/processed, with forward slashes
    size INTEGER NOT NULL,         -- bytes, and
    modified INTEGER NOT NULL,     -- nanoseconds since the epoch: when either differs, the file is read again
    digest TEXT NOT NULL,          -- SHA-256 of its bytes (hex, cut): only where it differs is the file parsed again
    problem TEXT,                  -- why the file cannot be used; then the columns below are null
    id TEXT,                       -- of the article; two files may claim one
    input_path TEXT,               -- where the article came from, relative to content/
    input_item TEXT,
    input_fingerprint TEXT,
    input_state TEXT,
    annotator_name TEXT,
    annotator_fingerprint TEXT
);
CREATE INDEX article_by_id ON article (id, file, digest, number);
CREATE TABLE body (
    number INTEGER PRIMARY KEY,    -- of the article, whose row stays small, so that lists of articles are read fast
    payload BLOB NOT NULL          -- the processed article, packed and compressed
);
CREATE TABLE fact (
    kind TEXT NOT NULL,            -- of extract: its maker knows what it is
    id TEXT NOT NULL,              -- of the article it was made from
    digest TEXT NOT NULL,          -- of the article's file then, and
    version TEXT NOT NULL,         -- of the maker: when either differs, the extract is made again
    payload BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE reading (
    file TEXT PRIMARY KEY,         -- of the articles folder, relative to content/
    size INTEGER NOT NULL,         -- bytes, and
    modified INTEGER NOT NULL,     -- nanoseconds since the epoch, and
    changed INTEGER NOT NULL,      -- the same of its owner and permissions: when one differs, it is read again
    digest BLOB NOT NULL,          -- of its bytes: only where it differs is the file parsed again
    version TEXT NOT NULL,         -- of the reader and its rules: another one, and the file is parsed again
    listing BLOB NOT NULL,         -- what it holds, and
    lines BLOB NOT NULL            -- what each of its lines holds; the reader knows the format of both
);
CREATE TABLE memory (
    kind TEXT NOT NULL,            -- of what a run found out and the next may start from
    key TEXT NOT NULL,
    payload BLOB NOT NULL,         -- its maker knows the format, and makes it again where it is missing
    UNIQUE (kind, key)
);
"""


class Database:
    """The open database; a damaged one, or one of another version, is thrown away and made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = opened(path, STORE_VERSION, _SCHEMA)
        except sqlite3.OperationalError as error:  # a folder in its place, a full disk, another run's lock
            raise DeskError(f"{path}: cannot be used ({error}). {_REMEDY}") from None
        except sqlite3.DatabaseError:
            self._make_anew()

    def close(self) -> None:
        """Nothing is read or written from here on."""
        self._db.close()

    def reopen(self) -> None:
        """Read through a connection of this process: one that came over a fork may be neither used nor closed."""
        self._left, self._db = self._db, sqlite3.connect(self._path)

    def _make_anew(self) -> None:
        self._db = begun_anew(self._path, STORE_VERSION, _SCHEMA)

    def read(self, query: str, values: tuple[object, ...] = ()) -> Iterable[tuple[Any, ...]]:
        """The rows of a query, one after the other.

        Raises:
            DeskError: the database is damaged.
        """
        try:
            yield from self._db.execute(query, values)
        except sqlite3.DatabaseError as error:
            raise self.damaged(error) from None

    def change(self, *commands: tuple[str, Iterable[tuple[object, ...]]]) -> None:
        """Carry out each command for each of its rows of values, all or nothing.

        Raises:
            DeskError: the database cannot be written.
        """
        try:
            with self._db:
                for command, rows in commands:
                    self._db.executemany(command, rows)
        except sqlite3.DatabaseError as error:
            raise DeskError(f"{self._path}: cannot be written ({error}). {_REMEDY}") from None

    def mended(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do `work` in one transaction; should the database be damaged, make it anew and do it there.

        Raises:
            DeskError: the database cannot be written.
        """
        try:
            try:
                with self._db:
                    work(self._db)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._db.close()
                self._make_anew()
                with self._db:
                    work(self._db)
        except sqlite3.OperationalError as error:
            raise DeskError(f"{self._path}: cannot be used ({error}). {_REMEDY}") from None

    def damaged(self, error: Exception) -> DeskError:
        """What is raised when something that was put in does not come out again."""
        return DeskError(f"{self._path}: is damaged ({error}). {_REMEDY}")

"""The file of the store: one SQLite database, its tables, and what is done when it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from generator.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

STORE_VERSION = 3
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
CREATE TABLE kept (
    name TEXT PRIMARY KEY,         -- of what a run found out and the next may start from
    payload BLOB NOT NULL          -- its maker knows the format, and makes it again where it is missing
);
CREATE TABLE memory (
    kind TEXT NOT NULL,            -- of what a run found out, where that is too much for one payload
    key TEXT NOT NULL,
    payload BLOB NOT NULL,         -- as above
    UNIQUE (kind, key)
);
"""
_TABLES = ["article", "body", "fact", "kept", "memory"]


class Database:
    """The open database; a damaged one, or one of another version, is thrown away and made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(path)
        except sqlite3.OperationalError as error:  # a folder in its place, a full disk, another run's lock
            raise DeskError(f"{path}: cannot be used ({error}). {_REMEDY}") from None
        except sqlite3.DatabaseError:
            self._make_anew()

    def close(self) -> None:
        """Nothing is read or written from here on."""
        self._db.close()

    def _make_anew(self) -> None:
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            path.unlink(missing_ok=True)
        self._db = _opened(self._path)

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


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if version != STORE_VERSION or sorted(tables) != _TABLES:
            for name in tables:
                db.execute(f"DROP TABLE {name}")
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {STORE_VERSION}; COMMIT;")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db

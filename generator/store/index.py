"""The index of `content/processed`: which file holds which article, and every article ready to read.

Files are read again only when their size or time changed. The database carries a version; an older, newer or damaged
one is thrown away and made anew.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from generator import articlejson
from generator.errors import DeskError, FormatError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from generator.models import ProcessedArticle

STORE_VERSION = 2
_REMEDY = "See that no other run is at work, then remove the file; it is made again."

_SCHEMA = """
CREATE TABLE article (
    file TEXT PRIMARY KEY,         -- below content/processed, with forward slashes
    size INTEGER NOT NULL,         -- bytes, and
    modified INTEGER NOT NULL,     -- nanoseconds since the epoch: when either differs, the file is read again
    problem TEXT,                  -- why the file cannot be used; then the columns below are null
    id TEXT,                       -- of the article; two files may claim one
    input_path TEXT,               -- where the article came from, relative to content/
    input_item TEXT,
    input_fingerprint TEXT,
    input_state TEXT,
    annotator_name TEXT,
    annotator_fingerprint TEXT,
    payload BLOB                   -- the file's JSON, compressed
);
CREATE INDEX article_by_id ON article (id, file);
CREATE TABLE kept (
    name TEXT PRIMARY KEY,         -- of what a run found out and the next may start from
    payload BLOB NOT NULL          -- its maker knows the format, and makes it again where it is missing
);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of a processed article without reading it."""

    file: str
    id: str
    input_path: str | None
    input_item: str | None
    input_fingerprint: str | None
    input_state: str | None
    annotator_name: str
    annotator_fingerprint: str


class Store:
    """The index; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(path)
        except sqlite3.OperationalError as error:  # a folder in its place, a full disk, another run's lock
            raise DeskError(f"{path}: cannot be used ({error}). {_REMEDY}") from None
        except sqlite3.DatabaseError:
            self._db = self._made_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _made_anew(self) -> sqlite3.Connection:
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            path.unlink(missing_ok=True)
        return _opened(self._path)

    def sync(self, folder: Path) -> None:
        """Take in what changed in `folder` (content/processed) and forget what is gone.

        Raises:
            DeskError: the index cannot be written.
        """
        try:
            self._sync(folder)
        except sqlite3.OperationalError as error:
            raise DeskError(f"{self._path}: cannot be used ({error}). {_REMEDY}") from None
        except sqlite3.DatabaseError:
            self._db.close()
            self._db = self._made_anew()
            self._sync(folder)

    def _sync(self, folder: Path) -> None:
        known = {
            file: (size, modified)
            for file, size, modified in self._db.execute("SELECT file, size, modified FROM article")
        }
        with self._db:
            for path in sorted(folder.rglob("*.json")) if folder.is_dir() else []:
                file = path.relative_to(folder).as_posix()
                with suppress(OSError):  # gone again since it was listed
                    state = path.stat()
                    if known.pop(file, None) != (state.st_size, state.st_mtime_ns):
                        self._put(file, path.read_bytes(), state.st_mtime_ns)
            self._db.executemany("DELETE FROM article WHERE file = ?", [(file,) for file in known])

    def _put(self, file: str, data: bytes, modified: int) -> None:
        row: tuple[object, ...]
        try:
            article = articlejson.load(data)
        except FormatError as error:
            row = (str(error), *[None] * 8)
        else:
            origin, stamp = article.input, article.annotator
            whence = (
                (origin.path, origin.item, origin.fingerprint, origin.state) if origin else (None, None, None, None)
            )
            row = (None, article.id, *whence, stamp.name, stamp.fingerprint, zlib.compress(data, 1))
        self._db.execute(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (file, len(data), modified, *row),
        )

    def problems(self) -> Iterator[Problem]:
        """Files that cannot be used, and files that claim an id another one has."""
        for file, problem in self._db.execute(
            "SELECT file, problem FROM article WHERE problem IS NOT NULL ORDER BY file"
        ):
            yield Problem(f"processed/{file}", problem, "Correct the file, or remove it to have it made again")
        pairs = "article a JOIN article b ON a.id = b.id AND a.file < b.file"
        query = f"SELECT b.file, a.id, min(a.file) FROM {pairs} GROUP BY b.file ORDER BY b.file"  # noqa: S608  (fixed)
        for file, name, first in self._db.execute(query):
            yield Problem(
                f"processed/{file}", f"has the id {name} that processed/{first} has too", "Remove one of the two"
            )

    def known(self) -> list[Known]:
        """All usable processed articles, by file."""
        columns = (
            "file, id, input_path, input_item, input_fingerprint, input_state, annotator_name, annotator_fingerprint"
        )
        query = f"SELECT {columns} FROM article WHERE id IS NOT NULL ORDER BY file"  # noqa: S608  (fixed text)
        return [Known(*row) for row in self._db.execute(query)]

    def kept(self, name: str) -> bytes | None:
        """What `keep` was given under this name, `None` if nothing."""
        try:
            row = self._db.execute("SELECT payload FROM kept WHERE name = ?", (name,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return bytes(row[0]) if row else None

    def keep(self, name: str, payload: bytes) -> None:
        """Keep what this run found out, for the next.

        Raises:
            DeskError: the index cannot be written.
        """
        if payload != self.kept(name):
            try:
                with self._db:
                    self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, payload))
            except sqlite3.DatabaseError as error:
                raise DeskError(f"{self._path}: cannot be written ({error}). {_REMEDY}") from None

    def articles(self) -> Iterator[ProcessedArticle]:
        """Every usable article once, by id; of two files with one id the first.

        Raises:
            DeskError: the index is damaged.
        """
        query = "SELECT payload FROM article WHERE id IS NOT NULL GROUP BY id HAVING file = min(file) ORDER BY id"
        try:
            with closing(self._db.execute(query)) as rows:
                for (payload,) in rows:
                    yield articlejson.load(zlib.decompress(payload))
        except (sqlite3.DatabaseError, zlib.error, FormatError, TypeError) as error:
            raise DeskError(f"{self._path}: is damaged ({error}). {_REMEDY}") from None


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if version != STORE_VERSION or sorted(tables) != [("article",), ("kept",)]:
            for (name,) in tables:
                db.execute(f"DROP TABLE {name}")
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {STORE_VERSION}; COMMIT;")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db

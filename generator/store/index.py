"""The index of `content/processed`: which file holds which article, and every article ready to read.

Files are read again only when their size or time changed, and parsed again only when their bytes did. The database
carries a version; an older, newer or damaged one is thrown away and made anew.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from generator import articlejson
from generator.errors import FormatError, Problem
from generator.store.database import STORE_VERSION, Database
from generator.store.facts import Facts
from generator.store.memory import Rows
from generator.store.readings import Readings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from generator.models import ProcessedArticle
    from generator.store.facts import Before, Extract

__all__ = ["STORE_VERSION", "Known", "Store"]

T = TypeVar("T")
_COLUMNS = "id, input_path, input_item, input_fingerprint, input_state, annotator_name, annotator_fingerprint"
_FIRST = "SELECT id, digest, number FROM article WHERE id IS NOT NULL GROUP BY id HAVING file = min(file) ORDER BY id"


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
        """Open the file."""
        self._db = Database(path)
        self._listed: tuple[dict[str, str], dict[str, int]] | None = None
        self._facts = Facts(self._db, self.digests, self.article)
        self.readings = Readings(self._db)
        """What was found in the files of the articles folder."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def reopen(self) -> None:
        """The first thing that a fork does."""
        self._db.reopen()

    def take_over(self, before: Before) -> None:
        """What was read of it before need not be read again."""
        self._facts.take_over(before)

    def sync(self, folder: Path) -> None:
        """Take in what changed in `folder` (content/processed) and forget what is gone.

        Raises:
            DeskError: the index cannot be written.
        """
        self._listed = None
        self._db.mended(lambda db: _sync(db, folder))

    def problems(self) -> Iterator[Problem]:
        """Files that cannot be used, and files that claim an id another one has."""
        for file, problem in self._db.read("SELECT file, problem FROM article WHERE problem IS NOT NULL ORDER BY file"):
            yield Problem(f"processed/{file}", problem, "Correct the file, or remove it to have it made again")
        pairs = "article a JOIN article b ON a.id = b.id AND a.file < b.file"
        query = f"SELECT b.file, a.id, min(a.file) FROM {pairs} GROUP BY b.file ORDER BY b.file"  # noqa: S608  (fixed)
        for file, name, first in self._db.read(query):
            yield Problem(
                f"processed/{file}", f"has the id {name} that processed/{first} has too", "Remove one of the two"
            )

    def known(self) -> list[Known]:
        """All usable processed articles, by file."""
        query = f"SELECT file, {_COLUMNS} FROM article WHERE id IS NOT NULL ORDER BY file"  # noqa: S608  (fixed text)
        return [Known(*row) for row in self._db.read(query)]

    def digests(self) -> dict[str, str]:
        """Every usable article's id → digest of its processed file, ordered by id; of two files with one id the first.

        Raises:
            DeskError: the index is damaged.
        """
        return dict(self._list()[0])

    def _list(self) -> tuple[dict[str, str], dict[str, int]]:
        """Id → digest, and id → number."""
        if self._listed is None:
            rows = list(self._db.read(_FIRST))
            self._listed = {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}
        return self._listed

    def article(self, article_id: str) -> ProcessedArticle:
        """The article with this id.

        Raises:
            KeyError: there is none.
            DeskError: the index is damaged.
        """
        number = self._list()[1][article_id]
        for (payload,) in self._db.read("SELECT payload FROM body WHERE number = ?", (number,)):
            return self._unpacked(payload)
        raise self._db.damaged(LookupError(f"{article_id} is missing"))

    def articles(self) -> Iterator[ProcessedArticle]:
        """Every usable article once, by id; of two files with one id the first.

        Raises:
            DeskError: the index is damaged.
        """
        for article_id in self._list()[0]:
            yield self.article(article_id)

    def _unpacked(self, payload: bytes) -> ProcessedArticle:
        try:
            return articlejson.unpack(zlib.decompress(payload))
        except (zlib.error, FormatError, TypeError) as error:
            raise self._db.damaged(error) from None

    def facts(self, extract: Extract[T]) -> list[T]:
        """The extracts of all articles, in the order of their ids; made only where they are not kept already.

        Args:
            extract: its maker is pure, and what it returns is whole when packed and unpacked as its shape: a frozen
                dataclass, struct, named tuple or plain type with all its parts typed, as msgspec reads them. Its
                version is of the maker and of all it depends on besides the article: with another, all are made again.

        Raises:
            DeskError: the index is damaged, or cannot be written.
        """
        return self._facts.whole(extract)

    def fact(self, extract: Extract[T]) -> Callable[[str], T]:
        """The same, read one by one, by the article's id, when they are asked for.

        Raises:
            DeskError: the index is damaged, or cannot be written.
        """
        return self._facts.each(extract)

    @property
    def memory(self) -> Rows:
        """Rows of what a run found out, for the next."""
        return Rows(self._db)


def _sync(db: sqlite3.Connection, folder: Path) -> None:
    known = {row[0]: row for row in db.execute("SELECT file, size, modified, digest, number FROM article")}
    for file, entry in sorted(_files(str(folder), "")):
        before = known.pop(file, None)
        with suppress(OSError):  # gone again since it was listed
            state = entry.stat()
            if before is None or before[1:3] != (state.st_size, state.st_mtime_ns):
                with open(entry.path, "rb") as stream:  # noqa: PTH123  (ten thousand paths cost a second)
                    data = stream.read()
                digest = hashlib.sha256(data).hexdigest()[:32]
                if before is not None and before[3] == digest:
                    stamp = len(data), state.st_mtime_ns, before[4]
                    db.execute("UPDATE article SET size = ?, modified = ? WHERE number = ?", stamp)
                else:
                    _put(db, file, data, state.st_mtime_ns, digest)
    for _, _, _, _, number in known.values():
        _forget(db, number)


def _files(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The JSON files below, each with its name below `content/processed`."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.endswith(".json"):
                yield prefix + entry.name, entry


def _forget(db: sqlite3.Connection, number: int) -> None:
    db.execute("DELETE FROM article WHERE number = ?", (number,))
    db.execute("DELETE FROM body WHERE number = ?", (number,))


def _put(db: sqlite3.Connection, file: str, data: bytes, modified: int, digest: str) -> None:
    for (number,) in db.execute("SELECT number FROM article WHERE file = ?", (file,)).fetchall():
        _forget(db, number)
    row: tuple[object, ...] = (file, len(data), modified, digest)
    put = f"INSERT INTO article (file, size, modified, digest, problem, {_COLUMNS}) VALUES (?{', ?' * 11})"  # noqa: S608
    try:
        article = articlejson.load(data)
    except FormatError as error:
        db.execute(put, (*row, str(error), *[None] * 7))
        return
    origin, stamp = article.input, article.annotator
    whence = (origin.path, origin.item, origin.fingerprint, origin.state) if origin else (None, None, None, None)
    number = db.execute(put, (*row, None, article.id, *whence, stamp.name, stamp.fingerprint)).lastrowid
    db.execute("INSERT INTO body VALUES (?, ?)", (number, zlib.compress(articlejson.pack(article), 1)))

"""What pages were made from, and what they were written as: by it the next run knows which to make again.

A database of its own below `.tearsheet/`; where it is missing, damaged or of another version, every page is made.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import msgspec
import numpy as np

from generator.errors import DeskError
from generator.store.opening import begun_anew, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

VERSION = 2
_FILES = msgspec.json.Decoder(tuple[tuple[str, int, int], ...])
_SCHEMA = """
CREATE TABLE about (
    name TEXT PRIMARY KEY,         -- `base`: identity of what every page depends on; `inputs`: of all that a run reads;
                                   -- `outcome`: what it came to, in JSON
    value TEXT NOT NULL
);
CREATE TABLE cell (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL           -- what stood there when the pages were last made
);
CREATE TABLE unit (
    key TEXT PRIMARY KEY,
    cells BLOB NOT NULL,           -- numbers of the cells that were read, 4 bytes each, in the machine's order
    files TEXT NOT NULL,           -- JSON: path, size, time of change (ns) of each file
    why TEXT NOT NULL              -- why it was last made, in words
);
"""


@dataclass(frozen=True, slots=True)
class MadeUnit:
    """Pages that were made together."""

    cells: NDArray[np.uint32]
    """Numbers of the cells that were read."""
    files: tuple[tuple[str, int, int], ...]
    """Path, size and time of change (ns) of each."""
    why: str


@dataclass(slots=True)
class MadePages:
    """What was made in earlier runs."""

    base: str = ""
    cells: list[tuple[str, str]] = field(default_factory=list)
    """Family and key, by number."""
    digests: list[bytes] = field(default_factory=list)
    units: dict[str, MadeUnit] = field(default_factory=dict)


class PageStore:
    """The record of the pages; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = opened(path, VERSION, _SCHEMA)
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unusable(error) from None
        except sqlite3.DatabaseError:
            self._db = begun_anew(path, VERSION, _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def load(self) -> MadePages:
        """What was made before; nothing where it cannot be read."""
        try:
            base = dict(self._db.execute("SELECT name, value FROM about")).get("base", "")
            cells = self._db.execute("SELECT family, key, digest FROM cell ORDER BY number").fetchall()
            units = {
                key: MadeUnit(np.frombuffer(numbers, np.uint32), _FILES.decode(files), why)
                for key, numbers, files, why in self._db.execute("SELECT key, cells, files, why FROM unit")
            }
        except (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError, TypeError):
            return MadePages()
        if any(len(unit.cells) and int(unit.cells.max()) >= len(cells) for unit in units.values()):
            return MadePages()
        # Of hundreds of thousands of cells many have one family, and one key.
        one: dict[str, str] = {}
        kept = [(one.setdefault(family, family), one.setdefault(key, key)) for family, key, _ in cells]
        return MadePages(base, kept, [digest for *_, digest in cells], units)

    def outcome(self, inputs: str) -> dict[str, Any] | None:
        """What the last run came to, if it read the same; `None` where it did not, or where that is not known."""
        try:
            about = dict(self._db.execute("SELECT name, value FROM about"))
            return json.loads(about["outcome"]) if about.get("inputs") == inputs else None
        except (sqlite3.DatabaseError, ValueError, KeyError):
            return None

    def files(self) -> list[tuple[str, int, int]]:
        """Path, size and time of change (ns) of every file that was made."""
        try:
            rows = self._db.execute("SELECT files FROM unit").fetchall()
            return [file for (files,) in rows for file in _FILES.decode(files)]
        except (sqlite3.DatabaseError, msgspec.MsgspecError):
            return []

    def conclude(self, inputs: str, outcome: dict[str, Any]) -> None:
        """Note what a run read and what it came to, at its very end.

        Raises:
            DeskError: it cannot be written.
        """
        rows = [("inputs", inputs), ("outcome", json.dumps(outcome))]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def save(
        self, base: str, cells: Sequence[tuple[int, str, str, bytes]], units: Mapping[str, MadeUnit],
        gone: Iterable[str], *, anew: bool,
    ) -> None:  # fmt: skip
        """Keep what changed, at once or not at all.

        Args:
            base: identity of what every page depends on.
            cells: number, family, key and digest of new and changed cells.
            units: those that were made.
            gone: keys of units that there are no more.
            anew: whether nothing that stands in the record counts any more.

        Raises:
            DeskError: it cannot be written.
        """
        rows = [
            (key, unit.cells.astype(np.uint32).tobytes(), json.dumps(unit.files), unit.why)
            for key, unit in units.items()
        ]
        try:
            with self._db:
                if anew:
                    for table in ("about", "cell", "unit"):
                        self._db.execute(f"DELETE FROM {table}")  # noqa: S608  (fixed names)
                self._db.execute("INSERT OR REPLACE INTO about VALUES ('base', ?)", (base,))
                self._db.executemany("INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?)", cells)
                self._db.executemany("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?)", rows)
                self._db.executemany("DELETE FROM unit WHERE key = ?", [(key,) for key in gone])
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> DeskError:
        remedy = "See that no other run is at work, then remove the file; it is made again."
        return DeskError(f"{self._path}: cannot be used ({error}). {remedy}")

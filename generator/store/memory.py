"""What a run found out and the next may start from, in rows: only those that are needed are read, or written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from generator.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.store.database import Database


class Rows:
    """Rows of bytes, by kind and key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, kind: str, keys: Collection[str] | None = None) -> dict[str, bytes]:
        """The rows of a kind by their keys, or those of them that are asked for and there."""
        found: dict[str, bytes] = {}
        with suppress(DeskError):  # what cannot be read is made again
            if keys is None:
                found.update(self._db.read("SELECT key, payload FROM memory WHERE kind = ?", (kind,)))
            for key in keys or ():
                found.update(self._db.read("SELECT key, payload FROM memory WHERE kind = ? AND key = ?", (kind, key)))
        return found

    def put(self, kind: str, rows: Mapping[str, bytes | None]) -> None:
        """Keep these rows, all of them or none; `None` is a row to forget.

        Raises:
            DeskError: the index cannot be written.
        """
        self._db.change(
            ("DELETE FROM memory WHERE kind = ? AND key = ?", [(kind, key) for key in rows]),
            ("INSERT INTO memory VALUES (?, ?, ?)", [(kind, key, row) for key, row in rows.items() if row is not None]),
        )

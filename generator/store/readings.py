"""What was found in each file of the articles folder, kept from run to run."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from generator.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from generator.store.database import Database

T = TypeVar("T")
L = TypeVar("L")
_BROKEN = (msgspec.MsgspecError, UnicodeDecodeError, TypeError, zlib.error)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """One file as it was read."""

    stamp: tuple[int, int, int]
    """Size, time of its bytes and time of its entry."""
    digest: bytes
    """Of its bytes."""
    listing: T


class Readings:
    """The table; whatever cannot be read from it counts as missing."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def load(self, version: str, shape: type[T]) -> dict[str, Reading[T]]:
        """The files read by this version, by name."""
        read = msgspec.msgpack.Decoder(shape).decode
        found: dict[str, Reading[T]] = {}
        query = "SELECT file, size, modified, changed, digest, listing FROM reading WHERE version = ?"
        with suppress(DeskError):
            for file, size, modified, changed, digest, listing in self._db.read(query, (version,)):
                with suppress(*_BROKEN):
                    found[file] = Reading((size, modified, changed), digest, read(listing))
        return found

    def lines(self, file: str, shape: type[L]) -> dict[bytes, L]:
        """What was found in the lines of a file, by digest."""
        with suppress(DeskError, *_BROKEN):
            for (lines,) in self._db.read("SELECT lines FROM reading WHERE file = ?", (file,)):
                return msgspec.msgpack.decode(zlib.decompress(lines), type=dict[bytes, shape])  # type: ignore[valid-type]
        return {}

    def save(
        self,
        version: str,
        read: Mapping[str, tuple[Reading[T], Mapping[bytes, object]]],
        touched: Mapping[str, Reading[T]],
        kept: Collection[str],
    ) -> None:
        """Note what was read, with its lines, and what was only touched; forget every file that is not in `kept`.

        Raises:
            DeskError: the store cannot be written.
        """
        gone = [row for row in self._db.read("SELECT file FROM reading") if row[0] not in kept]
        if not (read or touched or gone):
            return
        pack = msgspec.msgpack.encode
        rows = (
            (file, *one.stamp, one.digest, version, pack(one.listing), zlib.compress(pack(lines), 1))
            for file, (one, lines) in read.items()
        )
        self._db.change(
            ("DELETE FROM reading WHERE file = ?", gone),
            ("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows),
            (
                "UPDATE reading SET size = ?, modified = ?, changed = ? WHERE file = ?",
                ((*one.stamp, file) for file, one in touched.items()),
            ),
        )

"""What a run found out, in rows that the next run starts from; without them the outcome is the same and takes longer.

Rows of one kind are written together, with a list of what each must be: a row that is damaged, missing, of another
version, or left over from another run is not read. Whoever keeps rows must bear the loss of any of them.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

T = TypeVar("T")

_LIST = "list"
_SUM = 4


class Memory(Protocol):
    """Keeps rows from run to run."""

    def get(self, kind: str, keys: Collection[str] | None = None) -> Mapping[str, bytes]:
        """The rows of a kind by their keys, or those of them that are asked for and there."""

    def put(self, kind: str, rows: Mapping[str, bytes | None]) -> None:
        """Keep these rows, all of them or none; `None` is a row to forget."""


class Shelf:
    """The rows of one kind."""

    def __init__(self, memory: Memory | None, kind: str, version: str) -> None:
        self._memory, self._kind, self._version = memory, kind, version
        listed = memory.get(kind, [_LIST]).get(_LIST, b"") if memory is not None else b""
        sums = _listed(bytes(listed), version)
        self._fresh = sums is None
        """Whether what is there, if anything, is of no use."""
        self._sums = sums or {}

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all rows that should be there."""
        return frozenset(self._sums)

    def read(self, keys: Collection[str] | None = None) -> dict[str, bytes]:
        """The good rows by key, in the order of keys; with `keys` no others."""
        if self._memory is None or not self._sums:
            return {}
        wanted = sorted(self._sums if keys is None else self._sums.keys() & set(keys))
        found = self._memory.get(self._kind, wanted if keys is not None else None)
        return {
            key: row for key in wanted if (row := found.get(key)) is not None and zlib.crc32(row) == self._sums[key]
        }

    def read_as(self, shape: type[T], keys: Collection[str] | None = None) -> dict[str, T]:
        """The good rows as values of one type."""
        decode = msgspec.msgpack.Decoder(shape).decode
        out = {}
        for key, row in self.read(keys).items():
            try:
                out[key] = decode(row)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue
        return out

    def write(self, rows: Mapping[str, object]) -> None:
        """Replace these rows; `None` is a row to forget, all others stay."""
        if self._memory is None or not (rows or self._fresh):
            return
        packed = {key: None if row is None else packed_bytes(row) for key, row in rows.items()}
        for key, row in packed.items():
            if row is None:
                self._sums.pop(key, None)
            else:
                self._sums[key] = zlib.crc32(row)
        if self._fresh:
            left = set(self._memory.get(self._kind)) - packed.keys()
            packed |= dict.fromkeys(sorted(left))
        whole = packed_bytes([self._version, dict(sorted(self._sums.items()))])
        packed[_LIST] = zlib.crc32(whole).to_bytes(_SUM, "big") + whole
        self._memory.put(self._kind, packed)
        self._fresh = False


def packed_bytes(value: object) -> bytes:
    """A value of structs, frozen dataclasses and plain types as bytes; equal ones give the same bytes."""
    return msgspec.msgpack.encode(value, order="deterministic")


def digest_of(value: object) -> str:
    """By which a value is known: what any run makes anew, and equal, has the same one."""
    return hashlib.blake2b(packed_bytes(value), digest_size=16).hexdigest()


def _listed(row: bytes, version: str) -> dict[str, int] | None:
    """Key of each row → its sum; `None` if that is not known."""
    whole = row[_SUM:]
    if not whole or zlib.crc32(whole) != int.from_bytes(row[:_SUM], "big"):
        return None
    try:
        found, sums = msgspec.msgpack.decode(whole, type=tuple[str, dict[str, int]])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return sums if found == version else None

"""What pages were made from, and what they were written as: by it the next run knows which to make again.

Two files below `.tearsheet/`, each put in place as a whole; where one is missing, damaged or of another version, every
page is made. All of it is read and written at once: hundreds of thousands of rows of a database take ten times as long.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from generator.desk import write_if_changed
from generator.store.made import MadeUnits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_VERSION = b"tearsheet pages 6\n"
_SUM = 16
_HEAD = len(_VERSION) + _SUM


class _Record(msgspec.Struct, array_like=True, gc=False):
    """All of it; numbers are in the machine's order."""

    base: str
    texts: list[str]
    """Each once; what follows names them by their numbers, 4 bytes each."""
    units: bytes
    """Their keys."""
    files: bytes
    """How many each unit has, 4 bytes."""
    paths: bytes
    """Of the files, unit by unit."""
    states: bytes
    """Size and time of each, 8 bytes."""
    why: bytes
    """By unit."""
    seconds: bytes
    """The same, 4 bytes."""
    lengths: bytes
    """How many cells each unit read, 4 bytes."""
    read: bytes
    """Their numbers, unit by unit, 4 bytes."""
    families: list[str]
    family_of: bytes
    """Number of its family, one byte for each cell."""
    keys: bytes
    """By cell."""
    digests: bytes
    """The same, 8 bytes."""


class _Outcome(msgspec.Struct):
    """What the last run read and came to."""

    record: str
    """Digest of the record that it left."""
    inputs: str
    outcome: dict[str, Any]


@dataclass(slots=True)
class Table:
    """The cells that pages read: each has a number."""

    keys: list[str] = field(default_factory=list)
    family_of: bytearray = field(default_factory=bytearray)
    """Number of its family, by cell."""
    families: list[str] = field(default_factory=list)
    _numbers: dict[str, dict[str, int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    def cell(self, number: int) -> tuple[str, str]:
        """Family and key of a cell."""
        return self.families[self.family_of[number]], self.keys[number]

    def by_family(self, start: int = 0) -> Iterator[tuple[str, list[int]]]:
        """Each family with the numbers of its cells, from a number on."""
        for family in self.families:
            yield family, self._numbers_in(family, start)

    def _numbers_in(self, family: str, start: int = 0) -> list[int]:
        of = np.frombuffer(bytes(self.family_of), np.uint8)[start:]
        found: list[int] = (np.flatnonzero(of == self.families.index(family)) + start).tolist()
        return found

    def _of(self, family: str) -> dict[str, int]:
        """Key → number, in a family."""
        if family not in self._numbers:
            if family not in self.families:
                self.families.append(family)
            self._numbers[family] = {self.keys[n]: n for n in self._numbers_in(family)}
        return self._numbers[family]

    def number(self, cell: tuple[str, str]) -> int:
        """The number of a cell, which gets the next one if it has none."""
        family, key = cell
        numbers = self._of(family)
        found = numbers.get(key)
        if found is None:
            found = numbers[key] = len(self.keys)
            self.keys.append(key)
            self.family_of.append(self.families.index(family))
        return found


@dataclass(slots=True)
class MadePages:
    """What was made in earlier runs."""

    base: str = ""
    cells: Table = field(default_factory=Table)
    digests: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    """Of what stood in each cell."""
    units: MadeUnits = field(default_factory=MadeUnits)


class PageStore:
    """The record of the pages."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet.

        Args:
            folder: the one for what can be made again.
        """
        self._record, self._outcome = folder / "pages.made", folder / "pages.outcome"

    @cached_property
    def made(self) -> MadePages:
        """What was made before; nothing where it cannot be read."""
        try:
            found = self._record.read_bytes()
            head, body = found[:_HEAD], memoryview(found)[_HEAD:]
            return _unpacked(_RECORD.decode(body)) if head == _head(body) else MadePages()
        except (OSError, msgspec.MsgspecError, ValueError):
            return MadePages()

    def outcome(self, inputs: str) -> dict[str, Any] | None:
        """What the last run came to, if it read the same; `None` where it did not, or where that is not known."""
        try:
            found = _OUTCOME.decode(self._outcome.read_bytes())
            return found.outcome if (found.inputs, found.record) == (inputs, self._identity()) else None
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def _identity(self) -> str:
        """What tells the record as it is from any other."""
        with self._record.open("rb") as file:
            return file.read(_HEAD).hex()

    def conclude(self, inputs: str, outcome: Mapping[str, Any]) -> None:
        """Note what a run read and what it came to, at its very end.

        Raises:
            DeskError: it cannot be written.
        """
        write_if_changed(self._outcome, msgspec.json.encode(_Outcome(self._identity(), inputs, dict(outcome))))

    def save(self, made: MadePages) -> None:
        """Keep what was made, at once or not at all; cells that no page reads any more are dropped.

        Raises:
            DeskError: it cannot be written.
        """
        body = msgspec.msgpack.encode(_packed(made))
        write_if_changed(self._record, _head(body) + body)


_RECORD = msgspec.msgpack.Decoder(_Record)
_OUTCOME = msgspec.json.Decoder(_Outcome)


def _head(body: bytes | memoryview) -> bytes:
    """Version and digest: what is damaged has another one."""
    return _VERSION + hashlib.blake2b(body, digest_size=_SUM).digest()


def _unpacked(record: _Record) -> MadePages:
    found = record.texts

    def texts(numbers: bytes) -> list[str]:
        return list(map(found.__getitem__, np.frombuffer(numbers, np.uint32).tolist()))

    for number in set(np.frombuffer(record.units + record.paths, np.uint32).tolist()):
        found[number] = sys.intern(found[number])  # they stand in several lists
    units = MadeUnits(
        keys=texts(record.units), paths=texts(record.paths), why=texts(record.why),
        states=np.frombuffer(record.states, np.int64).reshape(-1, 2), files=np.frombuffer(record.files, np.uint32),
        cells=np.frombuffer(record.read, np.uint32), lengths=np.frombuffer(record.lengths, np.uint32),
        seconds=np.frombuffer(record.seconds, np.float32),
    )  # fmt: skip
    table = Table(texts(record.keys), bytearray(record.family_of), record.families)
    return MadePages(record.base, table, np.frombuffer(record.digests, np.uint64), units)


def _packed(made: MadePages) -> _Record:
    units, table = made.units, made.cells
    used = np.zeros(len(table), dtype=bool)
    used[units.cells] = True
    kept = np.flatnonzero(used)
    new = np.zeros(len(table), dtype=np.uint32)
    new[kept] = np.arange(len(kept), dtype=np.uint32)
    known: dict[str, int] = {}

    def numbers(texts: Iterable[str]) -> bytes:
        return np.array([known.setdefault(text, len(known)) for text in texts], np.uint32).tobytes()

    return _Record(
        base=made.base,
        units=numbers(units.keys),
        files=units.files.tobytes(),
        paths=numbers(units.paths),
        states=units.states.tobytes(),
        why=numbers(units.why),
        seconds=units.seconds.tobytes(),
        lengths=units.lengths.tobytes(),
        read=new[units.cells].tobytes(),
        families=table.families,
        family_of=np.frombuffer(bytes(table.family_of), np.uint8)[kept].tobytes(),
        keys=numbers(map(table.keys.__getitem__, kept.tolist())),
        digests=made.digests[kept].tobytes(),
        texts=list(known),
    )

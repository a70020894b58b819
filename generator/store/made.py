"""The pages that were made, as columns over all units."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

N = TypeVar("N", bound=np.generic)


@dataclass(frozen=True, slots=True)
class MadeUnit:
    """Pages that were made together."""

    cells: NDArray[np.uint32]
    """Numbers of the cells that were read."""
    files: tuple[tuple[str, int, int], ...]
    """Path, size and time of change (ns) of each."""
    why: str
    seconds: float = 0.0
    """That it took."""


def _none(kind: type[np.number[Any]]) -> Callable[[], NDArray[Any]]:
    return lambda: np.zeros(0, kind)


@dataclass(frozen=True)
class MadeUnits:
    """Units by their keys, in columns: as objects of their own they would take three times the memory."""

    keys: Sequence[str] = ()
    paths: Sequence[str] = ()
    """Of all files, unit by unit."""
    why: Sequence[str] = ()
    states: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    """Size and time of change (ns), by file."""
    files: NDArray[np.uint32] = field(default_factory=_none(np.uint32))
    """How many, by unit."""
    cells: NDArray[np.uint32] = field(default_factory=_none(np.uint32))
    """Numbers of the cells that were read, unit by unit."""
    lengths: NDArray[np.uint32] = field(default_factory=_none(np.uint32))
    """How many these are."""
    seconds: NDArray[np.float32] = field(default_factory=_none(np.float32))

    def __len__(self) -> int:
        return len(self.keys)

    def __contains__(self, key: str) -> bool:
        return key in self._numbers

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def _file_ends(self) -> NDArray[np.int64]:
        return np.cumsum(self.files, dtype=np.int64)

    @cached_property
    def _cell_ends(self) -> NDArray[np.int64]:
        return np.cumsum(self.lengths, dtype=np.int64)

    def get(self, key: str) -> MadeUnit | None:
        """One of them."""
        number = self._numbers.get(key)
        if number is None:
            return None
        files = slice(self._file_ends[number] - self.files[number], self._file_ends[number])
        states = self.states[files].tolist()
        found = tuple((path, *state) for path, state in zip(self.paths[files], states, strict=True))
        cells = self.cells[self._cell_ends[number] - self.lengths[number] : self._cell_ends[number]]
        return MadeUnit(cells, found, self.why[number], float(self.seconds[number]))

    def seconds_of(self, key: str) -> float | None:
        """What one of them took; `None` if there is no such unit."""
        number = self._numbers.get(key)
        return None if number is None else float(self.seconds[number])

    def of_file(self, path: str) -> str | None:
        """The unit that a file is of."""
        if path not in self.paths:
            return None
        return self.keys[int(np.searchsorted(self._file_ends, self.paths.index(path), "right"))]

    def disturbed(self, state: Callable[[str], tuple[int, int] | None]) -> set[str]:
        """The units of which a file is not as it was left.

        Args:
            state: gives the size and time of a file now, if it is there.
        """
        states = zip(*self.states.T.tolist(), strict=True) if len(self.paths) else ()
        lost = [n for n, (path, left) in enumerate(zip(self.paths, states, strict=True)) if state(path) != left]
        return {self.keys[number] for number in np.searchsorted(self._file_ends, lost, "right").tolist()}

    def touched(self, changed: NDArray[np.bool_]) -> set[str]:
        """The units that read a cell which changed, by its number."""
        until = np.concatenate([[0], np.cumsum(changed[self.cells])])[np.concatenate([[0], self._cell_ends])]
        return {self.keys[number] for number in np.flatnonzero(np.diff(until)).tolist()}

    def with_made(self, planned: Iterable[str], made: Mapping[str, MadeUnit]) -> MadeUnits:
        """Those that are planned: as they were made now, or as they are."""
        now = [key for key in planned if key not in made]
        kept = np.fromiter(map(self._numbers.__getitem__, now), np.int64, len(now))
        files, cells = _rows(self._file_ends, self.files, kept), _rows(self._cell_ends, self.lengths, kept)
        new = list(made.values())
        states = [state for unit in new for _, *state in unit.files]
        return MadeUnits(
            keys=[*now, *made],
            paths=[*map(self.paths.__getitem__, files.tolist()), *(path for unit in new for path, *_ in unit.files)],
            why=[*map(self.why.__getitem__, kept.tolist()), *(unit.why for unit in new)],
            states=np.concatenate([self.states[files], np.array(states, np.int64).reshape(-1, 2)]),
            files=_with(self.files[kept], [len(unit.files) for unit in new]),
            cells=np.concatenate([self.cells[cells], *(unit.cells for unit in new)]),
            lengths=_with(self.lengths[kept], [len(unit.cells) for unit in new]),
            seconds=_with(self.seconds[kept], [unit.seconds for unit in new]),
        )


def _with(kept: NDArray[N], more: Sequence[float]) -> NDArray[N]:
    return np.concatenate([kept, np.array(more, kept.dtype)])


def _rows(ends: NDArray[np.int64], counts: NDArray[np.uint32], units: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of all that belongs to some units, which have so much each."""
    own = counts[units].astype(np.int64)
    before = np.cumsum(own) - own
    found: NDArray[np.int64] = np.arange(own.sum()) + np.repeat(ends[units] - own - before, own)
    return found

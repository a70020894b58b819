"""What a page was made from: everything that is read of the book while it is made.

The book is read through cells: a cell is one thing that can change by itself, with a family (`article`, `by actor`, …)
and a key within it. Whoever reads a cell notes it; a page has to be made again only where a cell that it read has
another digest than before. (Verifying traces: A. Mokhov, N. Mitchell, S. Peyton Jones, "Build systems à la carte",
ICFP 2018.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any, TypeVar, overload

from generator.resolve.memory import packed_bytes

Cell = tuple[str, str]
"""Family and key. The key `*` stands for all of a family, `=` for its keys alone."""
ALL, KEYS = "*", "="
_MOST = 20_000
"""Values that are kept at a time."""
T = TypeVar("T")
D = TypeVar("D")


class Watch:
    """Notes what is read."""

    def __init__(self) -> None:
        self._open: list[set[Cell] | None] = []
        """What is being made, the innermost last, with the cells that were read for it; `None` where none counts."""
        self._kept: dict[Hashable, tuple[object, frozenset[Cell]]] = {}
        self.mappings: dict[str, Mapping[str, Any]] = {}
        """Family → the mapping that is watched under this name."""

    def note(self, family: str, key: str) -> None:
        """A cell is read."""
        if self._open and (cells := self._open[-1]) is not None:
            cells.add((family, key))

    def run(self, make: Callable[[], T]) -> tuple[T, frozenset[Cell]]:
        """What `make` returns, and the cells that it read."""
        mine: set[Cell] = set()
        self._open.append(mine)
        try:
            value = make()
        finally:
            self._open.pop()
        cells = frozenset(mine)
        self._note_all(cells)
        return value, cells

    def _note_all(self, cells: frozenset[Cell]) -> None:
        if self._open and (mine := self._open[-1]) is not None:
            mine |= cells

    def blind(self, cells: Iterable[Cell], make: Callable[[], T]) -> T:
        """What `make` returns, which reads nothing but what these cells, each a whole family, tell of."""
        for cell in cells:
            self.note(*cell)
        self._open.append(None)
        try:
            return make()
        finally:
            self._open.pop()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns, made once under this key; each that asks for it has read what was read for it."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            found = self._kept[key] = self.run(make)
        else:
            self._note_all(found[1])
        return found[0]  # type: ignore[return-value]

    def listed(self, cell: Cell) -> list[str]:
        """Ids of the articles in a cell that is a list of them."""
        family, key = cell
        return [entry.id for entry in self.mappings[family].get(key, ())] if family.startswith("by ") else []


class Watched(Mapping[str, T]):
    """A mapping whose reading is noted, key by key."""

    __slots__ = ("_data", "_family", "_watch")

    def __init__(self, family: str, data: Mapping[str, T], watch: Watch) -> None:
        self._family, self._data, self._watch = family, data, watch
        watch.mappings[family] = data

    def __getitem__(self, key: str) -> T:
        self._watch.note(self._family, key)
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        self._watch.note(self._family, str(key))
        return key in self._data

    @overload
    def get(self, key: str, /) -> T | None: ...
    @overload
    def get(self, key: str, /, default: T | D) -> T | D: ...
    def get(self, key: str, /, default: object = None) -> object:
        """The value, or `default`."""
        self._watch.note(self._family, key)
        return self._data.get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._watch.note(self._family, KEYS)
        return iter(self._data)

    def __len__(self) -> int:
        self._watch.note(self._family, KEYS)
        return len(self._data)

    def values(self) -> ValuesView[T]:
        """All values."""
        self._watch.note(self._family, ALL)
        return self._data.values()

    def items(self) -> ItemsView[str, T]:
        """All keys and values."""
        self._watch.note(self._family, ALL)
        return self._data.items()

    def __eq__(self, other: object) -> bool:
        self._watch.note(self._family, ALL)
        return isinstance(other, Watched) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]

    @property
    def unwatched(self) -> Mapping[str, T]:
        """The mapping itself, for what is no page."""
        return self._data


def digest(value: object) -> bytes:
    """Eight bytes that tell a value from others; equal values have equal ones in every run.

    For words, numbers, `None`, structs, dataclasses, tuples, lists, sets and mappings of them.
    """
    return hashlib.blake2b(packed_bytes(value), digest_size=8).digest()

"""Names and anchors as marks of eight bytes: a page may ask for hundreds, and there are ten thousands of pages."""

from __future__ import annotations

import functools
import hashlib
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MARKS = 8
"""Marks from which on it is quicker to unpack what a page holds than to look for each."""
_MANY = 2000
"""Pages from which on a library pays that takes a moment to load."""


def mark(text: str) -> int:
    """The mark of a text: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@functools.cache
def mark_of_name(name: str) -> int:
    """The mark of a file's name, which many pages ask for."""
    return mark(name)


def packed(marks: Iterable[int]) -> bytes:
    """Marks as bytes, in order, each once."""
    return array("Q", sorted(set(marks))).tobytes()


def unpacked(data: bytes) -> array[int]:
    """The marks that `packed` took."""
    return array("Q", data)


def holders(pages: Mapping[str, bytes], marks: set[int]) -> set[str]:
    """The pages that hold one of the marks."""
    if len(marks) > _MARKS:
        return {name for name, data in pages.items() if not marks.isdisjoint(unpacked(data))}
    # What is looked for byte by byte may also be found across two marks.
    sought = [packed((number,)) for number in marks]
    found = (name for name, data in pages.items() if any(number in data for number in sought))
    return {name for name in found if not marks.isdisjoint(unpacked(pages[name]))}


def without(pages: Mapping[str, bytes], there: Iterable[bytes]) -> list[str]:
    """The pages that hold a mark which is in none of `there`."""
    names = [name for name, data in pages.items() if data]
    if len(names) < _MANY:
        known = set().union(*map(unpacked, there))
        return [name for name in names if not known.issuperset(unpacked(pages[name]))]
    import numpy as np

    present = np.unique(np.frombuffer(b"".join(there), dtype=np.uint64))
    wanted = np.frombuffer(b"".join(pages[name] for name in names), dtype=np.uint64)
    ends = np.cumsum([len(pages[name]) // 8 for name in names])
    found = np.unique(np.searchsorted(ends, np.flatnonzero(~np.isin(wanted, present)), side="right"))
    return [names[number] for number in found]

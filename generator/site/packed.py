"""Whole numbers as short text: six bits a character, the lowest first, the highest bit saying that more follows.

It is the notation of source maps without signs. As text it is compressed by every web server, which keep their hands
off binary files, and the same everywhere, which compressed files are not. The files that hold them are JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def pack(numbers: Iterable[int]) -> str:
    """The numbers, none below zero, one after the other."""
    out = []
    for number in numbers:
        rest = number
        while rest > 31:
            out.append(DIGITS[32 + rest % 32])
            rest //= 32
        out.append(DIGITS[rest])
    return "".join(out)


def pack_rising(numbers: Iterable[int]) -> str:
    """How many there are, and each as what it is more than the one before."""
    found = sorted(numbers)
    return pack([len(found), *(b - a for a, b in zip([0, *found], found, strict=False))])


def pack_sets(which: NDArray[np.integer[Any]], members: NDArray[np.integer[Any]], number: int) -> list[str]:
    """Sets as bits, six a character, from the first that is not empty; two characters before them say which.

    Args:
        which: the number of a set, once for each of its members; no set is empty.
        members: what is in it, in step with `which`.
        number: how many sets there are.
    """
    if not number:
        return []
    width = int(members.max()) // 6 + 1
    bits = np.bincount(which * width + members // 6, 1 << members % 6, number * width).astype(np.uint8)
    groups = bits.reshape(number, width)
    is_used = groups > 0
    first = is_used.argmax(axis=1).tolist()
    behind = (width - is_used[:, ::-1].argmax(axis=1)).tolist()
    letters = np.frombuffer(DIGITS.encode(), np.uint8)[groups].tobytes().decode()
    return [
        DIGITS[start // 64] + DIGITS[start % 64] + letters[at + start : at + end]
        for at, start, end in zip(range(0, number * width, width), first, behind, strict=True)
    ]


def to_json(value: object) -> bytes:
    """The value as JSON on one line, without spaces."""
    return msgspec.json.encode(value) + b"\n"

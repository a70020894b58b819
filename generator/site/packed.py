"""Whole numbers as short text: six bits a character, the lowest first, the highest bit saying that more follows.

It is the notation of source maps without signs. As text it is compressed by every web server, which keep their hands
off binary files, and the same everywhere, which compressed files are not. The files that hold them are JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def pack_set(numbers: Iterable[int]) -> str:
    """A set as bits, six a character, from the first that is not empty; two characters before them say which."""
    found = sorted(numbers)
    first = found[0] // 6
    bits = [0] * (found[-1] // 6 - first + 1)
    for number in found:
        bits[number // 6 - first] |= 1 << number % 6
    return DIGITS[first // 64] + DIGITS[first % 64] + "".join(DIGITS[group] for group in bits)


def to_json(value: object) -> bytes:
    """The value as JSON on one line, without spaces."""
    return msgspec.json.encode(value) + b"\n"

"""Arrays of numbers as they stand in kept rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

N = TypeVar("N", bound=np.generic)


def numbers(data: bytes, kind: type[N]) -> NDArray[N]:
    """The numbers of a row; they cannot be changed."""
    return np.frombuffer(data, kind)


def joined(parts: Iterable[NDArray[N]], kind: type[N]) -> NDArray[N]:
    """One after the other; none of no parts."""
    return np.concatenate([np.zeros(0, kind), *parts])


def stretches(counts: NDArray[np.unsignedinteger], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the numbers stand that belong to the chosen, if each has as many as `counts` says, one after the other."""
    sizes = counts[chosen].astype(np.int64)
    starts = (np.cumsum(counts, dtype=np.int64) - counts)[chosen]
    out: NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    return out

"""The memory of a process: what is looked through for garbage, what is given back, how much is its own."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def collecting_little(whole: int) -> Iterator[None]:
    """What is loaded stays and holds no cycles: looking through all of it for some, again and again, takes a tenth.

    Args:
        whole: how often what outlived two looks is looked through, in tens of millions of objects that were made.
    """
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 10 * whole)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def give_back() -> None:
    """Return to the system what was freed: the C library of Linux keeps it, for this process alone."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def own_memory() -> float:
    """Megabytes that this process shares with no other; Linux only."""
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Private_Dirty:"):
            return int(line.split()[1]) / 1024
    return 0.0

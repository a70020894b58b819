"""One run at a time in a desk: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAUSE = 0.2
_FAR = 1 << 20
"""Windows locks bytes, and keeps others from reading them: the one that is locked lies behind the text."""


@contextmanager
def locked(
    cache: Path, what: str, *, patience: float = 0, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock of a desk.

    Args:
        cache: the desk's folder for what can be made again, where the lock lies.
        what: what holds it, for whoever finds it taken: `tearsheet build`.
        patience: how many seconds to wait for another run to end.
        waiting: is told once, if there is one.

    Raises:
        DeskError: another run holds it, or the file cannot be written.
    """
    path = cache / "lock"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DeskError(
            f"{path}: cannot be written ({error.strerror or error}). Check the folder and the space left."
        ) from None
    try:
        _take(number, path, patience, waiting)
        _write(number, f"{os.getpid()} {what}\n")
        yield
    finally:
        os.close(number)  # and with it goes the lock


def _take(number: int, path: Path, patience: float, waiting: Callable[[str], None] | None) -> None:
    tries = int(patience / _PAUSE)
    for attempt in range(tries + 1):
        if _try(number):
            return
        holder = _holder(path)
        if attempt == 0 and tries and waiting is not None:
            waiting(f"Waiting for another run in this desk to end: {holder}")
        if attempt < tries:
            time.sleep(_PAUSE)
    raise DeskError(
        f"{path.parent.parent}: another run is at work in this desk ({holder}). "
        "Let it end, or stop it, then run the same again; nothing was changed."
    )


def _holder(path: Path) -> str:
    """Who holds the lock, as it wrote down itself."""
    try:
        process, _, what = path.read_text("utf-8", errors="replace").strip().partition(" ")
    except OSError:
        process, what = "", ""
    return f"process {process}: {what}" if process.isdigit() and what else "a process that did not name itself"


def _write(number: int, text: str) -> None:
    """Name the holder; a full disk must not keep anybody from working."""
    try:
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        os.write(number, text.encode())
    except OSError:
        pass


if sys.platform == "win32":
    import msvcrt

    def _try(number: int) -> bool:
        os.lseek(number, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

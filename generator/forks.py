"""Something made in a fork of this process, which holds all that it needs already."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from generator.errors import DeskError, TearsheetError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

R = TypeVar("R")


def can_fork() -> bool:
    """Whether forks are to be trusted here: elsewhere libraries hold threads that a fork would lack."""
    return sys.platform == "linux"


class Side(Generic[R]):
    """What something that is made beside another thing may say and ask; here, where it is made by itself."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.handed: list[R] = []

    def tell(self, stage: str, done: int, total: int) -> None:
        """How far it is."""
        self._tell(stage, done, total)

    @property
    def awaited(self) -> bool:
        """Whether what it needs from the other is there, so that nothing should be done that can be done without."""
        return True

    def wait(self) -> None:
        """Returns when what it needs from the other is there."""

    def hand_over(self, result: R) -> None:
        """What was made; what comes after, nobody waits for before the end."""
        self.handed.append(result)


class Apart(Generic[R]):
    """Something that is made in a fork, beside what happens here; what it loads and holds is gone with it.

    Use it as a context manager: its end waits for all that the fork does, raises what went wrong after the result was
    handed over, and ends the fork of whoever leaves before.
    """

    def __init__(self, make: Callable[[Side[R]], None]) -> None:
        """Begin.

        Args:
            make: hands its result over; it is pickled.
        """
        self._make = make
        self._process: ForkProcess | None = None
        self._handed = False
        if can_fork():
            context = multiprocessing.get_context("fork")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_make_apart, args=(make, theirs, self._line))
            begin_fork(self._process)
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._process is None:
            return
        if self._handed:
            end = self._answer(unheard)
            if kind is None and isinstance(end, BaseException):
                raise end
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def go_on(self) -> None:
        """All that it waits for is there."""
        if self._process is not None:
            with contextlib.suppress(ConnectionError):
                self._line.send(None)

    def result(self, tell: Tell) -> R:
        """What was made; all that it waited for is there.

        Args:
            tell: is told here how far it is.

        Raises:
            DeskError: the fork ended before it was done.
        """
        if self._process is None:
            here: Side[R] = Side(tell)
            self._make(here)
            return here.handed[0]
        self.go_on()
        found = self._answer(tell)
        if isinstance(found, _Handed):
            self._handed = True
            return found.result  # type: ignore[no-any-return]
        assert isinstance(found, BaseException)
        raise found

    def _answer(self, tell: Tell) -> object:
        """What it sends next, but for how far it is."""
        assert self._process is not None
        try:
            while isinstance(found := self._line.recv(), _Told):
                tell(*found.so_far)
        except (EOFError, ConnectionError):
            self._process.join()
            return DeskError(
                f"The process that did the work ended with status {self._process.exitcode}. See that there is memory "
                "enough, then run the same again."
            )
        if not isinstance(found, _Handed):
            self._process.join()
        return found


def apart(make: Callable[[Tell], R], tell: Tell) -> R:
    """What `make` returns, made in a fork while nothing happens here; see `Apart`.

    Raises:
        DeskError: the fork ended before it was done.
    """

    def handed(side: Side[R]) -> None:
        side.hand_over(make(side.tell))

    with Apart(handed) as process:
        return process.result(tell)


Tell = Callable[[str, int, int], None]
"""Is told the stage, how many units of it are done, and of how many."""


def unheard(stage: str, done: int, total: int) -> None:
    """Where nobody wants to be told."""


@dataclass(frozen=True, slots=True)
class _Told:
    so_far: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Handed:
    result: Any


class _Beside(Side[R]):
    """The same, in the fork."""

    def __init__(self, line: Connection) -> None:
        super().__init__(unheard)
        self._line = line
        self._last = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._last > _OFTEN:
            self._last = now
            self._line.send(_Told((stage, done, total)))

    @property
    def awaited(self) -> bool:
        return self._line.poll()

    def wait(self) -> None:
        try:
            self._line.recv()
        except EOFError:  # whoever wanted it is gone
            os._exit(1)

    def hand_over(self, result: R) -> None:
        self._line.send(_Handed(result))
        # The other works on with it; what comes now is for the next run.
        os.nice(_LATER)


def _make_apart(make: Callable[[Side[R]], None], line: Connection, other: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    try:
        make(_Beside(line))
        line.send(None)
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        line.send(travelling(error))
    line.close()
    os._exit(0)


_LATER = 10
"""How much a process stands back for those that the user waits for."""
_OFTEN = 0.1
"""Seconds between two messages of how far it is."""


def begin_fork(process: ForkProcess) -> None:
    """Start it."""
    with warnings.catch_warnings():
        # From 3.12 on Python warns of forks where threads run; the children touch none of what those hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()


def travelling(error: Exception) -> Exception:
    """The error as it comes to the other process: as it is where it tells a user what to do, else with its place."""
    if isinstance(error, TearsheetError | OSError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))

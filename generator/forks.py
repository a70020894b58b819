"""Work shared out among forks of this process, which hold all that it needs already."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from generator.errors import DeskError, TearsheetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
R = TypeVar("R")


def can_fork() -> bool:
    """Whether forks are to be trusted here: elsewhere libraries hold threads that a fork would lack."""
    return sys.platform == "linux"


def share_out(
    work: Callable[[T], R], items: Sequence[T], batches: Iterable[Sequence[int]], workers: int,
    named: Callable[[T], str], begin: Callable[[], None] | None = None,
) -> Iterator[R]:  # fmt: skip
    """What `work` returns for each item, in any order.

    Args:
        work: done in a fork; its results are pickled. Errors of ours end everything and are raised here.
        items: what there may be to do.
        batches: which of them are done, by their numbers, as they are given out; so it may be found out here which
            come last while the first are worked on.
        workers: how many forks.
        named: the page of an item, for messages.
        begin: the first thing that a fork does.

    Raises:
        DeskError: a fork ended in the middle of an item.
    """
    at_work: dict[Connection, _Worker[T, R]] = {}
    rest = _Ahead(batches)
    gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
    try:
        while len(at_work) < workers and rest.look():
            worker = _Worker(work, items, list(at_work), begin)
            at_work[worker.orders] = worker
            worker.give(rest)
        for worker in at_work.values():
            worker.give(rest)  # one more, so that it need not wait for the next
        rest.look()
        while at_work:
            for ready in wait(list(at_work)):
                worker = at_work[ready]  # type: ignore[index]
                try:
                    answer = worker.orders.recv()
                    if isinstance(answer, list):
                        worker.give(rest)
                except (EOFError, ConnectionError):
                    worker.process.join()
                    item = worker.item(items)
                    where = "the first page" if item is None else named(item)
                    raise DeskError(
                        f"{where}: the process that made this page ended with status {worker.process.exitcode}. "
                        "See that there is memory enough, or try with: tearsheet build --workers 1."
                    ) from None
                if isinstance(answer, list):
                    yield from answer
                elif answer is None:
                    worker.process.join()
                    del at_work[worker.orders]
                else:
                    raise answer
    finally:
        gc.unfreeze()
        for worker in at_work.values():
            worker.process.kill()
            worker.process.join()


class _Ahead:
    """Batches, of which the next can be found while those before are worked on."""

    def __init__(self, batches: Iterable[Sequence[int]]) -> None:
        self._rest = iter(batches)
        self._next: Sequence[int] | None = None

    def look(self) -> bool:
        """Find the next one; whether there is one."""
        if self._next is None:
            self._next = next(self._rest, None)
        return self._next is not None

    def take(self) -> Sequence[int] | None:
        """The next one; `None` where there is none any more."""
        self.look()
        found, self._next = self._next, None
        return found


class Apart(Generic[R]):
    """Something that is made in a fork, beside what happens here; what it loads and holds is gone with it.

    Use it as a context manager: whoever leaves without the result ends the fork.
    """

    def __init__(self, make: Callable[[Tell, Wait], R]) -> None:
        """Begin.

        Args:
            make: is given what it tells how far it is, and what it calls before it needs what is still made here; its
                result is pickled.
        """
        self._make = make
        self._process: ForkProcess | None = None
        if can_fork():
            context = multiprocessing.get_context("fork")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_make_apart, args=(make, theirs, self._line))
            _start(self._process)
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.is_alive():
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
            return self._make(tell, _at_once)
        self.go_on()
        try:
            while isinstance(found := self._line.recv(), _Told):
                tell(*found.so_far)
            self._process.join()
        except (EOFError, ConnectionError):
            self._process.join()
            raise DeskError(
                f"The process that did the work ended with status {self._process.exitcode}. See that there is memory "
                "enough, then run the same again."
            ) from None
        if isinstance(found, _Done):
            return found.result  # type: ignore[no-any-return]
        raise found


def apart(make: Callable[[Tell], R], tell: Tell) -> R:
    """What `make` returns, made in a fork while nothing happens here; see `Apart`.

    Raises:
        DeskError: the fork ended before it was done.
    """
    with Apart(lambda tell, _: make(tell)) as process:
        return process.result(tell)


def _at_once() -> None:
    """Where all is there already."""


Tell = Callable[[str, int, int], None]
"""Is told the stage, how many units of it are done, and of how many."""
Wait = Callable[[], None]
"""Returns when what somebody else makes is there."""


def unheard(stage: str, done: int, total: int) -> None:
    """Where nobody wants to be told."""


@dataclass(frozen=True, slots=True)
class _Told:
    so_far: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


def _make_apart(make: Callable[[Tell, Wait], R], answers: Connection, other: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    last = [0.0]

    def tell(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - last[0] > _OFTEN:
            last[0] = now
            answers.send(_Told((stage, done, total)))

    def wait() -> None:
        try:
            answers.recv()
        except EOFError:  # whoever wanted it is gone
            os._exit(1)

    try:
        answers.send(_Done(make(tell, wait)))
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        answers.send(_travelling(error))
    answers.close()
    os._exit(0)


_OFTEN = 0.1
"""Seconds between two messages of how far it is."""


def _start(process: ForkProcess) -> None:
    with warnings.catch_warnings():
        # From 3.12 on Python warns of forks where threads run; the children touch none of what those hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()


def _travelling(error: Exception) -> Exception:
    """The error as it comes to the other process: as it is where it tells a user what to do, else with its place."""
    if isinstance(error, TearsheetError | OSError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))


class _Worker(Generic[T, R]):
    """A fork of this process, and the line to it."""

    def __init__(
        self, work: Callable[[T], R], items: Sequence[T], others: list[Connection], begin: Callable[[], None] | None
    ) -> None:
        context = multiprocessing.get_context("fork")
        self.orders, theirs = context.Pipe()
        self._told = False
        """That there is no more."""
        self._at = context.RawValue("i", -1)
        """Number of the item that it works on, should it end there."""
        given = (work, items, theirs, self._at, [self.orders, *others], begin)
        self.process = context.Process(target=_work, args=given, daemon=True)
        _start(self.process)
        theirs.close()

    def give(self, rest: _Ahead) -> None:
        """One more batch, or word that there is none."""
        if not self._told:
            batch = rest.take()
            self._told = batch is None
            with contextlib.suppress(ConnectionError):  # whoever is gone is missed when it should answer
                self.orders.send(batch)

    def item(self, items: Sequence[T]) -> T | None:
        """What it works on."""
        return items[self._at.value] if self._at.value >= 0 else None


def _work(
    work: Callable[[T], R], items: Sequence[T], orders: Connection, at: Any,  # noqa: ANN401
    others: list[Connection], begin: Callable[[], None] | None,
) -> None:  # fmt: skip
    """Do batches until there are no more, or nobody is there to give them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the program stops the one that gives the orders
    for other in others:
        other.close()
    try:
        if begin is not None:
            begin()
        while (batch := _next(orders)) is not None:
            results = []
            for at.value in batch:
                results.append(work(items[at.value]))
            orders.send(results)
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        orders.send(_travelling(error))
        os._exit(1)
    orders.send(None)
    # Nothing of what the parent would do at its end is ours to do.
    orders.close()
    os._exit(0)


def _next(orders: Connection) -> Sequence[int] | None:
    try:
        batch: Sequence[int] | None = orders.recv()
    except EOFError:
        os._exit(1)
    return batch

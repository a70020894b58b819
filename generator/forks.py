"""Work shared out among forks of this process, which hold all that it needs already."""

from __future__ import annotations

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
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator.errors import DeskError, TearsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
R = TypeVar("R")


def can_fork() -> bool:
    """Whether forks are to be trusted here: elsewhere libraries hold threads that a fork would lack."""
    return sys.platform == "linux"


def share_out(
    work: Callable[[T], R],
    batches: Sequence[Sequence[T]],
    workers: int,
    named: Callable[[T], str],
    begin: Callable[[], None] | None = None,
) -> Iterator[R]:
    """What `work` returns for each item, in any order.

    Args:
        work: done in a fork; its results are pickled. Errors of ours end everything and are raised here.
        batches: what a fork is given at a time.
        workers: how many forks.
        named: the page of an item, for messages.
        begin: the first thing that a fork does.

    Raises:
        DeskError: a fork ended in the middle of an item.
    """
    at_work: dict[Connection, _Worker[T, R]] = {}
    rest = iter(range(len(batches)))
    gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
    try:
        for _ in range(min(workers, len(batches))):
            worker = _Worker(work, batches, list(at_work), begin)
            at_work[worker.orders] = worker
            worker.orders.send(next(rest, None))
        while at_work:
            for ready in wait(list(at_work)):
                worker = at_work[ready]  # type: ignore[index]
                try:
                    answer = worker.orders.recv()
                    if isinstance(answer, list):
                        worker.orders.send(next(rest, None))
                except (EOFError, ConnectionError):
                    worker.process.join()
                    item = worker.item(batches)
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


def apart(make: Callable[[Tell], R], tell: Tell) -> R:
    """What `make` returns, made in a fork: what it loads and holds is gone with it.

    Args:
        make: is given what it tells how far it is; its result is pickled.
        tell: is told so here.

    Raises:
        DeskError: the fork ended before it was done.
    """
    if not can_fork():
        return make(tell)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_make_apart, args=(make, theirs, ours))
    _start(process)
    theirs.close()
    try:
        while isinstance(found := ours.recv(), _Told):
            tell(*found.so_far)
        process.join()
    except EOFError:
        process.join()
        raise DeskError(
            f"The process that did the work ended with status {process.exitcode}. See that there is memory enough, "
            "then run the same again."
        ) from None
    finally:
        if process.is_alive():
            process.kill()
            process.join()
    if isinstance(found, _Done):
        return found.result  # type: ignore[no-any-return]
    raise found


Tell = Callable[[str, int, int], None]
"""Is told the stage, how many units of it are done, and of how many."""


def unheard(stage: str, done: int, total: int) -> None:
    """Where nobody wants to be told."""


@dataclass(frozen=True, slots=True)
class _Told:
    so_far: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


def _make_apart(make: Callable[[Tell], R], answers: Connection, other: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    last = [0.0]

    def tell(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - last[0] > _OFTEN:
            last[0] = now
            answers.send(_Told((stage, done, total)))

    try:
        answers.send(_Done(make(tell)))
    except BrokenPipeError:  # whoever wanted it is gone
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
        self, work: Callable[[T], R], batches: Sequence[Sequence[T]], others: list[Connection],
        begin: Callable[[], None] | None,
    ) -> None:  # fmt: skip
        context = multiprocessing.get_context("fork")
        self.orders, theirs = context.Pipe()
        self._at = context.RawArray("i", (-1, -1))
        """Number of the batch, and in it of the item, that it works on, should it end there."""
        given = (work, batches, theirs, self._at, [self.orders, *others], begin)
        self.process = context.Process(target=_work, args=given, daemon=True)
        _start(self.process)
        theirs.close()

    def item(self, batches: Sequence[Sequence[T]]) -> T | None:
        """What it works on."""
        batch, place = self._at
        return batches[batch][place] if batch >= 0 else None


def _work(
    work: Callable[[T], R], batches: Sequence[Sequence[T]], orders: Connection, at: Any,  # noqa: ANN401
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
            for place, item in enumerate(batches[batch]):
                at[:] = (batch, place)
                results.append(work(item))
            orders.send(results)
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        orders.send(_travelling(error))
        os._exit(1)
    orders.send(None)
    # Nothing of what the parent would do at its end is ours to do.
    orders.close()
    os._exit(0)


def _next(orders: Connection) -> int | None:
    try:
        batch: int | None = orders.recv()
    except EOFError:
        os._exit(1)
    return batch

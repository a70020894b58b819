"""Work shared out among this process and forks of it, which hold all that it needs already."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator.errors import DeskError
from generator.forks import begin_fork, travelling
from generator.memory import own_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.shares import Share, Shares

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2
"""Shares that a fork has before it: one more than it works on, so that it need not wait for the next."""
_HERE = 0
"""The number of this process among those that work."""


def share_out(
    work: Callable[[T], R], items: Sequence[T], shares: Shares, workers: int, named: Callable[[T], str],
    *, here: bool = False, begin: Callable[[], None] | None = None, receive: Callable[[Any], None] | None = None,
    most_memory: float | None = None,
) -> Iterator[R]:  # fmt: skip
    """What `work` returns for each item of the shares, in any order.

    Args:
        work: its results are pickled. Errors of ours end everything and are raised here.
        items: what there may be to do.
        shares: which of them are done.
        workers: how many processes work at a time.
        named: the page of an item, for messages.
        here: whether this process is one of them: what two touch after the fork is held twice, so one fork less is
            much less memory where this process is large. Whatever kills it is not told with the page.
        begin: the first thing that a fork does.
        receive: is told in a fork what comes with a share.
        most_memory: megabytes of its own with which a fork ends, and another takes its place; not if this process
            works, which is not replaced and has a thread that no fork should come from.

    Raises:
        DeskError: a fork ended in the middle of an item.
    """
    crew = _Crew(_Task(work, items, begin, receive, None if here else most_memory), shares, named)
    try:
        if here:
            crew.begin(range(_HERE + 1, min(workers, len(shares))))
            yield from _with_us(work, items, shares, crew)
        else:
            crew.begin(range(min(workers, len(shares))))
            for found in crew.answers():
                yield from found
    finally:
        crew.end()


def _with_us(work: Callable[[T], R], items: Sequence[T], shares: Shares, crew: _Crew[T, R]) -> Iterator[R]:
    """What the forks make, and what is made here meanwhile: their orders come from a thread."""
    heard: SimpleQueue[list[R] | BaseException | None] = SimpleQueue()
    goes_on = True

    def listen() -> None:
        try:
            for found in crew.answers():
                heard.put(found)
            heard.put(None)
        except BaseException as error:  # noqa: BLE001  (it is raised where the work is waited for)
            heard.put(error)

    def next_heard() -> list[R]:
        nonlocal goes_on
        found = heard.get()
        if isinstance(found, BaseException):
            raise found
        goes_on = found is not None
        return found or []

    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        while (share := shares.take(_HERE)) is not None or goes_on:
            if share is None:
                yield from next_heard()
                continue
            for number in share.items:
                yield work(items[number])
                while not heard.empty():
                    yield from next_heard()
    finally:
        crew.kill()
        listener.join()


@dataclass(frozen=True, slots=True)
class _Task(Generic[T, R]):
    work: Callable[[T], R]
    items: Sequence[T]
    begin: Callable[[], None] | None
    receive: Callable[[Any], None] | None
    most_memory: float | None


@dataclass(frozen=True, slots=True)
class _Done:
    """What a fork made of a share."""

    results: list[Any]
    is_full: bool
    """Whether it holds as much memory as it may."""


class _Crew(Generic[T, R]):
    """The forks at work."""

    def __init__(self, task: _Task[T, R], shares: Shares, named: Callable[[T], str]) -> None:
        self._task, self._shares, self._named = task, shares, named
        self._workers: dict[Connection, _Worker[T, R]] = {}
        self._woken, self._wake = os.pipe()
        shares.changed = lambda: os.write(self._wake, b".")

    def begin(self, numbers: Iterable[int]) -> None:
        """Start forks of these numbers."""
        for number in numbers:
            self._start(number)
        for _ in range(_AHEAD):  # each has one before any has two
            self._supply()

    def _start(self, number: int) -> None:
        gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
        worker = _Worker(number, self._task, list(self._workers))
        self._workers[worker.orders] = worker

    def _supply(self) -> None:
        for worker in self._workers.values():
            worker.supply(self._shares)

    def answers(self) -> Iterator[list[R]]:
        """What comes of each share, until all is done.

        Raises:
            DeskError: a fork ended in the middle of an item.
        """
        while self._workers:
            for ready in wait([*self._workers, self._woken]):
                if ready == self._woken:
                    os.read(self._woken, 1 << 16)
                else:
                    worker = self._workers[ready]  # type: ignore[index]
                    done = worker.answer(self._named)
                    if done is not None:
                        yield done
                    else:
                        del self._workers[worker.orders]
                        if len(self._shares):
                            self._start(worker.number)
                self._supply()

    def kill(self) -> None:
        """End the forks that are still there."""
        for worker in list(self._workers.values()):
            worker.process.kill()
            worker.process.join()

    def end(self) -> None:
        """The same, and let go of all that was needed for them."""
        self.kill()
        gc.unfreeze()
        self._shares.changed = lambda: None
        os.close(self._woken)
        os.close(self._wake)


class _Worker(Generic[T, R]):
    """A fork of this process, and the line to it."""

    def __init__(self, number: int, task: _Task[T, R], others: list[Connection]) -> None:
        context = multiprocessing.get_context("fork")
        self.number = number
        self._task = task
        self.orders, theirs = context.Pipe()
        self._before_it = 0
        """Shares that it has not answered."""
        self._ends = False
        """That it gets no more."""
        self._is_told = False
        """That it was told so."""
        self._at = context.RawValue("i", -1)
        """Number of the item that it works on, should it end there."""
        self.process = context.Process(target=_work, args=(task, theirs, self._at, [self.orders, *others]), daemon=True)
        begin_fork(self.process)
        theirs.close()

    def supply(self, shares: Shares) -> None:
        """One more share, if it can do with one and there is one; or word that there is none."""
        is_full = self._ends or self._before_it == _AHEAD
        share = None if is_full else shares.take(self.number, listens=not self._before_it)
        if share is not None:
            self._before_it += 1
            self._send(share)
        elif not self._before_it and not self._is_told and (self._ends or not shares.more):
            self._ends = self._is_told = True
            self._send(None)

    def _send(self, order: Share | None) -> None:
        with contextlib.suppress(ConnectionError):  # whoever is gone is missed when it should answer
            self.orders.send(order)

    def answer(self, named: Callable[[T], str]) -> list[R] | None:
        """What it made of a share; `None` when it ended as it was told."""
        try:
            found = self.orders.recv()
        except (EOFError, ConnectionError):
            self.process.join()
            at = self._at.value
            where = named(self._task.items[at]) if at >= 0 else "the first page"
            raise DeskError(
                f"{where}: the process that made this page ended with status {self.process.exitcode}. "
                "See that there is memory enough, or try with: tearsheet build --workers 1."
            ) from None
        if isinstance(found, _Done):
            self._before_it -= 1
            self._ends |= found.is_full
            return found.results
        if found is None:
            self.process.join()
            return None
        raise found


def _work(task: _Task[T, R], orders: Connection, at: Any, others: list[Connection]) -> None:  # noqa: ANN401
    """Do shares until there are no more, or nobody is there to give them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the program stops the one that gives the orders
    for other in others:
        other.close()
    try:
        if task.begin is not None:
            task.begin()
        while (share := _next(orders)) is not None:
            if task.receive is not None and share.given is not None:
                task.receive(share.given)
            results = []
            for at.value in share.items:
                results.append(task.work(task.items[at.value]))
            orders.send(_Done(results, task.most_memory is not None and own_memory() > task.most_memory))
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        orders.send(travelling(error))
        os._exit(1)
    orders.send(None)
    # Nothing of what the parent would do at its end is ours to do.
    orders.close()
    os._exit(0)


def _next(orders: Connection) -> Share | None:
    try:
        share: Share | None = orders.recv()
    except EOFError:
        os._exit(1)
    return share

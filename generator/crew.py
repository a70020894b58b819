"""Work shared out among forks of this process, which hold all that it needs already."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator.errors import DeskError
from generator.forks import begin_fork, travelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 2
"""Shares that a fork has before it: one more than it works on, so that it need not wait for the next."""
_SHARES = 8
"""Of each worker, at least."""


@dataclass(frozen=True, slots=True)
class Share:
    """Items that a fork does one after the other."""

    items: Sequence[int]
    """Their numbers."""
    near: str = ""
    """Shares of one name read the same, so one fork does them, unless it has other work and another has none."""
    given: Any = None
    """What the fork has to know first."""


class Shares:
    """The shares that wait for a fork, in their order."""

    def __init__(self, shares: Iterable[Share], *, more: bool = False) -> None:
        """Begin with these.

        Args:
            shares: in their order.
            more: whether others are added while the first are done; `close` says that there are none.
        """
        self._waiting = deque(shares)
        self._forks: dict[str, int] = {}
        self.more = more

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, share: Share) -> None:
        """One that could not be done before, and is the next."""
        self._waiting.appendleft(share)

    def close(self) -> None:
        """No more are added."""
        self.more = False

    def take(self, fork: int) -> Share | None:
        """The next for the fork of this number; `None` if none waits."""
        if not self._waiting:
            return None
        at = next((n for n, share in enumerate(self._waiting) if self._forks.get(share.near, fork) == fork), 0)
        share = self._waiting[at]
        del self._waiting[at]
        if share.near:
            self._forks[share.near] = fork
        return share


def cut(items: Iterable[int], cost: Callable[[int], float], workers: int, most: int) -> Iterator[list[int]]:
    """Items in parts, in their order.

    Args:
        items: their numbers.
        cost: of each.
        workers: how many forks: the parts cost about the same, and so little that all end together.
        most: items of a part.
    """
    found = [(n, cost(n)) for n in items]
    limit = sum(own for _, own in found) / (_SHARES * workers)
    part: list[int] = []
    held = 0.0
    for n, own in found:
        part.append(n)
        held += own
        if len(part) == most or held >= limit:
            yield part
            part, held = [], 0.0
    if part:
        yield part


def share_out(
    work: Callable[[T], R], items: Sequence[T], shares: Shares, workers: int, named: Callable[[T], str],
    *, begin: Callable[[], None] | None = None, receive: Callable[[Any], None] | None = None,
    most_memory: float | None = None,
) -> Iterator[R]:  # fmt: skip
    """What `work` returns for each item of the shares, in any order.

    Args:
        work: done in a fork; its results are pickled. Errors of ours end everything and are raised here.
        items: what there may be to do.
        shares: which of them are done.
        workers: how many forks at a time.
        named: the page of an item, for messages.
        begin: the first thing that a fork does.
        receive: is told in the fork what comes with a share.
        most_memory: megabytes of its own with which a fork ends, and another takes its place.

    Raises:
        DeskError: a fork ended in the middle of an item.
    """
    crew: dict[Connection, _Worker[T, R]] = {}

    def start(number: int) -> None:
        gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
        worker = _Worker(number, _Task(work, items, begin, receive, most_memory), [w.orders for w in crew.values()])
        crew[worker.orders] = worker

    try:
        for number in range(min(workers, len(shares))):
            start(number)
        for _ in range(_AHEAD):  # each has one before any has two
            for worker in crew.values():
                worker.supply(shares)
        while crew:
            for ready in wait(list(crew)):
                worker = crew[ready]  # type: ignore[index]
                done = worker.answer(named)
                if done is None:
                    del crew[worker.orders]
                    if len(shares):
                        start(worker.number)
                else:
                    yield from done
                for other in crew.values():
                    other.supply(shares)
    finally:
        gc.unfreeze()
        for worker in crew.values():
            worker.process.kill()
            worker.process.join()


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
        share = None if self._ends or self._before_it == _AHEAD else shares.take(self.number)
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

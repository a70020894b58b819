"""Work shared out among forks of this process, which hold all that it needs already."""

from __future__ import annotations

import contextlib
import gc
import itertools
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
        batches: which of them are done, by their numbers, as they are given out.
        workers: how many forks.
        named: the page of an item, for messages.
        begin: the first thing that a fork does.

    Raises:
        DeskError: a fork ended in the middle of an item.
    """
    at_work: dict[Connection, _Worker[T, R]] = {}
    rest = iter(batches)
    gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
    try:
        for batch in itertools.islice(rest, workers):
            worker = _Worker(work, items, list(at_work), begin)
            at_work[worker.orders] = worker
            worker.give(batch)
        for worker in at_work.values():
            worker.give(next(rest, None))  # one more, so that it need not wait for the next
        while at_work:
            for ready in wait(list(at_work)):
                worker = at_work[ready]  # type: ignore[index]
                try:
                    answer = worker.orders.recv()
                    if isinstance(answer, list):
                        worker.give(next(rest, None))
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


def shares(items: Iterable[int], cost: Callable[[int], float], workers: int, most: int) -> Iterator[list[int]]:
    """Items in shares for `share_out`, in their order.

    Args:
        items: their numbers.
        cost: of each.
        workers: how many forks: the shares cost about the same, and so little that all end together.
        most: items of a share.
    """
    found = [(n, cost(n)) for n in items]
    limit = sum(own for _, own in found) / (_SHARES * workers)
    share: list[int] = []
    held = 0.0
    for n, own in found:
        share.append(n)
        held += own
        if len(share) == most or held >= limit:
            yield share
            share, held = [], 0.0
    if share:
        yield share


_SHARES = 8
"""Of each worker, at least."""


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
            _start(self._process)
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


def _make_apart(make: Callable[[Side[R]], None], line: Connection, other: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    try:
        make(_Beside(line))
        line.send(None)
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001  (it is told of, and ends the run)
        line.send(_travelling(error))
    line.close()
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

    def give(self, batch: Sequence[int] | None) -> None:
        """One more batch, or word that there is none."""
        if not self._told:
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

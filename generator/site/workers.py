"""Pages made by several processes at once: forks of this one, which hold all that a page needs already."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import warnings
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import BuildError

from generator.errors import DeskError
from generator.site.press import Message, Sheet, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.site.press import Press

_BATCH = 16
"""Pages that a process is given at a time: more would leave it the only one at work at the end."""
_FEW = 24
"""Pages for which a second process does not pay."""


def make_pages(press: Press, names: Sequence[str], workers: int, costs: Callable[[str], int]) -> Iterator[Sheet]:
    """Make the pages, in any order.

    Args:
        press: all set up.
        names: the pages.
        workers: processes to work with.
        costs: how big the source of a page is; the biggest come first.

    Raises:
        DeskError: a process ended in the middle of a page.
    """
    if workers < 2 or len(names) < _FEW or sys.platform != "linux":
        yield from map(press.make, names)
        return
    ordered = sorted(names, key=lambda name: (-costs(name), name))
    # The biggest by themselves: the rest is shared out meanwhile.
    biggest = len(names) // 50
    batches = [[name] for name in ordered[:biggest]]
    batches += [ordered[i : i + _BATCH] for i in range(biggest, len(ordered), _BATCH)]
    yield from _shared_out(press, batches, min(workers, len(batches)))


def _shared_out(press: Press, batches: list[list[str]], workers: int) -> Iterator[Sheet]:
    names = [name for batch in batches for name in batch]
    numbers = {name: number for number, name in enumerate(names)}
    at_work: dict[Connection, _Worker] = {}
    rest = iter(batches)
    gc.freeze()  # what is here already is not looked through in the forks, and so stays shared
    try:
        for _ in range(workers):
            worker = _Worker(press, numbers, list(at_work))
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
                    where = f"pages/{names[worker.at_page.value]}" if worker.at_page.value >= 0 else "the first page"
                    raise DeskError(
                        f"{where}: the process that made this page ended with status {worker.process.exitcode}. "
                        "See that there is memory enough, or try with: tearsheet build --workers 1."
                    ) from None
                if isinstance(answer, _Failed):
                    tell(answer.messages)
                    raise answer.error
                if isinstance(answer, list):
                    yield from answer
                else:
                    worker.process.join()
                    del at_work[worker.orders]
    finally:
        gc.unfreeze()
        for worker in at_work.values():
            worker.process.kill()
            worker.process.join()


class _Worker:
    """A fork of this process, and the line to it."""

    def __init__(self, press: Press, numbers: dict[str, int], others: list[Connection]) -> None:
        context = multiprocessing.get_context("fork")
        self.orders, theirs = context.Pipe()
        self.at_page = context.RawValue("i", -1)
        """The number of the page that it makes, should it end there."""
        given = (press, theirs, self.at_page, numbers, [self.orders, *others])
        self.process = context.Process(target=_work, args=given, daemon=True)
        with warnings.catch_warnings():
            # From 3.12 on Python warns of forks where threads run; the children touch none of what those hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()


class _Failed:
    """What went wrong with a page, and what MkDocs logged of it."""

    def __init__(self, error: Exception, messages: list[Message]) -> None:
        self.messages = messages
        # Of other errors it is not known whether they can travel; the message names the page.
        if isinstance(error, OSError):
            self.error: Exception = OSError(error.errno, error.strerror, error.filename)
        else:
            self.error = BuildError(str(error) or type(error).__name__)


def _work(
    press: Press, orders: Connection, at_page: Any, numbers: dict[str, int], others: list[Connection],  # noqa: ANN401
) -> None:  # fmt: skip
    """Make pages until there are no more orders, or nobody is there to give them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever stops the program stops the one that gives the orders
    for other in others:
        other.close()
    logger = logging.getLogger("mkdocs")
    heard = _Heard()
    logger.handlers, logger.propagate = [heard], False
    while (batch := _next(orders)) is not None:
        sheets = []
        for name in batch:
            at_page.value = numbers[name]
            try:
                sheets.append(press.make(name))
            except Exception as error:  # noqa: BLE001  (whatever it is, it is told of, and ends the build)
                orders.send(_Failed(error, heard.messages))
                os._exit(1)
        orders.send(sheets)
    orders.send(None)
    # Nothing of what the parent would do at its end is ours to do.
    orders.close()
    os._exit(0)


def _next(orders: Connection) -> list[str] | None:
    try:
        batch: list[str] | None = orders.recv()
    except EOFError:
        os._exit(1)
    return batch


class _Heard(logging.Handler):
    """What was logged beside the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.name, record.levelno, record.getMessage()))

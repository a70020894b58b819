"""Pages made by several processes at once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mkdocs.exceptions import BuildError

from generator.crew import share_out
from generator.forks import can_fork
from generator.shares import Share, Shares, cut
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
    if workers < 2 or len(names) < _FEW or not can_fork():
        yield from map(press.make, names)
        return
    ordered = sorted(names, key=lambda name: (-costs(name), name))
    heard = _Heard()

    def make(name: str) -> Sheet | _Failed:
        try:
            return press.make(name)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is told of, and ends the build)
            return _Failed(error, heard.messages)

    def begin() -> None:
        logger = logging.getLogger("mkdocs")
        logger.handlers, logger.propagate = [heard], False

    shares = Shares(map(Share, cut(range(len(ordered)), lambda n: costs(ordered[n]), workers, _BATCH)))
    for made in share_out(make, ordered, shares, workers, lambda name: f"pages/{name}", begin=begin):
        if isinstance(made, _Failed):
            tell(made.messages)
            raise made.error
        yield made


class _Failed:
    """What went wrong with a page, and what MkDocs logged of it."""

    def __init__(self, error: Exception, messages: list[Message]) -> None:
        self.messages = messages
        # Of other errors it is not known whether they can travel; the message names the page.
        if isinstance(error, OSError):
            self.error: Exception = OSError(error.errno, error.strerror, error.filename)
        else:
            self.error = BuildError(str(error) or type(error).__name__)


class _Heard(logging.Handler):
    """What was logged beside the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.name, record.levelno, record.getMessage()))

"""Work in shares, and who takes which: what several processes do between them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_SHARES = 8
"""Of each worker, at least."""


@dataclass(frozen=True, slots=True)
class Share:
    """Items that a process does one after the other."""

    items: Sequence[int]
    """Their numbers."""
    near: str = ""
    """Shares of one name read the same, so one process does them, unless it has other work and another has none."""
    given: Any = None
    """What a fork has to know first."""


class Shares:
    """The shares that wait for somebody, in their order; threads may ask at the same time."""

    def __init__(self, shares: Iterable[Share], *, more: bool = False) -> None:
        """Begin with these.

        Args:
            shares: in their order.
            more: whether others are added while the first are done; `close` says that there are none.
        """
        self._waiting = deque(shares)
        self._takers: dict[str, int] = {}
        self._lock = Lock()
        self.more = more
        self.changed: Callable[[], object] = lambda: None
        """Called when there is one more, and when there will be none."""

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, share: Share) -> None:
        """One that could not be done before, and is the next."""
        with self._lock:
            self._waiting.appendleft(share)
        self.changed()

    def close(self) -> None:
        """No more are added."""
        self.more = False
        self.changed()

    def take(self, taker: int, *, listens: bool = True) -> Share | None:
        """The next for a taker; `None` if none waits.

        Args:
            taker: its number.
            listens: whether it waits for something to do. Whoever works does not hear what comes with a share: it may
                be saying, to one who is busy telling it, what came of its work.
        """
        with self._lock:
            for_it = [n for n, share in enumerate(self._waiting) if listens or share.given is None]
            if not for_it:
                return None
            at = next((n for n in for_it if self._takers.get(self._waiting[n].near, taker) == taker), for_it[0])
            share = self._waiting[at]
            del self._waiting[at]
            if share.near:
                self._takers[share.near] = taker
            return share


def cut(items: Iterable[int], cost: Callable[[int], float], workers: int, most: int) -> Iterator[list[int]]:
    """Items in parts, in their order.

    Args:
        items: their numbers.
        cost: of each.
        workers: how many processes: the parts cost about the same, and so little that all end together.
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

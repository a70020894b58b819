"""On this machine: here, or in several processes, which return finished articles as JSON text, which is compact."""

from __future__ import annotations

import concurrent.futures
import itertools
import multiprocessing
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from generator.engines.batches import annotate_batch, batches_of, make_reader
from generator.errors import DeskError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotate.pipeline import Reader
    from generator.annotate.recipe import Recipe
    from generator.models import Article

_READERS: dict[str, Reader] = {}
"""The worker's own reader, made once a process."""


class Pool:
    """Annotates with one loaded model here, or with `workers` processes that each load one."""

    def __init__(self, recipe: Recipe, workers: int = 1) -> None:
        self._recipe = recipe
        self._workers = workers
        self._reader: Reader | None = None

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str | Problem]]:
        """See `Engine`; one process keeps the order."""
        batches = batches_of(articles)
        first = list(itertools.islice(batches, max(2, self._workers)))
        if not first:
            return
        batches = itertools.chain(first, batches)
        if self._workers <= 1 or len(first) == 1:
            self._reader = self._reader or make_reader(self._recipe)
            for batch in batches:
                yield from zip(batch, annotate_batch(self._reader, batch), strict=True)
            return
        context = multiprocessing.get_context("spawn")
        workers = min(self._workers, len(first))
        try:
            with concurrent.futures.ProcessPoolExecutor(workers, context, _start, (self._recipe,)) as pool:
                waiting: dict[concurrent.futures.Future[list[str | Problem]], Sequence[Article]] = {}
                for batch in batches:
                    waiting[pool.submit(_work, batch)] = batch
                    # A few batches ahead keep every worker busy without holding all results at once.
                    if len(waiting) >= 3 * workers:
                        yield from _finished(waiting)
                while waiting:
                    yield from _finished(waiting)
        except BrokenProcessPool:
            raise DeskError(
                "A process that annotates was ended from outside. What is annotated is kept. See that there is memory "
                "enough (0.5 GB for each), then run the same again, with fewer --workers if need be."
            ) from None


def _finished(
    waiting: dict[concurrent.futures.Future[list[str | Problem]], Sequence[Article]],
) -> Iterator[tuple[Article, str | Problem]]:
    done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
    for future in done:
        yield from zip(waiting.pop(future), future.result(), strict=True)


def _start(recipe: Recipe) -> None:
    _READERS["own"] = make_reader(recipe)


def _work(batch: Sequence[Article]) -> list[str | Problem]:
    return annotate_batch(_READERS["own"], batch)

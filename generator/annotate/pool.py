"""Many articles over several processes; the workers return finished articles as JSON text, which is compact."""

from __future__ import annotations

import concurrent.futures
import itertools
import multiprocessing
from typing import TYPE_CHECKING

from generator import articlejson
from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotate.pipeline import Reader
    from generator.annotate.recipe import Recipe
    from generator.models import Article

BATCH = 16
"""Articles read at once: more cost memory and gain nothing."""
_READERS: dict[str, Reader] = {}
"""The worker's own reader, made once a process."""


class Pool:
    """Annotates with one loaded model here, or with `workers` processes that each load one."""

    def __init__(self, recipe: Recipe, workers: int = 1) -> None:
        self._recipe = recipe
        self._workers = workers
        self._reader: Reader | None = None

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str | Problem]]:
        """Each article with its processed article as JSON text, or with the problem that prevented it.

        One process keeps the order; several yield as they finish. Articles are taken as they are needed.
        """
        batches = _batches(articles)
        first = list(itertools.islice(batches, max(2, self._workers)))
        if not first:
            return  # so that a run without news does not load the model
        batches = itertools.chain(first, batches)
        if self._workers <= 1 or len(first) == 1:
            self._reader = self._reader or _made(self._recipe)
            for batch in batches:
                yield from zip(batch, _annotate(self._reader, batch), strict=True)
            return
        context = multiprocessing.get_context("spawn")
        workers = min(self._workers, len(first))
        with concurrent.futures.ProcessPoolExecutor(workers, context, _start, (self._recipe,)) as pool:
            waiting: dict[concurrent.futures.Future[list[str | Problem]], Sequence[Article]] = {}
            for batch in batches:
                waiting[pool.submit(_work, batch)] = batch
                # A few batches ahead keep every worker busy without holding all results at once.
                if len(waiting) >= 3 * workers:
                    yield from _finished(waiting)
            while waiting:
                yield from _finished(waiting)


def _made(recipe: Recipe) -> Reader:
    # Loaded here: a run without news needs neither the rules nor the model.
    from generator.annotate.pipeline import Reader

    return Reader(recipe)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def _finished(
    waiting: dict[concurrent.futures.Future[list[str | Problem]], Sequence[Article]],
) -> Iterator[tuple[Article, str | Problem]]:
    done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
    for future in done:
        yield from zip(waiting.pop(future), future.result(), strict=True)


def _start(recipe: Recipe) -> None:
    _READERS["own"] = _made(recipe)


def _work(batch: Sequence[Article]) -> list[str | Problem]:
    return _annotate(_READERS["own"], batch)


def _annotate(reader: Reader, batch: Sequence[Article]) -> list[str | Problem]:
    """The batch; should it fail, article by article, so that only the one at fault is lost."""
    try:
        return [articlejson.dump(processed) for processed in reader.annotate(batch)]
    except Exception as error:  # noqa: BLE001  (whatever a model or rule trips over costs one article, not the run)
        if len(batch) == 1:
            what = f"could not be annotated ({type(error).__name__}: {str(error)[:120]})"
            where = batch[0].input.path + (f" ({batch[0].input.item})" if batch[0].input.item else "")
            return [Problem(where, what, "Please report this with the article; it is left out until then")]
        return [result for article in batch for result in _annotate(reader, [article])]

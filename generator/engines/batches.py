"""A batch of articles and what annotates it: the one pure function that every engine runs, wherever that is."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from generator import articlejson
from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.annotate.pipeline import Reader
    from generator.annotate.recipe import Recipe
    from generator.models import Article

BATCH = 16
"""Articles read at once: more cost memory and gain nothing."""


class Engine(Protocol):
    """Annotates many articles."""

    def annotate(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str | Problem]]:
        """Each article with its processed article as JSON text, or with the problem that prevented it.

        Several workers yield as they finish. Articles are taken as they are needed; without any, nothing is loaded.

        Raises:
            TearsheetError: the engine cannot work here, or a worker was lost.
        """


MakeEngine = Callable[["Recipe"], Engine]
"""Makes the engine for a recipe, without loading anything."""


def batches_of(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles, `BATCH` at a time."""
    rest = iter(articles)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch


def make_reader(recipe: Recipe) -> Reader:
    """The loaded model."""
    # Loaded here: a run without news needs neither the rules nor the model.
    from generator.annotate.pipeline import Reader

    return Reader(recipe)


def annotate_batch(reader: Reader, batch: Sequence[Article]) -> list[str | Problem]:
    """The batch, in its order; should it fail, article by article, so that only the one at fault is lost."""
    try:
        return [articlejson.dump(processed) for processed in reader.annotate(batch)]
    except Exception as error:  # noqa: BLE001  (whatever a model or rule trips over costs one article, not the run)
        if len(batch) == 1:
            what = f"could not be annotated ({type(error).__name__}: {str(error)[:120]})"
            where = batch[0].input.path + (f" ({batch[0].input.item})" if batch[0].input.item else "")
            return [Problem(where, what, "Please report this with the article; it is left out until then")]
        return [result for article in batch for result in annotate_batch(reader, [article])]

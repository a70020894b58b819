"""How long it takes to group a large desk into stories, and what one article more changes.

    python -m benchmarks.stories ARTICLES.jsonl [--added N] [--month]

The articles are read, not annotated: copies and stories are made from words. Then N of them, taken evenly, are left out
and added one at a time to what was kept of the others: how long that takes, and whether stories change that the new
article shares no likeness with. `--month` puts all articles into thirty days: the dense desk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.models import ProcessedArticle
from generator.read.files import Rules, read_file
from generator.resolve.copies import resolve_copies
from generator.resolve.grouping import LEAST, WINDOW
from generator.resolve.likeness import find_likeness
from generator.resolve.stories import resolve_stories
from generator.resolve.textfacts import text_facts
from generator.store.index import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve.memory import Memory
    from generator.resolve.stories import Stories

_FIRST = dt.date(2001, 1, 1)


def main() -> None:
    """Group, add, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="flat records, one JSON object a line")
    parser.add_argument("--added", type=int, default=20, help="articles that are added one at a time")
    parser.add_argument("--month", action="store_true", help="all articles within thirty days")
    options = parser.parse_args()
    articles = read_articles(options.articles)
    days = {
        article.id: (_FIRST + dt.timedelta(days=place % 30)).isoformat()
        if options.month
        else (article.article.published or "")[:10] or None
        for place, article in enumerate(articles)
    }
    before = _memory()
    gc.disable()  # as the program does: what is loaded stays
    started = time.perf_counter()
    whole = _group(articles, days, None)
    seconds = time.perf_counter() - started
    grouped = sum(len(story.articles) for story in whole.stories.values())
    print(f"{len(articles)} articles: {len(whole.stories)} stories of {grouped} articles, the largest of "
          f"{max(len(story.articles) for story in whole.stories.values())}")  # fmt: skip
    print(f"{seconds:.1f} s; peak memory {_memory():.0f} MiB, of which the articles {before:.0f}")
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.sqlite") as store:
        times, changed, strange = _add(articles, days, whole, options.added, store.memory)
    print(f"one article more, {len(times)} times: median {statistics.median(times):.2f} s, most {max(times):.2f} s")
    print(f"stories that changed: {changed}, of which {strange} are in nothing like the new article")


def read_articles(path: Path) -> list[ProcessedArticle]:
    """The articles of a file as they are before annotation."""
    drafts, _, _ = read_file(path, path.name, Rules())
    named = (draft.named(draft.new_id()) for draft in drafts)
    return [ProcessedArticle(id=a.id, article=a.meta, text=a.text, blocks=a.blocks) for a in named]


def _group(articles: Sequence[ProcessedArticle], days: dict[str, str | None], memory: Memory | None) -> Stories:
    """Copies and stories as a run of the program makes them, from what the run before kept."""
    of_id = {article.id: article for article in articles}
    texts = [text_facts(article) for article in articles]
    copies = resolve_copies(texts, of_id.__getitem__, memory)
    same = [group.articles for group in copies.groups]
    return resolve_stories(texts, of_id.__getitem__, days, copies=same, memory=memory)


def _add(
    articles: Sequence[ProcessedArticle], days: dict[str, str | None], whole: Stories, number: int, memory: Memory
) -> tuple[list[float], int, int]:
    """Seconds a new article, stories that it changed, and those of them without any likeness to it."""
    ordered = sorted(articles, key=lambda article: (days[article.id] or "", article.id))
    dates = [dt.date.fromisoformat(day).toordinal() if (day := days[a.id]) else -99 * n for n, a in enumerate(ordered)]
    of_id = {article.id: article for article in ordered}
    texts = [text_facts(article) for article in ordered]
    pairs = find_likeness(texts, of_id.__getitem__, dates, least=LEAST, window=WINDOW)
    times, changed, strange = [], 0, 0
    for place in range(0, len(ordered), max(1, len(ordered) // number)):
        new = ordered[place].id
        without = _group([article for article in articles if article.id != new], days, memory)
        started = time.perf_counter()
        now = _group(articles, days, memory)
        times.append(time.perf_counter() - started)
        assert now.stories == whole.stories
        ends = zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)
        like = {new, *(ordered[one + other - place].id for one, other in ends if place in (one, other))}
        old = {frozenset(story.articles) for story in without.stories.values()}
        for story in {frozenset(story.articles) for story in now.stories.values()} ^ old:
            changed += 1
            strange += not story & like
    return times, changed, strange


def _memory() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

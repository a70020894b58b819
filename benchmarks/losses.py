"""Whether annotation loses an article, or prints quotation marks round words that stand in none.

    python -m benchmarks.losses ARTICLES.jsonl [--sample N]

Each article is annotated by itself. Counted are articles lost to an exception, quotes whose spans do not lie in the
text, and direct quotes with a letter outside quotation marks: nought of each is right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from generator.articlejson import load
from generator.build import make_recipe
from generator.desk import Desk
from generator.engines.local import Pool
from generator.errors import Problem
from generator.read.files import Rules, read_file
from generator.report.evidence import quotable
from generator.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.models import ProcessedArticle

_OPENS = "\"“”„‟«»‘’'‚‹「『`"  # papers open with either mark
_CLOSES = "\"”“»’'›」』`"
_NEAR = 3
"""Characters between a mark and the words that it opens or closes: blanks, a comma, a nested mark."""


def main() -> None:
    """Annotate and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="flat records, one JSON object a line")
    parser.add_argument("--sample", type=int, help="articles, taken evenly")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    drafts, problems, _ = read_file(options.articles, options.articles.name, Rules())
    step = max(1, len(drafts) // options.sample) if options.sample else 1
    articles = [draft.named(draft.new_id()) for draft in drafts[::step][: options.sample]]
    with tempfile.TemporaryDirectory() as folder:
        recipe = make_recipe(Desk(Path(folder)), Settings())
    counts: Counter[str] = Counter({"not read": len(problems)})
    for article, result in Pool(recipe, options.workers).annotate(articles):
        if isinstance(result, Problem):
            counts["lost"] += 1
            print(article.id, result.what)
            continue
        processed = load(result.encode())
        counts["quotes"] += len(processed.quotes)
        for wrong in find_failures(processed):
            counts["failures"] += 1
            print(article.id, wrong)
    print(
        f"{len(articles)} articles, {counts['quotes']} quotes: {counts['lost']} articles lost, "
        f"{counts['failures']} verbatim failures"
    )


def find_failures(article: ProcessedArticle) -> Iterator[str]:
    """Quotes that are not verbatim, each with its place."""
    text = article.text
    for quote in article.quotes:
        for span in quote.content:
            inside = 0 <= span.start < span.end <= len(text)
            before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
            marked = any(c in _OPENS for c in before + text[span.start : span.start + 1])
            closed = any(c in _CLOSES for c in text[span.end - 1 : span.end] + after) or "\n" in (after or "\n")
            verbatim = quote.kind != "direct" or (marked and closed and quotable(span.of(text), text))
            if not inside or not verbatim:
                yield f"{quote.id} {span.start}-{span.end} {text[span.start - 5 : span.start + 30]!r}"


if __name__ == "__main__":
    main()

"""One article more beside many: the whole of `tearsheet build`, cold start included, beside the same from nothing.

    python -m benchmarks.incremental DESK ARTICLE.md [ARTICLE.json …]

DESK is a desk with its processed articles; it is copied (`--here` works in it). First everything is made with an empty
`.tearsheet/`, `content/pages` and `site/`; then nothing is new; then each of the ARTICLES is put into content/articles,
one after the other. All others are annotated before. Memory is the sum over the processes; as looking at it takes time,
only the last of the articles is watched, and it does not count for the median.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.cost import Cost, cost_of


def main() -> None:
    """Print what each run costs, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path, help="a desk with content/articles and content/processed")
    parser.add_argument("articles", type=Path, nargs="+", help="files of one article each, not yet on the desk")
    parser.add_argument("--here", action="store_true", help="work in DESK itself")
    parser.add_argument("--keep", action="store_true", help="leave out the run from nothing: DESK is up to date")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = options.desk if options.here else Path(folder) / "desk"
        if not options.here:
            shutil.copytree(options.desk, desk, ignore=shutil.ignore_patterns("site", ".tearsheet", "pages"))
        clean = None
        if not options.keep:
            for name in (".tearsheet", "content/pages", "site"):
                shutil.rmtree(desk / name, ignore_errors=True)
            clean = _run("from nothing", desk)
        _run("nothing new", desk, clean)
        costs = []
        for article in options.articles:
            watched = article == options.articles[-1]
            shutil.copy(article, desk / "content/articles")
            cost = _run("one more, watched" if watched else "one article more", desk, clean, memory=watched)
            if not watched or len(options.articles) == 1:
                costs.append(cost)
        middle = statistics.median(cost.seconds for cost in costs)
        print(f"one article more, median of {len(costs)}: {middle:.2f} s")


def _run(what: str, desk: Path, clean: Cost | None = None, *, memory: bool = True) -> Cost:
    cost = cost_of("-m", "generator", "-C", str(desk), "build", "--json", "--workers", "2", memory=memory)
    found = json.loads(cost.said)
    made, site = found["generate"], found["site"]
    print(
        f"{what:18} {cost.seconds:8.2f} s {cost.processor:8.2f} s of processors {cost.megabytes:6.0f} MB; "
        f"annotated {found['annotate']['annotated']}, {made['made']:,} of {made['pages']:,} pages made, "
        f"{made['written']:,} files written, {site['made']:,} of {site['pages']:,} pages of the site; "
        f"annotate {found['annotate']['seconds']} s, generate {made['seconds']} s, site {site['seconds']} s",
        flush=True,
    )
    if clean is not None:
        print(f"{'':18} {clean.seconds / cost.seconds:8.1f} × faster than from nothing")
    return cost


if __name__ == "__main__":
    main()

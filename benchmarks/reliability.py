"""How far the confidence of quotations can be trusted: of those said to be right nine times in ten, how many are.

    python -m benchmarks.reliability ARTICLES.jsonl

ARTICLES holds labelled articles: `id`, `text` and `attributions`, each with `content` and `source` as lists of
[start, end]. Right is an attribution whose words and speaker both are.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.align import annotate, find_places, letters, moved, right_attributions
from generator.knowledge.accuracy import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BANDS = (0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def main() -> None:
    """Print the table, for all quotations and for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    rows = list(find_rows(parser.parse_args().articles))
    for kind in ("all", "direct", "mixed", "indirect"):
        print(kind)
        for band in bands((sure, right) for name, sure, right in rows if kind in (name, "all")):
            print(f"  {band.low:.2f}–{band.high:.2f}  {band.quotes:5}  said {band.said:5.1f}  right {band.right:5.1f}")


def find_rows(path: Path) -> Iterator[tuple[str, float, bool]]:
    """Kind and confidence of each quotation found, and whether it is right."""
    gold = {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    for name, article in annotate(gold.values()).items():
        row = gold[name]
        text = row["text"]
        places = find_places(article.text, text)
        found = [
            (
                letters(moved(quote.content, places), text),
                letters(moved([quote.speaker.span] if quote.speaker else [], places), text),
            )
            for quote in article.quotes
        ]
        right = right_attributions(found, row["attributions"], text)
        for quote, one in zip(article.quotes, right, strict=True):
            yield quote.kind, quote.confidence, one


def bands(rows: Iterable[tuple[float, bool]]) -> Sequence[Band]:
    """The rows by their confidence; bands without a row are left out."""
    found = list(rows)
    out = []
    for low, high in itertools.pairwise(BANDS):
        here = [(sure, right) for sure, right in found if low <= sure < high]
        if here:
            said, right = (100 * sum(column) / len(here) for column in zip(*here, strict=True))
            out.append(Band(low, min(high, 1.0), len(here), round(said, 1), round(right, 1)))
    return out


if __name__ == "__main__":
    main()

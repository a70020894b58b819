"""Fit how sure the reader's attributions are, on labelled articles that were kept back when it was taught.

    python -m training.sureness --data DIR

Writes `sureness.json` beside the reader.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.align import find_places, letters, moved, right_attributions
from generator.annotate.marks import find_marked
from generator.annotate.pipeline import Reader
from generator.annotate.quotes import weighed
from generator.annotate.sureness import FILE, features
from generator.build import make_recipe
from generator.desk import Desk
from generator.read.files import Rules, read_file
from generator.settings import Settings
from training.articles import load_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEPT_BACK = slice(11, None, 12)
_STEPS = 50
_RIDGE = 1.0
"""Strength of the pull to small weights (ridge)."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--out", type=Path, default=Path("generator/annotate/reader"))
    options = parser.parse_args()
    rows = list(_rows(load_articles(options.data / "quotes_train.jsonl")[_KEPT_BACK]))
    names = list(rows[0][0])
    x = np.array([[row[name] for name in names] for row, _ in rows])
    y = np.array([right for _, right in rows], dtype=float)
    weights = fitted(x, y)
    about = "Weights of a logistic regression; made by `python -m training.sureness`"
    record = {
        "about": about,
        "attributions": len(y),
        "right": int(y.sum()),
        "weights": {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)},
    }
    (options.out / FILE).write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    print(json.dumps(record, indent=1))


def fitted(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Weights of a logistic regression with a ridge, by Newton's method.

    Args:
        x: features, shape (rows, features).
        y: 1 where right, shape (rows,).
    """
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + _RIDGE * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + _RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def _rows(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features of each attribution, and whether it is right."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = (json.dumps({name: a.get(name) for name in ("id", "title", "text")}) for a in articles)
        path.write_text("\n".join(lines) + "\n", "utf-8")
        drafts, _, _ = read_file(path, path.name, Rules())
        reader = Reader(make_recipe(Desk(Path(folder)), Settings()))
    gold = {str(article["id"]): article for article in articles}
    for draft in drafts:
        article = draft.named(draft.new_id())
        pieces = reader.parse([article])[0]
        label = gold[str(article.input.item)]
        places = find_places(article.text, label["text"])
        found = [row for row in weighed(article.text, pieces, find_marked(pieces)) if row[0].signs is not None]
        pairs = [
            tuple(
                letters(moved(spans, places), label["text"])
                for spans in (report.content, [report.speaker.span] if report.speaker else [])
            )
            for report, *_ in found
        ]
        right = right_attributions([(a, b) for a, b in pairs], label["attributions"], label["text"])
        for (report, kind, _), one in zip(found, right, strict=True):
            assert report.signs is not None
            yield features(report.signs, kind, spoken=report.speaker is not None), one


if __name__ == "__main__":
    main()

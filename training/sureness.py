"""Fit how sure the reader's attributions are, on labelled articles that were kept back when it was taught.

    python -m training.sureness --data DIR

Writes `sureness.json` beside the reader. An attribution is right if its content shares half of its letters and digits
with a labelled one (intersection over union) and its speaker lies inside the labelled source or shares half of it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

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
    from collections.abc import Iterable, Iterator, Sequence

    from generator.models import Span

_KEPT_BACK = slice(11, None, 12)
_SAME = 0.5
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
        lines = (json.dumps({"id": a["id"], "text": a["text"]}) for a in articles)
        path.write_text("\n".join(lines) + "\n", "utf-8")
        drafts, _, _ = read_file(path, path.name, Rules())
        reader = Reader(make_recipe(Desk(Path(folder)), Settings()))
        gold = {str(article["id"]): article for article in articles}
        for draft in drafts:
            article = draft.named(draft.new_id())
            pieces = reader.parse([article])[0]
            label = gold[str(article.input.item)]
            where = _Where(article.text, label["text"])
            found = [row for row in weighed(article.text, pieces, find_marked(pieces)) if row[0].signs is not None]
            pairs = [(where.of(r.content), where.of([r.speaker.span]) if r.speaker else frozenset()) for r, *_ in found]
            right = _right(pairs, label["attributions"], label["text"])
            for (report, kind, _), one in zip(found, right, strict=True):
                assert report.signs is not None
                yield features(report.signs, kind, spoken=report.speaker is not None), one


class _Where:
    """Places of the program's text in the labelled one: both hold the same letters in the same order."""

    def __init__(self, mine: str, theirs: str) -> None:
        letters = [i for i, c in enumerate(theirs) if c.isalnum()]
        own = [i for i, c in enumerate(mine) if c.isalnum()]
        extra = len(own) - len(letters)  # a headline in front
        self._place = {i: letters[n - extra] for n, i in enumerate(own) if n >= extra}

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """Letters and digits of the spans, as places of the labelled text."""
        return frozenset(self._place[i] for s in spans for i in range(s.start, s.end) if i in self._place)


def _right(
    found: Sequence[tuple[frozenset[int], frozenset[int]]], gold: Sequence[dict[str, Any]], text: str
) -> list[bool]:
    """Which of the found contents and speakers are right; each labelled one counts once."""
    wanted = [tuple(_letters(a[role] or [], text) for role in ("content", "source")) for a in gold]
    pairs = sorted(
        ((_shared(mine, theirs), i, j) for i, (mine, _) in enumerate(found) for j, (theirs, _) in enumerate(wanted)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    out, taken = [False] * len(found), set()
    for share, i, j in pairs:
        if share < _SAME:
            break
        if ("mine", i) in taken or ("theirs", j) in taken:
            continue
        taken |= {("mine", i), ("theirs", j)}
        speaker, source = found[i][1], wanted[j][1]
        out[i] = not source or (bool(speaker) and (speaker <= source or _shared(speaker, source) >= _SAME))
    return out


def _letters(spans: Iterable[Sequence[int]], text: str) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end) if text[i : i + 1].isalnum())


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


if __name__ == "__main__":
    main()

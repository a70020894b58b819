"""Unlabelled articles → lessons where a first network, a stock recogniser and the gazetteer agree.

Self-training with agreement: what only one of them says is not asked for, so that the second network learns neither's
habits (tri-training with disagreement left out; after Zhou and Li, 2005).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from generator.annotate.wordtags import NAME_TAGS, NAMES, POINTERS, best_tags, tagged_spans
from training.articles import IGNORED, Lesson, article_windows
from training.teach import tensors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from tokenizers import Tokenizer

    from generator.knowledge.regions import Gazetteer
    from training.net import Net

_SURE = 0.9
_VERY_SURE = 0.98
"""Probability from which on a name counts that the stock recogniser does not see."""
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

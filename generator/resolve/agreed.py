"""Copies of one text → one set of topics: a reader must not find one of them under a topic and the next not.

Of the Media Topics of a group of copies those hold, for all of them, that at least half of the texts have. Texts
without any Media Topic do not vote: nobody may have looked. A desk's own topics stand on words that an analyst chose,
so each text keeps those that it prints. What is found in the articles stays as it is; this is decided over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.models import TopicScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.models import ProcessedArticle
    from generator.resolve.copies import Copies

_SHIPPED = "medtop:"


def agreed_topics(articles: Iterable[ProcessedArticle], copies: Copies) -> Mapping[str, tuple[TopicScore, ...]]:
    """Article id → its topics, of each article that is one of several copies."""
    by_id = {article.id: article for article in articles}
    out: dict[str, tuple[TopicScore, ...]] = {}
    for group in copies.groups:
        texts = [by_id[name] for name in group.articles]
        scores = _agreed(texts)
        out |= {text.id: _topics(text, scores) for text in texts}
    return out


def _agreed(texts: Sequence[ProcessedArticle]) -> Mapping[str, float]:
    """The Media Topics that hold for all of the texts, each with its mean score where it was found."""
    scores: dict[str, list[float]] = {}
    voting = 0
    for text in texts:
        own = {topic.id: topic.score for topic in text.topics if topic.id.startswith(_SHIPPED)}
        voting += bool(own)
        for name, score in own.items():
            scores.setdefault(name, []).append(score)
    return {
        name: round(sum(sorted(own)) / len(own), 2) for name, own in sorted(scores.items()) if 2 * len(own) >= voting
    }


def _topics(text: ProcessedArticle, agreed: Mapping[str, float]) -> tuple[TopicScore, ...]:
    """The topics of one of the texts, surest first; one that only other copies show comes without words."""
    kept = [topic for topic in text.topics if topic.id in agreed or not topic.id.startswith(_SHIPPED)]
    own = {topic.id for topic in kept}
    added = [TopicScore(name, score) for name, score in agreed.items() if name not in own]
    return tuple(sorted((*kept, *added), key=lambda topic: -topic.score)) if added else tuple(kept)

"""Copies of one text → one set of topics: a reader must not find one of them under a topic and the next not.

Of the Media Topics of a group of copies those hold, for all of them, that at least half of the texts have. Texts
without any Media Topic do not vote: nobody may have looked. A desk's own topics stand on words that an analyst chose,
so each text keeps those that it prints. What is found in the articles stays as it is; this is decided over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.models import TopicScore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.resolve.copies import Copies
    from generator.resolve.textfacts import TextFacts

_SHIPPED = "medtop:"

Agreed = tuple[tuple[str, float], ...]
"""Media Topics that hold for all copies of a text, each with its mean score where it was found; by name."""


def agreed_topics(texts: Iterable[TextFacts], copies: Copies) -> Mapping[str, Agreed]:
    """Article id → what its group agreed on, of each article that is one of several copies."""
    by_id = {text.id: text for text in texts}
    out: dict[str, Agreed] = {}
    for group in copies.groups:
        agreed = _agreed([by_id[name] for name in group.articles])
        out |= dict.fromkeys(group.articles, agreed)
    return out


def topics_with(topics: Sequence[TopicScore], agreed: Agreed | None) -> tuple[TopicScore, ...]:
    """The topics of an article, surest first; one that only other copies show comes without words.

    Args:
        topics: those found in it.
        agreed: what the copies of its text agreed on; `None` where it has none.
    """
    if agreed is None:
        return tuple(topics)
    names = {name for name, _ in agreed}
    kept = [topic for topic in topics if topic.id in names or not topic.id.startswith(_SHIPPED)]
    own = {topic.id for topic in kept}
    added = [TopicScore(name, score) for name, score in agreed if name not in own]
    return tuple(sorted((*kept, *added), key=lambda topic: -topic.score)) if added else tuple(kept)


def ids_with(own: Collection[str], agreed: Agreed | None) -> frozenset[str]:
    """The ids of what `topics_with` gives, from those of the topics found in an article."""
    if agreed is None:
        return frozenset(own)
    return frozenset(name for name, _ in agreed).union(name for name in own if not name.startswith(_SHIPPED))


def _agreed(texts: Sequence[TextFacts]) -> Agreed:
    """The Media Topics that hold for all of the texts."""
    scores: dict[str, list[float]] = {}
    voting = 0
    for text in texts:
        own = {name: score for name, score in text.topics if name.startswith(_SHIPPED)}
        voting += bool(own)
        for name, score in own.items():
            scores.setdefault(name, []).append(score)
    return tuple(
        (name, round(sum(sorted(own)) / len(own), 2)) for name, own in sorted(scores.items()) if 2 * len(own) >= voting
    )

"""The topics of one article, found by the words of a lexicon.

Every topic comes with the words that show it. The score of a topic is the sum over its lexicon entries of
weight × log2(1 + hits), so that a word said ten times counts little more than one said thrice; what a narrower topic
shows counts for the wider ones as well. Thin evidence gives no topic.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from math import log2
from typing import TYPE_CHECKING

from generator.annotate.lexicon import Factors, Hit, find_hits
from generator.annotate.owntopics import find_passages
from generator.knowledge.topics import load_topics, topic_path
from generator.models import Span, TopicScore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.knowledge.topics import SiteTopic
    from generator.models import Block

SITE_WEIGHT = 3
ENOUGH = 3.0
"""Sum below which a topic is not given."""
HALF = 10.0
"""Sum at which a leading topic has the score ½."""
SHARE = 0.25
"""A topic must reach this share of the strongest one."""
NAMED_SHARE = 0.2
"""A narrower topic under the strongest's top topic that headline or lead name plainly need reach only this."""
OTHER_SHARE = 0.4
"""A topic under another top topic than the strongest must reach this, unless a word shows it plainly."""
MANY = 5
"""So many different words that point to a top topic make up for none in headline and lead."""
PLAIN = 3
"""Weight of a word that shows its topic by itself."""
MOST_TOPICS = 6
MOST_EVIDENCE = 12


def find_topics(text: str, blocks: Sequence[Block], *, site_topics: Sequence[SiteTopic] = ()) -> tuple[TopicScore, ...]:
    """The topics that the words of `text` show, best first; none where the evidence is thin.

    At most six Media Topics, and all site topics that match. Scores lie between 0 and 1; a wider topic never has
    a lower one than a narrower topic below it. The evidence holds at most twelve spans of `text`, the strongest, in
    their order.
    """
    factors = Factors(text, blocks)
    hits: dict[str, list[tuple[Hit, int]]] = defaultdict(list)
    for hit in (*find_hits(text, factors), *_own_hits(text, blocks, site_topics, factors)):
        reached: dict[str, int] = {}
        for topic, weight in hit.weights.items():
            for wider in _path(topic):
                reached[wider] = max(weight, reached.get(wider, 0))
        for topic, weight in reached.items():
            hits[topic].append((hit, weight))
    sums = {topic: _sum(found) for topic, found in hits.items()}
    known = {topic: total for topic, total in sums.items() if topic in load_topics()}
    standing = {topic for topic in known if _stands(hits[_path(topic)[0]])} or set(known)
    best = max((known[topic] for topic in standing), default=0.0)
    first = {_path(topic)[0] for topic in standing if known[topic] == best}
    scores: list[TopicScore] = []
    for topic in sorted(sums, key=lambda topic: (-sums[topic], topic)):
        total = sums[topic]
        if topic not in known:
            scores.append(TopicScore(topic, _rounded(total / (total + HALF)), _evidence(hits[topic])))
        elif (
            topic in standing
            and total >= max(ENOUGH, best * _share(topic, first, hits[topic]))
            and sum(score.id in known for score in scores) < MOST_TOPICS
        ):
            scores.append(TopicScore(topic, _rounded(total / (best + HALF)), _evidence(hits[topic])))
    return tuple(sorted(scores, key=lambda score: (-score.score, score.id)))


def _stands(hits: list[tuple[Hit, int]]) -> bool:
    """Whether an article is about a top topic rather than only using words of its field.

    A long article holds words of every field. What points to its topic stands in its headline or lead, or two words
    name it plainly, or many point to it.
    """
    pointing = {hit.key for hit, weight in hits if weight > 1}
    return any(hit.leads and weight > 1 for hit, weight in hits) or _plainly(hits) > 1 or len(pointing) >= MANY


def _plainly(hits: list[tuple[Hit, int]]) -> int:
    """How many different words name a topic by themselves."""
    return len({hit.key for hit, weight in hits if weight >= PLAIN})


def _share(topic: str, first: set[str], hits: list[tuple[Hit, int]]) -> float:
    """The share of the strongest sum that a topic must reach."""
    named = any(hit.leads and weight >= PLAIN for hit, weight in hits)
    if _path(topic)[0] in first:
        return NAMED_SHARE if named else SHARE
    return SHARE if named or _plainly(hits) > 1 else OTHER_SHARE


def _sum(hits: list[tuple[Hit, int]]) -> float:
    """What the hits amount to; words of weight 1 cannot say more than those that they support."""
    heard: dict[str, float] = defaultdict(float)
    weights: dict[str, int] = {}
    for hit, weight in hits:
        heard[hit.key] += hit.factor
        weights[hit.key] = weight
    pointing = sum(weights[key] * log2(1 + heard[key]) for key in sorted(heard) if weights[key] > 1)
    supporting = sum(log2(1 + heard[key]) for key in sorted(heard) if weights[key] == 1)
    return pointing + min(pointing, supporting)


def _evidence(hits: list[tuple[Hit, int]]) -> tuple[Span, ...]:
    strength: dict[Span, float] = {}
    for hit, weight in hits:
        strength[hit.span] = max(strength.get(hit.span, 0.0), weight * hit.factor)
    return tuple(sorted(sorted(strength, key=lambda span: (-strength[span], span))[:MOST_EVIDENCE]))


def _rounded(score: float) -> float:
    return round(score, 3)


@functools.cache
def _path(topic: str) -> tuple[str, ...]:
    """The topic and all wider ones; a site topic by itself."""
    return tuple(found.id for found in topic_path(topic)) if topic in load_topics() else (topic,)


def _own_hits(text: str, blocks: Sequence[Block], site_topics: Sequence[SiteTopic], factors: Factors) -> Iterator[Hit]:
    for topic in site_topics:
        parents = [topic.parent] if topic.parent in load_topics() else []
        weights = dict.fromkeys([topic.id, *(parent for parent in parents if parent)], SITE_WEIGHT)
        for passage in find_passages(text, blocks, topic):
            for span in () if passage.excluded_by else passage.words:
                key = f"{topic.id} {span.of(text).casefold()}"
                yield Hit(span, key, factors.at(span.start, span.end), weights)

"""The topics of one article, found by the words of a lexicon.

Every topic comes with the words that show it. The score of a topic is the sum over its lexicon entries of
weight × log2(1 + hits), so that a word said ten times counts little more than one said thrice; what a narrower topic
shows counts for the wider ones as well. Thin evidence gives no topic.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from generator.knowledge.topics import load_topic_words, load_topics, topic_path
from generator.models import Span, TopicScore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.knowledge.topics import SiteTopic
    from generator.models import Block

KIND_FACTORS = {"headline": 2.5, "subheading": 1.5, "paragraph": 1.0, "caption": 0.8}
"""How much a hit counts by the kind of its block; in dateline, byline and credit it counts nothing."""
LEAD_FACTOR = 1.5
LEAD_PARAGRAPHS = 2
SITE_WEIGHT = 3
ENOUGH = 3.0
"""Sum below which a topic is not given."""
HALF = 10.0
"""Sum at which a leading topic has the score ½."""
SHARE = 0.25
"""A topic must reach this share of the strongest one."""
OTHER_SHARE = 0.4
"""A topic under another top topic than the strongest must reach this, unless a word shows it plainly."""
PLAIN = 3
"""Weight of a word that shows its topic by itself."""
MOST_TOPICS = 6
MOST_EVIDENCE = 12

_WORD = re.compile(
    r"\d{1,3}[-–]\d{1,3}(?![\w-])"  # a score
    r"|[$£€¥₹]\d[\d.,]*[^\W\d_]*"  # an amount
    r"|\d+(?:[.,]\d+)*%?(?!\w)"
    r"|(?:[^\W\d_]\.){2,}"  # U.N.
    r"|[^\W\d_]&[^\W\d_](?!\w)"  # R&B
    r"|\w+(?:['’]\w+)*"
)
_LEXICON_WORD = re.compile(r"#-#|\$#\w*|#%?|" + _WORD.pattern)
_JOINT = re.compile(r"[ \t\u00a0\-‐‑–'’\"“”]{0,3}|[ \t]?\r?\n[ \t]?")
"""What may stand between the words of one phrase: no stop, no comma, no blank line."""
_PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n[^\r\n]+)*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word or phrase of the lexicon: what it shows, and which of its words must be printed with capitals."""

    key: str
    capitals: tuple[str, ...]
    weights: Mapping[str, int]


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: how it can go on, and the entries that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Hit:
    span: Span
    key: str
    factor: float
    weights: Mapping[str, int]


def find_topics(text: str, blocks: Sequence[Block], *, site_topics: Sequence[SiteTopic] = ()) -> tuple[TopicScore, ...]:
    """The topics that the words of `text` show, best first; none where the evidence is thin.

    At most six Media Topics, and all site topics that match. Scores lie between 0 and 1; a wider topic never has
    a lower one than a narrower topic below it. The evidence holds at most twelve spans of `text`, the strongest, in
    their order.
    """
    factors = _Factors(text, blocks)
    site_hits = list(_site_hits(text, blocks, tuple(site_topics), factors))
    hits: dict[str, list[tuple[_Hit, int]]] = defaultdict(list)
    for hit in (*_lexicon_hits(text, factors), *site_hits):
        reached: dict[str, int] = {}
        for topic, weight in hit.weights.items():
            for wider in _path(topic):
                reached[wider] = max(weight, reached.get(wider, 0))
        for topic, weight in reached.items():
            hits[topic].append((hit, weight))
    sums = {topic: _sum(found) for topic, found in hits.items()}
    best = max((total for topic, total in sums.items() if topic in load_topics()), default=0.0)
    first = {_path(topic)[0] for topic, total in sums.items() if total == best and topic in load_topics()}
    scores: list[TopicScore] = []
    for topic in sorted(sums, key=lambda topic: (-sums[topic], topic)):
        total = sums[topic]
        if topic not in load_topics():
            scores.append(TopicScore(topic, _rounded(total / (total + HALF)), _evidence(hits[topic])))
        elif (
            total >= max(ENOUGH, best * _share(topic, first, hits[topic]))
            and sum(score.id in load_topics() for score in scores) < MOST_TOPICS
        ):
            scores.append(TopicScore(topic, _rounded(total / (best + HALF)), _evidence(hits[topic])))
    return tuple(sorted(scores, key=lambda score: (-score.score, score.id)))


def _share(topic: str, first: set[str], hits: list[tuple[_Hit, int]]) -> float:
    """The share of the strongest sum that a topic must reach."""
    near = _path(topic)[0] in first or any(weight >= PLAIN for _, weight in hits)
    return SHARE if near else OTHER_SHARE


def _sum(hits: list[tuple[_Hit, int]]) -> float:
    """What the hits amount to; words of weight 1 cannot say more than those that they support."""
    heard: dict[str, float] = defaultdict(float)
    weights: dict[str, int] = {}
    for hit, weight in hits:
        heard[hit.key] += hit.factor
        weights[hit.key] = weight
    pointing = sum(weights[key] * log2(1 + heard[key]) for key in sorted(heard) if weights[key] > 1)
    supporting = sum(log2(1 + heard[key]) for key in sorted(heard) if weights[key] == 1)
    return pointing + min(pointing, supporting)


def _evidence(hits: list[tuple[_Hit, int]]) -> tuple[Span, ...]:
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


class _Factors:
    """How much a hit counts by the place at which it stands."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        whole = sorted(
            (block for block in blocks if block.kind in KIND_FACTORS and 0 <= block.start < block.end),
            key=lambda block: (block.start, block.end),
        )
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._values: list[float] = []
        paragraphs = 0
        for block in whole:
            factor = KIND_FACTORS[block.kind]
            if block.kind == "paragraph":
                paragraphs += 1
                factor = LEAD_FACTOR if paragraphs <= LEAD_PARAGRAPHS else factor
            self._starts.append(block.start)
            self._ends.append(min(block.end, len(text)))
            self._values.append(factor)
        mute = sorted((block.start, block.end) for block in blocks if block.kind not in KIND_FACTORS)
        self._mute_starts = [start for start, _ in mute]
        self._mute_ends = list(accumulate((end for _, end in mute), max))

    def at(self, start: int, end: int) -> float:
        """The factor of the words from `start` to `end`."""
        index = bisect_left(self._mute_starts, end) - 1
        if index >= 0 and start < self._mute_ends[index]:
            return 0.0
        index = bisect_right(self._starts, start) - 1
        return self._values[index] if index >= 0 and start < self._ends[index] else 1.0


def _lexicon_hits(text: str, factors: _Factors) -> Iterator[_Hit]:
    """The entries of the lexicon in `text`: from each word on the longest phrase, no word used twice."""
    words = [(match.start(), match.end(), _forms(match.group())) for match in _WORD.finditer(text)]
    following = _tree()[0].following
    taken = -1
    for index, (start, _, keys) in enumerate(words):
        if index <= taken or not keys:
            continue
        best: tuple[int, _Entry] | None = None
        nodes = [following[key] for key in keys if key in following]
        last = index
        while nodes:
            for node in nodes:
                found = _entry(node, text, words, index, last) if node.entries else None
                if found and (best is None or last > best[0]):
                    best = (last, found)
            last += 1
            if last == len(words) or not _follows(text, words[last - 1][1], words[last][0]):
                break
            nodes = [node.following[key] for node in nodes for key in words[last][2] if key in node.following]
        if best:
            taken = best[0]
            end = words[taken][1]
            factor = factors.at(start, end) if best[1].weights else 0.0
            if factor:
                yield _Hit(Span(start, end), best[1].key, factor, best[1].weights)


def _follows(text: str, end: int, start: int) -> bool:
    """Whether two words stand side by side in one sentence."""
    gap = text[end:start]
    return gap == " " or _JOINT.fullmatch(gap) is not None


def _entry(
    node: _Node, text: str, words: list[tuple[int, int, tuple[str, ...]]], first: int, last: int
) -> _Entry | None:
    """The entry that ends at `node` and whose capitals are those of the text; one that asks for capitals goes first."""
    for entry in node.entries:
        if not entry.capitals or all(
            _printed(capitals, text[start:end])
            for capitals, (start, end, _) in zip(entry.capitals, words[first : last + 1], strict=True)
        ):
            return entry
    return None


def _printed(capitals: str, word: str) -> bool:
    if capitals == "all":
        return word.removesuffix("'s").removesuffix("’s").rstrip("s").isupper()
    return capitals == "any" or word[:1].isupper()


@functools.cache
def _tree() -> tuple[_Node, frozenset[str]]:
    """The lexicon as a tree over words, and all its words."""
    weights: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, int]] = defaultdict(dict)
    for topic in load_topic_words():
        for phrase, weight in topic.words.items():
            weights[_folded(phrase)][topic.topic] = weight
        for phrase in topic.misleading:
            weights.setdefault(_folded(phrase), {})
    root = _Node()
    for (words, capitals), shown in sorted(weights.items()):
        node = root
        for word in words:
            node = node.following.setdefault(word, _Node())
        node.entries.append(_Entry(" ".join((*words, *capitals)), capitals, shown))
        node.entries.sort(key=lambda entry: (-sum(map(len, entry.capitals)), entry.capitals))
    return root, frozenset(word for words, _ in weights for word in words)


def _folded(phrase: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a lexicon entry and their capitals; no capitals at all where none is asked for."""
    found = _LEXICON_WORD.findall(phrase)
    capitals = tuple(
        "all" if len(word) > 1 and word.isupper() else "first" if word[:1].isupper() else "any" for word in found
    )
    return tuple(_plain(word) for word in found), capitals if set(capitals) != {"any"} else ()


def _plain(word: str) -> str:
    """A word without case, dots, possessive and the digits of a number."""
    if word[0] in "$£€¥₹":
        return "$#" + word.lstrip("$£€¥₹#0123456789.,").casefold()
    if word[0].isdecimal():
        if word.endswith("%"):
            return "#%"
        if "-" in word or "–" in word:
            return "#-#"
        return "#" if not word[-1].isalpha() else word.casefold()
    if word.endswith("."):
        word = word.replace(".", "")
    return word.casefold().replace("’", "'")


@functools.lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, ...]:
    """The forms of a printed word that the lexicon may hold, the printed one first."""
    known = _tree()[1]
    plain = _plain(word)
    forms = [plain, *(["#"] if plain[0].isdecimal() and plain.isdecimal() else [])]
    if plain.endswith(("'s", "s'")):
        plain = plain[:-2] if plain.endswith("'s") else plain[:-1]
        forms.append(plain)
    forms += _singulars(plain)
    forms += _stems(plain)
    return tuple(dict.fromkeys(form for form in forms if form in known))


def _singulars(word: str) -> list[str]:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return []
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return [word[:-2], word[:-1]]
    return [word[:-1]]


def _stems(word: str) -> list[str]:
    """The verb of a form in -ed or -ing, only where the word is long: "wing" and "wedding" are no verbs."""
    if len(word) < 8 or not word.endswith(("ed", "ing")):
        return []
    stem = word[:-2] if word.endswith("ed") else word[:-3]
    doubled = [stem[:-1]] if stem[-1] == stem[-2] and stem[-1] in "bdgmnprt" else []
    return [stem, stem + "e", *doubled, *([stem[:-1] + "y"] if stem.endswith("i") else [])]


def _site_hits(
    text: str, blocks: Sequence[Block], site_topics: tuple[SiteTopic, ...], factors: _Factors
) -> Iterator[_Hit]:
    if not site_topics:
        return
    places = [(block.start, block.end) for block in blocks if block.kind in KIND_FACTORS]
    places = places or [match.span() for match in _PARAGRAPH.finditer(text)]
    for topic in site_topics:
        wanted, unwanted = _pattern((*topic.words, *topic.phrases)), _pattern(topic.exclude)
        parents = [topic.parent] if topic.parent in load_topics() else []
        weights = dict.fromkeys([topic.id, *(parent for parent in parents if parent)], SITE_WEIGHT)
        for start, end in sorted(set(places)):
            found = list(wanted.finditer(text, start, end)) if wanted else []
            if not found or (unwanted and unwanted.search(text, start, end)):
                continue
            for match in found:
                factor = factors.at(*match.span())
                if factor:
                    yield _Hit(Span(*match.span()), f"{topic.id} {match.group().casefold()}", factor, weights)


@functools.lru_cache(maxsize=1024)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for whole words in upper or lower case, the longest first."""
    parts = sorted({" ".join(phrase.split()) for phrase in phrases} - {""}, key=lambda part: (-len(part), part))
    if not parts:
        return None
    joined = "|".join(_either(re.escape(part)) for part in parts)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _either(escaped: str) -> str:
    """An escaped phrase that any white space, apostrophe or hyphen satisfies."""
    return escaped.replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", "[-‐‑–]")

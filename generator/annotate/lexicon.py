"""The words of the lexicon in a text: each hit with what it shows and how much it counts by its place."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.knowledge.topics import load_topic_words
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.models import Block

KIND_FACTORS = {"headline": 2.5, "subheading": 1.5, "paragraph": 1.0, "caption": 0.8}
"""How much a hit counts by the kind of its block; in dateline, byline and credit it counts nothing."""
LEAD_FACTOR = 1.5
LEAD_PARAGRAPHS = 2

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

_NEAR = 60
_COMPARED = re.compile(
    r"(?:\b(?:like|akin to|as (?:if|though)(?: \w+){0,3}?|in the (?:way|fashion|manner)(?: (?:in which|that|of))?) an?"
    r"|(?:\bnot|\bnever|n['’]t) (?:in|at|on) (?:an?|any))"
    r" (?:\w+ )?$",
    re.IGNORECASE,
)
"""What stands before a word that something is only likened to: "like a judge", "I am not in an American courtroom"."""
_FIGURE = re.compile(
    r"(?:['’]s)? of (?:(?:the|his|her|their|public|world|popular) )*"
    r"(?:opinion|words|wits|nerves|ideas|wills|protests?|criticism|abuse|praise|applause|laughter|complaints"
    r"|questions|rumours|rumors|speculation|emotions?|memories|enthusiasm|anger|outrage)\b",
    re.IGNORECASE,
)
"""What makes the word before it a figure of speech: a storm of protest, the court of public opinion."""
_BODY = re.compile(
    r"(?: (?:(?:of|for|and|the|&) )*[^\W\d_a-z]\w+){0,3}?"
    r" (?:Association|Society|Foundation|Institute|Institution|Cent(?:er|re)|Company|Corporation|Trust|Street|Road"
    r"|Avenue|Square|Hotel|Hall|Building|Tower|Range)\b",
)
"""What follows a word that stands in the name of a body or a place: "Cinema for Peace Foundation"."""


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
class Hit:
    """Words that show topics."""

    span: Span
    key: str
    """The entry of the lexicon: hits of one key are the same word said again."""
    factor: float
    """How much it counts by the place at which it stands."""
    weights: Mapping[str, int]
    """Topic → weight."""

    @property
    def leads(self) -> bool:
        """Whether it stands in a headline, a subheading or the lead."""
        return self.factor >= LEAD_FACTOR


class Factors:
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


def find_hits(text: str, factors: Factors) -> Iterator[Hit]:
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
            factor = factors.at(start, end) * _literally(text, start, end) if best[1].weights else 0.0
            if factor:
                yield Hit(Span(start, end), best[1].key, factor, best[1].weights)


def _literally(text: str, start: int, end: int) -> float:
    """How far the words mean what they say: nothing in a comparison or a figure of speech, half in a body's name."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _COMPARED.search(before) or _FIGURE.match(after):
        return 0.0
    return 0.5 if text[start].isupper() and _BODY.match(after) else 1.0


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

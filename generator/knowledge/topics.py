"""The IPTC Media Topics, our own words for them, and the shape of a desk's own topics.

`media_topics.json` (IPTC, CC BY 4.0, made by `tools/make_topics.py`) holds codes, names and hierarchy;
`topic_words.yml` is our own lexicon of news English.
"""

from __future__ import annotations

import difflib
import functools
import json
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.yamlfile import read_own

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS = (3, 2, 1)
"""The weights of the lexicon: names its topic by itself; points to it; supports what other words say."""
_ALIKE = 0.6
"""How like a name must be to be offered for another (1 is equal)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept of the IPTC Media Topics."""

    id: str
    """`medtop:` and eight digits."""
    name: str
    """In British English, as IPTC prints it."""
    parent: str | None
    """The id of the next wider concept; `None` for the 17 top topics."""


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The words that show one topic."""

    topic: str
    """The id of the topic."""
    words: Mapping[str, int]
    """Word or phrase as it stands in the lexicon → weight 1 to 3."""
    misleading: tuple[str, ...]
    """Phrases that hold one of the words and show nothing."""


@dataclass(frozen=True, slots=True)
class SiteTopic:
    """A topic of the desk's own."""

    id: str
    """`site:` and a name."""
    name: str
    parent: str | None
    """The id of the Media Topic that it stands under."""
    words: tuple[str, ...]
    """Each found as a whole word, in upper or lower case."""
    phrases: tuple[str, ...]
    """Found like words; white space stands for any white space."""
    exclude: tuple[str, ...]
    """Words or phrases in whose paragraph nothing counts."""


@functools.cache
def load_topics() -> Mapping[str, Topic]:
    """All concepts of the Media Topics by id, in the order of their ids."""
    data = json.loads(_knowledge("media_topics.json"))
    return MappingProxyType(
        {code: Topic(code, topic["name"], topic["parent"]) for code, topic in sorted(data["topics"].items())}
    )


@functools.cache
def topic_path(topic: str) -> tuple[Topic, ...]:
    """The concepts from the top topic down to the one with this id, both included.

    Raises:
        KeyError: no concept has this id.
    """
    found = load_topics()[topic]
    return (*topic_path(found.parent), found) if found.parent else (found,)


def nearest_topics(asked: str, most: int = 3) -> tuple[Topic, ...]:
    """The concepts whose name, a word of it, or else whose code is most like what was asked for, the likest first."""
    words = asked.casefold().strip()
    if words.startswith("medtop:") or words.isdecimal():
        codes = difflib.get_close_matches(f"medtop:{words.removeprefix('medtop:')}", load_topics(), most)
        return tuple(load_topics()[code] for code in codes)
    matcher = difflib.SequenceMatcher(b=words, autojunk=False)

    def likeness(text: str) -> float:
        matcher.set_seq1(text)
        return matcher.ratio() if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE else 0.0

    found = [
        (
            max(likeness(topic.name.casefold()), *(0.9 * likeness(word) for word in topic.name.casefold().split())),
            topic,
        )
        for topic in load_topics().values()
    ]
    ranked = sorted(found, key=lambda row: (-row[0], len(row[1].name), row[1].id))
    return tuple(topic for alike, topic in ranked[:most] if alike > _ALIKE)


@functools.cache
def load_topic_words() -> tuple[TopicWords, ...]:
    """The lexicon in the order of its topics' ids."""
    data = read_own(_knowledge("topic_words.yml").encode(), texts=False)
    return tuple(
        TopicWords(
            topic,
            MappingProxyType({word: weight for weight in WEIGHTS for word in _listed(entry.get(weight))}),
            _listed(entry.get("not")),
        )
        for topic, entry in sorted(data.items())
    )


def _listed(value: str | None) -> tuple[str, ...]:
    """The parts between the commas; the lexicon is written so because YAML lists of that length load slowly."""
    return tuple(part for part in (" ".join(part.split()) for part in (value or "").split(",")) if part)


def _knowledge(name: str) -> str:
    return resources.files("generator.knowledge").joinpath(name).read_text("utf-8")

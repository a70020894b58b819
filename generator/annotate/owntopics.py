"""A desk's own topics in a text: whole words and phrases, unless an excluded one stands in the same paragraph."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.lexicon import KIND_FACTORS
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.knowledge.topics import SiteTopic
    from generator.models import Block

_PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n[^\r\n]+)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or headline in which a topic's words stand."""

    words: tuple[Span, ...]
    """The words and phrases of the topic, in order."""
    excluded_by: tuple[Span, ...]
    """The excluded words beside them; where there are any, the passage does not count."""


def find_passages(text: str, blocks: Sequence[Block], topic: SiteTopic) -> Iterator[Passage]:
    """The passages of `text` that hold words of `topic`, counting or not, in order.

    A passage is a headline, subheading, paragraph or caption; without blocks, the text between blank lines. What stands
    in a dateline, byline or credit is not looked at.
    """
    wanted, unwanted = _pattern((*topic.words, *topic.phrases)), _pattern(topic.exclude)
    if wanted is None:
        return
    places = [(block.start, block.end) for block in blocks if block.kind in KIND_FACTORS]
    mute = [(block.start, block.end) for block in blocks if block.kind not in KIND_FACTORS]
    for start, end in sorted(set(places or [match.span() for match in _PARAGRAPH.finditer(text)])):
        found = [Span(*match.span()) for match in wanted.finditer(text, start, end)]
        words = tuple(span for span in found if not any(span.start < last and first < span.end for first, last in mute))
        if words:
            against = unwanted.finditer(text, start, end) if unwanted else ()
            yield Passage(words, tuple(Span(*match.span()) for match in against))


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

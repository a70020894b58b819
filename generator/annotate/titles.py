"""Titles in front of a person's name: cut from the name, and kept as the role printed there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.knowledge.names import Titles, load_titles
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’‑-]*")
_KEPT = {"lord", "lady", "pope", "king", "queen", "prince", "princess", "saint", "sir", "dame", "pandit"}
_REACH = 60
"""Characters in front of a name in which its role can stand."""


def without_title(text: str, span: Span, lowest: int) -> tuple[Span, Span | None] | None:
    """The name without titles in front of it, and the span of the role printed there; `None` if no name is left."""
    titles = load_titles()
    words = list(_NAME_WORD.finditer(span.of(text)))
    starts = [span.start + word.start() for word in words]
    first, role_from = 0, None
    while first < len(words):
        size = next((n for n in range(titles.longest, 0, -1) if _is_title(words[first : first + n], n, titles)), 0)
        if not size:
            break
        if not _is_honorific(words[first].group(), titles) and role_from is None:
            role_from = starts[first]
        first += size
    if first == len(words):
        return None
    if first and first == len(words) - 1 and words[first - 1].group().casefold() in _KEPT:
        first -= 1  # "Lord Home", "Pope John": the title is what the name is known by
    name = Span(starts[first], span.end)
    if first == 0 and len(words) == 1:
        before = re.search(r"\b(\w+) $", text[lowest : name.start])
        if before and before.group(1)[0].isupper() and before.group(1).casefold() in _KEPT:
            name = Span(lowest + before.start(), name.end)
    return name, _role_before(text, role_from, name, lowest, titles)


def _role_before(text: str, role: int | None, name: Span, lowest: int, titles: Titles) -> Span | None:
    """The role that stands straight before the name, reaching back over the words that belong to it."""
    at = name.start if role is None else role
    head = text[max(lowest, at - _REACH) : at]
    words = [(max(lowest, at - _REACH) + m.start(), m.group()) for m in re.finditer(r"[^\s]+", head)]
    start = role
    if role is None:
        for size in range(min(titles.longest, len(words)), 0, -1):
            if " ".join(word for _, word in words[-size:]).casefold().rstrip(".") in titles.roles:
                start, words = words[-size][0], words[:-size]
                break
    while start is not None and words and words[-1][1].casefold().rstrip(".") in titles.before:
        start, words = words[-1][0], words[:-1]
    if start is None:
        return None
    end = start + len(text[start : name.start].rstrip())
    # A role in front of several names belongs to none of them alone: "Presidents A and B".
    plural = text[start:end].casefold().endswith("s") and text[start:end].casefold()[:-1] in titles.roles
    return Span(start, end) if end > start and not plural else None


def _is_title(words: Sequence[re.Match[str]], size: int, titles: Titles) -> bool:
    if len(words) < size:
        return False
    joined = " ".join(word.group() for word in words).casefold().rstrip(".")
    return joined in titles.roles or joined in titles.before or joined in titles.honorifics or (
        size == 1 and joined.endswith("s") and joined[:-1] in titles.roles
    )  # fmt: skip


def _is_honorific(word: str, titles: Titles) -> bool:
    return word.casefold().rstrip(".") in titles.honorifics


def has_courtesy(text: str, at: int) -> bool:
    """Whether the word in front of position `at` is a courtesy title or a role: "Mr.", "Señor", "President"."""
    before = text[max(0, at - _REACH) : at].split()
    if not before or not text[max(0, at - 1) : at].isspace():
        return False
    word = before[-1].casefold().rstrip(".").lstrip("(“\"'")
    titles = load_titles()
    return word in titles.honorifics or word in titles.roles

"""Titles in front of a person's name: cut from the name, and kept as the role printed there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge.names import Titles, load_parts, load_titles
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.'’‑-]*\w)?\.?")
_NUMERAL = re.compile(r"[IVX]+")
_REACH = 60
"""Characters in front of a name in which its role can stand."""
UNDER = re.compile(r"Under (?!Secretary\b)|under (?!secretary\b)")
"""The preposition, "Under President X", "under Secretary X"; an Under Secretary is an office."""
GIVEN = frozenset({"sultan", "emir", "prince", "major"})
"""Titles that are a given name where a particle follows: Sultan bin Zayed."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A name without the titles in front of it."""

    name: Span
    role: Span | None = None
    """The role printed straight before the name."""
    courtesy: bool = False
    """Whether a courtesy title or a role was cut off."""
    gender: str | None = None
    """What the titles tell: `m`, `f` or nothing."""


def without_title(text: str, span: Span, lowest: int) -> Titled | None:
    """The name in `span` without titles in front of it, and the role printed there; `None` if no name is left."""
    titles = load_titles()
    words = list(_NAME_WORD.finditer(span.of(text)))
    starts = [span.start + word.start() for word in words]
    first, role_from, gender, cut = 0, None, None, False
    while first < len(words):
        size = next((n for n in range(titles.longest, 0, -1) if _is_title(words[first:], n, titles)), 0)
        if not size:
            break
        joined = " ".join(word.group() for word in words[first : first + size])
        gender = gender or titles.gender(joined)
        cut = cut or _key(joined) not in titles.before  # "First" alone is no title
        if _key(joined) not in titles.honorifics | titles.of_full_names and role_from is None:
            role_from = starts[first]
        first += size
    if first == len(words):
        return None
    single = first == len(words) - 1 - (len(words) > first + 1 and _NUMERAL.fullmatch(words[-1].group()) is not None)
    if first and single and _key(words[first - 1].group()) in titles.kept:
        first -= 1  # "Lord Home", "Pope John": the title is what the name is known by
        role_from = None if role_from == starts[first] else role_from
    name = Span(starts[first], span.end)
    if first == 0 and (len(words) == 1 or (len(words) == 2 and _NUMERAL.fullmatch(words[1].group()))):
        before = re.search(r"\b(\w+) $", text[lowest : name.start])
        if before and before.group(1)[0].isupper() and before.group(1).casefold() in titles.kept:
            name = Span(lowest + before.start(), name.end)
            gender = gender or titles.gender(before.group(1))
    front, found = _before(text, name, lowest, titles)
    role = _role_before(text, role_from if cut else None, name, lowest, titles)
    return Titled(name, role, cut or found or role is not None, gender or front)


def kept_title(name: str) -> int:
    """Length of the title at the front of a name that is known by it, with the blank behind; 0 if there is none."""
    first, blank, rest = name.partition(" ")
    return len(first + blank) if rest and _key(first) in load_titles().kept else 0


def _before(text: str, name: Span, lowest: int, titles: Titles) -> tuple[str | None, bool]:
    """The gender that the title outside of the name tells, and whether there is one."""
    words = text[max(lowest, name.start - _REACH) : name.start].split()
    if not words or not text[name.start - 1].isspace():
        return None, False
    for size in range(min(titles.longest, len(words)), 0, -1):
        joined = " ".join(words[-size:]).lstrip("(“\"'‘")
        key = _key(joined)
        if (
            joined not in titles.words_too
            and (key in titles.roles or key in titles.honorifics)
            and not titles.ends_sentence(joined)
        ):
            return titles.gender(key), True
    return None, False


def _role_before(text: str, role: int | None, name: Span, lowest: int, titles: Titles) -> Span | None:
    """The role that stands straight before the name, reaching back over the words that belong to it."""
    at = name.start if role is None else role
    head = text[max(lowest, at - _REACH) : at]
    words = [(max(lowest, at - _REACH) + m.start(), m.group()) for m in re.finditer(r"[^\s]+", head)]
    start = role
    if role is None and head[-1:].isspace():
        for size in range(min(titles.longest, len(words)), 0, -1):
            if titles.is_title(" ".join(word for _, word in words[-size:])):
                start, words = words[-size][0], words[:-size]
                break
    while start is not None and words and titles.is_role(text[words[-1][0] : name.start].strip()):
        start, words = words[-1][0], words[:-1]  # "Grand" of "Grand Ayatollah"
    while start is not None and words and words[-1][1].casefold().rstrip(".") in titles.before:
        start, words = words[-1][0], words[:-1]
    if start is None:
        return None
    under = UNDER.match(text, start, name.start)
    start = under.end() if under else start
    end = start + len(text[start : name.start].rstrip())
    # A role in front of several names belongs to none of them alone: "Presidents A and B".
    plural = text[start:end].casefold().endswith("s") and titles.is_role(text[start : end - 1])
    return Span(start, end) if end > start and not plural else None


def _is_title(words: Sequence[re.Match[str]], size: int, titles: Titles) -> bool:
    """Whether the first `size` words are a title of what follows."""
    if len(words) < size:
        return False
    key = _key(" ".join(word.group() for word in words[:size]))
    behind = words[size].group() if len(words) > size else ""
    if key in GIVEN and behind.casefold() in load_parts().particles:
        return False
    if key in titles.of_full_names and len(words) >= size + 2:
        return True
    return titles.is_role(key) or key in titles.before or key in titles.honorifics or (
        size == 1 and key.endswith("s") and key[:-1] in titles.roles
    )  # fmt: skip


def _key(words: str) -> str:
    return words.casefold().replace("’", "'").rstrip(".")

"""Labelled articles with other names in them, so that the reader learns what stands round a name, not the name.

Mention replacement (Dai and Adel, 2020), word by word: a word of a name becomes another one wherever the article
prints it, so that surnames, short forms and full names still belong together. Now and then a body or a town gets the
words of a person's name, and the other way round: what a name is then shows only in its sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from generator.knowledge.regions import Gazetteer

_KINDS = ("Person", "Organization", "Location")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,}|-[^\W\d_]+)*")
_LEAST = 3
"""Letters: shorter words are particles and initials."""
_SWAPPED = 0.6
"""Share of the names' words that are swapped in an article."""
_OTHER_KIND = {"Person": 0.1, "Organization": 0.45, "Location": 0.35}
"""Share of swaps that take the word from another kind of name."""


class Swapper:
    """Swaps the words of names for words of other names; words of the language, and of country names, stay."""

    def __init__(self, articles: Sequence[dict[str, Any]], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._plain = {word for article in articles for word in _WORD.findall(article["text"]) if word.islower()}
        pools: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for article in articles:
            for start, end, kind, *_ in article["entities"]:
                if kind in _KINDS:
                    for place, word in _placed(article["text"][start:end]):
                        if self._is_opaque(word):
                            pools[kind, place].add(word.capitalize() if word.isupper() else word)
        self._pools = {key: sorted(words) for key, words in pools.items()}

    def swapped(self, article: dict[str, Any], chance: random.Random) -> dict[str, Any]:
        """The article with some of its names' words swapped; `entities` follow."""
        text, title = article["text"], article.get("title") or ""
        new: dict[str, str | None] = {}
        for start, end, kind, *_ in article["entities"]:
            for place, word in _placed(text[start:end]) if kind in _KINDS else ():
                if word not in new:
                    swap = self._is_opaque(word) and chance.random() < _SWAPPED
                    new[word] = self._drawn(word, kind, place, chance) if swap else None
        other = {word: swap for word, swap in new.items() if swap}
        if not other:
            return article
        out, moved, last = [], [], 0
        size = 0
        for match in _WORD.finditer(text):
            swap = other.get(match.group())
            if swap:
                out += [text[last : match.start()], swap]
                size += match.start() - last + len(swap)
                moved.append((match.start(), match.end(), size - len(swap), size))
                last = match.end()
        out.append(text[last:])
        entities = [[_moved(start, moved), _moved(end, moved), *rest] for start, end, *rest in article["entities"]]
        headline = _WORD.sub(lambda match: other.get(match.group()) or match.group(), title)
        return article | {"text": "".join(out), "title": headline, "entities": entities}

    def _is_opaque(self, word: str) -> bool:
        if len(word) < _LEAST or not word[0].isupper() or word.lower() in self._plain:
            return False
        sense = self._gazetteer.best(word)
        return sense is None or sense.sort in ("city", "admin")

    def _drawn(self, word: str, kind: str, place: str, chance: random.Random) -> str:
        if chance.random() < _OTHER_KIND[kind]:
            kind = chance.choice(_KINDS)
        pool = self._pools.get((kind, place)) or self._pools[kind, "last"]
        drawn = chance.choice(pool)
        return drawn.upper() if word.isupper() else drawn


def _placed(name: str) -> list[tuple[str, str]]:
    """The words of a name, each with whether it is the last."""
    words = _WORD.findall(name)
    return [("last" if i == len(words) - 1 else "first", word) for i, word in enumerate(words)]


def _moved(place: int, moved: Sequence[tuple[int, int, int, int]]) -> int:
    """A place of the old text in the new one."""
    shift = 0
    for start, end, new_start, new_end in moved:
        if place >= end:
            shift = new_end - end
        elif place > start:
            return new_start  # inside a swapped word; no label begins there but by mistake
        else:
            break
    return place + shift

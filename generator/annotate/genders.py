"""What the words beside the names of an article tell of their bearers: he or she, or nothing.

A title ("Mrs.", "Queen", "spokeswoman"), a relative's noun ("his wife, X", "X, the daughter of …"), what somebody is
called ("the actress X", "X, a businessman"), and "his" or "her" where the sentence names one person. No list of given
names is asked: most would be right, and the others a wrong person's words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.knowledge.names import load_parts, load_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.annotate.scene import Scene
    from generator.models import Mention

_BESIDE = {"man": "m", "boy": "m", "gentleman": "m", "woman": "f", "girl": "f"}
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_BREAK = re.compile(r"[.;:()“”\"]\s|[,;:()“”\"\n]")
_HIS = re.compile(r"\b(his|her|himself|herself)\b")
_REACH = 60


def learn_genders(scene: Scene) -> None:
    """Note the genders that the article tells; what is told both ways is not known."""
    told: dict[str, set[str]] = {}
    for mention in scene.mentions:
        if mention.form == "name" and scene.is_person(mention.entity):
            told.setdefault(mention.entity, set()).update(_beside(scene.text, mention))
    scene.genders.update({entity: min(found) for entity, found in told.items() if len(found) == 1})
    for entity, gender in _by_possessives(scene):
        if not told.get(entity):
            scene.genders.setdefault(entity, gender)


def _beside(text: str, mention: Mention) -> Iterator[str]:
    """Genders of the words in front of a name, within it and in the apposition behind it."""
    front = text[max(0, mention.start - _REACH) : mention.start]
    cut = [m.end() for m in re.finditer(r"[;:()“”\"\n]|[.!?]\s(?=[A-Z][a-z]{3})", front)]
    front = front[cut[-1] :] if cut else front
    comma = front.rstrip().endswith(",")
    words = [w.group() for w in _WORD.finditer(front.rstrip(" ,").split(",")[-1])]
    yield from _of_title(words[-3:], only_last=comma)
    inside = [w.group() for w in _WORD.finditer(text[mention.start : mention.end])]
    if len(inside) > 1:
        yield from _of_title(inside[:1], only_last=True)
    behind = text[mention.end : mention.end + _REACH]
    pair = re.match(r" and (his|her) ", behind)
    if pair:
        yield "m" if pair.group(1) == "his" else "f"
    apposition = re.match(r", (?:\d{1,3}, )?(?:an?|the|his|her|their|\w+['’]s) ", behind)
    if apposition:
        rest = _BREAK.split(behind[apposition.end() :])[0]
        yield from _of_noun(
            [w.group() for w in _WORD.finditer(re.split(r" (?:of|for|at|in|who|and|from|to)\b", rest)[0])]
        )


def _of_title(words: list[str], *, only_last: bool) -> Iterator[str]:
    """What titles and kinship straight in front of a name tell."""
    titles = load_titles()
    for size in range(1, 2 if only_last else len(words) + 1):
        joined = " ".join(words[-size:])
        gender = titles.gender(joined)
        if gender and (joined[0].isupper() or joined.casefold() not in titles.honorifics):
            yield gender
            return
    yield from _of_noun(words)


def _of_noun(words: list[str]) -> Iterator[str]:
    """What the last noun of a phrase tells of whom it describes."""
    word = words[-1].casefold().strip(".") if words else ""
    gender = load_titles().gender(word) or load_parts().kin.get(word) or _BESIDE.get(word)
    if gender in {"m", "f"} and words[-1].casefold() not in load_titles().honorifics:
        yield gender


def _by_possessives(scene: Scene) -> Iterator[tuple[str, str]]:
    """Persons who are alone in a sentence with "his" or "her" behind them, if all such sentences agree."""
    told: dict[str, set[str]] = {}
    for sentence in scene.sentences:
        words = {"m" if m.group(1).startswith("hi") else "f" for m in _HIS.finditer(sentence.of(scene.text))}
        first = _HIS.search(sentence.of(scene.text))
        if len(words) != 1 or first is None:
            continue
        named = {
            m.entity
            for m in scene.mentions
            if sentence.start <= m.start < sentence.end and scene.is_person(m.entity) and m.form in {"name", "nominal"}
        }
        front = [m for m in scene.mentions if sentence.start <= m.start < sentence.start + first.start()]
        if len(named) == 1 and any(m.entity in named for m in front):
            told.setdefault(min(named), set()).update(words)
    yield from sorted((entity, min(words)) for entity, words in told.items() if len(words) == 1)

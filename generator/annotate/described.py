"""Whom a description means: "the foreign minister", "the mayor of X", "the 45-year-old", "his father", "the company".

It is the one entity named so far beside which the article prints that role, in front of the name or behind it. Two
bearers, a word that is not printed with him, or somebody else so called without a name ("another senator"): nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.annotate.units import core_end, is_preposition, segments
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_parts, load_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.annotate.scene import Scene
    from generator.annotate.units import Phrase
    from generator.models import Mention

_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_BEHIND = re.compile(
    r"(?: \([^()]{1,20}\))?(?:, (?:\d{1,3}, )?| is | was | \(|, who (?:is|was) )(?:(?:an?|the|its|his|her|their) )?"
)
_PART = re.compile(r"\b(?:of|for|the|an?|his|her|their)\b")
"""With these the noun behind is not what the apposition calls him."""
_OTHERS = frozenset({"a", "an", "another", "one", "any", "every", "each"})
_POSSESSIVES = frozenset({"his", "her", "their"})
_OTHER_TERMS = frozenset(
    {"former", "deputy", "vice", "ex", "then", "late", "incoming", "elect", "acting", "assistant", "shadow"}
)
_FRONT, _REACH = 60, 90


def described(scene: Scene, phrase: Phrase) -> Iterator[str]:
    """The entity that a definite noun phrase means, if there is only one."""
    if phrase.noun is None or phrase.head.tag_ in {"NNS", "NNPS", "CD"}:
        return
    first, end = segments(phrase)[0]
    start = phrase.piece.start + phrase.doc[phrase.units[0].first].idx
    words = [phrase.doc[u.first : u.end].text for u in phrase.units[first : core_end(phrase, first, end)]]
    opening, words = words[0].casefold(), [w for w in words[1:] if w not in {"-", "‑"}]
    found: set[str] = set()
    noun = phrase.head.text.casefold()
    if not words:
        return
    if opening in _POSSESSIVES and noun in load_parts().kin:
        found = _relatives(scene, noun)
    elif opening == "the":
        modifiers = _modifiers(phrase, first, end)
        if modifiers is None:
            return
        age = _AGE.search(phrase.doc[phrase.units[0].first : phrase.units[-1].end].text)
        if age is not None:
            found = _of_age(scene, age.group(1), start)
        elif noun == "government" and not modifiers:
            found = _governments(scene, start)
        elif noun in load_cues().documents or noun in load_cues().nouns:
            return
        else:
            found = _bearers(scene, noun, modifiers, start)
            if not found and not modifiers:
                found = _bodies(scene, noun, start)
    if len(found) == 1:
        yield from found


def _modifiers(phrase: Phrase, first: int, end: int) -> list[str] | None:
    """The words that say which one is meant; nothing can be said where a clause or a second phrase follows."""
    out = []
    for n in range(first + 1, end):
        token = phrase.doc[phrase.units[n].first]
        words = phrase.doc[phrase.units[n].first : phrase.units[n].end].text
        if n == phrase.noun or words in {"-", "‑"} or token.tag_ == "POS" or token.lower_ in {"the", "of", "for"}:
            continue
        if is_preposition(token):
            return None
        if token.pos_ in {"ADV", "PUNCT"}:
            continue
        out.append(words)
    return out


def _names(scene: Scene, before: int, kind: str) -> Iterator[Mention]:
    """Mentions by name of one kind of entity in front of a character, outside of verbatim quotations."""
    for m in scene.mentions:
        if m.form == "name" and m.end <= before and scene.kind(m.entity) == kind:
            yield m


def _beside(text: str, mention: Mention) -> tuple[str, str]:
    """The words straight in front of a name, and those of the apposition behind it."""
    front = text[max(0, mention.start - _FRONT) : mention.start]
    front = re.split(r"[;:()“”\"\n]|[.!?]\s+(?=[A-Z])|, (?=who\b|which\b)", front)[-1]
    behind = text[mention.end : mention.end + _REACH]
    opened = _BEHIND.match(behind)
    rest = re.split(r"[;:“”\"\n]|[.!?](?:\s|$)|,", behind[opened.end() :])[0] if opened else ""
    return front, rest


def _bearers(scene: Scene, noun: str, modifiers: list[str], before: int) -> set[str]:
    """Persons beside whose names the role is printed, with all the words that say which one is meant."""
    found: dict[str, list[str]] = {}
    for mention in _names(scene, before, "person"):
        for near in _called(scene.text[:before], mention, noun):
            found.setdefault(mention.entity, []).append(near)
    for role in scene.roles:
        if role.end <= before and scene.is_person(role.entity) and _is_office(role.span.of(scene.text), noun):
            near = scene.text[max(0, role.start - _FRONT) : role.end + _FRONT]
            found.setdefault(role.entity, []).append(near)
    if modifiers:
        found = {e: near for e, near in found.items() if any(_prints(text, modifiers) for text in near)}
    if len(found) == 1 and _is_shared(scene, noun, next(iter(found)), before):
        return set()
    return set(found)


def _called(text: str, mention: Mention, noun: str) -> Iterator[str]:
    """The words beside a name that call its bearer by a noun: "Minister X", "the mayor, X", "X, a professor"."""
    front, behind = _beside(text, mention)
    own = text[mention.start : mention.end]
    if own.casefold().startswith(f"{noun} "):
        yield front + own
    role = re.search(rf"\b((?:[\w’'.-]+ )*?)({re.escape(noun)})\s*,?\s*$", front, re.IGNORECASE)
    parted = front.rstrip().endswith(",")
    if role and not _other_term(role.group(1)) and (not parted or _defines(role.group(1))):
        yield front
    head = re.split(r" (?:who|at|in|from|to|and|with|on|by)\b", behind)[0]
    opening = rf"((?:[\w’'.-]+ )*?){re.escape(noun)}\b(?! [a-z]+(?:er|or|man|woman)\b)"
    called = re.match(opening, head, re.IGNORECASE)
    if called and not _PART.search(called.group(1)) and not _other_term(called.group(1)):
        yield behind


def _is_office(words: str, noun: str) -> bool:
    """Whether a printed role may be called by its last word."""
    titles = load_titles()
    return titles.office(words).split()[-1:] == [titles.office(noun)] and not _other_term(words)


def _defines(words: str) -> bool:
    """Whether words in front of a role and a comma make it an apposition: "the minister, X"."""
    return re.search(r"\b(?:the|its|his|her|their|\w+['’]s)\b", words, re.IGNORECASE) is not None


def _other_term(words: str) -> bool:
    """Whether an office is held no more, or is another one: "former", "deputy"."""
    return any(re.split(r"[-‑]", word)[0] in _OTHER_TERMS for word in words.casefold().split())


def _prints(text: str, words: Iterable[str]) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def _is_shared(scene: Scene, noun: str, bearer: str, before: int) -> bool:
    """Whether somebody else is so called without a name: "another senator", "a senator from X"."""
    own = [m for m in scene.mentions if m.entity == bearer]
    for match in re.finditer(rf"\b{re.escape(noun)}\b(?!['’]s)", scene.text[:before], re.IGNORECASE):
        front = re.split(r"[,;:.()“”\"\n]", scene.text[max(0, match.start() - 40) : match.start()])[-1]
        opened = re.search(rf"\b(?:{'|'.join(sorted(_OTHERS))})\b(?: [\w’'-]+){{0,2}} $", front, re.IGNORECASE)
        if opened is None:
            continue
        at = match.start() - len(front) + opened.start()
        behind = any(0 < at - m.end < 15 and _BEHIND.fullmatch(scene.text[m.end : at]) for m in own)
        if not behind and not any(0 < m.start - match.end() <= len(", ") for m in own):
            return True
    return False


def _of_age(scene: Scene, age: str, before: int) -> set[str]:
    """Persons behind whose name the age is printed, or in front of it."""
    out = set()
    for mention in _names(scene, before, "person"):
        behind = scene.text[mention.end : mention.end + 12]
        front = scene.text[max(0, mention.start - 40) : mention.start]
        called = re.search(rf"\b{age}-year-old (?:[\w-]+ ){{0,3}}$", front)
        if re.match(rf"(?:, (?:aged )?| \(){age}(?:[,.)]|$| )", behind) or called:
            out.add(mention.entity)
    return out


def _relatives(scene: Scene, noun: str) -> set[str]:
    """Persons who are introduced as such a relative; nobody, where the word is printed with others' names too."""
    out = set()
    for mention in _names(scene, len(scene.text), "person"):
        front = scene.text[max(0, mention.start - 30) : mention.start]
        if re.search(rf"\b{re.escape(noun)},? $", front):
            out.add(mention.entity)
    return out


def _governments(scene: Scene, before: int) -> set[str]:
    """States whose government is printed so far: "the Israeli government", "the government of Chad"."""
    out = set()
    for m in scene.mentions:
        if m.end > before or scene.entities[m.entity].ref is None:
            continue
        words = scene.text[m.start : m.end].casefold()
        behind = scene.text[m.end : m.end + 14].casefold()
        front = scene.text[max(0, m.start - 18) : m.start].casefold()
        if (
            "government" in words
            or re.match(r"(?:['’]s)? government\b", behind)
            or re.search(r"government of (?:the )?$", front)
        ):
            out.add(m.entity)
    return out


def _bodies(scene: Scene, noun: str, before: int) -> set[str]:
    """Bodies that bear the noun in their name or beside it, or failing that the only body that may be one."""
    nouns = load_parts().body_nouns | load_cues().media | {"group", "organisation", "organization", "charity", "bank"}
    if noun not in nouns:
        return set()
    bodies = list(_names(scene, before, "organisation"))
    named = {m.entity for m in bodies if noun in _ends(scene.entities[m.entity].name)}
    if named:
        return named
    printed = set()
    for mention in bodies:
        front, behind = _beside(scene.text[:before], mention)
        in_front = re.search(rf"\b{re.escape(noun)},? $", front, re.IGNORECASE)
        head = re.split(r" (?:of|for|at|in|from|that|which)\b", behind)[0]
        if in_front or re.search(rf"\b{re.escape(noun)}$", head, re.IGNORECASE):
            printed.add(mention.entity)
    if printed or _is_indefinite(scene, noun, before):
        return printed
    every = {m.entity for m in bodies}
    alone = every if len(every) == 1 else set()
    return {i for i in alone if not (nouns - {noun}) & _ends(scene.entities[i].name)}


def _ends(name: str) -> set[str]:
    words = name.casefold().split()
    return {*words[:1], *words[-1:]}


def _is_indefinite(scene: Scene, noun: str, before: int) -> bool:
    """Whether a body without a name was introduced: "a company"."""
    return (
        re.search(
            rf"\b(?:an?|another|one|two) (?:[\w-]+ ){{0,2}}{re.escape(noun)}\b", scene.text[:before], re.IGNORECASE
        )
        is not None
    )

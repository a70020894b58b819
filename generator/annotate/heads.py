"""Whom or what the words for a speaker are about: the name among them that is their head, never one in a modifier.

The words come from a reader that cuts them roughly ("Tom Burke, who is coming from …", "a tweet on Monday by …"), so
their order and the names in them decide, and the parse only helps: in front of a relative clause the last name that no
preposition governs ("Secretary of State Anna Weber of Bonn"), or behind a comma the name of the noun in front ("his
daughter, Eva Brown"), or the noun itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.units import (
    CLAUSES,
    MESSENGERS,
    Phrase,
    core_end,
    filled,
    find_units,
    is_noun,
    is_preposition,
    is_somebody,
    is_time,
    segments,
)
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_parts, load_titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.scene import Scene
    from generator.annotate.units import Unit

_LEFT_OUT = frozenset({"PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ", "PART", "ADV", "INTJ"})
_NUMBERS = frozenset({"NN", "NNP", "CD", "DT", "JJ"})


def read_phrase(scene: Scene, piece: Parsed, first: int, end: int) -> Phrase | None:
    """What tokens `first` up to `end` are about; nothing where no word is left."""
    doc = piece.doc
    while first < end and doc[first].pos_ in _LEFT_OUT and scene.mention(piece, doc[first]) is None:
        first += 1
    units = tuple(find_units(scene, piece, first, filled(doc, end)))
    if not units:
        return None
    bare = Phrase(piece, units, (), None)
    names, noun = _head(scene, bare)
    if names:
        names = [names[0], *_beside(bare, names)]
    return Phrase(piece, units, tuple(names), noun)


def _stands_free(scene: Scene, phrase: Phrase, number: int) -> bool:
    """Whether the name of a unit can be the head: neither part of a longer phrase nor governed by a preposition."""
    unit = phrase.units[number]
    mention = unit.mention
    if mention is None or mention.form == "adjective":
        return False
    return not _goes_on(phrase, number) and not _is_governed(scene, phrase, number)


def _goes_on(phrase: Phrase, number: int) -> bool:
    """Whether a name modifies what follows: "the Brown campaign", "Brown's lawyer", "Yemen-based"."""
    rest = phrase.units[number + 1 : number + 3]
    if not rest:
        return False
    token = phrase.doc[rest[0].first]
    if token.tag_ == "POS":
        return len(rest) > 1 and phrase.token(number + 2).text != ","
    if token.text in {"-", "‑", "/"} and not phrase.doc[token.i - 1].whitespace_:
        return True
    if rest[0].mention is None and (is_time(token) or _is_suffix(token)):
        return False
    return is_noun(token) or (rest[0].mention is not None and token.text != ",")


def _is_suffix(token: Token) -> bool:
    word = token.lower_.rstrip(".").replace(".", "")
    return word in load_parts().honours or word in load_parts().suffixes


def _is_governed(scene: Scene, phrase: Phrase, number: int) -> bool:
    """Whether a name hangs on a preposition or a verb in front of it, and is not only behind somebody's title.

    "Secretary of State Weber" is Weber; "an aide to Secretary of State Weber" and "the mayor of Bonn" are not.
    """
    for at in range(number - 1, -1, -1):
        token = phrase.doc[phrase.units[at].first]
        if phrase.units[at].mention is not None:
            continue
        if token.text == ",":
            return False
        if token.pos_ == "VERB" and token.dep_ in CLAUSES:
            return True
        if is_preposition(token):
            between = phrase.units[at + 1 : number]
            titled = scene.is_person(phrase.mention(number).entity) and _completes_title(phrase, between)
            if not titled or at == 0 or not is_noun(phrase.token(at - 1)):
                return True
    return False


def _completes_title(phrase: Phrase, between: Sequence[Unit]) -> bool:
    """Whether words between a preposition and a name belong to the title in front: "(minister of) the interior"."""
    if not between:
        return False
    last = phrase.doc[between[-1].end - 1]
    if between[-1].mention is not None:
        if between[-1].mention.form == "adjective":
            return False
    elif not is_noun(last):
        return False
    plain = [phrase.doc[unit.end - 1] for unit in between if unit.mention is None]
    return not any(is_somebody(t) for t in plain if t.tag_ in {"NN", "NNP"})


def _head(scene: Scene, phrase: Phrase) -> tuple[list[int], int | None]:
    """The unit whose name is the head, or else the unit of the head noun."""
    parts = segments(phrase)
    if not parts:
        return [], None
    first, end = parts[0]
    people = [n for n in range(first, end) if _is_person(scene, phrase, n) and _stands_free(scene, phrase, n)]
    if people:
        joined = any(phrase.token(n).pos_ == "CCONJ" for n in range(people[0], people[-1]))
        return [people[0] if joined else people[-1]], None
    last = core_end(phrase, first, end) - 1
    while last > first and phrase.token(last).pos_ == "NUM" and is_noun(phrase.token(last - 1)):
        last -= 1  # "Article 9"
    last = _first_of_names(phrase, first, last)
    if phrase.units[last].mention is not None and _is_own_name(scene, phrase, first, last):
        return [last], None
    if phrase.token(last).tag_ in _NUMBERS:
        apposed = next((n for a, b in parts[1:] for n in _apposed(scene, phrase, a, b, phrase.token(last))), None)
        if apposed is not None:
            return [apposed], None
    return [], last


def _first_of_names(phrase: Phrase, first: int, last: int) -> int:
    """The first of names that "and" joins: "Chad" of "Chad and the Sudan"."""
    while phrase.units[last].mention is not None:
        at = last - 1
        while at > first and phrase.token(at).lower_ == "the":
            at -= 1
        if at <= first or phrase.token(at).pos_ != "CCONJ" or phrase.units[at - 1].mention is None:
            break
        if phrase.mention(at - 1).form == "adjective":
            break
        last = at - 1
    return last


def _is_person(scene: Scene, phrase: Phrase, number: int) -> bool:
    mention = phrase.units[number].mention
    return mention is not None and mention.form == "name" and scene.is_person(mention.entity)


def _is_own_name(scene: Scene, phrase: Phrase, first: int, last: int) -> bool:
    """Whether the name at the end of the noun phrase is what the phrase is about."""
    mention, token = phrase.mention(last), phrase.token(last)
    kind = scene.kind(mention.entity)
    member = (kind == "group" and mention.form != "adjective") or (
        kind == "organisation" and mention.form == "adjective"
    )
    if member and token.tag_ in {"NN", "NNP"}:
        return False  # "The New York Republican": one member of a group or party is not the whole
    if mention.form == "adjective":
        return last == first or (last == first + 1 and token.tag_ in {"NNS", "NNPS"})
    return not _goes_on(phrase, last)


def _apposed(scene: Scene, phrase: Phrase, first: int, end: int, noun: Token) -> Iterator[int]:
    """The name that a part behind a comma gives to the noun in front: ", Anna Weber," or ", Dr. Weber of Bonn,"."""
    for n in range(first, end):
        if phrase.units[n].mention is None:
            token = phrase.token(n)
            if token.pos_ in {"CCONJ", "ADP", "VERB", "AUX"} or token.tag_ == "POS" or token.lower_ in {"a", "an"}:
                return
            continue
        if _is_person(scene, phrase, n):
            if _stands_free(scene, phrase, n):
                yield n
            return
        is_body = scene.kind(phrase.mention(n).entity) == "organisation" and phrase.mention(n).form == "name"
        fits = _is_body_noun(noun) or noun.lower_ == "one"
        if is_body and n == end - 1 and not _goes_on(phrase, n) and fits:
            yield n
            return


def _is_body_noun(noun: Token) -> bool:
    parts, word = load_parts(), noun.lemma_.lower()
    return word in parts.body_nouns or word in load_cues().voices - MESSENGERS or word in load_cues().media


def _beside(phrase: Phrase, names: Sequence[int]) -> Iterator[int]:
    """Names that stand beside the head: "A and B", "A, B and C", "A of Bonn and B of Ulm"."""
    head = names[0]
    unit = phrase.units[head]
    conjuncts = {t.i for i in range(unit.first, unit.end) for t in phrase.doc[i].conjuncts}
    run = _run(phrase, head)
    for n in range(head + 1, len(phrase.units)):
        other = phrase.units[n]
        if other.mention is None or other.mention.form == "adjective" or _goes_on(phrase, n):
            continue
        if n in run or any(i in conjuncts for i in range(other.first, other.end)):
            yield n


def _run(phrase: Phrase, head: int) -> set[int]:
    """Numbers of the names that follow straight behind commas and one "and"."""
    found: list[int] = []
    n, joined = head + 1, False
    while n < len(phrase.units):
        token = phrase.doc[phrase.units[n].first]
        mention = phrase.units[n].mention
        if mention is not None and mention.form != "adjective":
            if n == head + 1 or (found and found[-1] == n - 1):
                break
            found.append(n)
            if joined:
                return set(found)
        elif token.pos_ == "CCONJ":
            joined = True
        elif token.text != "," and token.lower_ != "the" and not load_titles().is_role(token.text):
            break
        n += 1
    return set()

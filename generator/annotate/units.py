"""A phrase in units, the words and names of it, as far as it says who is meant: no brackets, no clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_parts, load_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from generator.annotate.parsed import Parsed
    from generator.annotate.scene import Scene
    from generator.models import Mention

MESSENGERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
RELEASES = frozenset(
    {"circulate", "deliver", "issue", "make", "post", "publish", "put", "read", "release", "send", "sign", "write"}
)
"""What is done to a document by whoever speaks in it."""
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WRB", "WP$"})
CLAUSES = frozenset(
    {"acl", "relcl", "advcl", "ROOT", "ccomp", "xcomp", "conj", "parataxis", "pcomp", "prep", "nsubj", "dep", "aux"}
)
_OPENS = frozenset({"det", "amod", "compound", "nummod", "nmod", "predet", "quantmod", "poss"})
_WHEN = frozenset({"today", "yesterday", "tomorrow", "tonight", "himself", "herself", "itself", "themselves", "too"})
_REACH = 8
"""Tokens by which words that end with a modifier are filled up to their noun."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or the words of one name."""

    first: int
    end: int
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words for a speaker, without brackets and clauses, in units."""

    piece: Parsed
    units: tuple[Unit, ...]
    names: tuple[int, ...]
    """Numbers of the units whose names are the head of the phrase; the first is the head, others stand beside it."""
    noun: int | None
    """Number of the unit that is the head where no name is."""

    @property
    def doc(self) -> Doc:
        """The parsed paragraph."""
        return self.piece.doc

    def token(self, number: int) -> Token:
        """The last word of a unit."""
        return self.doc[self.units[number].end - 1]

    @property
    def head(self) -> Token:
        """The last word of what the phrase is about."""
        number = self.names[0] if self.names else self.noun
        return self.token(number if number is not None else len(self.units) - 1)

    def mention(self, number: int) -> Mention:
        """The mention of a unit that has one."""
        found = self.units[number].mention
        assert found is not None
        return found


def filled(doc: Doc, end: int) -> int:
    """The end of words that break off at a modifier: "the" of "the Weather Service"."""
    while end < len(doc) and doc[end - 1].dep_ in _OPENS and end - 1 < doc[end - 1].head.i < end + _REACH:
        last = doc[end - 1]
        if doc[end].pos_ in {"VERB", "AUX"} and doc[end].dep_ not in _OPENS:
            break
        if last.dep_ == "poss" and last.pos_ != "DET":
            break  # "the family" of "the family's statement" is who speaks
        end = last.head.i + 1
    return end


def find_units(scene: Scene, piece: Parsed, first: int, end: int) -> Iterator[Unit]:
    """Words and names up to a clause, without what stands in brackets."""
    doc, i, depth, some = piece.doc, first, 0, False
    while i < end:
        token = doc[i]
        mention = scene.mention(piece, token)
        depth += token.text == "("
        if depth:
            depth -= token.text == ")"
            i += 1
            continue
        if mention is None and some and _ends(token):
            return
        stop = i + 1
        while mention is not None and stop < len(doc) and scene.mention(piece, doc[stop]) is mention:
            stop += 1
        if mention is not None:
            work = _work(scene, piece, i, stop)
            stop = work or stop
            yield Unit(i, stop, None if work else mention)
        elif not token.is_space and not token.is_quote:
            yield Unit(i, stop)
        some = some or token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
        i = stop


def _work(scene: Scene, piece: Parsed, first: int, end: int) -> int | None:
    """The end of a title of a work that begins with a name: "Keller in the Morning"."""
    doc = piece.doc
    if end + 2 >= len(doc) or doc[end].lower_ not in {"in", "on", "at"} or doc[end + 1].lower_ != "the":
        return None
    word = doc[end + 2]
    if not word.text.istitle() or scene.mention(piece, word) is not None or doc[first].lower_ == "the":
        return None
    titles = load_titles()
    return None if titles.is_role(word.text) else end + 3


def _ends(token: Token) -> bool:
    """Whether a clause begins with a word that no longer says who speaks."""
    if token.text in {";", ":", "—", "–", "--"} or token.lower_ in {"including", "according"}:
        return True
    if token.tag_ in _RELATIVE_TAGS:
        return True
    if token.tag_ == "VBN" and token.lemma_.lower() in RELEASES and token.i + 1 < len(token.doc):
        return token.nbor().lower_ != "by"  # "a statement released by X"
    return token.pos_ in {"VERB", "AUX"} and token.tag_ != "NN" and token.dep_ in CLAUSES


def is_preposition(token: Token) -> bool:
    """Whether a word governs the name behind it."""
    return (token.pos_ == "ADP" or token.tag_ in {"IN", "TO"}) and token.dep_ != "prt"


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, and not one that tells a time."""
    return token.tag_ in {"NN", "NNS", "NNP", "NNPS"} and token.dep_ != "npadvmod"


def is_time(token: Token) -> bool:
    """Whether a word behind a name tells a time or only repeats him: "Monday", "himself"."""
    return token.dep_ == "npadvmod" or token.lower_ in _WHEN or token.text in load_parts().calendar


def is_somebody(token: Token) -> bool:
    """Whether a noun is a title, or says what somebody is or does."""
    cues, word = load_cues(), token.lemma_.lower()
    return (
        load_titles().is_role(token.text.lower())
        or load_titles().is_role(word)
        or word in load_titles().honorifics
        or word in cues.unnamed
        or word in MESSENGERS
        or word in load_parts().kin
    )


def segments(phrase: Phrase) -> list[tuple[int, int]]:
    """Numbers of the first unit and the one behind the last of each part between commas."""
    cuts = [n for n, unit in enumerate(phrase.units) if phrase.doc[unit.first].text == "," and unit.mention is None]
    return [(a, b) for a, b in zip([0, *(n + 1 for n in cuts)], [*cuts, len(phrase.units)], strict=True) if a < b]


def core_end(phrase: Phrase, first: int, end: int) -> int:
    """The unit behind the head noun of a part: in front of its first preposition, without times and possessives."""
    stop = next((n for n in range(first + 1, end) if phrase.units[n].mention is None
                 and is_preposition(phrase.doc[phrase.units[n].first])), end)  # fmt: skip
    while stop > first + 1 and phrase.units[stop - 1].mention is None:
        token = phrase.token(stop - 1)
        if not (is_time(token) or token.tag_ in {"POS", "VBN"} or token.is_punct or token.pos_ in {"ADV", "CCONJ"}):
            break
        stop -= 1
    return stop

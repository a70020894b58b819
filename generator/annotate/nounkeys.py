"""The noun that a number counts, and the key that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge.quantities import load_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_REACH = 5
"""Words between a number and its noun: "84 heavily armed government soldiers"."""
_ALIKE = frozenset(
    {"aircraft", "spacecraft", "sheep", "buffalo", "deer", "fish", "crew", "staff", "personnel", "police", "cattle"}
    | {"poultry", "people", "dead"}
)
"""Nouns that bear no s when several are counted."""
_WITH_S = frozenset({"species", "series", "measles", "headquarters", "barracks", "news", "means"})
_MISTAKEN = {"doses": "dose", "taxes": "tax"}
"""What spaCy takes for Greek."""
_TELLING = frozenset({"new"})
"""Adjectives without which a noun names something else."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted."""

    of: str | None
    unit: str | None
    noun: str | None = None
    """Its noun, also where the key is not plain."""


def find_noun(doc: Doc, tokens: Tokens) -> Token | None:
    """The noun behind a number; one in the singular is not counted ("a 707 cargo plane")."""
    noun = _behind(doc, tokens)
    if noun is None or (noun.i + 1 < len(doc) and doc[noun.i + 1].text in ("-", "‑")):
        return None
    several = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in _ALIKE or tokens.text.casefold() in ("one", "1")
    return noun if several or noun.tag_ == "NNP" else None


def _behind(doc: Doc, tokens: Tokens) -> Token | None:
    root = tokens.root
    head = root.head
    if head.lower_ in load_quantities().outcomes.being and head.tag_ != "NNS":
        return None
    between = doc[tokens.end : head.i]
    near = 0 <= head.i - tokens.end <= _REACH and not any(token.is_punct and token.tag_ != "HYPH" for token in between)
    if root.dep_ in {"nummod", "compound", "amod", "quantmod", "nmod"} and near and head.pos_ in {"NOUN", "PROPN"}:
        return head
    last = None
    for token in doc[tokens.end : tokens.end + _REACH]:
        if token.tag_ in {"NN", "NNS", "NNPS"}:
            last = token
        elif (
            last is not None
            or token.tag_ not in {"JJ", "HYPH", "NNP"}
            or token.lower_ in load_quantities().outcomes.being
        ):
            break
    return last if last is not None and last.tag_ in {"NNS", "NNPS"} else None


def noun_key(noun: Token) -> str:
    """The noun as a key, with what stands in front of it that says which; empty for people in general."""
    words = load_quantities()
    last = _singular(noun)
    if last in words.anybody:
        return ""
    first = noun.i
    while (
        first > 0
        and (before := noun.doc[first - 1]).head == noun
        and (
            (
                before.dep_ == "compound"
                and before.tag_ in {"NN", "NNS"}
                and before.is_alpha
                and before.lower_ not in words.scales
            )
            or before.lower_ in _TELLING
        )
    ):
        first -= 1
    if first > 1 and noun.doc[first - 1].text == "-" and noun.doc[first - 2].is_alpha:
        first -= 2  # "asylum-seekers"
    return " ".join([*(token.lower_ for token in noun.doc[first : noun.i]), last]).replace(" - ", "-")


def _singular(token: Token) -> str:
    lemma = token.lower_ if token.lower_ in _WITH_S else _MISTAKEN.get(token.lower_) or token.lemma_.lower()
    proper = token.tag_ in {"NNP", "NNPS"} and lemma == token.lower_
    return lemma.removesuffix("s") if proper and token.tag_ == "NNPS" else lemma

"""What happened to what a number counts, by the words behind it and by the parse: killed, arrested, destroyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.knowledge.quantities import load_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_DEPTH = 3
_BETWEEN = frozenset(
    [
        "still",
        "already",
        "also",
        "now",
        "reported",
        "reportedly",
        "confirmed",
        "officially",
        "both",
        "others",
        "left",
        "remain",
        "remained",
        "have",
        "has",
        "had",
        "were",
        "was",
        "are",
        "is",
        "been",
        "being",
    ]
)
_UNSURE = frozenset(
    [
        "feared",
        "believed",
        "presumed",
        "thought",
        "may",
        "might",
        "could",
        "would",
        "should",
        "will",
        "can",
        "not",
        "never",
        "if",
        "unless",
        "to",
        "n't",
        "nearly",
        "almost",
    ]
)
_BE = frozenset({"be", "remain", "stay"})
_OF_NOUNS = {
    "killing": "killed",
    "massacre": "killed",
    "evacuation": "evacuated",
    "rescue": "rescued",
    "release": "freed",
}


def find_outcome(doc: Doc, counted: Token, tokens: Tokens, depth: int = 0) -> str | None:
    """What happened to what is counted."""
    told = told_beside(doc, max(counted.i + 1, tokens.end))
    if told is not None:
        return told or None
    return _role(doc, counted, tokens, depth)


def told_beside(doc: Doc, at: int) -> str | None:
    """What the words directly behind say; empty where they say that it is not sure, `None` where they say nothing."""
    outcomes = load_quantities().outcomes
    passive = False
    while at < len(doc) and doc[at].lower_ in _BETWEEN:
        passive = passive or doc[at].lemma_ == "be"
        at += 1
    if at == len(doc):
        return None
    token = doc[at]
    if token.lower_ in _UNSURE:
        return ""
    lemma = token.lemma_.lower()
    key = None
    if token.tag_ in {"VBN", "VBD", "JJ", "NN", "VBG"} and token.lower_ in outcomes.being:
        key = outcomes.being[token.lower_]
    elif token.pos_ == "VERB" and lemma in outcomes.done and (passive or token.tag_ == "VBN"):
        key = outcomes.done[lemma]
    elif token.pos_ == "VERB" and lemma in outcomes.does and token.tag_ in {"VBD", "VBN", "VBP", "VBZ", "VBG"}:
        return outcomes.does[lemma]
    elif token.lower_ == "took" and at + 1 < len(doc) and doc[at + 1].lower_ == "part":
        return "taking part"
    elif token.lower_ in {"shot", "found"} and at + 1 < len(doc) and doc[at + 1].lower_ == "dead":
        return "killed"
    if key is None:
        return None
    acts = not passive and any(child.dep_ in {"dobj", "nummod"} and child.i > at for child in token.children)
    attribute = token.tag_ in {"JJ", "VBN"} and token.dep_ == "amod" and token.head.i > token.i
    return None if acts or attribute else ("" if _is_doubled(doc, at) else key)


def _is_doubled(doc: Doc, at: int) -> bool:
    """Whether two things are told of one number: "killed or wounded"."""
    if at + 2 >= len(doc) or doc[at + 1].lower_ not in {"or", "and"}:
        return False
    return doc[at + 2].lower_ in load_quantities().outcomes.being and not (at + 3 < len(doc) and doc[at + 3].like_num)


def _role(doc: Doc, counted: Token, tokens: Tokens, depth: int) -> str | None:
    """What the verb says to which what is counted belongs."""
    outcomes = load_quantities().outcomes
    verb, lemma = counted.head, counted.head.lemma_.lower()
    if counted.dep_ == "conj" and depth < _DEPTH and verb.i < counted.i:
        return _role(doc, verb, tokens, depth + 1)
    for child in counted.children:
        if child.dep_ in {"acl", "relcl"} and child.i > counted.i:
            key = told_of(child)
            if key is not None:
                return key
    if counted.dep_ == "dobj" and lemma in outcomes.done and _is_real(verb) and not _has_other(verb):
        return outcomes.done[lemma]
    if counted.dep_ in {"nsubj", "nsubjpass"} and _is_real(verb):
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        if passive and lemma in outcomes.done and not _has_other(verb):
            return outcomes.done[lemma]
        if not passive and lemma in outcomes.does:
            return outcomes.does[lemma]
        if not passive and lemma == "take" and any(child.lower_ == "part" for child in verb.children):
            return "taking part"
        if lemma in _BE:
            said = [child for child in verb.children if child.dep_ in {"acomp", "attr", "oprd"}]
            return next((outcomes.being[c.lower_] for c in said if c.lower_ in outcomes.being), None)
    if counted.dep_ == "pobj" and verb.lower_ == "of":
        return {**_OF_NOUNS, **outcomes.nouns}.get(verb.head.lemma_.lower())
    # Headlines are parsed badly: "Blast Kills 84".
    before = doc[tokens.start - 1] if tokens.start > tokens.sent.start else None
    if before is not None and before.lemma_.lower() in outcomes.done and before.pos_ == "VERB":
        key = outcomes.done[before.lemma_.lower()]
        return key if _is_real(before) and not _has_other(before) else None
    return None


def told_of(verb: Token) -> str | None:
    """What a clause that belongs to a noun says of it: "killed in the blast", "who died"."""
    outcomes = load_quantities().outcomes
    lemma = verb.lemma_.lower()
    if not _is_real(verb) or _has_other(verb):
        return None
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if lemma in outcomes.done and (passive or (verb.dep_ == "acl" and verb.tag_ == "VBN")):
        return outcomes.done[lemma]
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    who = verb.dep_ == "acl" or (subject is not None and subject.tag_ in {"WP", "WDT"})
    return outcomes.does.get(lemma) if who and not passive else None


def _is_real(verb: Token, depth: int = 0) -> bool:
    """Whether a verb tells what happened: not what may, will or did not."""
    kids = list(verb.children)
    if any(kid.dep_ == "neg" or kid.tag_ == "MD" or kid.lower_ in {"if", "unless"} for kid in kids):
        return False
    if any(kid.tag_ == "TO" for kid in kids) and not any(kid.lemma_ == "have" for kid in kids if kid.dep_ == "aux"):
        return False
    follows = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    return not follows or depth == _DEPTH or verb.head.pos_ not in {"VERB", "AUX"} or _is_real(verb.head, depth + 1)


def _has_other(verb: Token) -> bool:
    """Whether the number is of two things together: "killed or injured 84"."""
    kids = list(verb.children)
    conj = next((kid for kid in kids if kid.dep_ == "conj"), None)
    joined = any(kid.dep_ == "cc" and kid.lower_ == "or" for kid in kids)
    if conj is not None and (joined or conj.i == verb.i + 2):
        return conj.tag_ == verb.tag_ and (joined or not any(token.like_num for token in verb.doc[verb.i : conj.i]))
    head = verb.head
    return verb.dep_ == "conj" and head.i == verb.i - 2 and head.pos_ == "VERB"

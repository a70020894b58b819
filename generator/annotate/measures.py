"""A measure and the number that it has: "the death toll rose to 84", "put the number of refugees at 2,810"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from generator.annotate.nounkeys import Counted, noun_key
from generator.annotate.outcomes import told_beside, told_of
from generator.knowledge.quantities import PEOPLE, load_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from generator.annotate.numbers import Number


_UNSURE = re.compile(
    r"\b(?:may|might|could|would|will|should|not|never|if|expected|projected|likely|feared)\b", re.IGNORECASE
)


def find_measured(text: str, doc: Doc, number: Number) -> Counted | None:
    """The measure in front of a number: "the death toll rose to", "put the crowd at"."""
    first = max(0, number.first - 120)
    match = _measure().search(text, first, number.first)
    if match is None or _UNSURE.search(match[0]):
        return None
    printed = " ".join(match["measure"].casefold().split())
    if printed not in load_quantities().measures:
        return None if number.unit else _numbered(doc, match.start("measure"))
    key, unit = load_quantities().measures[printed]
    if (number.unit or PEOPLE) != unit or number.joined:
        return None
    # Of some, not of all: "the jobless rate for women".
    return Counted(None if unit == "%" and re.search(r"\b(?:for|among)\b", match[0]) else key, unit)


def _numbered(doc: Doc, start: int) -> Counted | None:
    """What is counted by "the number of …"."""
    words = doc.char_span(start, start + len("number"), alignment_mode="expand")
    of = next((token for token in words[0].children if token.lower_ == "of"), None) if words else None
    noun = next((token for token in of.children if token.dep_ == "pobj"), None) if of is not None else None
    if noun is None or noun.tag_ not in {"NN", "NNS", "NNPS"}:
        return None
    both = [noun, *(token for token in noun.children if token.dep_ == "conj" and token.tag_ in {"NN", "NNS"})]
    outcomes = load_quantities().outcomes
    keys = [noun_key(token) for token in both]
    if len(keys) == 1 and keys[0] in outcomes.nouns:
        happened = outcomes.nouns[keys[0]]
        return Counted(happened, PEOPLE if happened in outcomes.people else None)
    told = told_beside(doc, both[-1].i + 1) or next(
        (key for child in noun.children if child.dep_ in {"acl", "relcl"} and (key := told_of(child))), None
    )
    people = all(key == "" or key.split(" ")[-1] in load_quantities().people for key in keys)
    of_what = " and ".join(filter(None, keys))
    return Counted(f"{of_what} {told or ''}".strip() or None, PEOPLE if people else None)


@functools.cache
def _measure() -> re.Pattern[str]:
    """A measure and what leads from it to its number, up to the end of what is searched."""
    words = load_quantities()

    def any_of(choice: frozenset[str] | tuple[str, ...]) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(choice, key=lambda w: (-len(w), w)))

    noun = any_of(tuple(words.measures)) + r"|number of(?: [^\W\d][\w'’-]*){1,5}?"
    gap = r"(?:\s+[^\W\d][\w'’-]*){0,8}?"
    ways = "|".join(
        (
            r"(?:\s+of|\s+at|:)",
            rf"{gap}\s+(?:{any_of(words.rises)})(?:\s+\w+){{0,2}}?\s+(?:to|at)",
            rf"{gap}\s+(?:{any_of(words.reaches)})",
        )
    )
    return re.compile(
        rf"\b(?P<put>(?:{any_of(words.puts)})\s+(?:\w+\s+){{0,3}})?(?P<measure>{noun})"
        rf"(?(put)(?:{gap}\s+(?:to|at|as)|{ways})|(?:{ways}))\s+$",
        re.IGNORECASE,
    )

"""Parses → the quantities that an article tells: value, unit, and what is counted where that is plain.

A figure's span holds the words that make it approximate and its unit: "at least 84", "12.5 per cent". Being right goes
before being rich: what may be a year, an age, a name or the number of something is no figure, of a range neither end
is one, and a figure of which it is not plain what it counts says so by an empty `of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.counted import find_counted
from generator.annotate.numbers import find_numbers
from generator.knowledge.quantities import load_quantities
from generator.models import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Tokens

    from generator.annotate.nounkeys import Counted
    from generator.annotate.numbers import Number
    from generator.annotate.parsed import Parsed

_YEARS = (1000, 2200)
_EMERGENCY = 911
_MANY = 100
"""From here on an approximate number that counts nothing plain is still a quantity."""


def find_figures(text: str, pieces: Sequence[Parsed]) -> tuple[Figure, ...]:
    """The figures of an article, in order."""
    found = (figure for piece in pieces if piece.kind != "dateline" for figure in _figures(piece.span.of(text), piece))
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.end)))


def _figures(text: str, piece: Parsed) -> Iterator[Figure]:
    for number in find_numbers(text):
        tokens = piece.doc.char_span(number.start, number.end, alignment_mode="expand")
        if tokens is None or _is_name(piece, number, tokens):
            continue
        counted = find_counted(text, number, tokens)
        if _is_figure(number, counted, tokens):
            yield Figure(
                start=piece.start + number.first,
                end=piece.start + number.last,
                value=number.value,
                unit=counted.unit,
                of=counted.of,
                approximate=number.bound is not None or number.loose,
            )


def _is_figure(number: Number, counted: Counted, tokens: Tokens) -> bool:
    """Whether a number is a quantity."""
    words = load_quantities()
    happened = counted.of is not None and words.is_outcome(counted.of)
    if number.spelt and number.value == 1:
        return happened or (counted.unit is not None and counted.unit not in words.times and number.unit is not None)
    if number.plain and _YEARS[0] <= number.value < _YEARS[1] and len(tokens.text) == 4 and number.bound is None:
        return happened or counted.unit is not None
    if counted.of is not None or counted.unit is not None:
        return True
    if counted.noun is not None:
        return not number.spelt
    return number.value >= _MANY and (not number.plain or number.bound is not None)


def _is_name(piece: Parsed, number: Number, tokens: Tokens) -> bool:
    """Whether a number is part of a name or a date, or the number of something: "Flight 370", "10 Downing Street"."""
    doc, words = piece.doc, load_quantities()
    if number.unit is None and any(
        name.label in {"DATE", "FAC", "PRODUCT"} and name.start <= number.start < name.end for name in piece.names
    ):
        return True
    before = doc[tokens.start - 1] if tokens.start > tokens.sent.start else None
    if number.plain and number.value == _EMERGENCY:
        return True
    bare = number.first == number.start and number.unit is None
    if (
        number.spelt
        and bare
        and doc[tokens.start].text[0].isupper()
        and before is not None
        and piece.kind != "headline"
    ):
        return not before.is_punct
    head = tokens.root.head
    if number.unit is None and tokens.root.dep_ == "nummod" and head.tag_ == "NNP" and head.i >= tokens.end:
        return piece.kind != "headline" and head.lemma_.lower() not in words.people
    if before is None or not bare:
        return False
    noun_behind = tokens.root.dep_ == "nummod" and head.i >= tokens.end
    if before.lower_.rstrip(".") in words.labels and (
        before.tag_ in {"NN", "NNP", "NNS", "NNPS", "VBN"} or before.lower_ == "no."
    ):
        return not noun_behind
    return (
        number.plain and before.tag_ == "NNP" and not noun_behind and before.lemma_.lower() not in words.outcomes.done
    )

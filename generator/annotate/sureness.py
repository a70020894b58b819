"""How sure an attribution of the reader is: a logistic regression over what speaks for it.

`python -m training.sureness` fits the weights on labelled articles that were kept back when the reader was taught, so
that 0.9 is right nine times in ten (Platt scaling, 1999, over several signs); `python -m benchmarks.reliability` shows
how far that holds on others.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.models import QuoteKind

_LEAST = 0.001
FILE = "sureness.json"


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an attribution, or against it."""

    content: float
    """Probability of its words, as the reader tells it."""
    source: float
    """Probability of what they point at as their source, and as their cue."""
    cue: float
    known: bool
    """Whether the cue stands in the table of cues."""
    twin: bool = False
    """Whether a rule finds most of the same words reported."""
    agreed: bool = False
    """Whether that rule names the same speaker."""


def features(signs: Signs, kind: QuoteKind, *, spoken: bool) -> dict[str, float]:
    """The signs as numbers; `spoken` tells whether there is a speaker."""
    numbers = {"content": _logit(signs.content), "source": _logit(signs.source), "cue": _logit(signs.cue)}
    facts = {"known": signs.known, "twin": signs.twin, "agreed": signs.agreed, "spoken": spoken}
    kinds = {"direct": kind == "direct", "mixed": kind == "mixed"}
    return {"always": 1.0} | numbers | {name: float(value) for name, value in (facts | kinds).items()}


def confidence(signs: Signs, kind: QuoteKind, *, spoken: bool) -> float:
    """The chance that words and speaker are both right."""
    weights = _weights()
    total = sum(weights[name] * value for name, value in features(signs, kind, spoken=spoken).items())
    return round(1 / (1 + math.exp(-total)), 3)


def _logit(chance: float) -> float:
    """Logarithm of the odds, kept within bounds."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(resources.files("generator.annotate").joinpath("reader", FILE).read_bytes())[
        "weights"
    ]
    return weights

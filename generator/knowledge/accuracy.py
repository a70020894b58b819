"""Measured accuracy, for the Methods page; `python -m benchmarks.accuracy` writes the file."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement."""

    task: str
    """What was measured, in a reader's words."""
    metric: str
    value: float
    """Per cent."""
    data: str
    """On what, and how much of it."""


@dataclass(frozen=True, slots=True)
class Band:
    """Quotations whose confidence lies between two bounds, and how many of them are right."""

    low: float
    high: float
    quotes: int
    said: float
    """Mean of their confidences, per cent."""
    right: float
    """Words and speaker both, per cent."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one annotator."""

    annotator: str
    """Name, version and model, as processed articles carry them."""
    figures: tuple[Figure, ...]
    reliability: tuple[Band, ...] = ()
    """How far the confidence of quotations can be trusted."""


@functools.cache
def load_accuracy() -> Measured | None:
    """The figures that ship with the program; `None` if there are none."""
    file = resources.files("generator.knowledge").joinpath("accuracy.json")
    if not file.is_file():
        return None
    record = json.loads(file.read_text("utf-8"))
    figures = tuple(Figure(**figure) for figure in record["figures"])
    return Measured(record["annotator"], figures, tuple(Band(**band) for band in record.get("reliability", ())))

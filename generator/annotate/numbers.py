"""Text → the numbers printed in it, in digits or words, with what is no quantity left out.

What is left out here shows in the characters round a number: clock times, dates, scores, ranges, ordinals, numbers that
are part of a name. A range is no one value, and half of it would contradict whoever gives the whole.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge.quantities import load_quantities
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.knowledge.quantities import Bound

_LARGEST = 1e16
_MONTHS = (
    "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?"
    "|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
)
_DIGITS = r"\d{1,3}(?:,\d{2,3}){0,6},\d{3}(?:\.\d{1,9})?|\d+(?:\.\d+)?"
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS})(?:\s+\d{{1,2}},?)?\s+$")
_TIME_BEHIND = re.compile(
    rf"\s?(?:[ap]\.?m\b|o['’]clock|(?:GMT|UTC|BST|[ECMP]S?T|IST|CET|Zulu|hrs)\b)|\s+(?:of\s+)?(?:{_MONTHS})\b(?! [a-z])"
)
_AGE_BEHIND = re.compile(r"[\s-]*years?[\s-]*(?:old|of age)\b|[\s-]*(?:month|week|day)s?[\s-]*old\b")
_PART_OF_WORD = re.compile(r"[^\W_]|[-–‑]\d|[:/.,_@#*x×]\d|/|['’]s\b|['’]\d")
_GLUED_BEFORE = re.compile(r"[\w.,:/#@&*+'’\\-]$|\d[–-]$|[^\s(\[\"“‘—–]$")
_PHONE = re.compile(r"\+?\d[\d-]*\s$")
_AGO_BEHIND = re.compile(r"\s+(?:ago|earlier|later|old|before|previously)\b")
_OUT_OF = re.compile(
    r"[\s-]+(?:times|fold)\b|\s+(?:in|out of|by|x)\s+(?:every\s+)?(?:\d|two|three|four|five|six|seven|eight|nine|ten)",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[\s-]+(?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)\b", re.IGNORECASE)
_IN_SO_MANY = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)) (?:in|out of) (?:every )?$|\d of $", re.IGNORECASE
)
_NO_ONE = re.compile(r"\b(?:no|any|every|each|some|which|this|that|the)\s$", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|times)\s$")
_MAGNITUDE = re.compile(r"\bmagnitude(?:[- ]| (?:of|at|was|is) )$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_LOOSE = re.compile(r"(?:a|half\s+a)\s+\w+|.*\bdozen")
_ONE_OF = re.compile(r"\s+(?:of|another)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its sign, scale and unit."""

    start: int
    """Of the number itself, in code points of the text."""
    end: int
    """Behind its scale and unit."""
    first: int
    """Where the words in front begin that make it approximate; else `start`."""
    last: int
    """Where those behind end; else `end`."""
    value: float
    unit: str | None
    bound: Bound | None
    spelt: bool
    """Whether it is printed in words."""
    loose: bool
    """Whether it is a round word: "a hundred", "two dozen"."""
    plain: bool
    """Whether it is mere digits: it may be a year or the number of something."""
    joined: bool
    """Whether a hyphen joins it to its unit."""

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(self.first, self.last)


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of a paragraph that may be quantities, in order."""
    for match in _number().finditer(text):
        start, end = match.span()
        if match["words"] and not _stands(text, start, end, spelt=True):
            continue
        read = _value(match)
        if (
            read is None
            or read[0] > _LARGEST
            or (match["digits"] and not _stands(text, start, match.end("digits"), spelt=False))
        ):
            continue
        value, end, loose = read
        number = _with_unit(text, match, value, end, loose=loose)
        if number is not None and not _in_range(text, number):
            yield number


def _with_unit(text: str, match: re.Match[str], value: float, end: int, *, loose: bool) -> Number | None:
    words = load_quantities()
    start = match.start()
    unit = words.signs[match["sign"].rstrip()] if match["sign"] else None
    found = _unit().match(text, end)
    joined = False
    if found and unit is None:
        printed = " ".join(found["unit"].split())
        unit = words.units.get(printed) or _units_folded()[printed.casefold()]
        joined = found["gap"] in ("-", "‑")
        if joined and unit not in words.joined:
            return None
        end = found.end()
    elif unit is None and (text[end : end + 1] in ("-", "‑", "–") or _PART_OF_WORD.match(text, end)):
        return None
    if unit in words.times and (_AGE_BEHIND.match(text, match.end()) or _AGO_BEHIND.match(text, end)):
        return None
    before = _approximate().search(text, max(0, start - 40), start)
    if (
        unit is None
        and value < 10
        and _MAGNITUDE.search(text, max(0, start - 40), before.start("words") if before else start)
    ):
        unit = "magnitude"
    behind = _behind().match(text, end)
    bound: Bound | None = None
    if before:
        bound = words.approximate[" ".join(before["words"].casefold().split())]
    elif behind:
        bound = words.behind[behind["words"].casefold()]
    return Number(
        start=start, end=end, first=before.start("words") if before else start, last=behind.end() if behind else end,
        value=value, unit=unit, bound=bound, spelt=bool(match["words"]), loose=loose,
        plain=unit is None and (match["digits"] or "").isdecimal() and not (match["scale"] or match["glued"]),
        joined=joined,
    )  # fmt: skip


def _value(match: re.Match[str]) -> tuple[float, int, bool] | None:
    """The value, where it ends, and whether it is a round word; `None` where the words add up to nothing."""
    words = load_quantities()
    if match["words"]:
        value = _spelt(match["words"])
        loose = _LOOSE.fullmatch(match["words"].casefold()) is not None
        return None if value is None else (value, match.end(), loose)
    value = float(match["digits"].replace(",", ""))
    end = match.end("digits")
    if match["glued"]:
        if match["glued"] not in words.scales and not match["sign"]:
            return None
        value *= words.scales.get(match["glued"]) or words.money_scales[match["glued"]]
        end = match.end("glued")
    loose = False
    for scale in re.findall(r"[A-Za-z]+", match["scale"] or ""):
        if scale in words.money_scales and not match["sign"]:
            return (value, end, loose)  # "5 m" is a length
        value *= words.scales.get(scale.casefold()) or words.money_scales[scale]
        end = match.end("scale")
        loose = loose or scale == "dozen"
    return round(value, 6), end, loose


def _spelt(printed: str) -> float | None:
    """The value of a number in words; `None` if they are none, as "two three" or "one and two"."""
    words = load_quantities()
    total = group = 0.0
    least, fresh = float("inf"), True
    parts = re.findall(r"[a-z]+", printed.casefold())
    if parts[0] == "half":
        return 0.5 * words.scales[parts[-1]] if parts[-1] in words.scales else None
    for number, part in enumerate(parts):
        if part == "and":
            if number == 0 or parts[number - 1] not in words.scales or number + 1 == len(parts):
                return None
        elif part == "a":
            if number:
                return None
            group, fresh = 1.0, False
        elif part in words.numbers:
            value = words.numbers[part]
            ten_and_one = value < 10 and group % 100 in range(20, 100, 10)
            if not fresh and not ten_and_one and group % 100:
                return None
            group, fresh = group + value, False
        elif words.scales[part] in (12, 100):
            if fresh or not group or group >= 100:
                return None
            group *= words.scales[part]
        else:
            if fresh or words.scales[part] >= least:
                return None
            least = words.scales[part]
            total, group, fresh = total + group * least, 0.0, True
    return total + group


def _stands(text: str, start: int, end: int, *, spelt: bool) -> bool:
    """Whether a number stands by itself as a quantity may; `end` is behind its digits or words."""
    before = text[max(0, start - 24) : start]
    if before and _GLUED_BEFORE.search(before[-2:] if len(before) > 1 else before) and not before[-1].isspace():
        return False
    if _IN_SO_MANY.search(before) or _PER.search(before) or _OUT_OF.match(text, end) or _AGE_BEHIND.match(text, end):
        return False
    if spelt:
        one = text[start:end].casefold() == "one"
        if one and _NO_ONE.search(before):
            return False
        return not (_FRACTION.match(text, end) or _TIME_BEHIND.match(text, end) or (one and _ONE_OF.match(text, end)))
    if _PHONE.search(before) or (_MONTH_BEFORE.search(before) and not re.search(r"\bmay\s$", before)):
        return False
    behind = text[end : end + 1]
    if behind and behind in ".,:/" and text[end + 1 : end + 2].isdecimal():
        return False
    if re.match(r"\s\d", text[end : end + 2]):
        return False  # a telephone number, or figures of a table
    return not _TIME_BEHIND.match(text, end)


def _in_range(text: str, number: Number) -> bool:
    """Whether a number is one end of a range or of a score; the end of a change is none ("from 12 to 84")."""
    if _range_behind().match(text, number.end):
        return True
    if _BETWEEN.search(text[max(0, number.first - 12) : number.first]) and _and_behind().match(text, number.end):
        return True
    before = _range_before().search(text, max(0, number.first - 48), number.first)
    if before is None:
        return False
    return (
        before["join"] != "to"
        or re.search(r"\bfrom\s+(?:\S+\s+){1,4}$", text[max(0, number.first - 60) : number.first]) is None
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


@functools.cache
def _number() -> re.Pattern[str]:
    words = load_quantities()
    spelt = _alternatives([*words.numbers, *(scale for scale in words.scales if len(scale) > 2)])
    scales = _alternatives([*words.scales, *words.money_scales])
    return re.compile(
        rf"(?P<sign>(?:{_alternatives(words.signs)})\s?)?(?P<digits>{_DIGITS})(?P<glued>(?:{scales})(?!\w))?"
        rf"(?P<scale>(?:[\s‑-](?:{scales})(?![\w/])){{1,3}})?"
        rf"|\b(?P<words>(?:(?:[Aa]|[Hh]alf\s+a)\s+(?:dozen|hundred|thousand|million|billion|lakh|crore)\b"
        rf"|(?i:{spelt})\b)(?:(?:\s+|-|\s+and\s+)(?i:{spelt})\b)*)"
    )


@functools.cache
def _unit() -> re.Pattern[str]:
    units = load_quantities().units
    # "Two Hours" of a headline; letters that stand for a unit keep their case.
    whole, short = ([unit for unit in units if (len(unit) > 3) is long] for long in (True, False))
    return re.compile(rf"(?P<gap>\s?|[-‑])(?P<unit>(?i:{_alternatives(whole)})|{_alternatives(short)})(?!\w)")


@functools.cache
def _units_folded() -> dict[str, str]:
    return {printed.casefold(): unit for printed, unit in load_quantities().units.items()}


@functools.cache
def _approximate() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<words>{_alternatives(load_quantities().approximate)})\s+(?:a\s+)?$", re.IGNORECASE
    )


@functools.cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<words>{_alternatives(load_quantities().behind)})\b")


@functools.cache
def _any_number() -> str:
    words = load_quantities()
    spelt = _alternatives([*words.numbers, "hundred", "thousand"])
    return rf"(?:(?:{_alternatives(words.signs)})?\d[\d.,]*|(?:{spelt})\b)"


@functools.cache
def _range_behind() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:\bto|\bor|[-–—])\s*(?:(?:more|over|about|around|at least|even)\s+)?{_any_number()}", re.IGNORECASE
    )


@functools.cache
def _and_behind() -> re.Pattern[str]:
    return re.compile(rf"[^.,;]{{0,20}}?\s+and\s+{_any_number()}", re.IGNORECASE)


@functools.cache
def _range_before() -> re.Pattern[str]:
    units = _alternatives(load_quantities().units)
    return re.compile(
        rf"{_any_number()}\s*(?:(?:{units})\s*)?(?:(?:million|billion|thousand|bn)\s+)?\b(?P<join>to|or)\s+$"
        rf"|\bbetween\s+{_any_number()}\s*(?:(?:{units})\s*)?(?:(?:million|billion|thousand|bn)\s+)?(?P<and>and)\s+$",
        re.IGNORECASE,
    )

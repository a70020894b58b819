"""Whether two full names can be one person's, by the names alone: equal, spelt otherwise, shortened, turned round.

The rules follow the usual practice of record linkage for personal names (P. Christen, Data Matching, Springer 2012,
chapters 5 and 6): normalise, compare word by word, and let each rule carry the weight that it has by itself. A name is
compared as a row of words in order; what one name leaves out is allowed at one place only, and a given name that
contradicts another ends it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.knowledge.spellings import load_spellings
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

NameRule = Literal[
    "same name", "joined words", "spelling", "shorter name", "middle name", "word order", "short given name",
    "initials", "generation",
]  # fmt: skip
BASE: dict[NameRule, float] = {
    "same name": 1.0, "joined words": 0.9, "spelling": 0.78, "shorter name": 0.72, "middle name": 0.62,
    "word order": 0.5, "short given name": 0.6, "initials": 0.5, "generation": 0.4,
}  # fmt: skip
"""What each rule weighs without any evidence beside the name."""
_UNSURE_SPELLING = 0.52
_SHORT_SPELLING = 0.62
_TRAILING = 0.55
_COMMON = 0.15
"""What a family name that very many people bear takes away."""
_LONG_WORD = 6
_ALSO_GIVEN = ("al", "el", "ben", "san", "do")
"""Particles that are given names as well, where they stand first with nothing attached."""

_LIGHT = (("ph", "f"), ("x", "ks"), ("ou", "u"), ("[iy]+", "i"), ("^ie", "e"), ("([aou])e", r"\1"))
_CLASSES = (
    ("tch", "ch"), ("ch", "C"), ("sh", "S"), ("kh|gh|ck|q|g", "k"), ("c(?=[ei])", "s"), ("c", "k"), ("dh", "d"),
    ("th", "t"), ("dj|zh", "j"), ("w", "v"), ("e", "a"), ("o", "u"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as it is compared."""

    words: tuple[str, ...]
    """Folded, without particles (al, bin, de …) and generations (Jr.)."""
    full: tuple[str, ...]
    """The same with the particles."""
    generation: str | None = None
    letters: str = ""
    """The words with the particles in one."""

    @property
    def is_bare(self) -> bool:
        """Whether it is one word only, with or without particles: a surname or a first name alone."""
        return len(self.words) <= 1

    @property
    def family(self) -> str:
        """The word that most likely is the family name."""
        if not self.words:
            return ""
        return self.words[0] if self.family_first else self.words[-1]

    @property
    def family_first(self) -> bool:
        """Whether the family name plainly stands first: Kim Jong-un, Xi Jinping."""
        known = load_spellings().family_first
        return len(self.words) > 1 and self.words[0] in known and self.words[-1] not in known


@dataclass(frozen=True, slots=True)
class Match:
    """How two names can be one."""

    rule: NameRule
    weight: float
    """Between 0 and 1, without any evidence beside the names."""


@functools.lru_cache(maxsize=200_000)
def person_name(printed: str) -> PersonName:
    """The name as it is compared, from one as it is printed."""
    known = load_spellings()
    folded = fold_name(printed).split()
    generation = None
    while len(folded) > 1 and folded[-1] in known.generations:
        generation = known.generations[folded.pop()]
    # "Al Gore" is no particle and a surname; "al-Assad" and "de Blasio" are.
    attached = bool(re.match(r"[a-z]|\w+[-‐‑’']", printed.strip()))
    words = [
        word
        for index, word in enumerate(folded)
        if word not in known.particles
        or (len(word) == 1 and f" {word} " not in printed)  # an initial: E. is not the Portuguese "e"
        or (index == 0 and not attached and word in _ALSO_GIVEN)
    ]
    if not words:
        words = folded[-1:]
    return PersonName(tuple(words), tuple(folded), generation, "".join(folded))


@functools.lru_cache(maxsize=200_000)
def light(word: str) -> str:
    """The word with the differences of spelling taken out that hardly ever tell two names apart."""
    word = load_spellings().same.get(word, word)
    for pattern, plain in _LIGHT:
        word = re.sub(pattern, plain, word)
    return re.sub(r"(?<=[aeiou])h$", "", re.sub(r"(.)\1+", r"\1", word))


@functools.lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The word with the differences taken out that come of writing it from another script."""
    word = light(word)
    for pattern, plain in _CLASSES:
        word = re.sub(pattern, plain, word)
    return re.sub(r"(.)\1+", r"\1", word)


def compare(one: PersonName, other: PersonName) -> Match | None:
    """How the two full names can be one person's; `None` if they cannot, or if either is a bare name."""
    if one.is_bare or other.is_bare:
        return _compare_bare(one, other)
    if one.generation and other.generation and one.generation != other.generation:
        return None
    found = _compare_words(one, other)
    if found is None:
        return None
    if one.generation != other.generation:
        return Match("generation", min(found.weight, BASE["generation"]))
    return found


def _compare_bare(one: PersonName, other: PersonName) -> Match | None:
    """Two surnames standing alone are one name only in another spelling."""
    if len(one.words) != 1 or len(other.words) != 1 or one.generation != other.generation:
        return None
    a, b = one.words[0], other.words[0]
    if one.full == other.full:
        return Match("same name", 1.0)
    if light(a) == light(b) and min(len(a), len(b)) >= _LONG_WORD and not (set(one.full) ^ set(other.full)) - {a, b}:
        return Match("spelling", BASE["spelling"])
    return None


def _compare_words(one: PersonName, other: PersonName) -> Match | None:
    if one.words == other.words:
        return Match("same name", 1.0) if one.full == other.full else Match("joined words", BASE["joined words"])
    if one.letters == other.letters:
        return Match("joined words", BASE["joined words"])
    a, b = one.words, other.words
    short, long = (a, b) if (len(a), a) <= (len(b), b) else (b, a)
    if len(short) == len(long):
        return _compare_equal(short, long) or _turned(one, other)
    return _shortened(short, long)


def _compare_equal(one: Sequence[str], other: Sequence[str]) -> Match | None:
    """Names of as many words, word by word."""
    kinds = []
    for index, (a, b) in enumerate(zip(one, other, strict=True)):
        kind = _compare_word(a, b, given=index < len(one) - 1)
        if kind is None:
            return None
        kinds.append(kind)
    if kinds[-1] == "initial":
        return None
    family = one[-1]
    if "initial" in kinds:
        # "J. A. Smith" and "J. Smith" never come here; of "J. Smith" and "John Smith" the family name must be equal.
        return _weigh("initials", family) if kinds[-1] == "equal" else None
    if "short" in kinds:
        return _weigh("short given name", family) if kinds[-1] in ("equal", "light") else None
    if "sound" in kinds:
        return Match("spelling", _UNSURE_SPELLING)
    unlike = [(a, b) for a, b, kind in zip(one, other, kinds, strict=True) if kind == "light"]
    sure = all(min(len(a), len(b)) >= _LONG_WORD for a, b in unlike)
    return _weigh("spelling", family) if sure else Match("spelling", _SHORT_SPELLING)


def _shortened(short: Sequence[str], long: Sequence[str]) -> Match | None:
    """A name of which the other leaves words out, at one end or in the middle."""
    extra = len(long) - len(short)
    if _each(short[1:], long[1 + extra :]) and _each(short[:1], long[:1], given=True):
        # The same first and last words. A middle initial must be the first of the other's: W. is not H. W.
        inner = short[1:-1]
        if any(len(word) == 1 for word in inner) and not _each(inner, long[1 : 1 + len(inner)], given=True):
            return None
        return _weigh("middle name" if len(short[0]) > 1 and len(long[0]) > 1 else "initials", short[-1])
    if len(short) > 2 and _scattered(short, long):
        return _weigh("middle name", short[-1])
    if min(map(len, short)) == 1:
        return None
    if _each(short, long[extra:], initials=False):
        return _weigh("shorter name", short[-1])
    if _each(short, long[:-extra], initials=False):
        common = load_spellings().common & {short[-1], long[-1]}
        return Match("shorter name", _TRAILING - (_COMMON if common else 0))
    return None


def _scattered(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether first, last and all other words of `short` stand in `long` in order."""
    if not _each(short[:1], long[:1], given=True) or not _each(short[-1:], long[-1:]):
        return False
    rest = iter(long[1:-1])
    return all(len(word) > 1 and any(_compare_word(word, other) for other in rest) for word in short[1:-1])


def _each(one: Sequence[str], other: Sequence[str], *, given: bool = False, initials: bool = True) -> bool:
    """Whether the words of two equally long rows fit in order; initials and short forms only among given names."""
    if len(one) != len(other):
        return False
    last = len(one) - 1
    for index, (a, b) in enumerate(zip(one, other, strict=True)):
        kind = _compare_word(a, b, given=given or index < last)
        if kind in {None, "sound"} or (kind == "initial" and not initials):
            return False
    return True


def _turned(one: PersonName, other: PersonName) -> Match | None:
    """The same words with the family name at the other end: Moon Jae-in, Jae-in Moon."""
    a, b = one.words, other.words
    if a[1:] + a[:1] != b and b[1:] + b[:1] != a:
        return None
    moved = a[0] if a[1:] + a[:1] == b else b[0]
    known = load_spellings().family_first
    return Match("word order", 0.74 if moved in known and len(a) > 2 else BASE["word order"])


def _compare_word(
    one: str, other: str, *, given: bool = False
) -> Literal["equal", "light", "sound", "initial", "short"] | None:
    if one == other:
        return "equal"
    if 1 in (len(one), len(other)):
        return "initial" if given and one[0] == other[0] else None
    if light(one) == light(other):
        return "light"
    if given and _short_given(one, other):
        return "short"
    if min(len(one), len(other)) > 3 and sound(one) == sound(other):
        return "sound"
    return None


def _short_given(one: str, other: str) -> bool:
    """Whether one is a short form of the other: Joe of Joseph. Two short forms of one name are not joined."""
    short = load_spellings().short
    return other in short.get(one, ()) or one in short.get(other, ())


def _weigh(rule: NameRule, family: str) -> Match:
    return Match(rule, BASE[rule] - (_COMMON if family in load_spellings().common else 0))


def surname_of(bare: PersonName, full: PersonName) -> Literal["surname", "first name"] | None:
    """Whether the bare name can be the surname, or the first name alone, of the full name."""
    if not bare.is_bare or full.is_bare or not bare.words:
        return None
    if bare.generation and bare.generation != full.generation:
        return None
    word, words = bare.words[0], full.words
    asked = [particle for particle in bare.full[: bare.full.index(word)] if particle not in ("al", "el")]
    if asked and not any(full.full[i : i + len(asked)] == tuple(asked) for i in range(1, len(full.full))):
        return None
    if len(word) > 1 and any(light(word) == light(other) for other in _family_words(full)):
        return "surname"
    given = words[-1] if full.family_first else words[0]
    return "first name" if word == given and not asked and len(word) > 2 else None


def _family_words(full: PersonName) -> tuple[str, ...]:
    """The words that may stand for the person.

    The last; the first where it is the family name; one inside a double name (Peña of Enrique Peña Nieto).
    """
    words = full.words
    if full.family_first:
        return (words[0],)
    inner = words[1:-1] if len(words) == 3 and all(len(word) > 2 for word in words) else ()
    return (words[-1], *inner)

"""Text → the words that the search page compares: without case, accents and the common English endings.

`templates/assets/search/words.js` does the same to what a reader types; `tests/data/search_words.json` holds both to
one table. The endings are those of steps 1 and 5a of M. F. Porter, "An algorithm for suffix stripping", Program 14
(1980), pp. 130–137: plurals, -ed, -ing and a final -e, and no more, so that a word stays one that people recognise.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

_STOP = """
    a an and are as at be been but by for from had has have he her him his i in is it its of on or she so that the
    their them they this to was we were which with you
"""
STOP = frozenset(_STOP.split())
"""Words that say too little to be looked for."""

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ"}
)
_POSSESSIVE = re.compile(r"['’ʼ]s(?![^\W_])")
_APOSTROPHES = re.compile(r"['’‘ʼ]")
_INITIALS = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z]{4,}")
_VOWELS = "aeiouy"
_UNCHANGED = frozenset({"news"})


def words_in(text: str) -> list[str]:
    """The words of the text in their order, folded."""
    plain = text.isascii()
    folded = text.lower() if plain else _fold(text)
    if not plain or "'" in folded:
        folded = _APOSTROPHES.sub("", _POSSESSIVE.sub("", folded))
    if "." in folded:
        folded = _INITIALS.sub(lambda found: found[0].replace(".", ""), folded)
    if "," in folded:
        folded = _THOUSANDS.sub("", folded)
    return _WORD.findall(folded)


def terms_in(text: str) -> set[str]:
    """What the text is found by: its words without their endings, stop words left out."""
    return {stem(word) for word in words_in(text)} - STOP


@functools.lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A folded word without a common English ending; what is short or holds other than Latin letters stays."""
    if not _LATIN.fullmatch(word) or word in _UNCHANGED:
        return word
    word = _without_ending(_singular(word))
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _is_short(rest)):
            return rest
    return word


def _fold(text: str) -> str:
    lower = _without_marks(text).lower()
    return _without_marks(lower).translate(_LETTERS)


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    marks = [ord(c) for c in set(plain) if unicodedata.category(c) == "Mn"]
    return plain.translate(dict.fromkeys(marks)) if marks else plain


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _has_vowel(rest):
            return _mended(rest)
    return word


def _mended(rest: str) -> str:
    """What stood before the ending: "stated" is of "state", "planned" of "plan", "filed" of "file"."""
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if rest[-1] == rest[-2] and rest[-1] not in _VOWELS + "lsz":
        return rest[:-1]
    return rest + "e" if _measure(rest) == 1 and _is_short(rest) else rest


def _has_vowel(word: str) -> bool:
    return any(_is_vowel(word, n) for n in range(len(word)))


def _is_vowel(word: str, at: int) -> bool:
    return word[at] in _VOWELS and (at > 0 or word[at] != "y")


def _measure(word: str) -> int:
    """How often a consonant follows a vowel."""
    kinds = [_is_vowel(word, n) for n in range(len(word))]
    return sum(one and not two for one, two in itertools.pairwise(kinds))


def _is_short(word: str) -> bool:
    """Whether it ends in consonant, vowel, consonant; the last none of w, x, y."""
    end = len(word)
    return (
        end > 2
        and not _is_vowel(word, end - 3)
        and _is_vowel(word, end - 2)
        and not _is_vowel(word, end - 1)
        and word[-1] not in "wxy"
    )

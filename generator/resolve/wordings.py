"""Wordings of a quotation: folded for comparing, judged the same or not, and aligned word by word.

Two wordings are the same quotation if one keeps nearly all words of the other's shorter form, in order: outlets cut a
quotation at its ends or in the middle, mend its grammar, put a word in square brackets. What turns the sense (a
negation, another number, another name in a short sentence) makes another quotation.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

import msgspec

from generator.knowledge.spellings import load_spellings
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.models import Quote

Words = tuple[str, ...]
PieceKind = Literal["same", "cut", "added", "changed"]

_MARKED = re.compile(
    r"[“„«]([^“”„«»]+)(?:[”“»]|$)|\"([^\"]+)(?:\"|$)|(?<!\w)[‘'](\S.*?[^\s‘'])(?:['’](?!\w)|$)", re.DOTALL
)
_BRACKETED = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"\w+(?:'\w+)*")
_DIGIT, _THOUSANDS, _DECIMAL = re.compile(r"\d"), re.compile(r"(?<=\d),(?=\d{3})"), re.compile(r"(?<=\d)\.(?=\d)")
_OUR = re.compile(r"(?<=\w\w)our(?=(?:s|ed|ing|er|ers|able|ite|hood|less)?$)")
_ISE = re.compile(r"is(e|es|ed|ing|ation)$")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_PRINTED = re.compile(r"\S+?(?:…|\.{3}|[—―]|--)(?=\w)|\S+\s*")
_NOT_CONTRACTED = {"can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not"}
_CONTRACTED = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
_SPOKEN = {"gonna": "going to", "wanna": "want to", "gotta": "got to", "ok": "okay", "percent": "per cent"}
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}
_LIGHT_WORDS = """
    a about after again all also always am an and any are as at back be because been before being but by came can come
    could day did do does doing done down even ever every for from get go going got had has have having he her here him
    his how i if in into is it its just know let like lot make many may me more most much must my need never no not
    now of off on one only or other our out over people put really right said say see she should so some something such
    sure take than that the their them then there these they thing things think this those through time to today too up
    us very want was way we well were what when where which while who why will with would year years yes you your
"""
_LIGHT = frozenset(_LIGHT_WORDS.split()) | frozenset(_DIGITS.values())
"""Words that by themselves say little; a phrase of such words is no quotation to know again."""
_NEGATIONS = frozenset({"no", "not", "never", "nor", "neither", "nobody", "nothing", "none", "without"})
_COVERED = 0.8
"""Share of the shorter wording's words that the longer has in runs."""
_OVERLAP = 10
"""Words that two cuts from one speech have in common at least."""
_TURNED = 12
"""From so many words on, a negation, number or name that differs is a slip of one outlet, not another quotation."""
_SLIP = 3
"""Words of a small difference; a longer one is a clause of its own, and its negation does not turn the rest."""
_SIMILAR = 0.7
"""How like two words are of which one is the other's other form."""


class Piece(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of a wording beside the fullest one."""

    kind: PieceKind
    words: str
    """As this wording prints them; what it cut, as the fullest prints it."""
    instead: str = ""
    """Where it is changed, the words of the fullest."""


def compared(quote: Quote, text: str) -> tuple[str, ...]:
    """The words by which a quote is known again, as printed: of a mixed one only those between quotation marks."""
    parts = [span.of(text) for span in quote.content]
    if quote.kind == "mixed":
        return tuple(next(filter(None, found)).strip() for part in parts for found in _MARKED.findall(part))
    return tuple(parts)


def folded(parts: Sequence[str]) -> Words:
    """The words without case, marks, accents and what stands in square brackets; contractions are written out."""
    out: list[str] = []
    for part in parts:
        out += _folded(part)
    return tuple(out)


def _folded(text: str) -> list[str]:
    plain = text.replace("’", "'").replace("‘", "'").replace("%", " per cent").replace("&", " and ")
    if "[" in plain:
        plain = _BRACKETED.sub(" ", plain)
    if "." in plain:
        plain = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", plain)
    if _DIGIT.search(plain):
        plain = _DECIMAL.sub("_", _THOUSANDS.sub("", plain))
    return [word for printed in _WORD.findall(plain) for word in _words_of(printed)]


@functools.lru_cache(maxsize=100_000)
def _words_of(printed: str) -> Words:
    """A printed word as it is compared: one word, or those that it contracts."""
    word = printed.casefold().strip("_")
    word = _NOT_CONTRACTED.get(word) or _SPOKEN.get(word) or word
    for end, long in _CONTRACTED:
        if word.endswith(end):
            word = word.removesuffix(end) + long
    same = load_spellings().same
    words = fold_name(word.replace("'s", "s")).split()
    return tuple(_DIGITS.get(w) or same.get(w) or load_spellings().words.get(w) or _american(w) for w in words)


def _american(word: str) -> str:
    """The word as Americans spell it; some others change too, on both sides alike."""
    word = _OUR.sub("or", word).replace("sulph", "sulf")
    return _ISE.sub(r"iz\1", word)


@functools.lru_cache(maxsize=100_000)
def weight(words: Words) -> int:
    """How many of the words say something by themselves."""
    return sum(word not in _LIGHT for word in words)


def runs_of(words: Words) -> frozenset[Words]:
    """All runs of three words."""
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def contains(longer: Words, shorter: Words) -> bool:
    """Whether the shorter wording stands in the longer one, in one run."""
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def same_wording(one: Words, other: Words) -> bool:
    """Whether the two, both of some length, are wordings of one quotation."""
    if one == other:
        return True
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if contains(long, short):
        return True
    runs = runs_of(short)
    # What `shingles` looks for; asked again because it may propose more.
    if 2 * len(runs & runs_of(long)) < len(runs):
        return False
    if (Counter(short) & Counter(long)).total() < _COVERED * len(short):
        return False
    if _overlap(short, long):
        return True
    codes = SequenceMatcher(None, short, long, autojunk=False).get_opcodes()
    covered = sum(b - a for kind, a, b, _, _ in codes if kind == "equal" and b - a > 1)
    if covered < _COVERED * len(short):
        return False
    return not _is_turned(short, long, codes)


def _overlap(short: Words, long: Words) -> bool:
    """Whether one goes on where the other ends, with a good part in common: two cuts from one speech."""
    least = max(_OVERLAP, (len(short) + 1) // 2)
    return any(short[-n:] == long[:n] or short[:n] == long[-n:] for n in range(least, len(short)))


def _is_turned(short: Words, long: Words, codes: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Whether what differs between the two, but for what the shorter cut at its ends, makes it another quotation."""
    strangers = 0
    for kind, a, b, c, d in codes:
        mine, others = short[a:b], long[c:d]
        at_start, at_end = c == 0, d == len(long)
        if kind == "equal" or (kind == "insert" and (at_start or at_end)):
            continue
        if at_start or at_end:  # only as much of the longer as stands against it
            others = others[-len(mine) :] if at_start else others[: len(mine)]
        numbers = [Counter(word for word in words if word[0].isdigit()) for words in (mine, others)]
        if all(numbers) and numbers[0] != numbers[1]:
            return True
        small = len(mine) <= _SLIP and len(others) <= _SLIP
        if small and len(short) < _TURNED and bool(_NEGATIONS & set(mine)) != bool(_NEGATIONS & set(others)):
            return True
        strangers += _strangers(mine, others)
    return strangers > len(short) // _TURNED


def _strangers(mine: Words, others: Words) -> int:
    """Words of weight that stand where the other wording has others of weight, and are no other form of them."""
    left = [word for word in others if word not in _LIGHT]
    weighty = [word for word in mine if word not in _LIGHT]
    if not left:
        return 0
    return sum(not any(_alike(word, other) for other in left) for word in weighty)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILAR


def align(fullest: Sequence[str], variant: Sequence[str]) -> tuple[Piece, ...]:
    """The variant beside the fullest wording, both as printed, in stretches that are same, cut, added or changed."""
    one, other = _printed_words(fullest), _printed_words(variant)
    keys = [[_key(word) for word in words] for words in (one, other)]
    out = []
    for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        old, new = "".join(one[a:b]).strip(), "".join(other[c:d]).strip()
        if kind == "equal":
            out.append(Piece("same", new))
        elif kind == "delete":
            out.append(Piece("cut", old))
        elif kind == "insert":
            out.append(Piece("added", new))
        else:
            out.append(Piece("changed", new, old))
    return tuple(out)


def _printed_words(parts: Sequence[str]) -> list[str]:
    """The words as printed, with the blanks behind them; a dash or dots belong to the word before."""
    out: list[str] = []
    for printed in (word for part in parts for word in _PRINTED.findall(" ".join(part.split()) + " ")):
        if out and printed.strip() != "&" and not any(c.isalnum() for c in printed):
            out[-1] += printed
        else:
            out.append(printed)
    return out


def _key(printed: str) -> str:
    word = printed.strip()
    return "and" if word == "&" else fold_name(word) or word

"""Names as keys: folded for comparing, and cut to an address."""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "’": "'"})


@functools.lru_cache(maxsize=200_000)
def fold_name(name: str) -> str:
    """The name for comparing: no case, no diacritics, no marks, no leading article, no final 's."""
    letters = _plain(name)
    words = re.findall(r"\w+", re.sub(r"'s\b", "", letters).replace(".", "").replace("'", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def on_one_line(name: str) -> str:
    """The name on one line, without characters that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def slug(text: str, most: int = 60) -> str:
    """A name of lower-case ASCII letters, digits and hyphens made from `text`; empty if nothing is left of it."""
    words = re.findall(r"[a-z0-9]+", _plain(text).replace("'", "").encode("ascii", "ignore").decode())
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > most:
            break
        out = f"{out}-{word}" if out else word[:most]
    return out


def _plain_slug(text: str) -> str:
    """The slug of a short text: what is nothing but words of plain letters needs no second look."""
    return "-".join(text.lower().split()) if text.isascii() and text.replace(" ", "").isalnum() else slug(text)


def beginning(text: str, most: int) -> str:
    """The first letters of its slug: names are long, and their beginnings asked for often."""
    for length in (most + 6, len(text)):
        found = _plain_slug(text[:length])
        # What a cut took away may change the last letter.
        if len(found) > most + 1 or length >= len(text):
            break
    return found[:most]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))

"""The form under which a name is listed and looked up: no accents, plain hyphens, apostrophes and spaces."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

# A run of white space or a character outside ASCII: all that folding has to look at.
_UNUSUAL = re.compile(r"\s{2,}|[^\S ]|[^\x00-\x7f]|`")
_PLAIN = {
    **dict.fromkeys("‘’‛ʼʻ′´ʹʿʾ＇‵`", "'"),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict(zip("øØłŁđĐðÐıħĦəƏŋ", "oOlLdDdDihHeEn", strict=True)),
    **dict(zip("ßæÆœŒþÞ", ("ss", "ae", "Ae", "oe", "Oe", "th", "Th"), strict=True)),
}


def fold_name(name: str) -> str:
    """The form under which a name is listed: no accents, plain hyphens, apostrophes and spaces."""
    return (fold_text(name)[0] if _UNUSUAL.search(name) else name).strip()


def fold_text(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text, and for some of its places how far they lie behind the original."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    last = size = 0
    for match in _UNUSUAL.finditer(text):
        plain = _fold_one(match[0])
        size += match.start() - last
        if len(plain) != match.end() - match.start():
            # The further letters of "ss" stand where "ß" stands; what follows stands ahead or behind.
            starts += range(size + 1, size + len(plain))
            shifts += (match.start() - place for place in range(size + 1, size + len(plain)))
            starts.append(size + len(plain))
            shifts.append(match.end() - size - len(plain))
        pieces += (text[last : match.start()], plain)
        size += len(plain)
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces), starts, shifts


@cache
def _fold_one(piece: str) -> str:
    """What stands in the folded text for white space or a character outside ASCII."""
    if piece.isspace():
        return "\n" if piece.count("\n") > 1 or "\u2029" in piece else " "
    plain = _PLAIN.get(piece)
    if plain is None:
        plain = "".join(char for char in unicodedata.normalize("NFKD", piece) if not unicodedata.combining(char))
        plain = "".join(_PLAIN.get(char, char) for char in plain)
    return plain


def original_place(place: int, starts: list[int], shifts: list[int]) -> int:
    """The place in the original text of a place in the folded one."""
    index = bisect_right(starts, place)
    return place + shifts[index - 1] if index else place

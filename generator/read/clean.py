"""Characters: what an article's text may hold."""

from __future__ import annotations

import re
import unicodedata

# Marks that change the direction or hide in text; they carry no meaning in the prose of an article and can make a
# sentence look like another one. The joiners U+200C and U+200D stay: some scripts need them.
_HIDDEN = {
    0x00AD,
    0x061C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    0x2060,
    0xFEFF,
    *range(0x202A, 0x202F),
    *range(0x2061, 0x2070),
}
_DROPPED = dict.fromkeys(_HIDDEN | set(range(0xFFF9, 0xFFFC)) | set(range(0xE0000, 0xE0080)))


def clean_text(text: str) -> str:
    """The text in Unicode form C, without control characters and hidden marks; line ends become line feeds."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    kept = (c for c in text.translate(_DROPPED) if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept))


def clean_line(text: str) -> str:
    """The text on one line: cleaned, every run of white space one blank, none at the ends."""
    return " ".join(clean_text(text).split())

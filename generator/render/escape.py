"""Text of articles is untrusted: nothing in it may become markup, wherever a template prints it.

Backslashes are not enough in Markdown, so every ASCII mark that could open something is written as a character
reference, which every Markdown program prints as the character itself.
"""

from __future__ import annotations

import functools
import html
import re

from markupsafe import Markup

_MARKUP = '\\`*_{}[]()#+!<>&|~^=:"@$/'
_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in _MARKUP}
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def plain(text: str) -> str:
    """The text on one line, without control characters and marks that hide or turn text."""
    return " ".join(_CONTROL.sub(" ", _HIDDEN.sub("", text)).split())


def escape(value: object) -> Markup:
    """The value as Markdown that prints exactly its characters; what is `Markup` already stays as it is."""
    if isinstance(value, Markup):
        return value
    return Markup("") if value is None else _escaped(str(value))


@functools.lru_cache(maxsize=1 << 16)
def _escaped(raw: str) -> Markup:
    text = plain(raw).translate(_REFERENCES)
    # Marks that mean something only at the start of a line, in rows, or after a number.
    text = re.sub(r"^-|(?<=\d)\.(?= |$)|-(?=-)|(?<=-)-|-$|(?<=\s)-(?=\s)", lambda m: f"&#{ord(m.group())};", text)
    text = re.sub(r"(?i)\bwww\.", "www&#46;", text)
    # Blanks at the ends are kept: a sentence is printed in pieces.
    before = " " if raw[:1].isspace() and text else ""
    after = " " if raw[-1:].isspace() and text else ""
    return Markup(before + text + after) if text else Markup(" " if raw else "")


def attribute(value: object) -> Markup:
    """The value inside a double-quoted HTML attribute."""
    return Markup(re.sub(r"[^\w .,;?%-]", lambda m: f"&#{ord(m.group())};", plain(str(value))))


def address(url: str) -> Markup:
    """A web address inside the round brackets of a Markdown link: http, https or a relative path.

    Raises:
        ValueError: another scheme.
    """
    text = plain(url)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) and not re.match(r"https?://", text):
        raise ValueError(f"not a web address: {text[:60]!r}")
    encode = re.compile(r"[\s<>()\[\]{}\\\"'`|^*_!]")
    return Markup(encode.sub(lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), text).replace("&", "&amp;"))


def head_text(value: str) -> str:
    """The text for the front matter, whose values a theme prints as HTML without escaping them."""
    return html.escape(plain(value))

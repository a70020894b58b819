r"""Data for programs inside a page: a JSON-LD block that nothing in an article's text can leave.

Inside strings only letters, digits and a few marks stand as they are. Everything else is written as JSON's own \uXXXX,
which every reader of JSON turns back: no tag can be closed, and no Markdown program finds anything to change.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.render.escape import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTEXT = "https://schema.org"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_KEPT = re.compile(r"[^A-Za-z0-9 .,;?%@-]|--+|(?i:www)\.")


def jsonld(items: Sequence[object]) -> Markup:
    """The items as one script block on one line; nothing where there are none."""
    if not items:
        return Markup("")
    text = json.dumps({"@context": _CONTEXT, "@graph": list(items)}, ensure_ascii=False, separators=(",", ":"))
    safe = _STRING.sub(lambda match: _string(json.loads(match.group())), text)
    return Markup(f'<script type="application/ld+json">{safe}</script>')


def _string(value: str) -> str:
    """The string in quotation marks, without characters that hide or turn text."""
    return f'"{_KEPT.sub(lambda match: _escaped(match.group()), plain(value))}"'


def _escaped(marks: str) -> str:
    units = marks.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n] << 8 | units[n + 1]:04x}" for n in range(0, len(units), 2))

"""Python-Markdown's search for links, emphasis and the like, without the searches that cannot find anything.

It looks for each of some fifteen patterns in each piece of text. A pattern with a sign in it that the text does not
hold is passed over here; the others are left to Python-Markdown, so that the outcome is the same. Patterns that are not
known are always looked for.
"""

from __future__ import annotations

from typing import Any, cast

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_SIGNS = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "://",
    inlinepatterns.AUTOMAIL_RE: "@",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
}
"""Pattern → what stands in whatever it matches."""


class Sparing(Extension):  # type: ignore[misc]
    """Python-Markdown with the sparing search."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's own name)
        """Take the place of the usual search, if nobody else has."""
        if type(md.treeprocessors["inline"]) is InlineProcessor and hasattr(InlineProcessor, _APPLY):
            md.treeprocessors.register(_Search(md), "inline", 20)


_APPLY = "_InlineProcessor__applyPattern"


class _Search(InlineProcessor):  # type: ignore[misc]
    """Looks for patterns that may be found."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns: list[tuple[int, Any, str]] = []
        self._apply: Any = getattr(self, _APPLY)

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:  # noqa: ANN401
        """Apply the patterns to a tree."""
        self._patterns = [(n, pattern, _sign_of(pattern)) for n, pattern in enumerate(self.inlinePatterns)]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Put placeholders for what the patterns find, from one of them on."""
        if isinstance(data, AtomicString):
            return cast("str", data)
        text, apply = data, self._apply
        for number, pattern, sign in self._patterns[patternIndex:]:
            if sign in text:
                matched, start = True, 0
                while matched:
                    text, matched, start = apply(pattern, text, number, start)
        return text


def _sign_of(pattern: Any) -> str:  # noqa: ANN401
    """What stands in whatever the pattern matches; nothing, which stands in every text, if that is not known."""
    return _SIGNS.get(pattern.pattern, "") if isinstance(pattern, inlinepatterns.InlineProcessor) else ""

"""A piece of an article with its parse, placed in the article's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from generator.models import BlockKind


@dataclass(frozen=True, slots=True)
class Parsed:
    """One block of an article (or a part of a very long block) as spaCy read it.

    Blocks are parsed one by one, so no sentence, name or quotation cue reaches over the end of a paragraph.
    """

    start: int
    """Where `doc` begins in the article's text, in code points."""
    kind: BlockKind
    doc: Doc

    @property
    def span(self) -> Span:
        """Where the piece stands in the article's text."""
        return Span(self.start, self.start + len(self.doc.text))

    def tokens_span(self, first: int, last: int) -> Span:
        """Tokens `first` up to but not including `last` of `doc`, as a span of the article's text."""
        end = self.doc[last - 1]
        return Span(self.start + self.doc[first].idx, self.start + end.idx + len(end.text))

    def token_span(self, token: Token) -> Span:
        """One token as a span of the article's text."""
        return Span(self.start + token.idx, self.start + token.idx + len(token.text))

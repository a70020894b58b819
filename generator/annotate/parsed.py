"""A piece of an article with its parse, placed in the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from generator.models import BlockKind

ARTICLE, HEADLINE, FOUND, SPOKEN = "article", "headline", "names", "spoken"
"""Keys of `doc.user_data`: which article a paragraph is of, whether it is its headline, and the names and attributions
that the reader finds there."""
_PARTY = re.compile(r"[DRI]-[A-Z]")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a paragraph, as the model sees it."""

    start: int
    """In code points of the paragraph."""
    end: int
    words: str
    label: str
    """A label of spaCy's recognisers: PERSON, ORG, LOC …"""
    confidence: float | None
    """`None` where the recogniser tells none."""

    @property
    def is_party(self) -> bool:
        """Whether it is no name but a party with a state: the "D-Mass" of "(D-Mass.)"."""
        return _PARTY.match(self.words) is not None


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of one paragraph of an article, in code points of it."""

    paragraph: int
    """Its number among the article's pieces."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """What somebody is reported to say or think, as the reader sees it."""

    content: tuple[Words, ...]
    source: Words | None
    cue: Words | None
    chances: tuple[float, float, float]
    """Probabilities of its words, and of what they point at as source and as cue."""


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
        last = self.doc[-1]  # the text of a document is put together anew each time
        return Span(self.start, self.start + last.idx + len(last.text_with_ws))

    @property
    def names(self) -> Sequence[FoundName]:
        """The names that the model finds, whichever recogniser it has, in order."""
        found: Sequence[FoundName] | None = self.doc.user_data.get(FOUND)
        if found is not None:
            return found
        return [FoundName(ent.start_char, ent.end_char, ent.text, ent.label_, None) for ent in self.doc.ents]

    @property
    def spoken(self) -> Sequence[FoundAttribution] | None:
        """The attributions whose content begins here; nothing where the model does not look for them."""
        found: Sequence[FoundAttribution] | None = self.doc.user_data.get(SPOKEN)
        return found

    def tokens_span(self, first: int, last: int) -> Span:
        """Tokens `first` up to but not including `last` of `doc`, as a span of the article's text."""
        end = self.doc[last - 1]
        return Span(self.start + self.doc[first].idx, self.start + end.idx + len(end.text))

    def token_span(self, token: Token) -> Span:
        """One token as a span of the article's text."""
        return Span(self.start + token.idx, self.start + token.idx + len(token.text))

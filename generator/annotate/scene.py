"""What is known of an article while its speakers are linked, one after the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.knowledge.names import load_titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.models import Entity, Mention, Role, Span

_NAMING = frozenset({"name", "adjective", "nominal"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who spoke."""

    sentence: int
    start: int
    person: str | None
    """The entity; `None` for one who is not named, as "a spokesman"."""
    entities: tuple[str, ...] = ()
    """All that the speaker's words mean."""


@dataclass(slots=True)
class Scene:
    """An article with its entities, and who has spoken so far."""

    text: str
    pieces: Sequence[Parsed]
    sentences: Sequence[Span]
    entities: dict[str, Entity]
    mentions: Sequence[Mention]
    """In the order of the text."""
    roles: Sequence[Role] = ()
    contents: Sequence[Span] = ()
    """What is quoted: who speaks inside of it is not who speaks next."""
    verbatim: Sequence[Span] = ()
    """Those of `contents` that stand between quotation marks."""
    genders: dict[str, str] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    pronouns: dict[Span, Mention] = field(default_factory=dict)
    """Pronouns with whom they mean, where that was needed and found out."""
    supposed: dict[Span, tuple[str, ...]] = field(default_factory=dict)
    """Pronouns that name no speaker with whom they mean, nobody where that is open."""
    _at: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in sorted(self.mentions, key=lambda m: (m.end - m.start, -m.start)):
            named = mention.form == "name" and not self.is_person(mention.entity)
            title = named and load_titles().is_role(self.text[mention.start : mention.end])
            if mention.form in _NAMING and not title:  # "one MP" is nobody's name
                self._at.update(dict.fromkeys(range(mention.start, mention.end), mention))

    def mention(self, piece: Parsed, token: Token) -> Mention | None:
        """The name, adjective or nominal in which a token stands; the longest, should there be several."""
        span = piece.token_span(token)
        return next((self._at[at] for at in range(span.start, span.end) if at in self._at), None)

    def kind(self, entity: str) -> str:
        """The kind of an entity."""
        return self.entities[entity].kind

    def is_person(self, entity: str) -> bool:
        """Whether an entity is a person."""
        return self.entities[entity].kind == "person"

    def sentence(self, at: int) -> int:
        """Number of the sentence in which a character stands."""
        return bisect_right([s.start for s in self.sentences], at) - 1

    def before(self, number: int) -> Iterator[int]:
        """The sentences before one, the nearest first, without those that are quoted from end to end."""
        for other in range(number - 1, -1, -1):
            if not any(span.covers(self.sentences[other]) for span in self.verbatim):
                yield other

    def piece_at(self, span: Span) -> tuple[Parsed, int, int] | None:
        """The piece in which a stretch of text stands, and its first token and the one behind its last."""
        for piece in self.pieces:
            last = piece.doc[-1]
            if piece.start <= span.start and span.end <= piece.start + last.idx + len(last):
                words = piece.doc.char_span(span.start - piece.start, span.end - piece.start, alignment_mode="expand")
                return (piece, words.start, words.end) if words is not None and len(words) else None
        return None

    def is_quoted(self, span: Span, *, verbatim: bool = False) -> bool:
        """Whether a stretch is part of what somebody is reported to say, or only of what stands in quotation marks."""
        return any(content.covers(span) for content in (self.verbatim if verbatim else self.contents))

    def people(self, number: int, at: int) -> set[str]:
        """Persons named in a sentence in front of a character, but not in what is quoted verbatim."""
        sentence = self.sentences[number]
        named = (m for m in self.mentions if m.form in {"name", "nominal"} and self.is_person(m.entity))
        return {
            m.entity
            for m in named
            if sentence.start <= m.start < sentence.end and m.end <= at and not self.is_quoted(m.span, verbatim=True)
        }

"""Pieces → candidate names: what the model finds, put right by the gazetteer and by plain evidence round the name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from generator.annotate.candidate import UNSURE, Candidate
from generator.annotate.placing import find_all_places, is_spoken_for
from generator.annotate.titles import has_courtesy, without_title
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_bodies, load_generic, load_things, load_titles, load_vessels
from generator.models import EntityKind, Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Ent

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer
    from generator.models import Block

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group", "EVENT": "event",
}  # fmt: skip
_EDGE = re.compile(r"^(?:(?:the|a|an)\s+|['\"“”‘’(\[\s-]+)+|(?:['’]s?|[\"“”)\],;:\s-]+)+$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|near) $")
_PARTICLES = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "dos",
    "e",
    "el",
    "ibn",
    "la",
    "le",
    "van",
    "von",
    "y",
}
"""Words of a name that are written in lower case."""
# One ship, or the second of two: "the destroyers A. B. One and Two".
_VESSEL = re.compile(r"\b([A-Za-z]+) (?:(?:[A-Z][\w.’'-]* )+and )?$")
_MOST_NAME_WORDS = 6
_LONGEST_NAME = 100


def find_candidates(
    text: str, pieces: Sequence[Parsed], blocks: Sequence[Block], gazetteer: Gazetteer
) -> list[Candidate]:
    """The names in the pieces, not overlapping, in order."""
    datelines = [block.span for block in blocks if block.kind == "dateline"]
    places = find_all_places(text, pieces, gazetteer)
    out: list[Candidate] = []
    for piece in pieces:
        found = [c for c in _model(text, piece) if not any(line.touches(c.span) for line in datelines)]
        found = [c for c in found if c.kind != "place" or not is_spoken_for(text, c.span, places[piece.start])]
        out += _choose([*_bodies(text, piece), *places[piece.start], *found])
    vessels = {c.text for c in out if _is_vessel(text, c.span.start)}
    return sorted((c for c in out if c.text not in vessels), key=lambda candidate: candidate.span)


def _is_vessel(text: str, start: int) -> bool:
    """Whether a word for ships, aircraft or storms stands in front: "the tanker Bucharest" is no place."""
    before = _VESSEL.search(text[max(0, start - 60) : start])
    return before is not None and before.group(1).casefold().removesuffix("s") in load_vessels()


def _choose(found: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates the better one; longer beats shorter unless the gazetteer is sure of the span."""
    out: list[Candidate] = []
    for candidate in sorted(found, key=_rank):
        if not any(candidate.span.touches(other.span) for other in out):
            out.append(candidate)
    return out


def _rank(candidate: Candidate) -> tuple[int, int, Span]:
    length = candidate.span.end - candidate.span.start
    sure = 0 if candidate.rule in ("gazetteer", "body", "government of") else 1
    # A longer name of a person or body holds the place inside it: Bank of England, Paris Hilton.
    return (-length, sure, candidate.span)


def _model(text: str, piece: Parsed) -> Iterator[Candidate]:
    for ent in piece.doc.ents:
        kind = _KINDS.get(ent.label_)
        span = _trim(text, piece.tokens_span(ent.start, ent.end)) if kind else None
        if kind is None or span is None or not any(token.pos_ in ("PROPN", "ADJ", "X") for token in ent):
            continue
        candidate = _person(text, piece, ent, span) if kind == "person" else _other(text, piece, ent, span, kind)
        if candidate is not None and _plausible(candidate):
            yield candidate


def _person(text: str, piece: Parsed, ent: Ent, span: Span) -> Candidate | None:
    """A person's name without its titles; one bare word with nothing beside it that tells a person is unsure."""
    found = without_title(text, span, piece.start)
    if found is None:
        return None
    name, role = found
    name = _name_only(text, name)
    words = name.of(text)
    before = text[max(piece.start, name.start - 30) : name.start].casefold().split()
    if before and role is None and name == span and (before[-1] == "the" or before[-1] in load_vessels()):
        return None  # "the Marucla", "the destroyer Joseph P. Kennedy Jr." are no persons
    confidence = 0.6 if piece.kind == "headline" else 0.8
    if len(words.split()) == 1 and role is None and name == span:
        if _IN.search(text[: name.start]):
            return Candidate(name, words, "place", "preposition", UNSURE, headline=piece.kind == "headline")
        if not has_courtesy(text, name.start) and not _speaks(ent):
            confidence = UNSURE
    return Candidate(name, words, "person", "model", confidence, role=role, headline=piece.kind == "headline")


def _name_only(text: str, name: Span) -> Span:
    """The name without what a model takes along: a clause behind a comma, a verb in lower case."""
    words = re.split(r", (?!Jr|Sr|I{1,3}\b|IV\b)", name.of(text))[0].split(" ")
    while len(words) > 1 and words[-1].islower() and words[-1] not in _PARTICLES:
        words.pop()
    return Span(name.start, name.start + len(" ".join(words)))


def _speaks(ent: Ent) -> bool:
    head = ent.root.head
    return ent.root.dep_ == "nsubj" and head.lemma_.lower() in load_cues().verbs and head.tag_ != "VBG"


def _other(text: str, piece: Parsed, ent: Ent, span: Span, kind: EntityKind) -> Candidate | None:
    words = span.of(text)
    headline = piece.kind == "headline"
    if kind == "organisation":
        before = text[max(piece.start, span.start - 30) : span.start].casefold().split()
        titles = load_titles()
        if len(before) > 1 and before[-1] in ("of", "for") and before[-2] in titles.roles:
            return None  # the "State" of "Secretary of State"
        if fold_name(words) in load_things():
            return None
        if fold_name(words) in load_generic():
            return Candidate(span, words, kind, "generic", UNSURE, headline=headline)
        if len(ent) == 1 and not words.isupper() and _IN.search(text[: span.start]):
            return Candidate(span, words, "place", "preposition", UNSURE, headline=headline)
    adjective = kind == "group" and all(token.pos_ == "ADJ" or token.dep_ == "amod" for token in ent)
    confidence = 0.6 if headline else 0.8
    return Candidate(span, words, kind, "model", confidence, "adjective" if adjective else "name", headline=headline)


def _bodies(text: str, piece: Parsed) -> Iterator[Candidate]:
    words = piece.span.of(text)
    for match in _body_pattern().finditer(words):
        span = Span(piece.start + match.start(), piece.start + match.end())
        yield Candidate(span, match.group(), "organisation", "body", 0.9, headline=piece.kind == "headline")


@functools.cache
def _body_pattern() -> re.Pattern[str]:
    forms = sorted(load_bodies(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w])")


def _trim(text: str, span: Span) -> Span | None:
    """The span without a leading article, outer marks and a possessive ending."""
    words = span.of(text)
    while match := _EDGE.search(words):
        if match.start() == 0 and match.end() > 0:
            span = Span(span.start + match.end(), span.end)
        elif match.end() == len(words) and match.start() < len(words):
            span = Span(span.start, span.start + match.start())
        else:
            break
        words = span.of(text)
    return span if words else None


def _plausible(candidate: Candidate) -> bool:
    words = candidate.text
    if not any(c.isupper() for c in words) or any(c in "[]{}<>|=" for c in words):
        return False
    if candidate.kind == "group" and not words[0].isupper():
        return False
    if candidate.kind == "person" and (
        any(c.isdigit() or c in "@#/:" for c in words) or len(words.split()) > _MOST_NAME_WORDS
    ):
        return False
    return len(words) > 1 and any(c.isalpha() for c in words) and len(words) <= _LONGEST_NAME

"""Places by the gazetteer: which sense is meant, and whether a country, its capital or its government's seat acts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate
from generator.annotate.occurrences import find_occurrences
from generator.annotate.senses import BODY_LABELS, PLACE_LABELS, UNTOLD, Choice, Occurrence, choose_senses, is_county
from generator.knowledge.folding import fold_name
from generator.models import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer, Sense

_GOVERNMENT = re.compile(r"\s+([Gg]overnment|Administration)\b(?! of\b)")
_GOVERNMENT_OF = re.compile(r"\b([Gg])overnment of (?:the )?$")
_LARGE_CITY = 300_000
"""Inhabitants from which on a city's name outweighs the model's doubt."""
_GOVERNING = {
    "government", "president", "minister", "leadership", "leader", "army", "parliament", "military", "premier",
    "envoy", "ambassador", "delegate", "delegation", "representative", "cabinet", "king", "foreign", "ministry",
}  # fmt: skip
# What makes a place of the name before it.
_PART = re.compile(
    r"\s+(?:[Pp]rovince|[Ss]tate|[Oo]blast|[Rr]egion|[Gg]overnorate|[Pp]refecture|[Dd]istrict|[Cc]ounty)\b"
)
_NAMED_PART = re.compile(r" (?:Province|State|Oblast|Krai|Region|Governorate|Prefecture|District)\b(?! [A-Z])")
_STREET = re.compile(
    r" (?:St|Street|Ave|Avenue|Road|Rd|Dr|Drive|Blvd|Boulevard|Lane|Ln|Court|Ct|Way|Place|Pl|Hwy|Highway)\b"
)
_SIDES = re.compile(
    r"(?:\W|\b(?:the|of|and|in|(?:north|south|east|west)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?|central|greater|mainland"
    r"|downtown|upper|lower|rural|province|state|region|city|district|governorate|prefecture|coast|area|metropolitan)\b)*",
    re.IGNORECASE,
)
_THERE = re.compile(r"\b(?:in|at|near|from|to|outside|around|of|into|towards?|leaving|reached|between) $")
_ARTICLE = re.compile(r"\b[Tt]he $")
_SOME_SUPPORT, _CLEAR_SUPPORT = 1.0, 2.4


_HARDLY = 0.4
"""Confidence of the reader below which a name is rather no place."""


def find_all_places(text: str, pieces: Sequence[Parsed], gazetteer: Gazetteer) -> dict[int, list[Candidate]]:
    """The places of an article by the start of the piece in which they stand.

    Countries, towns, their adjectives and peoples, each with the one sense that is meant; what is open is not among
    them. The whole article decides which Georgia, Tripoli or Hyderabad is meant.
    """
    by_piece = {piece.start: list(find_occurrences(text, piece, gazetteer)) for piece in pieces}
    everything = [occurrence for found in by_piece.values() for occurrence in found]
    choices = choose_senses(everything, gazetteer)
    people = _words_of_persons(pieces)
    out: dict[int, list[Candidate]] = {}
    for piece in pieces:
        candidates = out.setdefault(piece.start, [])
        for occurrence in by_piece[piece.start]:
            sense = _sense(text, occurrence, choices.get(occurrence), people)
            if sense is not None:
                candidates.append(_candidate(text, piece, occurrence.span, sense))
    return out


def _words_of_persons(pieces: Sequence[Parsed]) -> frozenset[str]:
    """The words of the names of several words that the model takes for persons, or of two words hardly for a place."""
    names = [
        name.words
        for piece in pieces
        for name in piece.names
        if name.label == "PERSON"
        or (name.label == "LOC" and (name.confidence or 1.0) < _HARDLY and name.words.count(" ") == 1)
    ]
    return frozenset(fold_name(word) for name in names if len(name.split()) > 1 for word in name.split())


def _sense(text: str, occurrence: Occurrence, choice: Choice | None, people: Collection[str]) -> Sense | None:
    """The sense that is meant, or `None` where the words may mean something else."""
    if _STREET.match(text, occurrence.span.end):
        return None
    if not occurrence.places:
        senses = occurrence.senses
        return _only([sense for sense in senses if sense.likely] or senses)
    if choice is None:
        return None
    sense, support, label = choice.sense, choice.support, occurrence.label
    if occurrence.tie is not None:
        return sense
    there = _THERE.search(text, max(0, occurrence.span.start - 15), occurrence.span.start) is not None
    if occurrence.key in people and (sense.ambiguous or label == "PERSON" or not there) and support < _SOME_SUPPORT:
        return None
    if there or _PART.match(text, occurrence.span.end):
        support += _SOME_SUPPORT if support > 0 else 0
    if sense.weak:
        return sense if _stands_for_a_town(text, occurrence, support, people) else None
    if sense.ambiguous:
        if label in PLACE_LABELS:
            return sense
        if label == "PERSON" or label in BODY_LABELS:
            least = _CLEAR_SUPPORT if label == "PERSON" or sense.sort == "city" else _SOME_SUPPORT
            return sense if occurrence.exact and support >= least and occurrence.key not in people else None
        return sense if label in UNTOLD and support >= _SOME_SUPPORT else None
    # A person or body of that name is possible too. Inhabitants are unknown only for the analyst's own places.
    small = sense.sort in ("city", "admin") and 0 < sense.population < _LARGE_CITY
    if label == "PERSON" and sense.sort not in ("country", "capital", "seat") and support < _CLEAR_SUPPORT:
        return sense if not small and len(occurrence.senses) == 1 else None
    if label in BODY_LABELS and small and (support < _CLEAR_SUPPORT or not occurrence.exact):
        return None
    return sense


def _stands_for_a_town(text: str, occurrence: Occurrence, support: float, people: Collection[str]) -> bool:
    """Whether a name of the large lists is a place here: the model takes it for one, or others stand close by."""
    span, label = occurrence.span, occurrence.label
    if is_county(occurrence.places[0]):
        return label in UNTOLD or label in PLACE_LABELS or occurrence.exact
    if (label is not None and not occurrence.exact) or _ARTICLE.search(text, max(0, span.start - 5), span.start):
        return False
    if label in ("GPE", "LOC"):
        return True
    if label in UNTOLD:
        # Cased words that are no names stand in lists of towns too (Justice, Welcome): only where something is there.
        there = _THERE.search(text, max(0, span.start - 15), span.start) or _PART.match(text, span.end)
        return support >= _CLEAR_SUPPORT and there is not None
    return label in ("PERSON", "ORG") and support >= _CLEAR_SUPPORT and occurrence.key not in people


def is_spoken_for(text: str, span: Span, places: Sequence[Candidate]) -> bool:
    """Whether a place that the model found is one of the gazetteer's with a side of it, or two of them.

    "northern Gaza", "U.S.-Mexico", "Lyon, France".
    """
    inside = [place.span for place in places if span.covers(place.span) and place.span != span]
    rest, last = "", span.start
    for held in inside:
        rest, last = rest + text[last : held.start] + " ", held.end
    return bool(inside) and _SIDES.fullmatch(rest + text[last : span.end]) is not None


def _only(senses: Sequence[Sense]) -> Sense | None:
    return senses[0] if senses and len({sense.region for sense in senses}) == 1 else None


def _candidate(text: str, piece: Parsed, span: Span, sense: Sense) -> Candidate:
    whole = _NAMED_PART.match(text, span.end, piece.span.end) if sense.sort in ("city", "capital", "admin") else None
    if whole is not None:
        # "Irkutsk Oblast" is not the city.
        span = Span(span.start, whole.end())
        sense = replace(sense, name=span.of(text), sort="admin", lat=None, lon=None, population=0)
    kind, form, confidence = _kind(piece, span, sense)
    rule = "gazetteer"
    government = _government(text, piece, span, sense)
    if government is not None:
        span, form = government
        kind, sense, rule = "state", replace(sense, sort="country"), "government of"
    elif sense.sort == "seat":
        rule = "seat of government"
        sense = replace(sense, sort="country" if kind == "state" else "admin")
    return Candidate(span, span.of(text), kind, rule, confidence, form, sense, headline=piece.kind == "headline")


def _kind(piece: Parsed, span: Span, sense: Sense) -> tuple[EntityKind, MentionForm, float]:
    if sense.sort == "adjective":
        return "state", "adjective", 0.9
    if sense.sort == "people":
        return "group", "name", 0.9
    acting = sense.sort in ("country", "seat") and _acts(piece, span)
    return ("state" if acting else "place"), "name", 0.8 if sense.weak else 0.95


def _government(text: str, piece: Parsed, span: Span, sense: Sense) -> tuple[Span, MentionForm] | None:
    """The span of "Cuban Government" or "Government of India" round a country's adjective or name: the state itself."""
    if sense.sort == "adjective":
        match = _GOVERNMENT.match(text, span.end, piece.span.end)
        if match:
            return Span(span.start, match.end()), "name" if match.group(1)[0].isupper() else "nominal"
    elif sense.sort == "country":
        before = _GOVERNMENT_OF.search(text[max(piece.start, span.start - 30) : span.start])
        if before:
            start = max(piece.start, span.start - 30) + before.start()
            return Span(start, span.end), "name" if before.group(1) == "G" else "nominal"
    return None


def _acts(piece: Parsed, span: Span) -> bool:
    """Whether the country at `span` does something: the subject or agent of a verb, or whose government does."""
    token = _last_token(piece, span)
    while token is not None and token.dep_ in ("conj", "compound", "appos") and token.head is not token:
        token = token.head
    if token is None:
        return False
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return token.head.pos_ in ("VERB", "AUX")
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return True
    return token.dep_ == "poss" and token.head.lemma_.lower() in _GOVERNING


def acts_by_metonymy(piece: Parsed, span: Span, verbs: frozenset[str]) -> bool:
    """Whether the capital at `span` stands for its government: the subject of a verb of saying or wanting."""
    token = _last_token(piece, span)
    while token is not None and token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token is not None and token.dep_ == "nsubj" and token.head.lemma_.lower() in verbs


def _last_token(piece: Parsed, span: Span) -> Token | None:
    return next((token for token in piece.doc if piece.start + token.idx + len(token.text) >= span.end), None)

"""Places by the gazetteer: which sense is meant, and whether a country or its capital acts as a state."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate
from generator.models import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer, Sense

_GOVERNMENT = re.compile(r"\s+([Gg]overnment|Administration)\b(?! of\b)")
_GOVERNMENT_OF = re.compile(r"\b([Gg])overnment of (?:the )?$")
# As newspapers shorten the states (Associated Press style).
_US_STATE = re.compile(
    r", (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|N\.H|N\.J"
    r"|N\.M|N\.Y|N\.C|N\.D|Okla|Ore|Pa|R\.I|S\.C|S\.D|Tenn|Tex|Vt|Va|Wash|W\.Va|Wis|Wyo)\."
)
_LARGE_CITY = 300_000
"""Inhabitants from which on a city's name outweighs the model's doubt."""
_GOVERNING = {
    "government", "president", "minister", "leadership", "leader", "army", "parliament", "military", "premier",
    "envoy", "ambassador", "delegate", "delegation", "representative", "cabinet", "king", "foreign", "ministry",
}  # fmt: skip


def find_places(text: str, piece: Parsed, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Places, countries, their adjectives and peoples, each with the one sense that is meant."""
    base = piece.start
    labels = [(base + ent.start_char, base + ent.end_char, ent.label_) for ent in piece.doc.ents]
    everything = gazetteer.scan(piece.span.of(text))
    for (found, senses), following in itertools.zip_longest(everything, everything[1:]):
        span = Span(found.start + base, found.end + base)
        label = next((label for start, end, label in labels if start <= span.start and span.end <= end), None)
        inside = _lies_in(text, span, base, following)
        there = [s for s in senses if s.region == inside and s.sort in ("city", "capital", "admin")]
        if inside is not None and (there or _US_STATE.match(text, span.end)):
            sense = _only(there)
        else:
            sense = _sense(senses, label)
        if sense is not None:
            yield _candidate(text, piece, span, sense)


def _lies_in(text: str, span: Span, base: int, following: tuple[Span, tuple[Sense, ...]] | None) -> str | None:
    """The region that is named straight behind a place: "London, Ontario", "Paris, Texas", "Manchester, N.H."."""
    if _US_STATE.match(text, span.end):
        return "US"
    if following is None or text[span.end : following[0].start + base] != ", ":
        return None
    regions = {sense.region for sense in following[1] if sense.sort in ("admin", "country")}
    return regions.pop() if len(regions) == 1 else None


def _candidate(text: str, piece: Parsed, span: Span, sense: Sense) -> Candidate:
    kind, form, confidence = _kind(piece, span, sense)
    government = _government(text, piece, span, sense)
    if government is not None:
        span, form = government
        kind, sense = "state", replace(sense, sort="country")
    rule = "gazetteer" if government is None else "government of"
    return Candidate(span, span.of(text), kind, rule, confidence, form, sense, headline=piece.kind == "headline")


def _kind(piece: Parsed, span: Span, sense: Sense) -> tuple[EntityKind, MentionForm, float]:
    if sense.sort == "adjective":
        return "state", "adjective", 0.9
    if sense.sort == "people":
        return "group", "name", 0.9
    return ("state" if sense.sort == "country" and _acts(piece, span) else "place"), "name", 0.95


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


def _sense(senses: Sequence[Sense], label: str | None) -> Sense | None:
    """The one sense that is meant, or `None` where the words may mean something else."""
    places = [sense for sense in senses if sense.sort not in ("adjective", "people")]
    if not places:
        return _only([sense for sense in senses if sense.likely] or senses)
    if all(sense.ambiguous for sense in places) and label not in ("GPE", "LOC"):
        return None
    # A person or body of that name is possible too. Inhabitants are unknown only for the analyst's own places.
    small = [s for s in places if s.sort in ("city", "admin") and 0 < s.population < _LARGE_CITY]
    if label == "PERSON" and not any(s.sort in ("country", "capital") and not s.ambiguous for s in places):
        places = [s for s in places if not s.ambiguous and s not in small and len(senses) == 1]
    if label == "ORG" and len(small) == len(places):
        return None
    return _only([sense for sense in places if sense.likely] or places)


def _only(senses: Sequence[Sense]) -> Sense | None:
    return senses[0] if senses and len({sense.region for sense in senses}) == 1 else None


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

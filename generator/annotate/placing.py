"""Places by the gazetteer: which sense is meant, and whether a country, its capital or its government's seat acts."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate
from generator.annotate.senses import BODY_LABELS, PLACE_LABELS, UNTOLD, Choice, Occurrence, choose_senses, is_county
from generator.knowledge.folding import fold_name
from generator.knowledge.regions import Sense
from generator.models import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer, ShortForm

_GOVERNMENT = re.compile(r"\s+([Gg]overnment|Administration)\b(?! of\b)")
_GOVERNMENT_OF = re.compile(r"\b([Gg])overnment of (?:the )?$")
_LARGE_CITY = 300_000
"""Inhabitants from which on a city's name outweighs the model's doubt."""
_GOVERNING = {
    "government", "president", "minister", "leadership", "leader", "army", "parliament", "military", "premier",
    "envoy", "ambassador", "delegate", "delegation", "representative", "cabinet", "king", "foreign", "ministry",
}  # fmt: skip
# What may stand between a place and what it lies in: "Paris, Texas", "Tripoli in Lebanon", "Tripoli (Lebanon)".
_LIES_IN = re.compile(r",? in (?:the )?(?:\w+ern )?|, (?:the )?(?:\w+ern )?| \(")
# What may stand between an adjective and a place: "the Lebanese city of Tripoli", "the Pakistani port Karachi".
_OF_THAT_COUNTRY = re.compile(
    r" (?:\w+ ){0,2}(?:city|town|port|village|province|state|region|district|capital|resort|suburb|island)(?: city)?"
    r"(?: of|,)? "
)
# What makes a place of the name before it.
_PART = re.compile(r"\s+(?:[Pp]rovince|[Ss]tate|[Oo]blast|[Rr]egion|[Gg]overnorate|[Pp]refecture|[Dd]istrict|[Cc]ounty)\b")
_NAMED_PART = re.compile(r" (?:Province|State|Oblast|Krai|Region|Governorate|Prefecture|District)\b(?! [A-Z])")
_STREET = re.compile(r" (?:St|Street|Ave|Avenue|Road|Rd|Dr|Drive|Blvd|Boulevard|Lane|Ln|Court|Ct|Way|Place|Pl|Hwy|Highway)\b")
_SIDES = re.compile(
    r"(?:\W|\b(?:the|of|and|in|(?:north|south|east|west)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?|central|greater|mainland"
    r"|downtown|upper|lower|rural|province|state|region|city|district|governorate|prefecture|coast|area|metropolitan)\b)*",
    re.IGNORECASE,
)
# "Camden, Nassau and Baker counties".
_COUNTIES = re.compile(r"((?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?, )*[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?,? and [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?) (?:counties|Counties|parishes|Parishes)\b")
_THERE = re.compile(r"\b(?:in|at|near|from|to|outside|around|of|into|towards?|leaving|reached|between) $")
_ARTICLE = re.compile(r"\b[Tt]he $")
_SOME_SUPPORT, _CLEAR_SUPPORT = 1.0, 2.4


def find_all_places(text: str, pieces: Sequence[Parsed], gazetteer: Gazetteer) -> dict[int, list[Candidate]]:
    """The places of an article by the start of the piece in which they stand.

    Countries, towns, their adjectives and peoples, each with the one sense that is meant; what is open is not among
    them. The whole article decides which Georgia, Tripoli or Hyderabad is meant.
    """
    by_piece = {piece.start: list(_occurrences(text, piece, gazetteer)) for piece in pieces}
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


def _occurrences(text: str, piece: Parsed, gazetteer: Gazetteer) -> Iterator[Occurrence]:
    """The listed names of a piece, and the short forms of states behind towns."""
    base, words = piece.start, piece.span.of(text)
    labels = [(base + ent.start_char, base + ent.end_char, ent.label_) for ent in piece.doc.ents]
    scanned = [(Span(span.start + base, span.end + base), senses) for span, senses in gazetteer.scan(words)]
    better = [*_short_forms(words, base, gazetteer.short_forms), *_counties(words, base, gazetteer)]
    # "Washington, D.C." is a name of its own.
    better = [row for row in better if not any(span.covers(row[0]) and span != row[0] for span, _ in scanned)]
    found = [row for row in scanned if not any(row[0].touches(span) for span, _ in better)] + better
    found.sort(key=lambda row: row[0])
    found = sorted([*found, *_unlisted(text, labels, found)], key=lambda row: row[0])
    for before, (span, senses), after in zip([None, *found], found, [*found[1:], None], strict=False):
        start, end, label = next(
            ((s, e, name) for s, e, name in labels if s <= span.start and span.end <= e), (span.start, span.end, None)
        )
        exact = not re.search(r"\w", re.sub(r"^(?i:the)\s+|['’]s?$", "", text[start : span.start] + " " + text[span.end : end]).replace("the ", ""))
        yield Occurrence(span, fold_name(senses[0].name), senses, label, exact, _tie(text, span, senses, before, after))


def _unlisted(
    text: str, labels: Sequence[tuple[int, int, str]], found: Sequence[tuple[Span, tuple[Sense, ...]]]
) -> Iterator[tuple[Span, tuple[Sense, ...]]]:
    """What the model takes for a place, no list knows, and a state or province stands behind: "Ossipee, N.H."."""
    for start, end, label in labels:
        if label not in ("GPE", "LOC") or any(start < span.end and span.start < end for span, _ in found):
            continue
        holder = next((senses for span, senses in found if text[end : span.start] == ", " and span.start > end), ())
        if holder and {sense.sort for sense in holder} == {"admin"} and len({sense.region for sense in holder}) == 1:
            sense = replace(holder[0], name=text[start:end], sort="city", lat=None, lon=None, weak=True)
            yield Span(start, end), (sense,)


def _counties(words: str, base: int, gazetteer: Gazetteer) -> Iterator[tuple[Span, tuple[Sense, ...]]]:
    """The names in "Nassau and Baker counties", each as that of a county."""
    for match in _COUNTIES.finditer(words):
        for name in re.finditer(r"[A-Z][^,]*?(?=, | and |,? and |$)", match[1]):
            senses = gazetteer.senses(f"{name[0]} County") or gazetteer.senses(f"{name[0]} Parish")
            if senses:
                start = base + match.start(1) + name.start()
                yield Span(start, start + len(name[0])), senses


def _short_forms(
    words: str, base: int, forms: Mapping[str, ShortForm]
) -> Iterator[tuple[Span, tuple[Sense, ...]]]:
    """The states in "Ossipee, N.H.", "Ossipee, NH" and "Senator Example, D-Mass."."""
    for match in _short_pattern(tuple(forms)).finditer(words):
        form = forms[match[1]]
        sense = Sense(form.name, "admin", form.region, None, None, 0, ambiguous=False, likely=True, part=form.part)
        yield Span(base + match.start(1), base + match.end(1)), (sense,)


@lru_cache(maxsize=2)
def _short_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    postal = "|".join(form for form in forms if form.isalpha() and form.isupper())
    dotted = "|".join(re.escape(form) for form in forms if not (form.isalpha() and form.isupper()))
    # Behind a word in capitals two letters may be any word: "LIFE, OR DEATH".
    behind = rf"[A-Z][\w.’'-]*[a-z], |[A-Z]{{3,}}, (?={dotted})|\(?[DRI](?:-|–|\.?, )"
    return re.compile(rf"\b(?:{behind})((?:{dotted})(?!\w)|(?:{postal})\b)")


def _tie(
    text: str,
    span: Span,
    senses: Collection[Sense],
    before: tuple[Span, tuple[Sense, ...]] | None,
    after: tuple[Span, tuple[Sense, ...]] | None,
) -> tuple[str, str] | None:
    """Region and part named straight behind a place, or its country's adjective in front of "the city of"."""
    own = {sense.region for sense in senses if sense.sort in ("city", "capital", "admin")}
    if after is not None and text[span.end : after[0].start] == ", " and (
        all(sense.weak for sense in senses) or after[0].of(text) != after[1][0].name
    ):
        own |= {sense.region for sense in after[1] if sense.sort == "admin"}
    if after is not None and _LIES_IN.fullmatch(text, span.end, after[0].start):
        holders = [s for s in after[1] if s.sort in ("admin", "country") and s.region in own and fold_name(s.name) != fold_name(next(iter(senses)).name)]
        regions = {sense.region for sense in holders}
        if len(regions) == 1:
            part = next((s.part for s in holders if s.part), "")
            return regions.pop(), part if " " not in part else ""
    if before is not None and _OF_THAT_COUNTRY.fullmatch(text, before[0].end, span.start):
        regions = {sense.region for sense in before[1]}
        if len(regions) == 1 and regions <= own:
            return regions.pop(), ""
    return None


def _words_of_persons(pieces: Sequence[Parsed]) -> frozenset[str]:
    """The words of the names of several words that the model takes for persons."""
    names = [ent.text for piece in pieces for ent in piece.doc.ents if ent.label_ == "PERSON"]
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
    if label == "PERSON" and sense.sort not in ("country", "capital") and support < _CLEAR_SUPPORT:
        return sense if not small and len(occurrence.senses) == 1 else None
    if label in BODY_LABELS and small and (support < _CLEAR_SUPPORT or not occurrence.exact):
        return None
    return sense


def _stands_for_a_town(text: str, occurrence: Occurrence, support: float, people: Collection[str]) -> bool:
    """Whether a name of the large lists is a place here: the model takes it for one, or enough others stand close by."""
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

"""Pieces → candidate names: what the model finds, put right by the gazetteer and by plain evidence round the name."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.annotate.candidate import UNSURE, Candidate
from generator.annotate.edges import find_titled, first_word, grown, whole_name
from generator.annotate.kinds import sounds_like_a_body
from generator.annotate.placing import find_all_places, is_spoken_for
from generator.annotate.titles import without_title
from generator.knowledge.bodies import load_bodies
from generator.knowledge.cues import load_cues
from generator.knowledge.names import load_generic, load_parts, load_things, load_titles, load_vessels
from generator.models import EntityKind, Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Span as Ent

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer
    from generator.models import Block

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group", "EVENT": "event",
}  # fmt: skip
_EDGE = re.compile(r"^(?:(?:the|a|an)\s+|['\"“”‘’(\[\s-]+)+|(?:['’]s?|[\"“”)\],;:\s-]+)+$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?: (?:of|on|in|for|at|and|the|to|from|with))+$")
_NO_PERSON = re.compile(r"\b(?:v|vs|versus)\.? $|\b(?:Image|Photo|Photograph|Picture|Audio|Video|Credit): $")
"""What stands in front of the name of a lawsuit's party, and of a picture's maker under one word."""
_TIME_ZONE = re.compile(r"[A-Z]{1,2}[SD]?T")
_FOREIGN = re.compile(r"[\u0370-\u1dff\u2e80-\uffef]")  # a word in another script is rather a word than a name
_ARTICLE = re.compile(r"^(?:the|an?)(?:\s+|$)", re.IGNORECASE)
_FIRM = 0.9
_SPORT = re.compile(
    r"\b(?:football|soccer|rugby|cricket|basketball|baseball|hockey|league|coach|striker|midfielder|goalkeeper"
    r"|semi-?final|club|fans|NBA|NFL|championship)\b"
)
_SIDES = frozenset(
    {f"{side}{end}" for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
     for end in ("", "ern")}
    | {"central", "greater", "upper", "lower", "province", "state", "region", "city", "county", "district", "coast"}
)  # fmt: skip
"""Words that belong to a place's name where the reader says so."""
_OTHER_THINGS = ("ORG", "FAC", "PRODUCT", "MISC")
_IN = re.compile(r"\b(?:in|near) $")
# One ship, or the second of two: "the destroyers A. B. One and Two".
_VESSEL = re.compile(r"\b([A-Za-z]+) (?:(?:[A-Z][\w.’'-]* )+and )?$")
_SURE = {"body": 0, "government of": 0, "title": 1, "gazetteer": 2, "seat of government": 2}
"""Which rule wins over the same words."""
_TITLED = 0.75
_DOUBTED_PERSON, _DOUBTED = 0.6, 0.4
"""Confidence of the reader below which a name is rather none: fewer than four in ten are right."""
_CONVINCED = 0.8
"""Confidence of a model from which on a word in front does not overrule it."""
_MOST_NAME_WORDS = 6
_LONGEST_NAME = 100


def find_candidates(
    text: str, pieces: Sequence[Parsed], blocks: Sequence[Block], gazetteer: Gazetteer
) -> list[Candidate]:
    """The names in the pieces, not overlapping, in order."""
    datelines = [block.span for block in blocks if block.kind == "dateline"]
    places = find_all_places(text, pieces, gazetteer)
    sure = [n for p in pieces for n in p.names if (n.confidence or 1.0) >= _CONVINCED]
    persons = [fold_name(n.words).split() for n in sure if n.label == "PERSON"]
    known = {fold_name(n.words) for n in sure} | {words[-1] for words in persons if words}
    # A bare surname that the reader takes for a place nobody knows is still its bearer's: "the statement from Erdogan".
    surnames = {words[-1] for words in persons if len(words) > 1 and gazetteer.best(words[-1]) is None}
    sport = len(_SPORT.findall(text)) > 1
    out: list[Candidate] = []
    for piece in pieces:
        found = [c for c in _model(text, piece, known, surnames) if not any(line.touches(c.span) for line in datelines)]
        there = [c for c in places[piece.start] if not (sport and _is_club(c, piece))]
        there = [_within(_as_read(c, piece), piece) for c in there]
        found = [c for c in found if c.kind != "place" or not is_spoken_for(text, c.span, there)]
        found = _grown(text, piece, found, there)
        titled = list(_titled(text, piece, gazetteer, found))
        # What a title calls a person is no body, and what belongs to a title is none either: "Union Home" Minister.
        proven = [s for c in (*titled, *found) for s in (c.role, c.span if c.rule == "title" else None) if s]
        found = [c for c in found if c.kind == "person" or not any(c.span.touches(s) for s in proven)]
        out += _choose([*_bodies(text, piece), *titled, *there, *found])
    vessels = {c.text for c in out if _is_vessel(text, c.span.start)} | _storms(text)
    return sorted((c for c in out if c.text not in vessels), key=lambda candidate: candidate.span)


def _is_club(place: Candidate, piece: Parsed) -> bool:
    """Whether, in news of sport, the reader is sure that a town's name is a body's: Chelsea, the football club."""
    span = (place.span.start - piece.start, place.span.end - piece.start)
    town = place.sense is not None and place.sense.sort in ("city", "admin")
    return town and any(
        n.label == "ORG" and (n.confidence or 0.0) >= _FIRM and (n.start, n.end) == span for n in piece.names
    )


def _as_read(place: Candidate, piece: Parsed) -> Candidate:
    """The place with the words round it that the reader counts to it: "eastern China", "Keelung City"."""
    start, end = place.span.start - piece.start, place.span.end - piece.start
    for n in piece.names:
        if n.label == "LOC" and (n.confidence or 0.0) >= _CONVINCED and n.start <= start and end <= n.end:
            words = n.words.replace(place.text, "", 1).split()
            if place.form == "name" and words and all(word.casefold() in _SIDES for word in words):
                return replace(place, span=Span(piece.start + n.start, piece.start + n.end))
    return place


def _within(place: Candidate, piece: Parsed) -> Candidate:
    """The place as an adjective where it only belongs to a longer name of another thing: the Example Book Fair."""
    start, end = place.span.start - piece.start, place.span.end - piece.start
    longer = (n for n in piece.names if n.confidence is not None and n.start <= start and end <= n.end)
    size = len(place.text.split())
    other = any(n.label in _OTHER_THINGS and len(_ARTICLE.sub("", n.words).split()) > size for n in longer)
    return replace(place, form="adjective") if other and place.form == "name" else place


def _is_vessel(text: str, start: int) -> bool:
    """Whether a word for ships, aircraft or storms stands in front: "the tanker Bucharest" is no place."""
    before = _VESSEL.search(text[max(0, start - 60) : start])
    return before is not None and before.group(1).casefold().removesuffix("s") in load_vessels()


def _storms(text: str) -> set[str]:
    """Names of one word behind a word for ships or storms: what is Hurricane Example once, is so throughout."""
    return {match.group(1) for match in _vessel_pattern().finditer(text)}


@functools.cache
def _vessel_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(str.capitalize, load_vessels())))
    return re.compile(rf"\b(?:{words}) ([A-Z][a-z]+)\b(?! [A-Z])")


def _choose(found: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates the better one; longer beats shorter unless the gazetteer is sure of the span."""
    out: list[Candidate] = []
    for candidate in sorted(found, key=_rank):
        if not any(candidate.span.touches(other.span) for other in out):
            out.append(candidate)
    return out


def _rank(candidate: Candidate) -> tuple[int, int, Span]:
    length = candidate.span.end - candidate.span.start
    sure = _SURE.get(candidate.rule, 3)
    # A longer name of a person or body holds the place inside it: Bank of England, Paris Hilton.
    return (-length, sure, candidate.span)


def _model(text: str, piece: Parsed, known: Collection[str], surnames: Collection[str]) -> Iterator[Candidate]:
    """What the model finds; a name that it doubts counts where it is convinced of the same words elsewhere."""
    for seen_as in piece.names:
        bare = seen_as.label == "LOC" and fold_name(seen_as.words) in surnames
        found = replace(seen_as, label="PERSON", confidence=_CONVINCED) if bare else seen_as
        kind = _KINDS.get(found.label)
        span = _trim(text, Span(piece.start + found.start, piece.start + found.end)) if kind else None
        ent = piece.doc.char_span(found.start, found.end, alignment_mode="expand")
        if kind is None or span is None or ent is None or found.is_party:
            continue
        told = 1.0 if found.confidence is None else found.confidence
        folded = fold_name(found.words)
        kin = found.label == "PERSON" and folded.rpartition(" ")[2] in known
        backed = folded in known or kin or sounds_like_a_body(found.words)
        if told < _DOUBTED and not backed:
            continue
        if kind == "person" and len(ent) == 1 and ent[0].pos_ in ("NOUN", "VERB", "DET") and ent.start == 0:
            continue  # a word of the language at the beginning of a sentence
        if found.confidence is None and not any(token.pos_ in ("PROPN", "ADJ", "X") for token in ent):
            continue
        seen = _Seen(ent, found.confidence, headline=piece.kind == "headline")
        candidate = _person(text, piece, seen, span) if kind == "person" else _other(text, piece, seen, span, kind)
        titled = candidate is not None and (candidate.role is not None or candidate.gender is not None)
        if kind == "person" and told < _DOUBTED_PERSON and not backed and not titled:
            continue
        if candidate is not None and _plausible(candidate):
            yield candidate


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name as the model saw it."""

    ent: Ent
    told: float | None
    """The model's own confidence."""
    headline: bool

    @property
    def confidence(self) -> float:
        if self.told is not None:
            return self.told
        return 0.6 if self.headline else 0.8

    def doubted(self, text: str, start: int) -> bool:
        """Whether a single word is rather a place, by the "in" before it, than what a model takes it for."""
        return (self.told or 0.0) < _CONVINCED and _IN.search(text[max(0, start - 6) : start]) is not None


def _person(text: str, piece: Parsed, seen: _Seen, span: Span) -> Candidate | None:
    """A person's name without its titles; one bare word with nothing beside it that tells a person is unsure."""
    whole = whole_name(text, piece, span)
    found = without_title(text, whole, piece.start) if whole else None
    if whole is None or found is None:
        return None
    name = found.name
    words = name.of(text)
    headline = seen.headline
    before = text[max(piece.start, name.start - 30) : name.start].casefold().split()
    alone = " " not in words and seen.ent.root.dep_ not in ("compound", "poss", "amod", "nmod")
    article = bool(before) and before[-1] == "the" and (alone or (seen.told or 0.0) < _FIRM)
    if before and not found.courtesy and name == whole and (article or before[-1] in load_vessels()):
        return None  # "the Marucla", "the destroyer Joseph P. Kennedy Jr." are no persons
    if words.split()[0].casefold() in load_vessels():
        return None  # "Hurricane Example"
    confidence = seen.confidence
    if len(words.split()) == 1 and not found.courtesy:
        root = seen.ent.root
        language = root.dep_ == "dobj" and root.head.lemma_ == "speak"
        if language or _NO_PERSON.search(text[max(0, name.start - 15) : name.start]):
            return None
        if seen.doubted(text, name.start):
            return Candidate(name, words, "place", "preposition", UNSURE, headline=headline)
        if seen.told is None and not _speaks(seen.ent):
            confidence = UNSURE
    return Candidate(
        name, words, "person", "model", confidence, role=found.role, gender=found.gender, headline=headline
    )


def _grown(text: str, piece: Parsed, found: list[Candidate], places: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the persons' names whole; what then lies in a longer name is gone."""
    if piece.kind == "headline" or not any(c.kind == "person" for c in found):
        return found
    told = any(name.confidence is not None for name in piece.names)
    # A word that is compounded with a name and taken for an adjective is a name nobody knows: "Recep Tayyip Erdogan".
    odd = (token for token in piece.doc if token.pos_ == "ADJ" and token.dep_ == "compound")
    proper = frozenset(piece.start + token.idx for token in piece.doc if token.pos_ == "PROPN")
    proper |= frozenset(piece.start + token.idx for token in odd if token.head.pos_ == "PROPN")
    others = [c.span for c in (*places, *found) if c.kind != "person" and c.rule != "preposition"]
    out: list[Candidate] = []
    for c in found:
        # Our own reader knows where a name begins, but for the first word of a sentence, where a capital means little.
        whole = c.kind != "person" or (told and not first_word(text, piece, c.span))
        span = c.span if whole else grown(text, piece, c.span, others, proper)
        titled = without_title(text, span, piece.start) if span != c.span else None
        if titled is not None and titled.name == span:
            confidence = max(_TITLED, c.confidence)
            role, gender = titled.role or c.role, titled.gender or c.gender
            c = replace(c, span=span, text=span.of(text), role=role, gender=gender, confidence=confidence)  # noqa: PLW2901
        if not any(c.kind == "person" == other.kind and other.span.covers(c.span) for other in out):
            out = [other for other in out if not (c.kind == "person" == other.kind and c.span.covers(other.span))] + [c]
    return out


def _titled(text: str, piece: Parsed, gazetteer: Gazetteer, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Persons that no model found, by the title in front of them."""
    if piece.kind in ("headline", "dateline") or any(n.confidence is not None for n in piece.names):
        return  # where everything is in capitals a title proves little; our own reader knows titles
    persons = [c.span for c in found if c.kind == "person"]
    for titled in find_titled(text, piece):
        words = titled.name.of(text)
        known = gazetteer.best(words)
        if any(titled.name.touches(span) for span in persons):
            continue
        if known is not None and known.sort in ("country", "area", "adjective", "people") and not known.ambiguous:
            continue  # "the minister Israel sent"
        candidate = Candidate(
            titled.name, words, "person", "title", _TITLED, role=titled.role, gender=titled.gender
        )  # fmt: skip
        if _plausible(candidate):
            yield candidate


def _speaks(ent: Ent) -> bool:
    head = ent.root.head
    return ent.root.dep_ == "nsubj" and head.lemma_.lower() in load_cues().verbs and head.tag_ != "VBG"


def _other(text: str, piece: Parsed, seen: _Seen, span: Span, kind: EntityKind) -> Candidate | None:
    span = _without_bearer(text, _closed(text, span)) if kind == "organisation" else span
    words = span.of(text)
    headline = seen.headline
    if kind == "organisation":
        before = text[max(piece.start, span.start - 30) : span.start].casefold().split()
        titles = load_titles()
        bare = (seen.told or 0.0) < _CONVINCED and (seen.told is None or " " not in words)
        if bare and len(before) > 1 and before[-1] in ("of", "for") and titles.is_role(before[-2]):
            return None  # the "State" of "Secretary of State"
        if fold_name(words) in load_things():
            return None
        if fold_name(words) in load_generic():
            return Candidate(span, words, kind, "generic", UNSURE, headline=headline)
        if len(seen.ent) == 1 and not words.isupper() and seen.doubted(text, span.start):
            return Candidate(span, words, "place", "preposition", UNSURE, headline=headline)
    adjective = kind == "group" and all(token.pos_ == "ADJ" or token.dep_ in ("amod", "compound") for token in seen.ent)
    return Candidate(
        span, words, kind, "model", seen.confidence, "adjective" if adjective else "name", headline=headline
    )


def _closed(text: str, span: Span) -> Span:
    """A body's name without the small words with which it breaks off: "Committee on the"."""
    open_end = _OPEN_END.search(span.of(text))
    return Span(span.start, span.start + open_end.start()) if open_end and open_end.start() else span


def _without_bearer(text: str, span: Span) -> Span:
    """A body's name without whoever speaks for it: "State Department Spokesperson"."""
    first, _, last = span.of(text).rpartition(" ")
    known = first in load_bodies() or first.rpartition(" ")[2] in load_parts().body_last
    return Span(span.start, span.start + len(first)) if known and load_titles().is_role(last) else span


def _bodies(text: str, piece: Parsed) -> Iterator[Candidate]:
    words = piece.span.of(text)
    for match in _body_pattern().finditer(words):
        span = Span(piece.start + match.end() - len(match.group().removeprefix("the ")), piece.start + match.end())
        yield Candidate(span, span.of(text), "organisation", "body", 0.9, headline=piece.kind == "headline")


@functools.cache
def _body_pattern() -> re.Pattern[str]:
    known = load_bodies()
    forms = sorted((form for form in known if f"the {form}" not in known), key=lambda form: (-len(form), form))
    # By their first letters, so that few are tried at each place; of those the longest first.
    starts = sorted({form[:2] for form in forms})
    tried = ("|".join(re.escape(form[2:]) for form in forms if form[:2] == start) for start in starts)
    choice = "|".join(f"{re.escape(start)}(?:{rest})" for start, rest in zip(starts, tried, strict=True))
    return re.compile(rf"(?<![\w.])(?:{choice})(?![\w])")


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
    return span if _ARTICLE.sub("", words) else None


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
    single = " " not in words and candidate.gender is None and candidate.role is None
    if candidate.kind == "organisation" and _TIME_ZONE.fullmatch(words):
        return False
    if (
        candidate.kind == "person"
        and single
        and (_TIME_ZONE.fullmatch(words) or (not words[0].isascii() and _FOREIGN.match(words)))
    ):
        return False
    return len(words) > 1 and any(c.isalpha() for c in words) and len(words) <= _LONGEST_NAME

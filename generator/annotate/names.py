"""Pieces → candidate names: what the model finds, put right by the gazetteer and by plain evidence round the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.knowledge.names import Titles, load_bodies, load_titles
from generator.models import EntityKind, MentionForm, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.parsed import Parsed
    from generator.knowledge.regions import Gazetteer, Sense

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group", "EVENT": "event",
}  # fmt: skip
_COUNTRY_SORTS = ("country",)
_EDGE = re.compile(r"^(?:(?:the|a|an)\s+|['\"“”‘’(\[\s-]+)+|(?:['’]s?|[\"“”)\],;:\s-]+)+$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’‑-]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that names something, before the names of an article are joined."""

    span: Span
    text: str
    kind: EntityKind
    rule: str
    confidence: float
    form: MentionForm = "name"
    sense: Sense | None = None
    """What the gazetteer says, for a place, state, adjective or people."""
    role: Span | None = None
    headline: bool = False


def find_candidates(text: str, pieces: Sequence[Parsed], gazetteer: Gazetteer) -> list[Candidate]:
    """The names in the pieces, not overlapping, in order."""
    out: list[Candidate] = []
    for piece in pieces:
        out += _choose([*_bodies(text, piece), *_places(text, piece, gazetteer), *_model(text, piece)])
    return sorted(out, key=lambda c: c.span)


def _choose(found: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates the better one; longer beats shorter unless the gazetteer is sure of the span."""
    out: list[Candidate] = []
    for candidate in sorted(found, key=_rank):
        if not any(candidate.span.touches(other.span) for other in out):
            out.append(candidate)
    return out


def _rank(candidate: Candidate) -> tuple[int, int, Span]:
    length = candidate.span.end - candidate.span.start
    sure = 0 if candidate.rule in ("gazetteer", "body") else 1
    # A longer name of a person or body holds the place inside it: Bank of England, Paris Hilton.
    return (-length, sure, candidate.span)


def _model(text: str, piece: Parsed) -> Iterator[Candidate]:
    titles = load_titles()
    for ent in piece.doc.ents:
        kind = _KINDS.get(ent.label_)
        if kind is None:
            continue
        span = _trim(text, piece.tokens_span(ent.start, ent.end))
        if span is None:
            continue
        role = None
        if kind == "person":
            found = _without_title(text, span, piece.start, titles)
            if found is None:
                continue
            span, role = found
        words = span.of(text)
        if not _plausible(words, kind):
            continue
        confidence = 0.6 if piece.kind == "headline" else 0.8
        yield Candidate(
            span, words, kind, "model", confidence, role=role, headline=piece.kind == "headline",
            form="adjective" if kind == "group" and _is_adjective(words) else "name",
        )  # fmt: skip


def _is_adjective(words: str) -> bool:
    return len(words.split()) == 1 and words.endswith(("ish", "ese", "ian", "an"))


def _places(text: str, piece: Parsed, gazetteer: Gazetteer) -> Iterator[Candidate]:
    base = piece.start
    labels = {(base + ent.start_char, base + ent.end_char): ent.label_ for ent in piece.doc.ents}
    for found, senses in gazetteer.scan(piece.span.of(text)):
        span = Span(found.start + base, found.end + base)
        inside = [label for (a, b), label in labels.items() if a <= span.start and span.end <= b]
        sense = _sense(senses, inside[0] if inside else None)
        if sense is None:
            continue
        words = span.of(text)
        common = {"rule": "gazetteer", "sense": sense, "headline": piece.kind == "headline"}
        if sense.sort == "adjective":
            yield Candidate(span, words, "state", confidence=0.9, form="adjective", **common)  # type: ignore[arg-type]
        elif sense.sort == "people":
            yield Candidate(span, words, "group", confidence=0.9, **common)  # type: ignore[arg-type]
        else:
            kind: EntityKind = "state" if sense.sort in _COUNTRY_SORTS and _acts(piece, span) else "place"
            yield Candidate(span, words, kind, confidence=0.95, **common)  # type: ignore[arg-type]


def _sense(senses: Sequence[Sense], label: str | None) -> Sense | None:
    """The one sense that is meant, or `None` where the words may mean something else."""
    places = [sense for sense in senses if sense.sort not in ("adjective", "people")]
    if not places:
        best = [sense for sense in senses if sense.likely] or list(senses)
        return best[0] if len({sense.region for sense in best}) == 1 else None
    if all(sense.ambiguous for sense in places) and label not in ("GPE", "LOC"):
        return None
    if label == "PERSON" and not any(sense.sort in ("country", "capital") and not sense.ambiguous for sense in places):
        # A city of that name and a person of that name are both possible: only a large, plain one is a place.
        places = [sense for sense in places if not sense.ambiguous and sense.population >= 300_000 and len(senses) == 1]
    if label == "ORG" and all(sense.sort in ("city", "admin") for sense in places) and places[0].population < 300_000:
        return None
    likely = [sense for sense in places if sense.likely]
    best = likely or places
    return best[0] if best and len({sense.region for sense in best}) == 1 else None


def _bodies(text: str, piece: Parsed) -> Iterator[Candidate]:
    words = piece.span.of(text)
    for match in _body_pattern().finditer(words):
        span = Span(piece.start + match.start(), piece.start + match.end())
        yield Candidate(span, match.group(), "organisation", "body", 0.9, headline=piece.kind == "headline")


def _body_pattern() -> re.Pattern[str]:
    forms = sorted(load_bodies(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w])")


def _acts(piece: Parsed, span: Span) -> bool:
    """Whether the country at `span` does something: the subject or agent of a verb."""
    token = next((t for t in piece.doc if piece.start + t.idx + len(t.text) >= span.end), None)
    while token is not None and token.dep_ in ("conj", "compound", "appos") and token.head is not token:
        token = token.head
    if token is None:
        return False
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return token.head.pos_ in ("VERB", "AUX")
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return True
    return token.dep_ == "poss" and token.head.lemma_.lower() in _GOVERNING


_GOVERNING = {
    "government", "president", "minister", "leadership", "leader", "army", "parliament", "military", "premier",
    "envoy", "ambassador", "delegate", "delegation", "representative", "cabinet", "king", "foreign", "ministry",
}  # fmt: skip


def acts_by_metonymy(piece: Parsed, span: Span, verbs: frozenset[str]) -> bool:
    """Whether the capital at `span` stands for its government: the subject of a verb of saying or wanting."""
    token = next((t for t in piece.doc if piece.start + t.idx + len(t.text) >= span.end), None)
    while token is not None and token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token is not None and token.dep_ == "nsubj" and token.head.lemma_.lower() in verbs


def _trim(text: str, span: Span) -> Span | None:
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


def _without_title(text: str, span: Span, lowest: int, titles: Titles) -> tuple[Span, Span | None] | None:
    """The name without titles in front of it, and the span of the role printed there; `None` if no name is left."""
    words = list(_NAME_WORD.finditer(span.of(text)))
    starts = [span.start + word.start() for word in words]
    first, role_from = 0, None
    while first < len(words):
        size = next((n for n in range(titles.longest, 0, -1) if _is_title(words[first : first + n], n, titles)), 0)
        if not size:
            break
        if not _is_honorific(words[first].group(), titles) and role_from is None:
            role_from = starts[first]
        first += size
    if first == len(words):
        return None
    name = Span(starts[first], span.end)
    return name, _role_before(text, role_from, name, lowest, titles)


def _role_before(text: str, role: int | None, name: Span, lowest: int, titles: Titles) -> Span | None:
    """The role that stands straight before the name, reaching back over the words that belong to it."""
    at = name.start if role is None else role
    head = text[max(lowest, at - 60) : at]
    words = [(max(lowest, at - 60) + m.start(), m.group()) for m in re.finditer(r"[^\s]+", head)]
    start = role
    if role is None:
        for size in range(min(titles.longest, len(words)), 0, -1):
            if " ".join(word for _, word in words[-size:]).casefold().rstrip(".") in titles.roles:
                start, words = words[-size][0], words[:-size]
                break
    while start is not None and words and words[-1][1].casefold().rstrip(".") in titles.before:
        start, words = words[-1][0], words[:-1]
    if start is None:
        return None
    end = start + len(text[start : name.start].rstrip())
    # A role in front of several names belongs to none of them alone: "Presidents A and B".
    plural = text[start:end].casefold().endswith("s") and text[start:end].casefold()[:-1] in titles.roles
    return Span(start, end) if end > start and not plural else None


def _is_title(words: list[re.Match[str]], size: int, titles: Titles) -> bool:
    if len(words) < size:
        return False
    joined = " ".join(word.group() for word in words).casefold().rstrip(".")
    return joined in titles.roles or joined in titles.before or joined in titles.honorifics or (
        size == 1 and joined.endswith("s") and joined[:-1] in titles.roles
    )  # fmt: skip


def _is_honorific(word: str, titles: Titles) -> bool:
    return word.casefold().rstrip(".") in titles.honorifics


def _plausible(words: str, kind: EntityKind) -> bool:
    if kind in ("person", "organisation", "place") and not any(c.isupper() for c in words):
        return False
    if kind == "person":
        return not any(c.isdigit() or c in "@#/:" for c in words) and len(words.split()) <= 6 and len(words) > 1
    return any(c.isalpha() for c in words) and len(words) <= 100 and len(words) > 1


def retyped(candidate: Candidate, kind: EntityKind, rule: str) -> Candidate:
    """The candidate under another kind, with the rule that says so."""
    return replace(candidate, kind=kind, rule=rule, form="name", sense=None)

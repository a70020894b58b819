"""One article, one kind a name: its own words, a title, its fuller form and its neighbours tell which."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.candidate import Candidate, retyped
from generator.knowledge.bodies import known_bodies
from generator.knowledge.names import load_parts, load_titles
from generator.models import Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.annotate.parsed import Parsed
    from generator.models import EntityKind

_FOUND = ("model", "same name", "title", "surname")
"""Rules by which a person's full name may be found."""
_LIST = re.compile(r"(?:,| and|, and| &) $|(?:,| and|, and| &) ")
_APOSTROPHE = re.compile(r"['’ʻʼ]")
_FULL, _CONVINCED, _FIRM = 0.6, 0.8, 0.9
"""Confidence from which on a full name tells what its parts are, and from which on they do not change a kind."""
_HEADS = re.compile(
    r"\b(?:CEO|[Cc]hief executive|[Cc]hair(?:man|woman|person)?|[Mm]anaging director|(?:[Cc]o-)?[Ff]ounder"
    r"|[Ss]ubsidiary|[Ss]hares|[Hh]eadquarters|[Ee]mployees"
    r"|[Bb]ranch|[Oo]wner|[Tt]reasurer) (?:and [\w ]{3,24} )?(?:of|at|in) (?:the )?$"
)
"""What only a body has, in front of its name."""
_WHERE = re.compile(r"\b(?P<word>\w+) (?P<sure>in|near|outside|across|around|adjacent|nearby|from|at)(?: \w+ern)? $")
_TRUSTED = re.compile(r"(?:confiden|faith|trust|interest|belie|invest|disappoint|role|hope)\w*", re.IGNORECASE)
"""Words behind which "in" may well have a person."""
_THINGS = ("FAC", "PRODUCT", "MISC")
_REPEATED = 0.8
_LEAST_REPEAT = 3
"""Letters of a name that is looked for again by itself: shorter ones are too often words."""


def agreed(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same name in one article has one kind: what its words tell, its fuller form's, else the one found most."""
    told = [_by_own_words(c) for c in candidates]
    told = _in_lists(text, told)
    full = [
        c for c in told if c.kind == "person" and len(c.text.split()) > 1 and not c.headline and c.confidence >= _FULL
    ]
    surnames = {end for c in full if c.rule in _FOUND for end in _ends(fold_name(c.text).split())}
    given = {fold_name(c.text).split()[0] for c in full if c.rule in _FOUND}
    called = {fold_name(c.text) for c in told if _titled(c) and " " not in c.text}
    bodies = (_short_bodies(told) - surnames) | _bracketed(text, told)
    votes: defaultdict[str, defaultdict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for c in told:
        if c.sense is None and c.rule != "body":
            votes[fold_name(c.text)][c.kind] += _weight(c)
            if _stands_for_a_body(text, c):
                votes[fold_name(c.text)]["organisation"] += 1.0
            votes[fold_name(c.text)]["place"] += _stands_for_a_place(text, c)
    sure = {fold_name(c.text) for c in told if c.sense is not None and not c.sense.ambiguous}
    out = []
    for c in told:
        key = fold_name(c.text)
        weak = c.sense is None or c.sense.ambiguous or c.sense.sort == "city"
        loose = c.form == "name" and c.rule not in ("body", "own words", "title")
        # A place or body of which the reader is sure stays one, unless the name is oftener a person's.
        firm = c.confidence >= _FIRM and c.rule == "model" and votes[key][c.kind] >= votes[key]["person"]
        if c.kind != "person" and weak and loose and key in surnames and not firm:
            out.append(retyped(c, "person", "surname"))
        elif (
            c.kind != "person"
            and c.sense is None
            and loose
            and key in given
            and (c.confidence < _CONVINCED or (c.kind == "place" and not votes[key]["place"] > c.confidence))
        ):
            out.append(retyped(c, "person", "given name"))
        elif (
            c.kind not in ("person", "organisation") and c.sense is None and loose and key.rpartition(" ")[2] in called
        ):
            out.append(retyped(c, "person", "surname"))
        elif c.kind == "person" and loose and key.endswith("s") and key[:-1] in surnames and _the(text, c.span):
            out.append(retyped(c, "group", "family"))  # "the Gandhis"
        elif c.kind != "organisation" and weak and loose and key in bodies and not _titled(c):
            out.append(replace(retyped(c, "organisation", "short form"), confidence=max(c.confidence, 0.7)))
        elif loose and c.rule == "model" and (kind := _most(votes[key])) != c.kind and key not in sure:
            out.append(retyped(c, kind, "same name"))
        else:
            out.append(c)
    return out


def _stands_for_a_body(text: str, c: Candidate) -> bool:
    """Whether the words in front of a name, or brackets round it behind a longer name, tell that it is a body."""
    bracketed = text[c.span.start - 1 : c.span.start] == "(" and text[c.span.end : c.span.end + 1] == ")"
    return _HEADS.search(text[max(0, c.span.start - 60) : c.span.start]) is not None or (
        bracketed and c.kind == "organisation"
    )


def _stands_for_a_place(text: str, c: Candidate) -> float:
    """How much the word in front of a name speaks for a place: "in X", "near X", a little "from X" and "at X"."""
    where = _WHERE.search(text[max(0, c.span.start - 40) : c.span.start])
    if (
        where is None
        or _titled(c)
        or _TRUSTED.fullmatch(where["word"])
        or text[c.span.end : c.span.end + 2] in ("'s", "’s")
    ):
        return 0.0
    return 0.4 if where["sure"] in ("from", "at") else 1.2


def _bracketed(text: str, candidates: Sequence[Candidate]) -> set[str]:
    """Folded names of one word that stand in brackets right behind a body's name: they are short for it."""
    bodies = {c.span.end for c in candidates if c.kind == "organisation" and " " in c.text}
    return {
        fold_name(c.text)
        for c in candidates
        if " " not in c.text
        and text[c.span.start - 2 : c.span.start] == " ("
        and text[c.span.end : c.span.end + 1] == ")"
        and c.span.start - 2 in bodies
    }


def _the(text: str, span: Span) -> bool:
    return text[max(0, span.start - 4) : span.start].casefold() == "the "


def _most(votes: Mapping[EntityKind, float]) -> EntityKind:
    return max(votes.items(), key=lambda item: (item[1], item[0]))[0]


def _ends(words: Sequence[str]) -> Iterator[str]:
    """What may stand for a full name: its last word, with the particles before it, and its last two."""
    for i in range(1, len(words)):
        yield " ".join(words[i:])


def _titled(c: Candidate) -> bool:
    """Whether a title in front says that this is a person."""
    return c.kind == "person" and (c.role is not None or c.gender is not None)


def _weight(c: Candidate) -> float:
    """How much one find says about the kind of its name."""
    if _titled(c) or c.rule in ("title", "own words"):
        return c.confidence + 0.5
    return max(0.05, c.confidence - 0.3) * (0.5 if c.headline else 1.0)


def _by_own_words(c: Candidate) -> Candidate:
    """The candidate under the kind that its own words tell: "… University", "Mount …", "Bank of …"."""
    words = c.text.split()
    if c.sense is not None or c.form != "name" or len(words) < 2 or c.rule == "body" or _titled(c):
        return c
    parts = load_parts()
    last = words[-1].rstrip(".")
    kind: EntityKind | None = None
    if last in parts.body_last or (words[0] in parts.body_first and words[1] in ("of", "for", "on")):
        kind = "organisation"
    elif last in parts.place_last or words[0].rstrip(".") in parts.place_first:
        kind = "place"
    if kind is None or kind == c.kind or (c.kind == "organisation" and kind == "place"):
        return c  # "Lake Example Press" is a body before it is a lake
    return replace(retyped(c, kind, "own words"), role=None, gender=None, confidence=max(c.confidence, 0.7))


def _in_lists(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Who stands in a list between two persons is a person."""
    out = list(candidates)
    for i in range(1, len(out) - 1):
        before, c, after = out[i - 1], out[i], out[i + 1]
        if c.kind == "person" or c.sense is not None or c.rule != "model" or len(c.text.split()) < 2:
            continue
        both = all(n.kind == "person" and len(n.text.split()) > 1 for n in (before, after))
        joined = _joined(text, before.span, c.span) and _joined(text, c.span, after.span)
        if both and joined and not c.text.isupper():
            out[i] = retyped(c, "person", "list of persons")
    return out


def _joined(text: str, first: Span, second: Span) -> bool:
    return first.end <= second.start and _LIST.fullmatch(text[first.end : second.start]) is not None


def _short_bodies(candidates: Sequence[Candidate]) -> set[str]:
    """Folded short names of the bodies among the candidates."""
    found = [c.text for c in candidates if c.kind == "organisation"]
    names = [n for name in found for n in short_names(name.split())]
    return {fold_name(n) for n in (*names, *_parties(candidates))}


def _parties(candidates: Sequence[Candidate]) -> list[str]:
    """What parties among the candidates are known by: "Labour" for the Labour Party."""
    found = {c.text.removesuffix(" Party") for c in candidates if c.text.endswith(" Party")}
    return sorted(found & known_bodies().at_home.keys())


def sounds_like_a_body(name: str) -> bool:
    """Whether the words themselves tell a body: "... University", "Bank of ..."."""
    words = name.split()
    parts = load_parts()
    return words[-1] in parts.body_last or words[0] in parts.body_first or words[0] in ("National", "International")


def short_names(words: Sequence[str]) -> list[str]:
    """What a body may be called without its ending: "Toyota Motor" and "Toyota" for "Toyota Motor Corp"."""
    parts = load_parts()
    ends = (parts.legal | {word.casefold() for word in parts.body_last}) - parts.official
    out = []
    left = list(words)
    while len(left) > 1 and fold_name(left[-1]) in ends:
        left.pop()
        out.append(" ".join(left).rstrip(","))
    first = fold_name(words[0])
    return [name for name in out if " " in name or (first not in parts.loose and first not in ends)]


def with_repeats(pieces: Sequence[Parsed], text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Further places where a person's full name or surname, or a body's name, stands and nothing else was found."""
    titles, parts = load_titles(), load_parts()
    names: dict[str, EntityKind] = {}
    loose: set[str] = set()  # given names and the like, which may be words
    for c in candidates:
        if c.headline or c.sense is not None or c.form != "name" or c.confidence < _FULL:
            continue
        words = c.text.split()
        if c.kind == "person" and c.rule in _FOUND and len(words) > 1:
            while len(words) > 1 and fold_name(words[-1]) in parts.suffixes | parts.honours:
                words.pop()
            loose |= {w for w in words[:-1] if w.casefold() not in titles.words and not w.isupper()}
            names |= dict.fromkeys((c.text, words[-1], *loose), "person")
        elif c.kind == "organisation" and (len(words) > 1 or c.text.isupper()):
            for name in (c.text, *short_names(words)):
                names.setdefault(name, "organisation")
    for party in _parties(candidates):
        names.setdefault(party, "organisation")
    names = {n: kind for n, kind in names.items() if _can_be_sought(n)}
    if not names:
        return candidates
    taken = sorted([*(c.span for c in candidates), *_longer_things(pieces)])
    alternatives = "|".join(_APOSTROPHE.sub("['’ʻʼ]", re.escape(n)) for n in sorted(names, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
    names |= {_APOSTROPHE.sub("'", name): kind for name, kind in names.items()}
    out = list(candidates)
    for piece in pieces:
        if piece.kind == "dateline":
            continue
        for match in pattern.finditer(piece.span.of(text)):
            span = Span(piece.start + match.start(), piece.start + match.end())
            if not any(span.touches(other) for other in taken):
                kind = names[_APOSTROPHE.sub("'", match.group())]
                headline = piece.kind == "headline"
                if match.group() in loose and not _is_name(piece, span):
                    continue
                if kind == "person" and " " not in match.group() and _is_a_thing(text, piece, span):
                    continue
                out.append(Candidate(span, match.group(), kind, "same name", _REPEATED, headline=headline))
    return sorted(out, key=lambda c: c.span)


def _longer_things(pieces: Sequence[Parsed]) -> Iterator[Span]:
    """Names of several words that the model takes for buildings, products and the like: "the Peters Sisters Cup"."""
    for piece in pieces:
        for name in piece.names:
            if name.label in _THINGS and " " in name.words and (name.confidence or 0.0) >= _FULL:
                yield Span(piece.start + name.start, piece.start + name.end)


def _is_a_thing(text: str, piece: Parsed, span: Span) -> bool:
    """Whether "the" in front of a bare surname makes it a ship or the like; "the Kennedy family" is no thing."""
    words = piece.doc.char_span(span.start - piece.start, span.end - piece.start, alignment_mode="expand")
    alone = words is not None and words.root.dep_ not in ("compound", "poss", "amod", "nmod")
    return alone and _the(text, span)


def _is_name(piece: Parsed, span: Span) -> bool:
    """Whether the model takes a single word for a proper name here; Grace and Will are words too."""
    words = piece.doc.char_span(span.start - piece.start, span.end - piece.start, alignment_mode="expand")
    return words is not None and all(token.pos_ == "PROPN" for token in words if not token.is_punct)


def _can_be_sought(name: str) -> bool:
    if not name[0].isupper() or name in load_parts().calendar:
        return False
    return len(name) >= _LEAST_REPEAT or (len(name) > 2 and name.isupper())


def confirmed(candidate: Candidate, candidates: Iterable[Candidate]) -> bool:
    """Whether a name of the headline, where capitals mean little, stands in the body too."""
    key = fold_name(candidate.text)
    return any(
        not other.headline
        and other.kind == candidate.kind
        and key in (fold_name(other.text), *fold_name(other.text).split()[-1:], *fold_name(other.text).split()[:1])
        for other in candidates
    )

"""Organisations of one article: acronyms, short forms and bare words like "Army", where exactly one body fits."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.candidate import UNSURE, Candidate, Cluster, retyped
from generator.annotate.kinds import short_names, sounds_like_a_body
from generator.knowledge.bodies import load_bodies
from generator.knowledge.names import load_generic, load_parts, load_things
from generator.models import Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.annotate.parsed import Parsed
    from generator.knowledge.bodies import Body

_BEHIND = re.compile(r"\s\((?:the )?([A-Z][\w&.-]{0,9}[A-Z]s?|[A-Z][a-z]{2,9})[);,]")
_OR = re.compile(r", (?:or|known as|abbreviated as|also known as) (?:the )?([A-Z][\w&.-]{0,9}[A-Z])\b")
_FRONT = re.compile(r"(?<![\w.])([A-Z][\w&.-]{0,9}[A-Z]) \((?:the )?([A-Z][^()\n]{4,90}?)\)")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,7}s?")
_RULES = {
    "acronym": 0.9, "initials": 0.75, "short form": 0.85, "generic body": 0.7, "same body": 0.9, "country's body": 0.75,
}  # fmt: skip


def with_countries(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A bare "Army" with the country straight before it is one name: "Nigerian Army"."""
    out: list[Candidate] = []
    for c in candidates:
        last = out[-1] if out else None
        if (
            c.rule == "generic"
            and last is not None
            and last.sense is not None
            and last.sense.sort in ("adjective", "country", "capital")
            and text[last.span.end : c.span.start] == " "
            and not last.headline
        ):
            span, rule = Span(last.span.start, c.span.end), "country's body"
            out[-1] = replace(c, span=span, text=span.of(text), rule=rule, confidence=_RULES[rule])
        else:
            out.append(c)
    return out


def with_acronyms(
    text: str, pieces: Sequence[Parsed], candidates: Sequence[Candidate]
) -> tuple[list[Candidate], dict[str, str]]:
    """The candidates with the acronyms that the article explains, and acronym → full name, both folded.

    "Full Name (FN)", "Full Name, or FN," and "FN (Full Name)". The long form is the name before the bracket, or the
    words whose initials the acronym gives (after Schwartz and Hearst, 2003).
    """
    full: dict[str, str] = {}
    spans: dict[str, Span] = {}
    known = list(candidates)
    for piece in pieces:
        for acronym, span in _explained(text, piece, known):
            if fold_name(acronym) in full or fold_name(acronym) in load_things():
                continue
            known = _with_long(text, known, span)
            full[fold_name(acronym)] = fold_name(span.of(text))
            spans[acronym] = span
    if not spans:
        return known, full
    pattern = re.compile(
        r"(?<![\w.])(?:" + "|".join(sorted(map(re.escape, spans), key=lambda a: (-len(a), a))) + r")(?!\w)"
    )
    for piece in pieces:
        for match in pattern.finditer(text, piece.start, piece.span.end):
            known = _with_short(known, Span(*match.span()), match.group(), headline=piece.kind == "headline")
    return sorted(known, key=lambda c: c.span), full


def _explained(text: str, piece: Parsed, candidates: Sequence[Candidate]) -> Iterator[tuple[str, Span]]:
    """Acronyms with the span of the full name that the piece gives them."""
    within = piece.span.of(text)
    for pattern in (_BEHIND, _OR):
        for match in pattern.finditer(within):
            long = _before_bracket(text, piece, piece.start + match.start(), match.group(1), candidates)
            if long is not None and (not match.group(1)[1:].islower() or _spelt_by(match.group(1), long.of(text))):
                yield match.group(1), long
    for match in _FRONT.finditer(within):
        start = piece.start + match.start(2)
        words = re.split(r"[,;]", match.group(2))[0]
        span = Span(start, start + len(words))
        if _initials_fit(match.group(1), words.split()) and len(words.split()) > 1:
            yield match.group(1), span


def _before_bracket(text: str, piece: Parsed, end: int, acronym: str, candidates: Sequence[Candidate]) -> Span | None:
    """The full name that ends at a bracket."""
    by_initials = _long_form(text, piece.start, end, acronym)
    at = next((c for c in candidates if c.span.end == end and c.form == "name"), None)
    if at is None:
        at = next((c for c in candidates if c.span.start < end < c.span.end and c.kind == "organisation"), None)
        at = replace(at, span=Span(at.span.start, end)) if at else None
    if by_initials is not None and (at is not None or sounds_like_a_body(by_initials.of(text))):
        return by_initials
    body = at is not None and at.kind in ("organisation", "group", "other") and at.sense is None
    if at is None or not body or len(at.span.of(text).split()) < 2:
        return None
    other = load_bodies().get(acronym)
    return at.span if other is None or at.span.of(text) in other.forms else None


def _spelt_by(short: str, name: str) -> bool:
    """Whether the letters of a short form such as "Exacom" stand in the name in that order, the first in front."""
    rest = iter(fold_name(name))
    return fold_name(name)[:1] == fold_name(short)[:1] and all(letter in rest for letter in fold_name(short))


def _long_form(text: str, lowest: int, end: int, acronym: str) -> Span | None:
    """The words before `end` whose initials are the acronym, from a capital on."""
    letters = _letters(acronym)
    words = list(re.finditer(r"[^\W_][\w'’-]*|&", text[max(lowest, end - 120) : end]))
    base = max(lowest, end - 120)
    for size in range(2, min(len(words), 2 * len(letters) + 2) + 1):
        start = words[-size]
        if not start.group()[0].isupper() or start.group().casefold() in load_parts().small:
            continue
        between = text[base + start.start() : end]
        if re.search(r"[.;:()!?\n]|, (?!and\b)", between):
            return None
        if _initials_fit(acronym, [word.group() for word in words[-size:]]):
            return Span(base + start.start(), end)
    return None


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Za-z]", "", acronym.removesuffix("s")).casefold()


def _initials_fit(acronym: str, words: Sequence[str]) -> bool:
    """Whether the letters of the acronym are the initials of the words, with or without the small ones."""
    parts = [p for word in words for p in re.split(r"[-‑]", word) if p]
    folded = [fold_name(p)[:1] or p[:1] for p in parts]
    small = load_parts().small
    letters = _letters(acronym)
    if len(letters) < 2:
        return False
    return letters in {
        "".join(folded),
        "".join(f for f, p in zip(folded, parts, strict=True) if p.casefold() not in small),
        "".join(fold_name(word)[:1] for word in words if word.casefold() not in small),
        "".join(f for f, p in zip(folded, parts, strict=True) if p.casefold() not in small - {"of", "and"}),
    }


def _with_long(text: str, candidates: list[Candidate], span: Span) -> list[Candidate]:
    """The candidates with the full name as one organisation instead of what overlaps it."""
    there = [c for c in candidates if c.span.touches(span)]
    if any(c.span == span and c.kind == "organisation" for c in there):
        return candidates
    headline = any(c.headline for c in there)
    long = Candidate(span, span.of(text), "organisation", "explained", 0.85, headline=headline)
    kept = [c for c in candidates if not c.span.touches(span)]
    return sorted([*kept, long], key=lambda c: c.span)


def _with_short(candidates: list[Candidate], span: Span, words: str, *, headline: bool) -> list[Candidate]:
    """The candidates with an explained acronym as an organisation."""
    there = [c for c in candidates if c.span.touches(span)]
    if not there:
        return [*candidates, Candidate(span, words, "organisation", "acronym", _RULES["acronym"], headline=headline)]
    if len(there) == 1 and there[0].span == span and there[0].kind != "organisation":
        short = replace(
            retyped(there[0], "organisation", "acronym"), role=None, gender=None, confidence=_RULES["acronym"]
        )
        return [short if c is there[0] else c for c in candidates]
    return candidates


def find_bodies(
    candidates: Sequence[Candidate], acronyms: Mapping[str, str], known: Mapping[Span, Body]
) -> list[Cluster]:
    """Clusters of organisations, groups, events and other things that are no place, joined where one long form fits.

    Args:
        candidates: the names that are no place and no person.
        acronyms: folded acronym → folded full name, as the article explains it.
        known: where a known body is named.
    """
    keys = {fold_name(c.text): known[c.span] for c in candidates if c.span in known}
    clusters: dict[tuple[str, str], Cluster] = {}
    for c in candidates:
        folded = fold_name(c.text)
        full = acronyms.get(folded)
        body = known.get(c.span) if full is None else keys.get(full)
        key = fold_name(body.name) if body is not None else full or folded
        kind = c.kind if body is None and full is None else "organisation"
        if not key:
            continue
        cluster = clusters.setdefault((kind, key), Cluster(kind, key))
        cluster.body = cluster.body or body
        if full is not None:
            cluster.add(c, "acronym", min(c.confidence, 0.9))
        elif body is not None and c.confidence <= UNSURE:
            cluster.add(c, "country's body", _RULES["country's body"])
        else:
            cluster.add(c)
    return _joined(list(clusters.values()))


def _joined(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters with short forms put to the one long form that they fit."""
    roots: list[Cluster] = []
    order = sorted(clusters, key=lambda c: (_is_acronym(c), -len(c.key.split()), c.start))
    for cluster in order:
        # A country's known body is no short form: the Republican Party is not the Republican Party of Texas.
        own = cluster.body is not None and cluster.body.country is not None
        longer = [] if own else [r for r in roots if r.kind == "organisation" and not (r.body and cluster.body)]
        fits = [(root, rule) for root in longer if (rule := _short_of(cluster, root))]
        if len(fits) == 1 and cluster.kind == "organisation":
            root, rule = fits[0]
            for c, _, confidence in cluster.members:
                root.add(c, rule, _RULES[rule] if confidence <= UNSURE else min(confidence, _RULES[rule]))
        else:
            roots.append(cluster)
    return roots


def _is_acronym(cluster: Cluster) -> bool:
    return all(_ACRONYM.fullmatch(c.text) for c, _, _ in cluster.members)


def _short_of(cluster: Cluster, root: Cluster) -> str | None:
    """The rule by which a cluster's name is a short form of a longer one's, or `None`."""
    words, full = cluster.key.split(), root.key.split()
    generic = load_generic()
    if _is_acronym(cluster) and cluster.members[0][0].text not in load_bodies():
        printed = next((c.text for c, _, _ in root.members if len(c.text.split()) > 1), "")
        return "initials" if _initials_fit(cluster.members[0][0].text, printed.split()) else None
    if _turned(words) == _turned(full) and words != full and cluster.key not in generic:
        return "same body"
    if len(words) >= len(full):
        return None
    if cluster.key in generic:
        one = len(words) == 1 and words[0] not in load_parts().heads
        return "generic body" if one and is_headed(full, words[0]) else None
    if words == full[: len(words)]:
        return "short form" if _may_be_cut(words, full) else None
    return "short form" if len(words) > 1 and words == full[-len(words) :] else None


def is_headed(words: Sequence[str], noun: str) -> bool:
    """Whether a noun is the head of a body's folded name, as of "Health Ministry" and "Ministry of Health"."""
    return words[-1] == noun or any(
        word == noun and behind in ("of", "for", "on") for word, behind in itertools.pairwise(words)
    )


def _turned(words: Sequence[str]) -> list[str]:
    """The words of "Ministry of Health" in the order of "Health Ministry"."""
    return [*words[2:], words[0]] if len(words) > 2 and words[1] in ("of", "for") else list(words)


def _may_be_cut(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a body may be called by its first words alone."""
    if len(words) == 1:
        return " ".join(words) in short_names(full)
    return not {words[0], words[-1]} & load_parts().small

"""Offices in the text and whose they are: "the Turkish president", "Gabon's president, Ali Example"."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.titles import UNDER
from generator.knowledge.names import load_titles
from generator.models import Span
from generator.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.candidate import Candidate, Cluster
    from generator.annotate.parsed import Parsed

Home = tuple[str, str]
"""Region id, and the folded name of the place where it is a part of a country."""

_WORD = re.compile(r"[^\W_](?:[\w'’‑-]*\w)?\.?")
_DETERMINERS = {
    "the": "the", "a": "a", "an": "a", "another": "a", "one": "a", "any": "a", "every": "a", "no": "a", "each": "a",
    "his": "his", "her": "his", "their": "his", "its": "his", "our": "his", "my": "his", "whose": "his",
}  # fmt: skip
_DEPUTIES = frozenset({"acting", "assistant", "deputy", "shadow", "under", "vice"})
_OF = re.compile(r" (?:of|for|at|in|to) (?:the )?")
_YEARS = re.compile(r"\d{2}-year-old")
_AFTER_NAME = re.compile(r"(?:,|,? \(| —| –)\s(?:\d{1,3}, )?$|\s\($")
_IS = re.compile(
    r",? (?:who )?(?:is|was|became|remains|(?:served|serves|was (?:elected|named|appointed|sworn in)|took over) as"
    r"|was (?:elected|named|appointed)|has been)(?: (?:currently|now|also|still))? $"
)
_TO_NAME = re.compile(r", | ")
_GOES_ON = re.compile(r" (?:who|whose|and|in|since|from)\b")
_ENDS = ("", ",", ".", ";", ":", ")", "—", "–", "\n")
_REACH = 8
"""Words in front of an office that are looked at."""


@dataclass(frozen=True, slots=True)
class Office:
    """One printed office with what says whose it is."""

    role: Span
    """The words of the office: "former foreign minister"."""
    key: str
    """The word under which it is compared."""
    whole: Span
    """With article, country and what follows with "of"."""
    determiner: str
    """`the`, `a`, `his`, `poss` ("Gabon's"), or nothing."""
    home: Home | None = None
    """The country or part of it that is printed with it."""
    body: Cluster | None = None
    """The organisation, or the person, whose it is."""
    past: bool = False
    vague: bool = False
    """Whether words that nobody here understands say whose it is: "the club president", "president of the jury"."""


@dataclass(frozen=True, slots=True)
class Named:
    """The names of an article by where they stand."""

    spans: Sequence[Span]
    of: dict[Span, tuple[Candidate, Cluster]]

    @classmethod
    def make(cls, clusters: Sequence[Cluster]) -> Named:
        """From clusters; the names in them do not overlap."""
        of = {c.span: (c, cluster) for cluster in clusters for c, _, _ in cluster.members}
        return cls(sorted(of), of)

    def ending(self, at: int, lowest: int) -> tuple[Candidate, Cluster] | None:
        """The name that ends at a position."""
        i = bisect_right(self.spans, Span(at, 0)) - 1
        return self.of[self.spans[i]] if i >= 0 and lowest <= self.spans[i].start and self.spans[i].end == at else None

    def starting(self, at: int) -> tuple[Candidate, Cluster] | None:
        """The name that begins at a position."""
        i = bisect_right(self.spans, Span(at, 0))
        return self.of[self.spans[i]] if i < len(self.spans) and self.spans[i].start == at else None

    def touches(self, span: Span) -> bool:
        """Whether a name shares a character with a span."""
        i = bisect_right(self.spans, Span(span.start, 0))
        return any(self.spans[k].touches(span) for k in (i - 1, i) if 0 <= k < len(self.spans))


def find_offices(text: str, piece: Parsed, named: Named) -> Iterator[Office]:
    """Every office that the piece prints, one at most a word, in order."""
    words = list(_WORD.finditer(text, piece.start, piece.span.end))
    lengths = _lengths()
    i = 0
    while i < len(words):
        size = next((n for n in lengths.get(_first(words[i].group()), ()) if _is_office(text, words, i, n)), 0)
        span = _without_stop(text, Span(words[i].start(), words[i + size - 1].end())) if size else None
        if span is not None and not named.touches(span):
            yield _office(text, piece, words, i, span, named)
        i += max(size, 1)


@functools.cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First word of a role → the numbers of words of the roles that begin so, largest first."""
    out: dict[str, set[int]] = {}
    for role in load_titles().roles:
        words = role.split()
        out.setdefault(_first(words[0]), set()).add(len(words))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in out.items()}


def _first(word: str) -> str:
    return re.sub(r"^(?:ex|then|now)[-‑]", "", word.casefold()).rstrip(".")


def _is_office(text: str, words: Sequence[re.Match[str]], i: int, size: int) -> bool:
    if i + size > len(words):
        return False
    span = _without_stop(text, Span(words[i].start(), words[i + size - 1].end()))
    return load_titles().is_role(span.of(text)) and "\n" not in span.of(text)


def _without_stop(text: str, span: Span) -> Span:
    """The words of a role without the full stop that ends their sentence."""
    return Span(span.start, span.end - load_titles().ends_sentence(span.of(text)))


def _office(text: str, piece: Parsed, words: Sequence[re.Match[str]], i: int, span: Span, named: Named) -> Office:
    """The office at `span`, with the words in front of it and behind it that say whose it is."""
    titles = load_titles()
    printed = span.of(text)
    key = titles.office(printed)
    start, whole = span.start, span.start
    past = printed.casefold().startswith(("ex-", "then-"))
    home: Home | None = None
    body: Cluster | None = None
    determiner, vague = "", False
    for _ in range(_REACH):
        at = _before(text, whole, piece.start)
        if at is None:
            break
        possessive = re.search(r"['’]s?$", text[piece.start : at])
        found = named.ending(at - len(possessive.group()) if possessive else at, piece.start)
        if found is not None:
            candidate, cluster = found
            here = _home(candidate)
            home, body = (here, body) if here is not None else (home, cluster)
            whole = candidate.span.start
            while i > 0 and words[i].start() > whole:
                i -= 1
            determiner = "poss" if possessive else determiner
            if possessive:
                break
            continue
        i -= 1
        word = words[i].group().casefold().rstrip(".") if i >= 0 else ""
        if word == "under" and UNDER.match(text, words[i].start()):
            break
        if word in titles.before and start == whole:
            past = past or word in titles.past
            key = f"{word} {key}" if word in _DEPUTIES else key
            start = whole = words[i].start()
        elif word in titles.before or word in titles.harmless or _YEARS.fullmatch(word):
            whole = words[i].start()
        elif word in _DETERMINERS:
            determiner = _DETERMINERS[word]
            whole = words[i].start()
            break
        else:
            vague = words[i].end() == at if i >= 0 else False
            break
    end, behind = _behind(text, span.end, named)
    if behind is not None:
        here = _home(behind[0])
        home, body = (here, body) if here is not None else (home, behind[1])
    elif _OF.match(text, span.end):
        vague = True
    return Office(Span(start, span.end), key, Span(whole, end), determiner, home, body, past, vague)


def _before(text: str, at: int, lowest: int) -> int | None:
    """Where the word in front of a position ends, if only a blank lies between."""
    return at - 1 if (at - 1 > lowest and text[at - 1] == " " and text[at - 2] not in ",;:.!?—–)") or (
        at - 1 > lowest and text[at - 1] == " " and re.search(r"\b[A-Z]\.$", text[lowest : at - 1]) is not None
    ) else None  # fmt: skip


def _behind(text: str, end: int, named: Named) -> tuple[int, tuple[Candidate, Cluster] | None]:
    """Where the office's phrase ends, and the name that follows with "of"."""
    of = _OF.match(text, end)
    found = named.starting(of.end()) if of else None
    if found is None or found[0].kind == "person" or found[0].form == "adjective":
        return end, None
    return found[0].span.end, found


def _home(candidate: Candidate) -> Home | None:
    """The country that a name stands for, or the part of it."""
    sense = candidate.sense
    if sense is None or sense.sort == "people":
        return None
    return sense.region, "" if sense.sort in ("country", "adjective", "capital", "area") else fold_name(sense.name)


def holder(text: str, office: Office, named: Named) -> tuple[Cluster, Span] | None:
    """The person whose name stands with an office, and the words of the office as they are shown."""
    return _name_behind(text, office, named) or _name_in_front(text, office, named)


def _name_behind(text: str, office: Office, named: Named) -> tuple[Cluster, Span] | None:
    """The name that follows: "Turkish President X", "the president, X,"."""
    after = _TO_NAME.match(text, office.whole.end)
    found = named.starting(after.end()) if after else None
    if after is None or found is None or found[0].kind != "person":
        return None
    if after.group() == " ":
        # "Governor of Washington Example", but not "psychology major at the University of Example Maria Example".
        words = office.role.of(text)
        fits = words not in load_titles().words_too and (words[0].isupper() or office.whole.end == office.role.end)
        return (found[1], Span(office.role.start, office.whole.end)) if fits else None
    closed = found[0].span.end >= len(text.rstrip()) or text[found[0].span.end] in ",.;:)—–"
    definite = office.determiner in ("the", "poss", "his") or office.home is not None
    return (found[1], Span(office.role.start, office.whole.end)) if closed and definite else None


def _name_in_front(text: str, office: Office, named: Named) -> tuple[Cluster, Span] | None:
    """The name that comes first: "X, the president of Gabon,", "X is the president"."""
    start = office.whole.start
    for pattern, apposition in ((_AFTER_NAME, True), (_IS, False)):
        match = pattern.search(text, max(0, start - 40), start)
        found = named.ending(match.start(), 0) if match else None
        if found is None or found[0].kind != "person":
            continue
        follows = text[office.whole.end : office.whole.end + 1]
        closed = (
            follows in ("", ",", ".", ";", ":", ")", "—", "–", "\n")
            or office.vague
            or office.whole.end > office.role.end
        )
        known = office.determiner in ("the", "a", "poss") or office.home is not None or office.body is not None
        if not apposition or closed or (known and _GOES_ON.match(text, office.whole.end)):
            return found[1], Span(office.role.start, office.whole.end)
    return None

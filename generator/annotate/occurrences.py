"""The names of the gazetteer in a piece of an article, and what the words behind them say of where they lie."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.annotate.senses import Occurrence
from generator.knowledge.folding import fold_name
from generator.knowledge.regions import Sense
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.annotate.parsed import FoundName, Parsed
    from generator.knowledge.regions import Gazetteer, ShortForm

# What may stand between a place and what it lies in: "Paris, Texas", "Tripoli in Lebanon", "Tripoli (Lebanon)".
_LIES_IN = re.compile(r",? in (?:the )?(?:\w+ern )?|, (?:the )?(?:\w+ern )?| \(")
# What may stand between an adjective and a place: "the Lebanese city of Tripoli", "the Pakistani port Karachi".
_OF_THAT_COUNTRY = re.compile(
    r" (?:\w+ ){0,2}(?:city|town|port|village|province|state|region|district|capital|resort|suburb|island)(?: city)?"
    r"(?: of|,)? "
)
# "Camden, Nassau and Baker counties".
_COUNTIES = re.compile(r" (?:[Cc]ounties|[Pp]arishes)\b")
_ONE = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)?"
_SEVERAL = re.compile(rf"(?:{_ONE}, )*{_ONE},? and {_ONE}$")
_LONGEST_LIST = 120
_CONVINCED = 0.7
_WHERE = re.compile(r"\b(?:in|near|outside|around) $")
_MONEY = re.compile(r"[$£€]| [Dd]ollars?\b")  # "US$10", "Hong Kong dollars"
_ARTICLE_OR_OWNER = re.compile(r"(?i:\bthe\s)|['’]s?\b|\W")


def find_occurrences(text: str, piece: Parsed, gazetteer: Gazetteer) -> Iterator[Occurrence]:
    """The listed names of a piece, and the short forms of states behind towns."""
    base, words = piece.start, piece.span.of(text)
    labels = [(base + n.start, base + n.end, n.label) for n in piece.names if _tells(words, n)]
    scanned = [(Span(span.start + base, span.end + base), senses) for span, senses in gazetteer.scan(words)]
    better = [*_short_forms(words, base, gazetteer.short_forms), *_counties(words, base, gazetteer)]
    # "Washington, D.C." is a name of its own.
    better = [row for row in better if not any(span.covers(row[0]) and span != row[0] for span, _ in scanned)]
    found = [row for row in scanned if not any(row[0].touches(span) for span, _ in better)] + better
    found = [row for row in found if not _MONEY.match(text, row[0].end)]
    found.sort(key=lambda row: row[0])
    found = sorted([*found, *_unlisted(text, labels, found)], key=lambda row: row[0])
    for before, (span, senses), after in zip([None, *found], found, [*found[1:], None], strict=False):
        start, end, label = next(
            ((s, e, name) for s, e, name in labels if s <= span.start and span.end <= e), (span.start, span.end, None)
        )
        exact = not _ARTICLE_OR_OWNER.sub("", text[start : span.start] + " " + text[span.end : end])
        yield Occurrence(span, fold_name(senses[0].name), senses, label, exact, _tie(text, span, senses, before, after))


def _tells(text: str, name: FoundName) -> bool:
    """Whether a name that the model found says what a place in it is; what it doubts says nothing against a place."""
    if name.label in ("LOC", "GPE"):
        return True
    where = (
        name.label == "PERSON" and " " not in name.words and _WHERE.search(text[max(0, name.start - 12) : name.start])
    )
    party = name.is_party or name.words in ("Senator", "Representative")
    return (name.confidence or 1.0) >= _CONVINCED and not where and not party


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
    for counties in _COUNTIES.finditer(words):
        names = _SEVERAL.search(words, max(0, counties.start() - _LONGEST_LIST), counties.start())
        for name in re.finditer(_ONE, names[0]) if names else ():
            senses = gazetteer.senses(f"{name[0]} County") or gazetteer.senses(f"{name[0]} Parish")
            if names and senses:
                start = base + names.start() + name.start()
                yield Span(start, start + len(name[0])), senses


def _short_forms(words: str, base: int, forms: Mapping[str, ShortForm]) -> Iterator[tuple[Span, tuple[Sense, ...]]]:
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
    if (
        after is not None
        and text[span.end : after[0].start] == ", "
        and (all(sense.weak for sense in senses) or after[0].of(text) != after[1][0].name)
    ):
        own |= {sense.region for sense in after[1] if sense.sort == "admin"}
    if after is not None and _LIES_IN.fullmatch(text, span.end, after[0].start):
        holders = [
            s
            for s in after[1]
            if s.sort in ("admin", "country")
            and s.region in own
            and fold_name(s.name) != fold_name(next(iter(senses)).name)
        ]
        regions = {sense.region for sense in holders}
        if len(regions) == 1:
            part = next((s.part for s in holders if s.part), "")
            return regions.pop(), part if " " not in part else ""
    if before is not None and _OF_THAT_COUNTRY.fullmatch(text, before[0].end, span.start):
        regions = {sense.region for sense in before[1]}
        if len(regions) == 1 and regions <= own:
            return regions.pop(), ""
    return None

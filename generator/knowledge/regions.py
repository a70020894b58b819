"""Countries, wider areas, capitals and cities: what a place name may mean, and where such names stand in a text.

The data files beside this module are made by `tools/make_regions.py`, which also says how senses are chosen. The
gazetteer knows names, not contexts: it reports every sense of a name and says which one is likely, and leaves what is
undecided to its caller.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Literal

from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SenseSort = Literal["country", "capital", "city", "admin", "area", "adjective", "people"]
RegionKind = Literal["country", "former", "area"]

CAPS_LETTERS = 4
"""An upper-case word such as ANKARA is read as the name from this many letters on."""
SAFE_LETTERS = 6
"""An ambiguous one from this many on."""

# A run of white space or a character outside ASCII: all that folding has to look at.
_UNUSUAL = re.compile(r"\s{2,}|[^\S ]|[^\x00-\x7f]|`")
_WORD = re.compile(r"(?<![^\W_])(?<!@)[A-Za-z]+")
_AFTER_LETTER = re.compile(r"[^\W_]['’]$")
# Osama al-Iraqi is a man; Israel-Iran are two states.
_ARABIC_ARTICLE = re.compile(r"(?<![^\W_])[AaEe]l-$")
_PLAIN = {
    **dict.fromkeys("‘’‛ʼʻ′´ʹʿʾ＇‵`", "'"),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict(zip("øØłŁđĐðÐıħĦəƏŋ", "oOlLdDdDihHeEn", strict=True)),
    **dict(zip("ßæÆœŒþÞ", ("ss", "ae", "Ae", "oe", "Oe", "th", "Th"), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A country, a former country or a wider area."""

    id: str
    """ISO 3166-1 alpha-2, ISO 3166-3 for a former country, `m49:NNN`, or `area:…` for the areas of newsrooms."""
    name: str
    kind: RegionKind
    parents: tuple[str, ...]
    """The M49 areas above it, narrowest first, ending with the world."""
    areas: tuple[str, ...]
    """Areas outside that path to which it belongs, the smallest first."""
    capital: str | None
    lat: float | None
    """Of the capital: where a mark on a map may stand."""
    lon: float | None


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may mean."""

    name: str
    """As listed: the name looked up, in its own spelling."""
    sort: SenseSort
    region: str
    """The region it rolls up to: a country, a former country or an area."""
    lat: float | None
    lon: float | None
    population: int
    """Of the place, the country, or 0 where not known."""
    ambiguous: bool
    """The name is also a common word, a person's name or the like: it needs context to be a place at all."""
    likely: bool
    """The only sense, or the one that is meant unless the text says otherwise; at most one of a name."""


class Gazetteer:
    """Names of regions and places, to look up or to find in a text."""

    def __init__(
        self,
        regions: Mapping[str, Region],
        names: Mapping[str, tuple[Sense, ...]],
        blocked: frozenset[str] = frozenset(),
    ) -> None:
        """`names` and `blocked` are keyed by folded names; a blocked name is found and means nothing."""
        self.regions: Mapping[str, Region] = dict(regions)
        self._names = dict(names)
        self._blocked = blocked

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All senses of a name, the likely one first; none if it is not listed."""
        key = fold_name(name)
        found = self._names.get(key, ())
        if not found and key.isupper() and _letters(key) >= CAPS_LETTERS:
            return self._names.get(self._capitals.get(key, ""), ())
        return found

    def best(self, name: str) -> Sense | None:
        """The only or the likely sense of a name, or `None` if that is open."""
        return next((sense for sense in self.senses(name) if sense.likely), None)

    def lineage(self, region_id: str) -> tuple[Region, ...]:
        """The region and what lies above it, narrowest first, the world last."""
        region = self.regions[region_id]
        return (region, *(self.regions[parent] for parent in region.parents))

    def scan(self, text: str) -> list[tuple[Span, tuple[Sense, ...]]]:
        """Find listed names: leftmost, then longest, on word boundaries, with all their senses.

        Letter case counts, but a name of at least four letters in capitals is found too. Accents, typographic hyphens
        and apostrophes, and white space make no difference; a name never runs over a blank line. A possessive `'s`
        stays outside of the span. Names that are listed as no place ("African American") hide the names inside them.
        """
        folded, starts, shifts = _fold(text)
        found: list[tuple[Span, tuple[Sense, ...]]] = []
        done = 0
        for word in _WORD.finditer(folded):
            start = word.start()
            if start < done:
                continue
            key = self._find_at(folded, start, word[0])
            if key is None:
                continue
            done = start + len(key)
            senses = self.senses(key)
            if senses and not _is_pronoun(folded, start, key):
                span = Span(_original(start, starts, shifts), _original(done - 1, starts, shifts) + 1)
                found.append((_with_marks(text, span), senses))
        return found

    def _find_at(self, folded: str, start: int, first: str) -> str | None:
        """The longest listed name that begins here, as it stands in the folded text."""
        candidates = self._by_first.get(first, [])
        if first.isupper():
            candidates = [*candidates, *self._capitals_by_first.get(first, [])]
        hits = [key for key in candidates if folded.startswith(key, start) and not _goes_on(folded, start + len(key))]
        before = folded[max(0, start - 4) : start]
        if not hits or _AFTER_LETTER.search(before) or _ARABIC_ARTICLE.search(before):
            return None
        return max(hits, key=len)

    @cached_property
    def _capitals(self) -> dict[str, str]:
        """Names in capitals → the folded name; not short doubtful ones, which meet acronyms (SWAT, PISA)."""
        doubtful = {key for key, senses in self._names.items() if len(key) < SAFE_LETTERS and senses[0].ambiguous}
        keys = [*self._blocked, *(self._names.keys() - doubtful)]
        return {key.upper(): key for key in sorted(keys) if _letters(key) >= CAPS_LETTERS}

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        return _by_first_word([*self._names, *self._blocked])

    @cached_property
    def _capitals_by_first(self) -> dict[str, list[str]]:
        return _by_first_word(self._capitals)

    def with_names(
        self,
        names: Mapping[str, Iterable[str]],
        places: Iterable[tuple[str, str, float | None, float | None]],
        areas: Iterable[tuple[str, str, tuple[str, ...]]],
    ) -> Gazetteer:
        """A new gazetteer with an analyst's own names; where they meet a listed name, theirs are the likely sense.

        `names` gives further names to regions, `places` are name, region, latitude, longitude, `areas` are id, name,
        members. An unknown region raises `KeyError`.
        """
        regions = dict(self.regions)
        added: list[Sense] = []
        for area, name, members in areas:
            paths = [regions[member].parents for member in members]
            common = tuple(step for step in paths[0] if all(step in path for path in paths)) if paths else ()
            regions[area] = Region(area, name, "area", common or ("m49:001",), (), None, None, None)
            for member in members:
                regions[member] = replace(regions[member], areas=(*regions[member].areas, area))
            added.append(Sense(name, "area", area, None, None, 0, ambiguous=False, likely=True))
        for region_id, forms in names.items():
            sort: SenseSort = "area" if regions[region_id].kind == "area" else "country"
            added += (Sense(form, sort, region_id, None, None, 0, ambiguous=False, likely=True) for form in forms)
        for name, region_id, lat, lon in places:
            home: SenseSort = "capital" if regions[region_id].capital == name else "city"
            added.append(Sense(name, home, regions[region_id].id, lat, lon, 0, ambiguous=False, likely=True))
        listed = dict(self._names)
        for sense in added:
            key = fold_name(sense.name)
            known = (other for other in listed.get(key, ()) if (other.sort, other.region) != (sense.sort, sense.region))
            listed[key] = (sense, *(replace(other, likely=False) for other in known))
        return Gazetteer(regions, listed, self._blocked - {fold_name(sense.name) for sense in added})


def renamed(gazetteer: Gazetteer, titles: Mapping[str, str]) -> Gazetteer:
    """The gazetteer with other names shown for the regions of these ids; how they are found does not change."""
    regions = {id_: replace(region, name=titles.get(id_, region.name)) for id_, region in gazetteer.regions.items()}
    return Gazetteer(regions, gazetteer._names, gazetteer._blocked)  # noqa: SLF001  (of the same class)


def fold_name(name: str) -> str:
    """The form under which a name is listed: no accents, plain hyphens, apostrophes and spaces."""
    return _fold(name)[0].strip()


def _fold(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text, and for some of its places how far they lie behind the original."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    last = size = 0
    for match in _UNUSUAL.finditer(text):
        plain = _fold_one(match[0])
        size += match.start() - last
        if len(plain) != match.end() - match.start():
            # The further letters of "ss" stand where "ß" stands; what follows stands ahead or behind.
            starts += range(size + 1, size + len(plain))
            shifts += (match.start() - place for place in range(size + 1, size + len(plain)))
            starts.append(size + len(plain))
            shifts.append(match.end() - size - len(plain))
        pieces += (text[last : match.start()], plain)
        size += len(plain)
        last = match.end()
    pieces.append(text[last:])
    return "".join(pieces), starts, shifts


@cache
def _fold_one(piece: str) -> str:
    """What stands in the folded text for white space or a character outside ASCII."""
    if piece.isspace():
        return "\n" if piece.count("\n") > 1 or "\u2029" in piece else " "
    plain = _PLAIN.get(piece)
    if plain is None:
        plain = "".join(char for char in unicodedata.normalize("NFKD", piece) if not unicodedata.combining(char))
        plain = "".join(_PLAIN.get(char, char) for char in plain)
    return plain


def _original(place: int, starts: list[int], shifts: list[int]) -> int:
    """The place in the original text of a place in the folded one."""
    index = bisect_right(starts, place)
    return place + shifts[index - 1] if index else place


def _with_marks(text: str, span: Span) -> Span:
    """The span with the combining marks that follow its last letter."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)


def _by_first_word(keys: Iterable[str]) -> dict[str, list[str]]:
    """Names by the word at which the search meets them."""
    table: dict[str, list[str]] = {}
    for key in keys:
        if match := _WORD.match(key):
            table.setdefault(match[0], []).append(key)
    return table


def _goes_on(folded: str, end: int) -> bool:
    """Whether the word goes on behind a name: a letter, or an apostrophe with more than the possessive."""
    rest = folded[end : end + 3]
    if not rest:
        return False
    if rest[0] == "'":
        return rest[1:2].isalpha() and not (rest[1] in "sS" and not rest[2:3].isalnum())
    return rest[0].isalnum() or rest[0] == "_"


def _is_pronoun(folded: str, start: int, key: str) -> bool:
    """Whether US may be the word "us" in a line of capitals."""
    if key != "US":
        return False
    line = folded[folded.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    return len(line) > len(key) and line.isupper()


def _letters(key: str) -> int:
    return sum(map(str.isalpha, key))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    folder = resources.files("generator.knowledge")
    listed = json.loads(folder.joinpath("regions.json").read_text(encoding="utf-8"))["regions"]
    places = json.loads(folder.joinpath("places.json").read_text(encoding="utf-8"))
    regions = {
        key: Region(id=key, **{**entry, "parents": tuple(entry["parents"]), "areas": tuple(entry["areas"])})
        for key, entry in listed.items()
    }
    names = {
        key: tuple(
            Sense(name, sort, region, lat, lon, population, "a" in marks, "l" in marks)
            for name, sort, region, lat, lon, population, marks in rows
        )
        for key, rows in places["names"].items()
    }
    return Gazetteer(regions, names, frozenset(places["blocked"]))

"""Countries, wider areas, capitals and cities: what a place name may mean, and where such names stand in a text.

The data files beside this module are made by `tools/make_regions.py`, which also says how senses are chosen. The
gazetteer knows names, not contexts: it reports every sense of a name and says which one is likely, and leaves what is
undecided to its caller.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from generator.knowledge.folding import fold_name, fold_text, original_place
from generator.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SenseSort = Literal["country", "capital", "city", "admin", "area", "adjective", "people", "seat"]
RegionKind = Literal["country", "former", "area"]

CAPS_LETTERS = 4
"""An upper-case word such as ANKARA is read as the name from this many letters on."""
SAFE_LETTERS = 6
"""An ambiguous one from this many on."""

_WORD = re.compile(r"(?<![^\W_])(?<!@)[A-Za-z]+")
_AFTER_LETTER = re.compile(r"[^\W_]['’]$")
# Osama al-Iraqi is a man; Israel-Iran are two states.
_ARABIC_ARTICLE = re.compile(r"(?<![^\W_])[AaEe]l-$")


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
    part: str = ""
    """In the United States the state, by its two letters; of a county's name all states that have one of that name."""
    weak: bool = False
    """Taken from a large list that nobody has read name by name: a place only where the text speaks for it."""
    sure: bool = False
    """An analyst's own: meant whatever else the article names, unless the words beside it say otherwise."""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What stands behind a town's name for its state or province: "Tex.", "B.C."."""

    region: str
    name: str
    """In full."""
    part: str
    """As in `Sense`."""


class Gazetteer:
    """Names of regions and places, to look up or to find in a text."""

    def __init__(
        self,
        regions: Mapping[str, Region],
        names: Mapping[str, tuple[Sense, ...]],
        blocked: frozenset[str] = frozenset(),
        short_forms: Mapping[str, ShortForm] | None = None,
    ) -> None:
        """`names` and `blocked` are keyed by folded names; a blocked name is found and means nothing."""
        self.regions: Mapping[str, Region] = dict(regions)
        self.short_forms: Mapping[str, ShortForm] = short_forms or {}
        self._names = dict(names)
        self._blocked = blocked

    def __reduce__(self) -> tuple[Any, ...]:
        """What another process needs to have the same: the shipped one it loads itself, which is quicker."""
        if self is load_gazetteer():
            return load_gazetteer, ()
        return Gazetteer, (self.regions, self._names, self._blocked, self.short_forms)

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
        folded, starts, shifts = fold_text(text)
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
                span = Span(original_place(start, starts, shifts), original_place(done - 1, starts, shifts) + 1)
                found.append((_with_marks(text, span), senses))
        return found

    def _find_at(self, folded: str, start: int, first: str) -> str | None:
        """The longest listed name that begins here, as it stands in the folded text."""
        for length in sorted(self._lengths.get(first, ()), reverse=True):
            key = folded[start : start + length]
            if (key in self._names or key in self._capitals or key in self._blocked) and not _goes_on(
                folded, start + length
            ):
                before = folded[max(0, start - 4) : start]
                return None if _AFTER_LETTER.search(before) or _ARABIC_ARTICLE.search(before) else key
        return None

    @cached_property
    def _capitals(self) -> dict[str, str]:
        """Names in capitals → the folded name; not short doubtful ones, which meet acronyms (SWAT, PISA)."""
        doubtful = {
            key
            for key, senses in self._names.items()
            if len(key) < SAFE_LETTERS and (senses[0].ambiguous or senses[0].weak)
        }
        keys = [*self._blocked, *(self._names.keys() - doubtful)]
        return {key.upper(): key for key in sorted(keys) if _letters(key) >= CAPS_LETTERS}

    @cached_property
    def _lengths(self) -> dict[str, set[int]]:
        """The word at which the search meets a name → how long such names are."""
        table: dict[str, set[int]] = {}
        for key in (*self._names, *self._blocked, *self._capitals):
            if match := _WORD.match(key):
                table.setdefault(match[0], set()).add(len(key))
        return table

    @cached_property
    def crowding(self) -> Mapping[str, float]:
        """Country → the share of all names of several places that one of its towns bears too.

        Where a country has a namesake of almost everything, that it is named says little about which place is meant.
        """
        shared = [
            {sense.region for sense in senses if sense.sort in ("city", "capital")}
            for senses in self._names.values()
            if len(senses) > 1
        ]
        shared = [regions for regions in shared if len(regions) > 1]
        counts = Counter(region for regions in shared for region in regions)
        return {region: number / len(shared) for region, number in counts.items()}

    def members(self, area: str) -> int:
        """How many regions lie in an area that stands beside the path of the United Nations; 1 of a country."""
        return self._members.get(area, 1)

    @cached_property
    def _members(self) -> Counter[str]:
        return Counter(area for region in self.regions.values() for area in region.areas)

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
            added.append(Sense(name, "area", area, None, None, 0, ambiguous=False, likely=True, sure=True))
        for region_id, forms in names.items():
            sort: SenseSort = "area" if regions[region_id].kind == "area" else "country"
            added += (
                Sense(form, sort, region_id, None, None, 0, ambiguous=False, likely=True, sure=True) for form in forms
            )
        for name, region_id, lat, lon in places:
            home: SenseSort = "capital" if regions[region_id].capital == name else "city"
            added.append(Sense(name, home, regions[region_id].id, lat, lon, 0, ambiguous=False, likely=True, sure=True))
        listed = dict(self._names)
        for sense in added:
            key = fold_name(sense.name)
            known = (other for other in listed.get(key, ()) if (other.sort, other.region) != (sense.sort, sense.region))
            listed[key] = (sense, *(replace(other, likely=False) for other in known))
        blocked = self._blocked - {fold_name(sense.name) for sense in added}
        return Gazetteer(regions, listed, blocked, self.short_forms)


def renamed(gazetteer: Gazetteer, titles: Mapping[str, str]) -> Gazetteer:
    """The gazetteer with other names shown for the regions of these ids; how they are found does not change."""
    regions = {id_: replace(region, name=titles.get(id_, region.name)) for id_, region in gazetteer.regions.items()}
    names, blocked = gazetteer._names, gazetteer._blocked  # noqa: SLF001  (of the same class)
    return Gazetteer(regions, names, blocked, gazetteer.short_forms)


def _with_marks(text: str, span: Span) -> Span:
    """The span with the combining marks that follow its last letter."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)


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
    """The gazetteer that ships; read once a process."""
    # The towns are senses as these, so their module builds on this one.
    from generator.knowledge.towns import add_towns, read_short_forms

    folder = resources.files("generator.knowledge")
    regions_file, places, towns = (
        json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))
        for name in ("regions", "places", "towns")
    )
    regions = {
        key: Region(id=key, **{**entry, "parents": tuple(entry["parents"]), "areas": tuple(entry["areas"])})
        for key, entry in regions_file["regions"].items()
    }
    names = {
        key: tuple(
            Sense(name, sort, region, lat, lon, population, "a" in marks, "l" in marks, *part)
            for name, sort, region, lat, lon, population, marks, *part in rows
        )
        for key, rows in places["names"].items()
    }
    blocked = frozenset(places["blocked"])
    add_towns(names, blocked, towns)
    return Gazetteer(regions, names, blocked, read_short_forms(towns))


@lru_cache(maxsize=2)
def extended_gazetteer(
    names: tuple[tuple[str, tuple[str, ...]], ...],
    places: tuple[tuple[str, str, float | None, float | None], ...],
    areas: tuple[tuple[str, str, tuple[str, ...]], ...],
    titles: tuple[tuple[str, str], ...],
) -> Gazetteer:
    """The gazetteer with a desk's own names and titles; the same one again for the same additions.

    A preview asks for it several times a rebuild, and making it takes as long as reading a few articles.
    """
    return renamed(load_gazetteer().with_names(dict(names), places, areas), dict(titles))

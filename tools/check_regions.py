"""What the data files of places lack: countries without an adjective, a people, a capital, towns or parts.

    python tools/check_regions.py

Prints one line a gap and what is known to be no gap (places without inhabitants, city states without parts); exit
status 1 if a gap is new. Needs nothing but the project.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.knowledge.regions import load_gazetteer

NOBODY_LIVES_THERE = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}
NO_NAME_FOR_IT = {"AI", "BQ", "CC", "NF", "TK"}
KNOWN = {
    "adjective": set(),
    "people": NOBODY_LIVES_THERE | {"SJ", "VA"},
    # The Valley, West Island and Kingston would be found where they are not meant; two have no capital.
    "capital": NOBODY_LIVES_THERE - {"GS", "TF"} | NO_NAME_FOR_IT,
    "town": NOBODY_LIVES_THERE - {"GS", "TF"} | NO_NAME_FOR_IT,
    # Its provinces are called Northern, Southern, Eastern and Western.
    "part": {"RW"},
}
SMALL = 1_000_000
"""Below it a country need not have a part or a second town in the lists."""


def main() -> int:
    """Print the gaps."""
    gazetteer = load_gazetteer()
    has: defaultdict[str, set[str]] = defaultdict(set)
    people: dict[str, int] = {}
    for senses in gazetteer._names.values():  # noqa: SLF001  (there is no other way to see all names)
        for sense in senses:
            has[sense.region].add({"city": "town", "admin": "part"}.get(sense.sort, sense.sort))
            if sense.sort == "country":
                people[sense.region] = max(people.get(sense.region, 0), sense.population)
            if sense.sort == "capital":
                has[sense.region].add("town")
            if sense.sort == "adjective":
                # A word that is both stands as an adjective.
                has[sense.region].add("people")
    new = 0
    for region in sorted(gazetteer.regions.values(), key=lambda region: region.id):
        if region.kind != "country":
            continue
        lacks = [what for what in KNOWN if what not in has[region.id]]
        lacks += ["coordinates"] if region.capital and region.lat is None else []
        for what in lacks:
            small = what == "part" and people.get(region.id, 0) < SMALL
            known = region.id in KNOWN.get(what, set()) or small
            new += not known
            print(f"{region.id} {region.name}: no {what}{' (known)' if known else ''}")
    print(f"{new} gaps that are not known")
    return int(new > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Make `generator/knowledge/media_topics.json` from the IPTC Media Topics as published in JSON.

    .venv/bin/python tools/make_topics.py media_topics.json

Keeps the code, the English name and the parent of each concept and leaves the definitions out. The same input
gives the same bytes, one concept a line, so that a new release shows as a small difference.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).resolve().parent.parent / "generator" / "knowledge" / "media_topics.json"
LEVELS = tuple(f"Level{level}/NewsCode" for level in range(1, 7))
ABOUT = {
    "source": "IPTC Media Topics, release of October 2023",
    "licence": "CC BY 4.0",
    "attribution": "IPTC",
    "url": "https://cv.iptc.org/newscodes/mediatopic/",
    "made_by": "tools/make_topics.py",
}


def read_concepts(concepts: dict[str, dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    """Name and parent of each concept, by code; the levels of a concept are the codes from its top down to itself.

    Raises:
        ValueError: a concept whose path does not end in itself, or whose parent is not among the concepts.
    """
    found: dict[str, dict[str, str | None]] = {}
    for code, concept in sorted(concepts.items()):
        path = [concept[level] for level in LEVELS if isinstance(concept[level], str)]
        parent = path[-2] if len(path) > 1 else None
        if path[-1:] != [code] or (parent is not None and parent not in concepts):
            raise ValueError(f"{code}: its levels {path} do not lead to it")
        found[code] = {"name": concept["Name (en-GB)"].strip(), "parent": parent}
    return found


def dump_topics(topics: dict[str, dict[str, str | None]]) -> str:
    """The file's text."""
    lines = [f"{json.dumps(code)}: {json.dumps(topic, ensure_ascii=False)}" for code, topic in topics.items()]
    body = ",\n".join(lines)
    return f'{{"about": {json.dumps(ABOUT, indent=1)},\n"topics": {{\n{body}\n}}}}\n'


def main() -> None:
    """Read the file named on the command line and write ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("concepts", type=Path, help="the Media Topics in JSON")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write (default: %(default)s)")
    options = parser.parse_args()
    topics = read_concepts(json.loads(options.concepts.read_text("utf-8")))
    options.output.write_text(dump_topics(topics), "utf-8")
    print(f"{len(topics)} topics written to {options.output}")


if __name__ == "__main__":
    main()

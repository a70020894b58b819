"""Make `generator/knowledge/word_weights.json`: in how many of some thousand news texts each stem stands.

    .venv/bin/python tools/make_word_weights.py FILE.jsonl …

Each line of a file is an object with `title` and `text`. Only numbers go into the table, one stem a line, so that a
change shows as a small difference; the same files give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from generator.knowledge.words import stems

OUTPUT = Path(__file__).resolve().parent.parent / "generator" / "knowledge" / "word_weights.json"
LEAST = 3
ABOUT = {
    "about": "How many of the counted news texts hold a stem; stems that fewer than three hold are left out.",
    "made_by": "tools/make_word_weights.py",
}


def main() -> None:
    """Count the stems of the files named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    holding: Counter[str] = Counter()
    texts = 0
    for path in parser.parse_args().files:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            holding.update(set(stems(f"{record.get('title') or ''}\n{record['text']}")))
            texts += 1
    rows = ",\n".join(f"{json.dumps(s, ensure_ascii=False)}: {n}" for s, n in sorted(holding.items()) if n >= LEAST)
    head = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in ABOUT.items())
    OUTPUT.write_text(f'{{\n{head}"texts": {texts},\n"holding": {{\n{rows}\n}}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()

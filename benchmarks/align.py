"""Labelled articles → this program's own results, with their places in the labelled texts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.articlejson import load
from generator.models import ProcessedArticle, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SAME = 0.5
"""Share of letters and digits that two spans must have in common to be the same (intersection over union)."""


def annotate(records: Iterable[Mapping[str, Any]]) -> dict[str, ProcessedArticle]:
    """Run this program's own command line on the records in a new desk; processed articles by the records' ids."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "content/articles")
        articles.mkdir(parents=True)
        rows = (
            {"published": row.get("date"), **{key: row.get(key) for key in ("id", "title", "text", "source", "url")}}
            for row in records
        )
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (articles / "labelled.jsonl").write_text(lines, "utf-8")
        subprocess.run([sys.executable, "-m", "generator", "-C", folder, "annotate"], check=True, capture_output=True)
        made = [load(path.read_bytes()) for path in sorted(Path(folder, "content/processed").rglob("*.json"))]
    return {article.input.item: article for article in made if article.input and article.input.item}


def find_places(mine: str, theirs: str) -> dict[int, int]:
    """Offset in `mine` → offset in `theirs`, by their words: a headline in front or other white space costs nothing."""
    a, b = ([(m.start(), m.group()) for m in re.finditer(r"\w+|[^\w\s]", text)] for text in (mine, theirs))
    alike = SequenceMatcher(None, [word for _, word in a], [word for _, word in b], autojunk=False)
    return {
        a[left + step][0] + letter: b[right + step][0] + letter
        for left, right, size in alike.get_matching_blocks()
        for step in range(size)
        for letter in range(len(a[left + step][1]))
    }


def moved(spans: Iterable[Span], places: Mapping[int, int]) -> list[Span]:
    """The spans, where they stand in the other text; those that stand in none are left out."""
    found = ([places[at] for at in range(span.start, span.end) if at in places] for span in spans)
    return [Span(min(at), max(at) + 1) for at in found if at]


def letters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """Where the letters and digits of the spans stand."""
    return frozenset(at for span in spans for at in range(span.start, span.end) if text[at : at + 1].isalnum())


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """Intersection over union."""
    return len(one & other) / len(one | other) if one and other else 0.0


def pairs(wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Numbers of those that are the same, the most equal first, each used once."""
    scored = ((shared(w, f), left, right) for left, w in enumerate(wanted) for right, f in enumerate(found))
    lefts: set[int] = set()
    rights: set[int] = set()
    for share, left, right in sorted(scored, key=lambda item: (-item[0], *item[1:])):
        if share >= SAME and left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            yield left, right


def right_attributions(
    found: Sequence[tuple[frozenset[int], frozenset[int]]], gold: Sequence[Mapping[str, Any]], text: str
) -> list[bool]:
    """Which attributions are right: the content is a labelled one's, and the speaker lies in its source or is the same.

    Args:
        found: letters of content and of speaker.
        gold: `content` and `source` as lists of [start, end].
        text: the labelled text.
    """
    wanted = [letters((Span(*pair) for pair in row["content"]), text) for row in gold]
    out = [False] * len(found)
    for left, right in pairs(wanted, [content for content, _ in found]):
        source = letters((Span(*pair) for pair in gold[left]["source"] or []), text)
        speaker = found[right][1]
        out[right] = not source or (bool(speaker) and (speaker <= source or shared(speaker, source) >= SAME))
    return out

"""Labelled articles → windows with the answer for each word."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.annotate.windows import Paragraph, Shape, Window, find_windows
from generator.annotate.wordtags import NAME_TAGS, POINTERS, SPEECH_TAGS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from tokenizers import Tokenizer

IGNORED = -100
"""The answer where nothing is asked."""
OPEN = "Open"
"""A kind that stands for: whether a name stands here nobody said."""
_LINE = re.compile(r"[^\n]+")
_NAME_KINDS = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC",
    "Product": "PRODUCT", "Misc": "MISC", "Date": "DATE", "Money": "MONEY",
}  # fmt: skip
_HERE = Path(__file__).parent
_RULE = re.compile(r"\n=+\n")
_MARK = re.compile(r"\[(?P<kind>[POLNFRM]) (?P<name>[^\[\]]+)\]")
_LETTERS = {
    "P": "Person", "O": "Organization", "L": "Location", "N": "NORP", "F": "Facility", "R": "Product", "M": "Misc",
}  # fmt: skip
_UNMARKED = ("DATE", "TIME", "MONEY")
_ROLES = {"content": "CONTENT", "source": "SOURCE", "cue": "CUE"}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window and its answers, one a word; what is not asked is `IGNORED`."""

    window: Window
    names: NDArray[np.int64]
    """Number of the tag in `NAME_TAGS`, shape (words,)."""
    speech: NDArray[np.int64]
    """Number of the tag in `SPEECH_TAGS`, shape (words,)."""
    pointers: NDArray[np.int64]
    """For each word of a content, the wordpiece where its source, its cue begins, 0 for none; shape (words, 2)."""
    name_weight: float = 1.0
    """How much its names count."""


def load_articles(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def own_articles(data: Path, stock: Language) -> list[dict[str, Any]]:
    """Articles whose names we marked ourselves: those of `data` by `labels/`, and news items of our own in `items/`.

    A line of `labels/` bears the `id` of an article, how far it was read (`until`), and `names`, each start, end and
    kind, in its headline, an empty line and its text; the text itself stands in the file of that name in `data`. In
    `items/` names stand in brackets behind the first letter of their kind. Dates and amounts were marked in neither:
    where a stock recogniser sees some, nothing is asked.
    """
    out = []
    for path in sorted((_HERE / "labels").glob("*.jsonl")):
        texts = {article["id"]: article for article in load_articles(data / path.name)}
        for line in load_articles(path):
            article = texts[line["id"]]
            text = f"{article['title'].strip()}\n\n{article['text']}"[: line["until"]]
            out.append({"title": article["title"], "text": text, "entities": line["names"]})
    for path in sorted((_HERE / "items").glob("*.txt")):
        out += [_item(item) for item in _RULE.split(path.read_text("utf-8").strip())]
    for article, doc in zip(out, stock.pipe([article["text"] for article in out], batch_size=32), strict=True):
        taken = [(start, end) for start, end, _ in article["entities"]]
        article["entities"] += [
            [ent.start_char, ent.end_char, OPEN]
            for ent in doc.ents
            if ent.label_ in _UNMARKED and not any(a < ent.end_char and b > ent.start_char for a, b in taken)
        ]
    return out


def labelled_ids(name: str) -> set[str]:
    """Ids of the articles of a file whose names we marked."""
    return {line["id"] for line in load_articles(_HERE / "labels" / f"{name}.jsonl")}


def _item(marked: str) -> dict[str, Any]:
    """A news item with its names marked inline, as `[P Amina Wanjiru]`."""
    text, last = "", 0
    names = []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        names.append([len(text), len(text) + len(match["name"]), _LETTERS[match["kind"]]])
        text += match["name"]
        last = match.end()
    return {"title": "", "text": text + marked[last:], "entities": names}


def name_lessons(article: dict[str, Any], tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Windows of an article whose names are labelled: `entities`, each start, end and type."""
    spans = [(start, end, _NAME_KINDS.get(kind, kind)) for start, end, kind, *_ in article["entities"]]
    for window, places, labelled in article_windows(article, tokenizer):
        names = _tags(places, labelled, sorted(spans), NAME_TAGS)
        nothing = np.full(len(places), IGNORED)
        yield Lesson(window, names, nothing, np.full((len(places), len(POINTERS)), IGNORED))


def speech_lessons(article: dict[str, Any], tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Windows of an article whose quotations are labelled: `attributions` with `content`, `source` and `cue` spans."""
    spans = [
        (start, end, tag, number)
        for number, attribution in enumerate(article["attributions"])
        for role, tag in _ROLES.items()
        for start, end in attribution[role] or []
    ]
    for window, places, labelled in article_windows(article, tokenizer):
        tags = _tags(places, labelled, sorted({span[:3] for span in spans}), SPEECH_TAGS)
        pointers = np.full((len(places), len(POINTERS)), IGNORED)
        for start, end, tag, number in spans:
            if tag != "CONTENT":
                continue
            for column, role in enumerate(POINTERS):
                aims = [span for span in spans if span[2:] == (role, number)]
                aim = _first_word(window, places, labelled, aims)
                for word, (a, b) in enumerate(places):
                    if labelled[word] and a < end and b > start:
                        pointers[word, column] = aim
        yield Lesson(window, np.full(len(places), IGNORED), tags, pointers)


def _first_word(
    window: Window,
    places: Sequence[tuple[int, int]],
    labelled: Sequence[bool],
    spans: Sequence[tuple[int, int, str, int]],
) -> int:
    """Wordpiece at which the first of the spans begins, 0 where none stands in the window."""
    for word, (start, end) in enumerate(places):
        if labelled[word] and any(a < end and b > start for a, b, *_ in spans):
            return int(window.firsts[word])
    return 0


def article_windows(
    article: dict[str, Any], tokenizer: Tokenizer
) -> Iterator[tuple[Window, list[tuple[int, int]], list[bool]]]:
    """Windows of an article, where each word stands in its text, and whether it is labelled: the title is not."""
    text, title = article["text"], (article.get("title") or "").strip()
    lines = [(m.start(), m.group()) for m in _LINE.finditer(text) if m.group().strip()]
    headed = bool(title) and not (lines and lines[0][1].strip() == title)
    paragraphs = [Paragraph(title, headline=True)] if headed else []
    paragraphs += [Paragraph(line, headline=not headed and i == 0 and bool(title)) for i, (_, line) in enumerate(lines)]
    starts = ([-1] if headed else []) + [start for start, _ in lines]
    for window in find_windows(paragraphs, tokenizer):
        places = [(starts[p] + a, starts[p] + b) if starts[p] >= 0 else (-1, -1) for p, a, b in window.words]
        yield window, places, [starts[p] >= 0 for p, _, _ in window.words]


def _tags(
    places: Sequence[tuple[int, int]],
    labelled: Sequence[bool],
    spans: Sequence[tuple[int, int, str]],
    tags: Sequence[str],
) -> NDArray[np.int64]:
    """Tags B-, I- and O of words: the first word that a span touches begins it."""
    out = np.zeros(len(places), dtype=np.int64)
    before: tuple[int, int, str] | None = None
    for word, (start, end) in enumerate(places):
        if not labelled[word]:
            out[word] = IGNORED
            continue
        span = next((s for s in spans if s[0] < end and s[1] > start), None)
        if span is not None:
            out[word] = IGNORED if span[2] == OPEN else tags.index(("I-" if span == before else "B-") + span[2])
        before = span
    return out


def with_other_case(lesson: Lesson, chance: random.Random) -> Lesson:
    """The lesson with a headline's or a screaming letter case, so that the reader does not lean on case alone."""
    window = lesson.window
    features = window.features.copy()
    letters = np.isin(features[:, 0], (Shape.LOWER, Shape.TITLE, Shape.MIXED))
    features[letters, 0] = Shape.UPPER if chance.random() < 0.3 else Shape.TITLE
    changed = Window(window.ids, features, window.firsts, window.words)
    return replace(lesson, window=changed)

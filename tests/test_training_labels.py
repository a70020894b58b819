"""What teaches the reader: the places of names in others' articles, and news items of our own with their names marked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from training.articles import _LETTERS, _MARK, _RULE, _item

TRAINING = Path(__file__).parent.parent / "training"
ITEMS = sorted((TRAINING / "items").glob("*.txt"))
LABELS = sorted((TRAINING / "labels").glob("*.jsonl"))
KINDS = set(_LETTERS.values())


def test_a_marked_item_is_read_as_text_and_places():
    item = _item("Chief [P Ama Oti] of [O Oti & Sons] spoke.\n[P Oti] left [L Ho].")
    assert item["text"] == "Chief Ama Oti of Oti & Sons spoke.\nOti left Ho."
    assert [(item["text"][a:b], kind) for a, b, kind in item["entities"]] == [
        ("Ama Oti", "Person"),
        ("Oti & Sons", "Organization"),
        ("Oti", "Person"),
        ("Ho", "Location"),
    ]


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: path.stem)
def test_our_items_are_marked_well(path):
    items = _RULE.split(path.read_text("utf-8").strip())
    assert len(items) >= 60
    assert len(set(items)) == len(items)
    for marked in items:
        item = _item(marked)
        assert not re.search(r"[\[\]]|===", item["text"]), marked
        assert len(_MARK.findall(marked)) >= 2, marked
        for start, end, _ in item["entities"]:
            name = item["text"][start:end]
            assert name == name.strip(), marked


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_hold_places_and_no_words(path):
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"id", "until", "names"}
        ends = [0]
        for start, end, kind in row["names"]:
            assert kind in KINDS
            assert ends[-1] <= start < end <= row["until"]
            ends.append(end)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_lie_on_words_of_the_articles(path, data_dir):
    texts = {
        row["id"]: f"{row['title'].strip()}\n\n{row['text']}"
        for row in map(json.loads, (data_dir / path.name).read_text("utf-8").splitlines())
    }
    cut = total = 0
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        text = texts[row["id"]]
        for start, end, _ in row["names"]:
            total += 1
            cut += (text[start - 1 : start].isalnum() and text[start].isalnum()) or (
                text[end - 1].isalnum() and text[end : end + 1].isalnum()
            )
    assert total > 5000
    assert cut == 0

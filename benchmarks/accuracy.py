"""Measure accuracy on labelled articles, and write the figures that the Methods page shows.

    python -m benchmarks.accuracy --data DIR --scorer EVALUATE.PY

DIR holds quotes_dev.jsonl, entities_dev.jsonl, regions_dev.jsonl and topics_dev.jsonl; the scorer runs this program's
own command line on them and prints its figures as JSON. Nothing in the program is tuned on these files.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build import make_recipe
from generator.desk import Desk
from generator.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parent.parent / "generator" / "knowledge" / "accuracy.json"


def main() -> None:
    """Run the four tasks and write `generator/knowledge/accuracy.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--scorer", type=Path, required=True, help="the scorer's script")
    options = parser.parse_args()
    runs = {task: _score(options.scorer, options.data, task) for task in ("entities", "quotes", "regions", "topics")}
    desk = Desk(Path(__file__).parent)
    label = make_recipe(desk, load_settings(desk.root)).annotator().label
    record = {
        "about": {"source": "python -m benchmarks.accuracy", "licence": "MIT"},
        "annotator": label,
        "figures": list(_figures(runs)),
    }
    OUTPUT.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(runs, indent=1))


def _score(scorer: Path, data: Path, task: str) -> dict[str, Any]:
    command = f"{sys.executable} -m generator"
    words = [sys.executable, str(scorer), task, str(data / f"{task}_dev.jsonl"), "--json", "--command", command]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def _figures(runs: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    articles = {task: run["run"]["articles"] for task, run in runs.items()}
    names = f"{articles['entities']} articles of English newswire from five world regions"
    for key, what in (
        ("all", "Names"),
        ("Person", "Persons"),
        ("Organization", "Organisations"),
        ("Location", "Places and states"),
    ):
        yield _figure(f"{what} found, exact words and kind", "F1", runs["entities"][key][2], names)
    quotes = f"{articles['quotes']} articles of political news, annotated by hand"
    kinds = {
        "direct": "Direct quotations",
        "mixed": "Mixed quotations",
        "indirect": "Reported speech",
        "all": "All quotations",
    }
    for key, what in kinds.items():
        yield _figure(f"{what}: words and speaker both right", "F1", runs["quotes"][key]["joint"][2], quotes)
    sure = runs["quotes"]["all"]["precision at 0.8"]
    yield _figure(
        "Quotations with a confidence of 0.8 or more: words and speaker both right", "precision", sure, quotes
    )
    places = f"{articles['regions']} articles with places located by hand"
    yield _figure("Countries of an article, but the United States", "F1", runs["regions"]["micro"][2], places)
    topics = f"{articles['topics']} broadcaster’s articles of 2004 and 2021"
    yield _figure(
        "First topic of an article, among the classes of the labels", "accuracy", runs["topics"]["accuracy"], topics
    )
    yield _figure("First topic of an article, among all 17", "accuracy", runs["topics"]["free"], topics)


def _figure(task: str, metric: str, value: float, data: str) -> dict[str, Any]:
    return {"task": task, "metric": metric, "value": value, "data": data}


if __name__ == "__main__":
    main()

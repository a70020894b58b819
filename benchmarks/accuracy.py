"""Measure accuracy on labelled articles, and write the figures that the Methods page shows.

    python -m benchmarks.accuracy --data DIR --scorer EVALUATE.PY

DIR holds entities_dev, actors_dev, regions_dev, quotes_dev, topics_dev and stories_dev (.jsonl); the scorer runs this
program's own command line on them and prints its figures as JSON. Nothing in the program is tuned on these files.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.reliability import bands, find_rows
from generator.build import make_recipe
from generator.desk import Desk
from generator.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parent.parent / "generator" / "knowledge" / "accuracy.json"


_TASKS = (
    ("entities", "entities_dev", None),
    ("actors", "actors_dev", None),
    ("merge", "actors_dev", None),
    ("regions gwn", "regions_dev", "set=gwn"),
    ("regions geovirus", "regions_dev", "set=geovirus"),
    ("quotes", "quotes_dev", None),
    ("topics", "topics_dev", None),
    ("stories", "stories_dev", None),
)
"""Name, file and choice of records of each measurement."""
_RUNS = dict[str, dict[str, Any]]


def main() -> None:
    """Run the tasks and write `generator/knowledge/accuracy.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled articles")
    parser.add_argument("--scorer", type=Path, required=True, help="the scorer's script")
    options = parser.parse_args()
    runs = {name: _score(options.scorer, name, options.data / f"{file}.jsonl", where) for name, file, where in _TASKS}
    desk = Desk(Path(__file__).parent)
    label = make_recipe(desk, load_settings(desk.root)).annotator().label
    sure = [(confidence, right) for _, confidence, right in find_rows(options.data / "quotes_dev.jsonl")]
    record = {
        "about": {"source": "python -m benchmarks.accuracy", "licence": "MIT"},
        "annotator": label,
        "figures": [_figure(*row) for row in _rows(runs)],
        "reliability": [dataclasses.asdict(band) for band in bands(sure)],
    }
    OUTPUT.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(runs, indent=1))


def _score(scorer: Path, name: str, data: Path, where: str | None) -> dict[str, Any]:
    command = f"{sys.executable} -m generator"
    words = [sys.executable, str(scorer), name.split(maxsplit=1)[0], str(data), "--json", "--command", command]
    words += ["--where", where] if where else []
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def _rows(runs: _RUNS) -> Iterator[tuple[str, str, float, str]]:
    """What was measured, by which metric, the figure in per cent, and on what."""
    articles = {task: run["run"]["articles"] for task, run in runs.items()}
    names, world = runs["entities"], f"{articles['entities']} articles of English newswire from five world regions"
    kinds = {"all": "Names", "Person": "Persons", "Organization": "Organisations", "Location": "Places and states"}
    for key, what in kinds.items():
        yield f"{what} found, exact words and kind", "F1", names[key][2], world
    worst, figures = min(
        ((k, v) for k, v in names.items() if k not in (*kinds, "run") and isinstance(v, list)),
        key=lambda item: item[1][2],
    )
    yield f"Names found in the world region with the worst figure ({worst})", "F1", figures[2], world
    actors, merge = runs["actors"], runs["merge"]
    outlets = f"{articles['actors']} articles of three outlets, their main actors labelled"
    yield "Main persons among an article’s first eight names", "recall", actors["people"]["first 8"], outlets
    yield "Main actors of all kinds among the first eight", "recall", actors["all"]["first 8"], outlets
    yield "Persons split over two pages", "error", merge["people on two pages, %"], outlets
    yield "Persons’ pages that mix two people", "error", merge["pages with two people, %"], outlets
    for task, what in (("regions gwn", "American and British"), ("regions geovirus", "worldwide health")):
        places = f"{articles[task]} articles of {what} news, places located by hand"
        yield "Countries of an article, but the United States", "F1", runs[task]["micro"][2], places
    places = f"{articles['regions gwn']} articles of American and British news, places located by hand"
    yield "The United States as a country of an article", "F1", runs["regions gwn"]["US"][2], places
    politics = f"{articles['quotes']} articles of political news, annotated by hand"
    quotes = {
        "direct": "Direct quotations",
        "mixed": "Mixed quotations",
        "indirect": "Reported speech",
        "all": "All quotations",
    }
    for key, what in quotes.items():
        yield f"{what}: words and speaker both right", "F1", runs["quotes"][key]["joint"][2], politics
    yield (
        "Statements said, not thought or meant: words and speaker both right",
        "F1",
        runs["quotes"]["speech"]["joint"][2],
        politics,
    )
    sure = runs["quotes"]["all"]["precision at 0.8"]
    what = "Quotations with a confidence of 0.8 or more: words and speaker both right"
    yield what, "precision", sure, politics
    years = f"{articles['topics']} broadcaster’s articles of 2004 and 2021"
    topics = runs["topics"]
    yield "First topic of an article, among the classes of the labels", "accuracy", topics["accuracy"], years
    yield "First topic of an article, among all 17", "accuracy", topics["free"], years
    events = f"{articles['stories']} articles of three outlets on {runs['stories']['gold']} events"
    yield "Articles on one event in one story, on others in others", "B-cubed F1", runs["stories"]["bcubed"][2], events


def _figure(task: str, metric: str, value: float, data: str) -> dict[str, Any]:
    return {"task": task, "metric": metric, "value": value, "data": data}


if __name__ == "__main__":
    main()

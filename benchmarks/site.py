"""The build of the site beside plain `mkdocs build` of the same pages: time, memory, and whether the bytes agree.

    python -m benchmarks.site DESK [--changed 60] [--runs 3]

Works on a copy; every build is a process of its own, cold start included. Printed are seconds by the clock and, for a
machine with other work to do, of the processors. Memory is the sum over the processes, what they share counted once
(PSS, Linux only).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from benchmarks.cost import Cost, cost_of
from generator.desk import Desk
from generator.site.build import config_file

_PLAIN = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(config_file=sys.argv[1], site_dir=sys.argv[2])
config.plugins["tearsheet"].config.regenerate = False
config.plugins.on_startup(command="build", dirty=False)
build(config)
"""
_OURS = """
import sys
from pathlib import Path
from generator.desk import Desk
from generator.site.build import build_site
built = build_site(Desk(Path(sys.argv[1])), None, workers=int(sys.argv[2]), clean=sys.argv[3] == "clean")
print(built.made, built.pages)
"""


def main() -> None:
    """Print what each build costs, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path, help="a desk with content/pages")
    parser.add_argument("--changed", type=int, default=60, help="pages to change (default 60)")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the median is taken, but for clean builds")
    parser.add_argument("--no-plain", action="store_true", help="without plain mkdocs build")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        for name in ("content/pages", "site_config"):
            if (options.desk / name).is_dir():
                shutil.copytree(options.desk / name, desk / name)
        (desk / "content/articles").mkdir()
        if (options.desk / "mkdocs.yml").exists():
            shutil.copy(options.desk / "mkdocs.yml", desk)
        pages = sorted((desk / "content/pages").rglob("*.md"))
        print(f"{len(pages):,} pages")
        plain = None
        if not options.no_plain:
            plain = _measured("plain mkdocs build", _PLAIN, str(config_file(Desk(desk))), f"{folder}/plain")
        for workers in (1, 2):
            ours = _measured(f"clean, {workers} at work", _OURS, str(desk), str(workers), "clean")
            if plain is not None:
                _compare(plain, ours)
        if plain is not None:
            different = subprocess.run(["diff", "-rq", f"{folder}/plain", desk / "site"], check=False).returncode
            print("other bytes than plain mkdocs" if different else "the same bytes as plain mkdocs")
        _median("nothing new", desk, plain, options.runs, lambda _: None)
        chosen = pages[:: max(1, len(pages) // options.changed)][: options.changed]
        _median(f"{len(chosen)} pages changed", desk, plain, options.runs, lambda run: _change(chosen, run))


def _change(pages: list[Path], run: int) -> None:
    for page in pages:
        page.write_text(f"{page.read_text()}\n\nChanged {run}.\n")


def _median(what: str, desk: Path, plain: Cost | None, runs: int, change: object) -> None:
    costs = []
    for run in range(runs):
        assert callable(change)
        change(run)
        costs.append(cost_of("-c", _OURS, str(desk), "2", ""))
    middle = Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in _NUMBERS), costs[-1].said)
    _print(what, middle)
    if plain is not None:
        _compare(plain, middle)


_NUMBERS = ("seconds", "processor", "megabytes")


def _measured(what: str, code: str, *arguments: str) -> Cost:
    cost = cost_of("-c", code, *arguments)
    _print(what, cost)
    return cost


def _print(what: str, cost: Cost) -> None:
    times = f"{cost.seconds:8.2f} s {cost.processor:8.2f} s of processors"
    print(f"{what:22} {times} {cost.megabytes:6.0f} MB  {cost.said}", flush=True)


def _compare(plain: Cost, ours: Cost) -> None:
    print(f"{'':22} {plain.seconds / ours.seconds:8.1f} × {plain.processor / ours.processor:8.1f} ×")


if __name__ == "__main__":
    main()

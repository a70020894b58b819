"""One call of the command line: where it works, how it talks, how it ends, and the options that commands share."""

from __future__ import annotations

import functools
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from generator.desk import Desk
from generator.errors import Problem, SettingsError, TearsheetError
from generator.lock import locked
from generator.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DONE, WITH_PROBLEMS, FAILED = 0, 1, 2
_STAGES = {
    "read": "Reading articles", "annotate": "Annotating", "render": "Making pages", "write": "Writing pages",
}  # fmt: skip
_MOST_PROBLEMS = 20
_MOST_CORES = 4


def console() -> Console:
    """Where messages go: standard error, one line each however long."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


class Run:
    """One call of the program: where it works, how it talks, and what it has to tell at the end."""

    def __init__(self, desk: Path, *, strict: bool, as_json: bool, workers: int | None = None) -> None:
        self.desk = Desk(desk.resolve())
        self.strict = strict
        self.as_json = as_json
        self.workers = workers
        self.page_workers = workers or cores()
        self.console = console()
        self.problems: list[Problem] = []
        self.summary: dict[str, Any] = {}
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=self.console, transient=True, disable=not self.console.is_terminal,
        )  # fmt: skip
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    @functools.cached_property
    def settings(self) -> Settings:
        """The desk's settings, read once a call; raises if the folder is no desk or they have mistakes."""
        self.desk.check()
        return load_settings(self.desk.root)

    @contextmanager
    def alone(self, command: str) -> Iterator[None]:
        """Keep other runs out of the desk meanwhile; raises if one is at work in it, or if the folder is no desk."""
        self.desk.check()
        with locked(self.desk.cache, f"tearsheet {command}"):
            yield

    def progress(self, stage: str, done: int, total: int) -> None:
        """A bar on a terminal; elsewhere nothing, for each stage says one line at its end."""
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(_STAGES.get(stage, stage), total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)

    def say(self, line: str) -> None:
        """A line for the user."""
        if not self.as_json:
            self.console.print(line, markup=False)

    def end(self) -> NoReturn:
        """Name the problems, print the summary if asked for, and leave with the exit status."""
        self._bar.stop()
        for problem in self.problems[:_MOST_PROBLEMS]:
            self.console.print(f"problem: {problem}", markup=False)
        if len(self.problems) > _MOST_PROBLEMS:
            self.console.print(f"… and {len(self.problems) - _MOST_PROBLEMS} more problems; --json lists all of them.")
        if self.as_json:
            found = [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in self.problems]
            print(json.dumps({**self.summary, "problems": found}, ensure_ascii=False))
        sys.exit(WITH_PROBLEMS if self.problems and self.strict else DONE)


def common(function: Any) -> Any:  # noqa: ANN401  (click's decorators are not typed)
    """Options that every command takes, so that they may stand behind its name too."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print a machine-readable summary to standard output."),
        click.option("--strict", is_flag=True, help="Exit with status 1 if any input has a problem."),
    ):
        function = option(function)
    return function


def cores() -> int:
    """How many processes make pages if nobody says: no more than bring anything."""
    return max(1, min(_MOST_CORES, os.cpu_count() or 1))


def workers(function: Any) -> Any:  # noqa: ANN401
    """The option of commands that work with several processes."""
    return click.option(
        "--workers", type=click.IntRange(1, 256), metavar="N",
        help="Processes. [default: one that annotates, for each loads the model (0.5 GB); one a core that make pages]",
    )(function)  # fmt: skip


class Group(click.Group):
    """Shows every error of ours as one line, with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; an error of ours, or of a file, is one line and ends with status 2."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            for problem in error.problems:
                click.echo(f"error: {problem}", err=True)
        except TearsheetError as error:
            click.echo(f"error: {error}", err=True)
        except BrokenPipeError:  # whoever reads what is printed has read enough
            raise
        except OSError as error:
            place = error.filename or "a file"
            click.echo(
                f"error: {place}: {error.strerror or error}. Check the file, its permissions and the space left.",
                err=True,
            )
        sys.exit(FAILED)

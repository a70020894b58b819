"""The stages of a run, each in a process of its own, told of to the user."""

from __future__ import annotations

import datetime as dt
import functools
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.forks import Apart, apart, can_fork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.build import Generated
    from generator.engines.batches import MakeEngine
    from generator.forks import Side
    from generator.session import Run
    from generator.site.current import Standing


def annotate(run: Run, *, force: bool = False, engine: MakeEngine | None = None) -> int:
    """How many articles were new or changed; annotated on this machine unless an engine is named."""
    from generator.build import annotate as stage
    from generator.engines.local import Pool

    settings = run.settings
    make = engine or functools.partial(Pool, workers=run.workers or 1)
    started = time.monotonic()
    result = apart(lambda tell: stage(run.desk, settings, engine=make, force=force, progress=tell), run.progress)
    seconds = time.monotonic() - started
    run.problems += result.problems
    run.summary["annotate"] = {
        "articles": result.articles, "annotated": result.annotated, "removed": result.removed, "words": result.words,
        "delivered": result.delivered, "seconds": round(seconds, 2),
    }  # fmt: skip
    delivered = f", {result.delivered} more delivered as processed" if result.delivered else ""
    removed = f", {result.removed} removed" if result.removed else ""
    run.say(f"Annotated {result.annotated} of {result.articles} articles{removed}{delivered} in {seconds:.1f} s")
    return result.annotated


def generate(run: Run) -> None:
    """Make the pages of what is annotated."""
    with _generating(run) as process:
        _generated(run, process, None)


@contextmanager
def all_pages(run: Run) -> Iterator[tuple[Generated, Standing | None]]:
    """Annotate, generate, and give to what builds the site what was generated, and the site as it stood before.

    What can be done without the articles is done while they are annotated, what the next run needs is kept while the
    site is built: much of a short run is loading.
    """
    from generator.site.build import look_ahead

    with _generating(run) as process:
        new = annotate(run)
        stood = None
        if can_fork():
            process.go_on()
            stood = look_ahead(run.desk, changed=bool(new or run.summary["annotate"]["removed"]))
        yield _generated(run, process, new), stood


def _tomorrow() -> str:
    """ISO; where it is late in the world, tomorrow has begun already."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).date().isoformat()


def _generating(run: Run) -> Apart[Generated]:
    from generator.build import generate as stage

    settings = run.settings

    def make(side: Side[Generated]) -> None:
        stage(run.desk, settings, workers=run.page_workers, side=side)

    return Apart(make)


def _generated(run: Run, process: Apart[Generated], new: int | None) -> Generated:
    """What was generated; so many articles are new or changed, if that is known."""
    started = time.monotonic()
    result = process.result(run.progress)
    seconds = time.monotonic() - started
    run.problems += result.problems
    run.summary["generate"] = {
        "articles": result.articles, "pages": result.pages, "made": result.made, "written": result.written,
        "removed": result.removed, "why_all": result.why_all, "seconds": round(seconds, 2),
    }  # fmt: skip
    if result.latest is not None and result.latest > _tomorrow():
        what = f"has a date that is yet to come ({result.latest}), and the latest briefing is of that day"
        run.problems.append(Problem(f"articles: {result.newest}", what, "Correct its date of publication"))
    if result.why_all:
        run.say(f"Making all pages: {result.why_all}")
    what = (
        f"{result.articles:,} articles" if new is None else f"{new:,} new or changed article{'' if new == 1 else 's'}"
    )
    run.say(
        f"{what} → {result.made:,} of {result.pages:,} pages made; {result.written:,} files written in {seconds:.1f} s"
    )
    return result

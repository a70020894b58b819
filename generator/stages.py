"""The stages of a run, each in a process of its own, told of to the user."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator.forks import Apart, apart, can_fork

if TYPE_CHECKING:
    from generator.build import Generated
    from generator.session import Run


def annotate(run: Run, *, force: bool) -> int:
    """How many articles were new or changed."""
    from generator.build import annotate as stage

    settings = run.settings
    started = time.monotonic()
    result = apart(
        lambda tell: stage(run.desk, settings, workers=run.workers, force=force, progress=tell), run.progress
    )
    seconds = time.monotonic() - started
    run.problems += result.problems
    run.summary["annotate"] = {
        "articles": result.articles, "annotated": result.annotated, "removed": result.removed, "words": result.words,
        "seconds": round(seconds, 2),
    }  # fmt: skip
    removed = f", {result.removed} removed" if result.removed else ""
    run.say(f"Annotated {result.annotated} of {result.articles} articles{removed} in {seconds:.1f} s")
    return result.annotated


def generate(run: Run) -> None:
    """Make the pages of what is annotated."""
    with _generating(run) as process:
        _generated(run, process, None)


def annotate_and_generate(run: Run) -> str | None:
    """Both, one after the other, before the site is built. The newest day.

    What can be done without the articles is done meanwhile: much of a short run is loading.
    """
    from generator.site.build import load_mkdocs

    with _generating(run) as process:
        new = annotate(run, force=False)
        if new and can_fork():
            process.go_on()
            load_mkdocs(run.desk)
        return _generated(run, process, new)


def _generating(run: Run) -> Apart[Generated]:
    from generator.build import generate as stage

    settings = run.settings
    return Apart(lambda tell, wait: stage(run.desk, settings, workers=run.page_workers, progress=tell, ready=wait))


def _generated(run: Run, process: Apart[Generated], new: int | None) -> str | None:
    """The newest day; so many articles are new or changed, if that is known."""
    started = time.monotonic()
    result = process.result(run.progress)
    seconds = time.monotonic() - started
    run.problems += result.problems
    run.summary["generate"] = {
        "articles": result.articles, "pages": result.pages, "made": result.made, "written": result.written,
        "removed": result.removed, "why_all": result.why_all, "seconds": round(seconds, 2),
    }  # fmt: skip
    if result.why_all:
        run.say(f"Making all pages: {result.why_all}")
    what = (
        f"{result.articles:,} articles" if new is None else f"{new:,} new or changed article{'' if new == 1 else 's'}"
    )
    run.say(
        f"{what} → {result.made:,} of {result.pages:,} pages made; {result.written:,} files written in {seconds:.1f} s"
    )
    return result.latest

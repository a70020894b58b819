"""Whether a site is what it would be if it were built now: looked at before anything heavy is loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a field's type)
from typing import TYPE_CHECKING, Literal

from generator.site.identity import outer_identity
from generator.site.tree import all_stand, clock_of, digest_of, find_files, settled
from generator.store.built import Record

if TYPE_CHECKING:
    from generator.errors import Problem


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of the site did."""

    pages: int
    """Pages of the site."""
    made: int
    """Those of them that were made again."""
    why_clean: str | None
    """Why all were made again; `None` if only those were of which something changed."""
    problems: tuple[Problem, ...] = ()
    """What MkDocs warned of."""
    left_out: int = 0
    """Pages that are not shown, being too old for the preview."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built, and where."""

    root: Path
    """The desk."""
    config_file: Path
    cache: Path
    """The folder for what can be made again."""
    clean: bool = False
    """Make everything again."""
    workers: int = 1
    """Processes to work with."""
    more: str = ""
    """What sets this site apart from another of the same configuration."""
    command: Literal["build", "serve"] = "build"
    """What MkDocs' plugins are told that it is for."""
    days: int | None = None
    """Leave out what is older, if not `None`."""

    @property
    def staged(self) -> Path:
        """Where it is made, before it comes into place."""
        return self.cache / "site-next"

    @property
    def record(self) -> Path:
        """What is known of the site."""
        return self.cache / "site.sqlite"


def is_current(job: Job) -> int | None:
    """The number of pages, if nothing at all changed since the last build: then MkDocs need not even start."""
    if job.clean or not job.record.is_file():
        return None
    with Record(job.record) as record:
        about, rows = record.read()
        if (
            about.get("outer") != outer_identity(job.config_file, job.root, job.more)
            or about.get("date") != date_of_build()
        ):
            return None
        if about["quiet"] != "yes":
            return None
        docs, site = job.root / about["docs"], job.root / about["site"]
        if not docs.is_dir() or not site.is_dir():
            return None
        files = find_files(docs)
        ours = {name: row for name, row in rows.items() if row.kind not in ("made", "theme")}
        if files.keys() != ours.keys():
            return None
        touched, now = [], clock_of(job.cache)
        for name, row in ours.items():
            if row.source != files[name] and row.kind != "out":
                if row.source[0] != files[name][0] or digest_of(docs / name) != row.source_digest:
                    return None
                row.source = settled(files[name], now)
                touched.append(row)
        if not all_stand(site, ((row.place, row.target) for row in rows.values() if row.kind != "out")):
            return None
        if touched:
            record.keep(about, touched, (), (), {})
    return sum(row.kind == "page" for row in rows.values())


def date_of_build() -> str:
    """The day that stands in the site map, as MkDocs takes it."""
    return os.environ.get("SOURCE_DATE_EPOCH", "")

"""Whether a site is what it would be if it were built now: looked at before anything heavy is loaded."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003  (a field's type)
from typing import TYPE_CHECKING, Literal

from generator.site.identity import outer_identity
from generator.site.tree import Listing, clock_of, digest_of, settled, state_of
from generator.store.built import Record

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.errors import Problem
    from generator.store.built import Row, State


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


@dataclass(frozen=True, slots=True)
class Standing:
    """The site as it stands."""

    about: dict[str, str]
    rows: dict[str, Row]
    """The record of the last build."""
    site: Path
    targets: dict[str, State]
    """Path below the site → what is there, for every file of the record."""
    times: dict[str, int] = field(default_factory=dict)
    """Folder of the site → when it last gained or lost a file; nothing was put there since."""
    listing: Listing | None = None
    """The folder of the pages, if it was looked through, and"""
    now: int = 0
    """when that was, by the clock of the disk (ns)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out before MkDocs starts."""

    standing: Standing
    files: dict[str, State]
    """The folder of the pages."""
    now: int
    """When it was looked through, by the clock of the disk (ns)."""


def look_at(job: Job, pages: Path | None = None) -> Standing | None:
    """The site as it stands; `None` if there is no record of it.

    Args:
        job: what is to be built.
        pages: the folder of the pages, if that is to be looked through too, and the folders of the site.
    """
    if not job.record.is_file():
        return None
    with Record(job.record) as record:
        stood = standing(job.root, *record.read())
        if pages is None or not pages.is_dir() or (job.root / stood.about.get("docs", "")).resolve() != pages.resolve():
            return stood
        now = clock_of(job.cache)
        times = {name: state_of(f"{stood.site}/{name}")[1] for name in record.folders()}
    with contextlib.suppress(OSError):  # a folder may go meanwhile
        return dataclasses.replace(stood, listing=Listing(pages), now=now, times=times)
    return stood


def standing(root: Path, about: dict[str, str], rows: dict[str, Row]) -> Standing:
    """The same, of a record."""
    site = root / about.get("site", "site")
    targets = {row.place: state_of(f"{site}/{row.place}") for row in rows.values() if row.kind != "out"}
    return Standing(about, rows, site, targets)


def is_current(
    job: Job, stood: Standing | None = None, changed: Collection[str] | None = None
) -> tuple[int | None, Seen | None]:
    """Whether nothing at all changed since the last build: then MkDocs need not even start.

    Args:
        job: what is to be built.
        stood: the site as it stands, if it was looked at already.
        changed: the files of the pages that may have changed since; `None` if that is not known.

    Returns:
        The number of pages if that is so, and what was found out, should it be of use for the build.
    """
    stood = stood or look_at(job)
    if job.clean or stood is None:
        return None, None
    about, rows = stood.about, stood.rows
    outer = outer_identity(job.config_file, job.root, job.more)
    if about.get("outer") != outer or not (job.root / about["docs"]).is_dir():
        return None, None
    docs = job.root / about["docs"]
    if stood.listing is not None and changed is not None:
        stood.listing.look_again(changed)
        seen = Seen(stood, stood.listing.files(), stood.now)
    else:
        now = clock_of(job.cache)
        seen = Seen(stood, Listing(docs).files(), now)
    if about["date"] != date_of_build() or about["quiet"] != "yes" or not stood.site.is_dir():
        return None, seen
    touched = _touched(seen, docs)
    if touched is None or any(row.kind != "out" and stood.targets[row.place] != row.target for row in rows.values()):
        return None, seen
    if touched:
        with Record(job.record) as record:
            record.keep(about, touched, (), (), {})
    return sum(row.kind == "page" for row in rows.values()), seen


def _touched(seen: Seen, docs: Path) -> list[Row] | None:
    """The files that are what they were, at another time; `None` if any is not."""
    ours = {name: row for name, row in seen.standing.rows.items() if row.kind not in ("made", "theme")}
    if seen.files.keys() != ours.keys():
        return None
    touched = []
    for name, row in ours.items():
        state = seen.files[name]
        if row.source != state and row.kind != "out":
            if row.source[0] != state[0] or digest_of(docs / name) != row.source_digest:
                return None
            touched.append(dataclasses.replace(row, source=settled(state, seen.now)))
    return touched


def date_of_build() -> str:
    """The day that stands in the site map, as MkDocs takes it."""
    return os.environ.get("SOURCE_DATE_EPOCH", "")

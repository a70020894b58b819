"""The incremental MkDocs build: pages that did not change stay as they are in `site/`.

What is new or changed, and what asked for something that came or went, is made into a folder beside `site/`, by several
processes where that pays; then its files are moved into place, and what is nobody's any more is removed. The outcome is
that of a clean build, byte for byte, or it is a clean build: where another plugin, a hook or a template of the desk's
own could make one page depend on another, nothing can be left out, and the reason is told.
"""

from __future__ import annotations

import logging
import os
import posixpath
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort

from generator.errors import DeskError
from generator.site.current import Built, Job, Seen, date_of_build, standing
from generator.site.identity import identity, menu_of, outer_identity, why_whole
from generator.site.marks import holders, mark_of_name, unpacked, without
from generator.site.placing import differs, move, remove_strays, staged_files
from generator.site.plan import make_plan
from generator.site.press import Press, is_page, tell
from generator.site.tree import Listing, clock_of, digest_of, settled, state_of
from generator.site.window import ELSEWHERE, notice
from generator.site.workers import make_pages
from generator.store.built import PageRow, Record, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from generator.site.plan import Plan
    from generator.site.press import Sheet


def build_incrementally(config: MkDocsConfig, job: Job, warnings: Sequence[str], seen: Seen | None = None) -> Built:
    """Build `config.site_dir`, as little of it as can be known to be enough.

    Args:
        config: MkDocs' configuration, loaded, before its plugins have started.
        job: what is to be built, and where.
        warnings: the texts of MkDocs' warnings, which come while it runs.
        seen: what is known already, if the pages were made before.

    Raises:
        DeskError: a file cannot be written.
    """
    site = Path(config.site_dir)
    config.site_dir = str(job.staged)
    try:
        shutil.rmtree(job.staged, ignore_errors=True)
        job.staged.mkdir(parents=True)
        whole = why_whole(config)
        with Record(job.record) as record:
            if whole is None:
                try:
                    return _build_pages(config, job, record, site, warnings, seen)
                except _Whole as reason:
                    whole = str(reason)
            return _build_whole(config, job, record, site, whole)
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if not isinstance(error, OSError):
            raise
        raise DeskError(
            f"{error.filename or site}: cannot be written ({error.strerror or error}). "
            "Check the folder and the space left, then run the same again; what was not finished is made anew."
        ) from None
    finally:
        config.site_dir = str(site)
        shutil.rmtree(job.staged, ignore_errors=True)


def _build_whole(config: MkDocsConfig, job: Job, record: Record, site: Path, why: str) -> Built:
    """Let MkDocs make the whole site in its own way."""
    config.plugins.on_startup(command=job.command, dirty=False)
    mkdocs_build.build(config, serve_url=config.site_url if job.command == "serve" else None)
    config.plugins.on_shutdown()
    record.forget()
    names = staged_files(job.staged)
    site.mkdir(parents=True, exist_ok=True)
    move(job.staged, site, [name for name in names if differs(job.staged, site, name)])
    remove_strays(site, set(names), {}, {})
    pages = sum(map(is_page, Listing(Path(config.docs_dir)).files()))
    return Built(pages, pages, why)


class _Whole(Exception):  # noqa: N818
    """Pages cannot be made one by one; the text says why."""


def _build_pages(
    config: MkDocsConfig, job: Job, record: Record, site: Path, warnings: Sequence[str], seen: Seen | None
) -> Built:
    """Make what must be made, page by page."""
    outer, docs = outer_identity(job.config_file, job.root, job.more), Path(config.docs_dir)
    press = Press(config, job.cache / "theme", job.command)
    base = identity(outer, config)
    if seen is None or (job.root / seen.standing.about["docs"]).resolve() != docs.resolve():
        seen = Seen(standing(job.root, *record.read()), now=clock_of(job.staged), files=Listing(docs).files())
    about, before, now = seen.standing.about, seen.standing.rows, seen.now
    why = "it was asked for" if job.clean else _why_clean(about, base, site)
    clean = why is not None
    plan = make_plan(press, seen.files, docs, seen.standing, clean=clean, days=job.days)
    if plan.clash:
        raise _Whole(f"{plan.clash} and another file have one address")
    if not clean and (plan.came or plan.gone):
        # Whoever looked for what came or went may find another thing now.
        others = {mark_of_name(name) for name in plan.came | plan.gone}
        plan.make |= plan.standing() & holders(record.pages("asked"), others)
    menu = menu_of(config)
    press.set_up(
        plan.known(),
        plan.left_out,
        plan.in_menu(name for name, _ in menu),
        [name for name, titled in menu if not titled],
    )
    for name in plan.to_copy():
        press.copy(name)
    names = plan.to_make()
    sheets = {s.name: s for s in make_pages(press, names, job.workers, lambda name: plan.files[name][0])}
    for name in names:
        tell(sheets[name].messages)
    listing = clean or plan.listing_changed or about["date"] != date_of_build()
    listing = listing or not _stand(before, site)
    if listing:
        press.make_templates((name, plan.rows[name].place) for name in plan.pages())
        if plan.left_out:
            utils.write_file(notice(), str(job.staged / ELSEWHERE))
    warned = {name for name in names if any(level >= logging.WARNING for _, level, _ in sheets[name].messages)}
    warned |= _tell_dead_anchors(press, record, plan, sheets, clean=clean)
    found = {} if clean else record.found()
    found |= {name: sheet.found for name, sheet in sheets.items()}
    try:
        press.finish(found[name] for name in plan.pages())
    except ValueError as error:
        raise _Whole(str(error)) from None
    config.plugins.on_shutdown()
    if config.strict and warnings:
        raise Abort(f"Aborted with {len(warnings)} warnings in strict mode!")
    times = seen.standing.times
    placed = _place(job, record, site, plan, before, sheets, None if clean else base, listing=listing, times=times)
    rows = _rows(plan, placed, sheets, warned, site, now)
    parts = [PageRow(s.name, s.found, s.asked, s.anchors, b"".join(s.wanted.values())) for s in sheets.values()]
    about = {
        "base": base, "outer": outer, "date": date_of_build(), "quiet": "no" if warnings else "yes",
        "docs": os.path.relpath(docs, job.root), "site": os.path.relpath(site, job.root),
    }  # fmt: skip
    gone = {name for name, row in before.items() if name not in plan.rows and (listing or row.kind != "made")}
    record.keep(about, rows, parts, gone - {row.name for row in rows}, placed.folders)
    return Built(len(plan.pages()), len(names), why, left_out=len(plan.left_out))


def _why_clean(about: Mapping[str, str], base: str, site: Path) -> str | None:
    """Why nothing can stay; `None` if what did not change can."""
    if not about or not site.is_dir():
        return "there is no record of an earlier build"
    if about["base"] != base:
        return "the configuration, the theme or the program changed"
    return None


def _stand(before: Mapping[str, Row], site: Path) -> bool:
    """Whether what MkDocs makes beside the pages is as it was made."""
    return all(state_of(site / row.place) == row.target for row in before.values() if row.kind == "made")


def _tell_dead_anchors(
    press: Press, record: Record, plan: Plan, sheets: Mapping[str, Sheet], *, clean: bool
) -> set[str]:
    """Tell of links to places that are not there: from pages that were made, and to such pages; where they stand."""
    goals = {goal for sheet in sheets.values() for goal in sheet.wanted}
    known = {} if clean else record.anchors(sorted((goals | sheets.keys()) & plan.rows.keys()))
    anchors = known | {name: sheet.anchors for name, sheet in sheets.items()}
    troubled = set(without({name: b"".join(s.wanted.values()) for name, s in sheets.items()}, anchors.values()))
    lost: set[int] = set()
    for name, sheet in sheets.items():
        if name in known and known[name] != sheet.anchors:
            lost |= set(unpacked(known[name])) - set(unpacked(sheet.anchors))
    if lost:
        troubled |= plan.standing() & holders(record.pages("wanted"), lost)
    for name in plan.pages():
        if name in troubled:
            tell(press.dead_anchors(name, anchors))
    return troubled


@dataclass(frozen=True, slots=True)
class _Placed:
    """What was put into the site."""

    digests: dict[str, bytes]
    """Path below the site → what the file holds."""
    folders: dict[str, int | None]


def _place(
    job: Job, record: Record, site: Path, plan: Plan, before: Mapping[str, Row], sheets: Mapping[str, Sheet],
    base: str | None, *, listing: bool, times: Mapping[str, int],
) -> _Placed:  # fmt: skip
    """Put what was made into the site, and remove what nobody wants; only what differs is touched."""
    made = staged_files(job.staged)
    digests = {sheet.place: sheet.target_digest for sheet in sheets.values()}
    digests |= {name: digest_of(job.staged / name) for name in made if name not in digests}
    stood = {row.place: row for row in before.values() if row.target[0] >= 0 and row.target_digest}
    wanted = {row.place for row in plan.rows.values() if row.kind != "out"} | set(made)
    if not listing:
        wanted |= {row.place for row in before.values() if row.kind == "made"}
    moved = []
    for name in made:
        row = stood.get(name)
        if row is not None and row.target_digest == digests[name] and state_of(site / name) == row.target:
            continue
        if differs(job.staged, site, name, digests[name]):
            moved.append(name)
    places = set(moved)
    unwanted = [row for row in before.values() if row.place not in wanted]
    changed = [*(row.name for row in before.values() if row.place in places), *(row.name for row in unwanted)]
    # Where something has to go is looked into, however long nothing came or went there.
    emptied = {posixpath.dirname(row.place) for row in unwanted}
    known = record.folders() if base is not None else {}
    record.strike_out(changed, base)
    site.mkdir(parents=True, exist_ok=True)
    move(job.staged, site, moved)
    now = clock_of(job.staged)
    filled = {above.as_posix() for name in moved for above in PurePosixPath(name).parents}
    times = {name: time for name, time in times.items() if name and name not in filled}
    seen = remove_strays(site, wanted, known, times, emptied)
    folders = {name: None if time is None else settled((0, time), now)[1] for name, time in seen.items()}
    return _Placed(digests, folders)


def _rows(
    plan: Plan, placed: _Placed, sheets: Mapping[str, Sheet], warned: set[str], site: Path, now: int
) -> list[Row]:
    """What the record must know of the files that were made, or are not what they were."""
    rows = []
    for name, row in plan.rows.items():
        if name in plan.make or (row.kind == "out" and name in plan.came):
            row.source = settled(plan.files[name], now) if name in plan.files else (0, 0)
            row.target, row.target_digest = state_of(site / row.place), placed.digests.get(row.place, b"")
            row.source_digest = sheets[name].source_digest if name in sheets else row.target_digest
            row.warned = name in warned
            rows.append(row)
    again = {row.name: row for row in plan.touched if row.name not in plan.make}
    for row in again.values():
        row.source = settled(row.source, now)
    again |= {name: plan.rows[name] for name in warned if name not in plan.make}
    for name in warned:
        plan.rows[name].warned = True
    places = {row.place for row in plan.rows.values()}
    beside = [
        Row(f"/{path}", "made", path, 0, (0, 0), b"", state_of(site / path), digest)
        for path, digest in placed.digests.items()
        if path not in places
    ]
    return [*rows, *again.values(), *beside]

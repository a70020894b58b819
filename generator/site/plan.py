"""What a build must make, and what can stay: found from the folders as they are and the record of the last build."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.site.press import INDEX, is_page
from generator.site.tree import digest_of
from generator.site.window import left_out
from generator.store.built import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.site.current import Standing
    from generator.site.lazyfiles import Known
    from generator.site.press import Press
    from generator.store.built import State

_IN_MENU = 0
"""From this inclusion of MkDocs upwards a page should stand in the menu."""
_OUT = -2
"""From this one downwards a file is no part of the site."""


@dataclass(slots=True)
class Plan:
    """The files of the site to be, and those of them that must be made."""

    files: dict[str, State]
    """The folder of the pages, in MkDocs' order."""
    rows: dict[str, Row]
    """All files: those that stand as they are known, the others with what is known of them before they are made."""
    make: set[str]
    """The names of those to be made."""
    came: set[str]
    gone: set[str]
    touched: list[Row] = field(default_factory=list)
    """Files that are what they were, at another time."""
    left_out: frozenset[str] = frozenset()
    """Pages that are too old for the preview."""
    clash: str = ""
    """A file that has one address with another, if there is one."""

    @property
    def listing_changed(self) -> bool:
        """Whether there are other pages than before."""
        return any(is_page(name) for name in self.came | self.gone)

    def known(self) -> dict[str, Known]:
        """What MkDocs must know of each file."""
        return {name: (row.inclusion, row.kind == "theme") for name, row in self.rows.items()}

    def pages(self) -> list[str]:
        """The pages of the site."""
        return [name for name, row in self.rows.items() if row.kind == "page"]

    def standing(self) -> set[str]:
        """The pages that are not to be made."""
        return {name for name in self.pages() if name not in self.make}

    def to_make(self) -> list[str]:
        """The pages to be made."""
        return [name for name in self.pages() if name in self.make]

    def to_copy(self) -> list[str]:
        """The other files to be made."""
        return [name for name, row in self.rows.items() if name in self.make and row.kind in ("copy", "theme")]

    def in_menu(self, named: Iterable[str]) -> list[str]:
        """The pages that the menu names, and those that it should."""
        omitted = [name for name, row in self.rows.items() if row.kind == "page" and row.inclusion >= _IN_MENU]
        return list(dict.fromkeys((*(name for name in named if name in self.rows), *omitted)))


def make_plan(
    press: Press, files: Mapping[str, State], docs: Path, stood: Standing, *, clean: bool, days: int | None = None
) -> Plan:  # fmt: skip
    """Compare what is there with what is known.

    Args:
        press: knows what MkDocs thinks of a file.
        files: the files below the folder of the pages.
        docs: the folder of the pages.
        stood: the site as it stands.
        clean: let nothing stand.
        days: leave out what is older than so many.
    """
    before = stood.rows
    old = frozenset(left_out(files, days)) if days is not None else frozenset()
    files = {name: state for name, state in files.items() if name not in old}
    ours = {name: row for name, row in before.items() if row.kind in ("page", "copy", "out")}
    came, gone = files.keys() - ours.keys(), ours.keys() - files.keys()
    theme = theirs = [name for name, row in before.items() if row.kind == "theme"]
    if clean or not all(map(is_page, came | gone)):
        # What lies in the folder of the pages goes before what comes with the theme.
        theme = press.theme_files(files)
        came |= set(theme) - set(theirs)
        gone |= set(theirs) - set(theme)
    unknown = [*files, *theme] if clean else [name for name in (*files, *theme) if name in came]
    inclusions = press.inclusions(unknown)
    plan = Plan(files, {}, set(), came, gone, left_out=old)
    for name in (*files, *theme):
        row = before.get(name)
        if clean or name in came or row is None:
            plan.rows[name] = _new(press, name, inclusions[name], of_theme=name not in files)
            plan.make.add(name)
        else:
            plan.rows[name] = row
            if row.kind != "out" and not _stands(plan, row, f"{docs}/{name}", stood):
                plan.make.add(name)
    plan.clash = _clash(press, plan)
    return plan


def _new(press: Press, name: str, inclusion: int, *, of_theme: bool) -> Row:
    kind = "theme" if of_theme else "page" if is_page(name) else "copy"
    return Row(
        name, "out" if inclusion <= _OUT else kind, press.place_of(name), inclusion, (-1, 0), b"", (-1, 0), b""
    )  # fmt: skip


def _stands(plan: Plan, row: Row, source: str, stood: Standing) -> bool:
    """Whether neither the file nor what was made from it changed, nor anything was wrong with it."""
    if row.warned or row.target[0] < 0:
        return False
    if row.kind != "theme" and (state := plan.files[row.name]) != row.source:
        if state[0] != row.source[0] or digest_of(source) != row.source_digest:
            return False
        row.source = state
        plan.touched.append(row)
    if (state := stood.targets[row.place]) != row.target:
        if state[0] != row.target[0] or digest_of(stood.site / row.place) != row.target_digest:
            return False
        row.target = state
        plan.touched.append(row)
    return True


def _clash(press: Press, plan: Plan) -> str:
    """A file whose place in the site another one has too."""
    taken = {path for name in press.config.theme.static_templates for path in (name, f"{name}.gz")} | {INDEX}
    for name, row in plan.rows.items():
        if row.kind != "out":
            if row.place in taken:
                return name
            taken.add(row.place)
    return ""

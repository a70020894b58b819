"""Make again what has to be made again: the pages that read something which is not what it was.

A page is made if it is new, if a cell of the book that it read holds something else now, if its template changed, or if
its file is not as it was left. Everything is made where what every page depends on changed (settings, program).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from generator.render.folder import KEPT
from generator.report.explain import Explained, inputs_of, reason_of
from generator.report.views import File, Page
from generator.store.pages import MadePages, MadeUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from generator.errors import Problem
    from generator.render.folder import PagesFolder
    from generator.render.pages import Renderer
    from generator.report.cells import Cells
    from generator.report.views import Unit
    from generator.report.watched import Cell, Watch
    from generator.store.pages import PageStore

TEMPLATE = "template"
"""Family of the cells that stand for templates."""


@dataclass(slots=True)
class Remade:
    """What a run did to the pages."""

    pages: int = 0
    """That there are now."""
    made: int = 0
    """That were made in this run, whether they came out otherwise or not."""
    written: int = 0
    """Files that were new or changed."""
    removed: int = 0
    why_all: str | None = None
    """Why every page was made."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Remaker:
    """One run over the pages."""

    watch: Watch
    cells: Cells
    renderer: Renderer
    folder: PagesFolder
    store: PageStore
    base: str
    """Identity of what every page depends on."""
    progress: Callable[[str, int, int], None]

    def run(self, units: Iterable[Unit]) -> Remade:
        """Make what has to be made, write what differs, prune what is gone, and keep what was read."""
        planned = list(units)
        before = self.store.load()
        why_all = None
        if before.base != self.base:
            why_all = "the settings or the program changed" if before.base else "there is no record of an earlier run"
            before = MadePages()
        digests = [self._digest(cell) for cell in before.cells]
        changed = np.array([now != then for now, then in zip(digests, before.digests, strict=True)], dtype=bool)
        reasons = self._reasons(planned, before, changed)
        out = Remade(why_all=why_all)
        numbers = {cell: number for number, cell in enumerate(before.cells)}
        made: dict[str, MadeUnit] = {}
        wanted: set[str] = set()
        done = 0
        for unit in planned:
            why = why_all or reasons.get(unit.key)
            if why is None:
                files = before.units[unit.key].files
            else:
                made[unit.key] = self._make(unit, why, numbers)
                files = made[unit.key].files
                done += 1
                self.progress("render", done, len(planned) if why_all else len(reasons))
            names = [path for path, *_ in files]
            pages = sum(name.endswith(".md") for name in names)
            out.pages += pages
            out.made += pages if why is not None else 0
            wanted.update(names)
        out.removed, out.problems = self.folder.close(wanted)
        out.written = self.folder.written
        new = [(n, *cell, self._digest(cell)) for cell, n in list(numbers.items())[len(before.cells) :]]
        moved = [(int(n), *before.cells[n], digests[n]) for n in np.flatnonzero(changed)]
        gone = before.units.keys() - {unit.key for unit in planned}
        if made or moved or gone or why_all:
            self.store.save(self.base, [*moved, *new], made, gone, anew=why_all is not None)
        return out

    def explain(self, units: Iterable[Unit], page: str) -> Explained | None:
        """What a page is made from, and why it was last made; `None` if there is no such page. Writes nothing."""
        before = self.store.load()
        of = {path: key for key, made in before.units.items() for path, *_ in made.files}
        for unit in units:
            if unit.key in (page, of.get(page)):
                found, cells = self.watch.run(unit.make)
                templates = {(TEMPLATE, made.template) for made in found if isinstance(made, Page)}
                if page in {made.path for made in found}:
                    last = before.units.get(unit.key)
                    listed = {("article", name) for cell in cells for name in self.watch.listed(cell)}
                    why = last.why if last else "it was not made yet"
                    return Explained(page, why, inputs_of(cells | templates | listed))
        return None

    def _digest(self, cell: Cell) -> bytes:
        return self.renderer.digest(cell[1]) if cell[0] == TEMPLATE else self.cells.digest(cell)

    def _make(self, unit: Unit, why: str, numbers: dict[Cell, int]) -> MadeUnit:
        found, cells = self.watch.run(unit.make)
        templates = {(TEMPLATE, page.template) for page in found if isinstance(page, Page)}
        files = []
        for page in found:
            data = page.data if isinstance(page, File) else self.renderer.page(page)
            files.append((page.path, *self.folder.write(page.path, data)))
        read = [numbers.setdefault(cell, len(numbers)) for cell in sorted(cells | templates)]
        return MadeUnit(np.array(read, dtype=np.uint32), tuple(files), why)

    def _reasons(self, units: Sequence[Unit], before: MadePages, changed: NDArray[np.bool_]) -> dict[str, str]:
        """Key of each unit that has to be made again → why."""
        out: dict[str, str] = {}
        for unit in units:
            made = before.units.get(unit.key)
            if made is None:
                out[unit.key] = "it is new"
            elif any(self.folder.state(path) != (size, time) for path, size, time in made.files):
                out[unit.key] = "its file was missing or had been changed"
            elif changed[made.cells].any():
                cells = [before.cells[number] for number in made.cells[changed[made.cells]]]
                out[unit.key] = reason_of(cells)
        return out


def is_untouched(folder: PagesFolder, store: PageStore) -> bool:
    """Whether the folder of pages holds exactly the files that were made, as they were left."""
    found = store.files()
    as_left = all(folder.state(path) == (size, time) for path, size, time in found)
    return as_left and folder.names - {*KEPT} == {path for path, *_ in found}

"""Make again what has to be made again: the pages that read something which is not what it was.

A page is made if it is new, if a cell of the book that it read holds something else now, if its template changed, or if
its file is not as it was left. Everything is made where what every page depends on changed (settings, program).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from generator.forks import can_fork, share_out
from generator.render.folder import KEPT
from generator.report.explain import Explained, inputs_of, reason_of
from generator.report.views import File, Page
from generator.report.watched import ALL
from generator.store.pages import MadePages, MadeUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.errors import Problem
    from generator.render.folder import PagesFolder
    from generator.render.pages import Renderer
    from generator.report.book import Book
    from generator.report.cells import Cells
    from generator.report.views import Unit
    from generator.report.watched import Cell
    from generator.store.pages import PageStore

TEMPLATE = "template"
"""Family of the cells that stand for templates."""
_FEW = 24
"""Units for which a second process does not pay."""
_BATCH, _ALONE = 16, 12
"""Units that a process is given at a time, and how many of the longest come by themselves."""


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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was made of a unit."""

    key: str
    files: list[tuple[str, bytes]]
    """Path and content."""
    cells: list[Cell]
    """That were read, sorted."""
    kept: Mapping[str, Mapping[str, bytes]]
    """What the book is to keep for the next run."""


@dataclass(slots=True)
class Remaker:
    """One run over the pages."""

    book: Book
    cells: Cells
    renderer: Renderer
    folder: PagesFolder
    store: PageStore
    base: str
    """Identity of what every page depends on."""
    progress: Callable[[str, int, int], None]
    workers: int = 1
    """Processes that make pages."""
    begin: Callable[[], None] | None = None
    """The first thing that another process does."""

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
        whys = dict.fromkeys((unit.key for unit in planned), why_all) if why_all is not None else reasons
        todo = [unit for unit in planned if unit.key in whys]
        made: dict[str, MadeUnit] = {}
        for done, sheet in enumerate(self._sheets(todo, before), start=1):
            made[sheet.key] = self._taken(sheet, whys[sheet.key], numbers)
            self.progress("render", done, len(todo))
        wanted: set[str] = set()
        for unit in planned:
            files = made[unit.key].files if unit.key in made else before.units[unit.key].files
            names = [path for path, *_ in files]
            pages = sum(name.endswith(".md") for name in names)
            out.pages += pages
            out.made += pages if unit.key in made else 0
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
                found, cells = self.book.watch.run(unit.make)
                templates = {(TEMPLATE, made.template) for made in found if isinstance(made, Page)}
                if page in {made.path for made in found}:
                    last = before.units.get(unit.key)
                    listed = {("article", name) for cell in cells for name in self.book.watch.listed(cell)}
                    why = last.why if last else "it was not made yet"
                    return Explained(page, why, inputs_of(cells | templates | listed))
        return None

    def _digest(self, cell: Cell) -> bytes:
        return self.renderer.digest(cell[1]) if cell[0] == TEMPLATE else self.cells.digest(cell)

    def _sheets(self, units: Sequence[Unit], before: MadePages) -> Iterator[_Sheet]:
        """Make the pages, in any order; those that take what others keep come last."""
        first = [unit for unit in units if not unit.late]
        if self.workers < 2 or len(first) < _FEW or not can_fork():
            for unit in first:
                sheet = self._sheet(unit)
                self.book.take_over(sheet.kept)
                yield sheet
        else:
            kept: list[Mapping[str, Mapping[str, bytes]]] = []
            for sheet in share_out(
                self._sheet, self._batches(first, before), self.workers, lambda unit: f"pages/{unit.key}", self.begin
            ):
                kept.append(sheet.kept)
                yield sheet
            # Not before: meanwhile the others read the file.
            for given in kept:
                self.book.take_over(given)
        yield from (self._sheet(unit) for unit in units if unit.late)

    def _batches(self, units: Sequence[Unit], before: MadePages) -> list[list[Unit]]:
        """Units that are made together: what takes long comes first and by itself, the rest is shared out meanwhile."""
        if not before.units:
            return [list(units[i : i + _BATCH]) for i in range(0, len(units), _BATCH)]
        whole = np.array([ALL in cell for cell in before.cells], dtype=bool)

        def cost(unit: Unit) -> tuple[bool, int, str]:
            made = before.units.get(unit.key)
            cells = made.cells if made is not None else np.zeros(0, dtype=np.uint32)
            return bool(whole[cells].any()), len(cells), unit.key

        ordered = sorted(units, key=cost, reverse=True)
        alone = max(_ALONE, len(ordered) // 50)
        rest = [ordered[i : i + _BATCH] for i in range(alone, len(ordered), _BATCH)]
        return [*([unit] for unit in ordered[:alone]), *rest]

    def _sheet(self, unit: Unit) -> _Sheet:
        found, cells = self.book.watch.run(unit.make)
        templates = {(TEMPLATE, page.template) for page in found if isinstance(page, Page)}
        files = [(page.path, page.data if isinstance(page, File) else self.renderer.page(page)) for page in found]
        return _Sheet(unit.key, files, sorted(cells | templates), self.book.given_to_keep())

    def _taken(self, sheet: _Sheet, why: str, numbers: dict[Cell, int]) -> MadeUnit:
        files = tuple((path, *self.folder.write(path, data)) for path, data in sheet.files)
        read = [numbers.setdefault(cell, len(numbers)) for cell in sheet.cells]
        return MadeUnit(np.array(read, dtype=np.uint32), files, why)

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

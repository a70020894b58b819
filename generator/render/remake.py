"""Make again what has to be made again: the pages that read something which is not what it was.

A page is made if it is new, if a cell of the book that it read holds something else now, if its template changed, or if
its file is not as it was left. Everything is made where what every page depends on changed (settings, program).
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from generator.forks import Apart, can_fork, share_out, unheard
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
    from generator.store.pages import PageStore, Table

TEMPLATE = "template"
"""Family of the cells that stand for templates."""
_FEW = 24
"""Units for which a second process does not pay."""
_BATCH = 16
"""Units that a process is given at a time, at most."""
_SHARES = 8
"""Into how many times as many shares as there are processes the work is cut at least, so that all end together."""
_UNKNOWN = 0.1
"""Seconds."""


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
    seconds: float
    """That it took."""


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
        planned, before = list(units), self.store.made
        why_all = None
        if before.base != self.base:
            why_all = "the settings or the program changed" if before.base else "there is no record of an earlier run"
            before = MadePages()
        task = _Task(self, planned, before, why_all)
        made: dict[str, MadeUnit] = {}
        for done, sheet in enumerate(self._sheets(task), start=1):
            made[sheet.key] = self._taken(sheet, task.whys[sheet.key], before.cells)
            self.progress("render", done, len(task.whys))
        units_now = {unit.key: made.get(unit.key) or before.units[unit.key] for unit in planned}
        out = Remade(why_all=why_all)
        wanted: set[str] = set()
        for key, unit in units_now.items():
            names = [path for path, *_ in unit.files]
            pages = sum(name.endswith(".md") for name in names)
            out.pages += pages
            out.made += pages if key in made else 0
            wanted.update(names)
        out.removed, out.problems = self.folder.close(wanted)
        out.written = self.folder.written
        if made or task.changed.any() or before.units.keys() != units_now.keys() or why_all:
            table, digests = before.cells, task.digests
            digests += [self.digest(table.cell(number)) for number in range(len(digests), len(table))]
            self.store.save(MadePages(self.base, table, digests, units_now))
        return out

    def explain(self, units: Iterable[Unit], page: str) -> Explained | None:
        """What a page is made from, and why it was last made; `None` if there is no such page. Writes nothing."""
        before = self.store.made
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

    def digest(self, cell: Cell) -> bytes:
        """What stands in a cell now."""
        return self.renderer.digest(cell[1]) if cell[0] == TEMPLATE else self.cells.digest(cell)

    def digests(self, table: Table) -> list[bytes]:
        """What stands in every cell now."""
        out = [b""] * len(table)
        for family, numbers in table.by_family():
            keys = [table.keys[number] for number in numbers]
            found = map(self.renderer.digest, keys) if family == TEMPLATE else self.cells.digests(family, keys)
            for number, digest in zip(numbers, found, strict=True):
                out[number] = digest
        return out

    def _sheets(self, task: _Task) -> Iterator[_Sheet]:
        """Make the pages, in any order; those that take what others keep begin when these are made."""
        if self.workers < 2 or not can_fork() or not (task.early or task.find_out() >= _FEW):
            task.find_out()
            for unit in (*task.first, *task.late):
                sheet = self._sheet(unit)
                self.book.take_over(sheet.kept)
                yield sheet
        else:
            with ExitStack() as stack:
                # Forks ask for work here, so that nothing long may be done meanwhile.
                after = None
                for sheet in share_out(
                    self._sheet, task.planned, task.batches(self.workers), self.workers, _named, self.begin
                ):
                    self.book.take_over(sheet.kept)
                    task.awaited.discard(sheet.key)
                    if after is None and not task.awaited:
                        after = stack.enter_context(Apart(lambda *_: self._late(task.late)))
                    yield sheet
                yield from after.result(unheard) if after is not None else map(self._sheet, task.late)
        # Not before: meanwhile the others read the file.
        self.book.put_down()

    def _late(self, units: Sequence[Unit]) -> list[_Sheet]:
        if self.begin is not None:
            self.begin()
        return [self._sheet(unit) for unit in units]

    def _sheet(self, unit: Unit) -> _Sheet:
        begun = time.thread_time()
        found, cells = self.book.watch.run(unit.make)
        templates = {(TEMPLATE, page.template) for page in found if isinstance(page, Page)}
        files = [(page.path, page.data if isinstance(page, File) else self.renderer.page(page)) for page in found]
        kept = self.book.given_to_keep()
        return _Sheet(unit.key, files, sorted(cells | templates), kept, time.thread_time() - begun)

    def _taken(self, sheet: _Sheet, why: str, table: Table) -> MadeUnit:
        files = tuple((path, *self.folder.write(path, data)) for path, data in sheet.files)
        read = np.fromiter(map(table.number, sheet.cells), dtype=np.uint32)
        return MadeUnit(read, files, why, round(sheet.seconds, 4))


class _Task:
    """What has to be made, found out while what surely has to be is made already."""

    def __init__(self, remaker: Remaker, planned: Sequence[Unit], before: MadePages, why_all: str | None) -> None:
        self.planned = planned
        self._remaker, self._before, self._why_all = remaker, before, why_all
        self.digests: list[bytes] = []
        """What stands now in each cell that was read before."""
        self.changed: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self.whys: dict[str, str] = {}
        """Key of each unit that has to be made → why."""
        self._found_out = False
        self.early = [n for n, unit in enumerate(planned) if not unit.late and self._reads_all(unit)]
        """Numbers of the units that read all articles, if these are not what they were."""
        self.awaited = {unit.key for unit in planned if unit.gives}
        """Units from which the late ones take, and which are not made yet."""

    @property
    def first(self) -> list[Unit]:
        """What has to be made, but for what is late."""
        return [unit for unit in self.planned if unit.key in self.whys and not unit.late]

    @property
    def late(self) -> list[Unit]:
        """What has to be made when all others are."""
        return [unit for unit in self.planned if unit.key in self.whys and unit.late]

    def _reads_all(self, unit: Unit) -> bool:
        made = self._before.units.get(unit.key)
        return made is not None and self._all is not None and bool((made.cells == self._all).any())

    @cached_property
    def _all(self) -> int | None:
        """Number of the cell of all articles, if it changed."""
        cell = ("article", ALL)
        number = self._before.cells.known(cell)
        if number is None or self._remaker.digest(cell) == self._before.digests[number]:
            return None
        return number

    def find_out(self) -> int:
        """See what has to be made; how many units."""
        if not self._found_out:
            self._found_out = True
            before = self._before
            self.digests = self._remaker.digests(before.cells)
            pairs = zip(self.digests, before.digests, strict=True)
            self.changed = np.array([now != then for now, then in pairs], dtype=bool)
            self.whys = self._reasons()
            self.awaited &= self.whys.keys()
        return len(self.whys)

    def _reasons(self) -> dict[str, str]:
        """Key of each unit that has to be made again → why."""
        if self._why_all is not None:
            return dict.fromkeys((unit.key for unit in self.planned), self._why_all)
        out: dict[str, str] = {}
        before, state = self._before, self._remaker.folder.state
        for unit in self.planned:
            made = before.units.get(unit.key)
            if made is None:
                out[unit.key] = "it is new"
            elif any(state(path) != (size, time) for path, size, time in made.files):
                out[unit.key] = "its file was missing or had been changed"
            elif self.changed[made.cells].any():
                out[unit.key] = reason_of([before.cells.cell(n) for n in made.cells[self.changed[made.cells]]])
        return out

    def batches(self, workers: int) -> Iterator[Sequence[int]]:
        """Numbers of units that are made together: what takes long first, the rest is shared out meanwhile."""
        if self.early:
            # Two for each worker, so that all have work until the rest is known.
            shares: list[list[int]] = [[] for _ in range(2 * workers)]
            for n in sorted(self.early, key=self._seconds, reverse=True):
                min(shares, key=lambda share: sum(map(self._seconds, share))).append(n)
            yield from filter(None, shares)
        self.find_out()
        early = set(self.early)
        rest = [n for n, unit in enumerate(self.planned) if unit.key in self.whys and not unit.late and n not in early]
        if self._why_all is None:
            rest.sort(key=lambda n: (self.planned[n].gives, self._seconds(n)), reverse=True)
        most = sum(map(self._seconds, rest)) / (_SHARES * workers)
        share: list[int] = []
        for n in rest:
            share.append(n)
            if len(share) == _BATCH or sum(map(self._seconds, share)) >= most:
                yield share
                share = []
        if share:
            yield share

    def _seconds(self, number: int) -> float:
        """What a unit took when it was made last; for a new one, more than most."""
        made = self._before.units.get(self.planned[number].key)
        return made.seconds if made is not None else _UNKNOWN


def _named(unit: Unit) -> str:
    return f"pages/{unit.key}"


def is_untouched(folder: PagesFolder, store: PageStore) -> bool:
    """Whether the folder of pages holds exactly the files that were made, as they were left."""
    found = {path: (size, time) for unit in store.made.units.values() for path, size, time in unit.files}
    as_left = all(folder.state(path) == state for path, state in found.items())
    return as_left and folder.names - {*KEPT} == found.keys()

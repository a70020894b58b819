"""Make again what has to be made again: the pages that read something which is not what it was.

A page is made if it is new, if a cell of the book that it read holds something else now, if its template changed, or if
its file is not as it was left. Everything is made where what every page depends on changed (settings, program).
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from generator.crew import share_out
from generator.forks import can_fork
from generator.memory import give_back
from generator.render.folder import KEPT
from generator.report.explain import Explained, inputs_of, reason_of
from generator.report.views import File, Page
from generator.shares import Share, Shares, cut
from generator.store.made import MadeUnit
from generator.store.pages import MadePages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.errors import Problem
    from generator.render.folder import PagesFolder, Written
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
_DIGEST = 8
"""Bytes."""
_UNKNOWN = 0.1
"""Seconds."""
_LONG = 4.0
"""Seconds from which on units that read the same need not be made by one process."""
_MANY = 2_000
"""Units from which on memory counts for more than the time to begin a process."""
_MOST_MEMORY = 100.0
"""Megabytes of its own with which a process that makes so many ends, and another takes its place."""
_LARGE = 1_000_000
"""Bytes of files of a unit after which freed memory is worth returning."""
_MONTH = re.compile(r"(?<!\d)(\d{4})[-/](\d\d)(?!\d)")


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
    changed: frozenset[str] = frozenset()
    """The files that may be others than they were."""
    why_all: str | None = None
    """Why every page was made."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What was made of a unit."""

    key: str
    files: list[Written]
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
    _to_keep: MadePages | None = None

    def run(self, units: Iterable[Unit]) -> Remade:
        """Make what has to be made, write what differs, and prune what is gone; `keep` then keeps what was read."""
        planned, before = list(units), self.store.made
        why_all = None
        if before.base != self.base:
            why_all = "the settings or the program changed" if before.base else "there is no record of an earlier run"
            before = MadePages()
        table, digests = before.cells, self._digests(before.cells)
        changed = digests != before.digests
        whys = (
            dict.fromkeys((unit.key for unit in planned), why_all)
            if why_all is not None
            else self._reasons(planned, before, changed)
        )
        todo = [unit for unit in planned if unit.key in whys]
        made: dict[str, MadeUnit] = {}
        for done, sheet in enumerate(self._sheets(todo, before), start=1):
            made[sheet.key] = self._taken(sheet, whys[sheet.key], table)
            self.progress("render", done, len(todo))
        now = before.units.with_made((unit.key for unit in planned), made)
        remade = _pages(path for unit in made.values() for path, *_ in unit.files)
        out = Remade(_pages(now.paths), remade, why_all=why_all)
        out.removed, out.problems = self.folder.close(now.paths)
        out.written, out.changed = self.folder.written, frozenset(self.folder.changed)
        if made or changed.any() or len(before.units) != len(now) or why_all:
            digests = np.concatenate([digests, self._digests(table, len(digests))])
            self._to_keep = MadePages(self.base, table, digests, now)
        return out

    def keep(self) -> None:
        """Keep what was read, if it is not kept already."""
        if self._to_keep is not None:
            self.store.save(self._to_keep)

    def explain(self, units: Iterable[Unit], page: str) -> Explained | None:
        """What a page is made from, and why it was last made; `None` if there is no such page. Writes nothing."""
        before = self.store.made
        of = before.units.of_file(page)
        for unit in units:
            if unit.key in (page, of):
                found, cells = self.book.watch.run(unit.make)
                templates = {(TEMPLATE, made.template) for made in found if isinstance(made, Page)}
                if page in {made.path for made in found}:
                    last = before.units.get(unit.key)
                    listed = {("article", name) for cell in cells for name in self.book.watch.listed(cell)}
                    why = last.why if last else "it was not made yet"
                    return Explained(page, why, inputs_of(cells | templates | listed))
        return None

    def _digests(self, table: Table, start: int = 0) -> NDArray[np.uint64]:
        """What stands now in every cell from a number on."""
        out = np.zeros(len(table) - start, np.uint64)
        for family, numbers in table.by_family(start):
            keys = [table.keys[number] for number in numbers]
            found = map(self.renderer.digest, keys) if family == TEMPLATE else self.cells.digests(family, keys)
            out[np.array(numbers, np.int64) - start] = _numbers(found)
        return out

    def _sheets(self, units: Sequence[Unit], before: MadePages) -> Iterator[_Sheet]:
        """Make the pages, in any order; those that take what others keep begin when these are made."""
        first, late = [unit for unit in units if not unit.late], [unit for unit in units if unit.late]
        if self.workers < 2 or len(first) < _FEW or not can_fork():
            for unit in (*first, *late):
                sheet = self._sheet(unit)
                self.book.take_over(sheet.kept)
                yield sheet
        else:
            yield from self._shared_out(first, late, before)
        # Not before: meanwhile the others read the file.
        self.book.put_down()

    def _shared_out(self, first: Sequence[Unit], late: Sequence[Unit], before: MadePages) -> Iterator[_Sheet]:
        """The same, made here and in forks."""
        units = [*first, *late]
        self.renderer.load()
        give_back()
        most = _MOST_MEMORY if len(units) > _MANY else None

        def cost(number: int) -> float:
            return _seconds(units[number], before)

        shares = Shares(_shares(units[: len(first)], cost, self.workers, is_first=not len(before.units)), more=True)
        awaited = {unit.key for unit in first if unit.gives}

        def give_late() -> None:
            if shares.more and not awaited:
                if late:
                    shares.add(Share(range(len(first), len(units)), given=self.book.held))
                shares.close()

        give_late()
        made = share_out(
            self._sheet, units, shares, self.workers, _named,
            here=most is None, begin=self.begin, receive=self.book.take_over, most_memory=most,
        )  # fmt: skip
        for sheet in made:
            self.book.take_over(sheet.kept)
            awaited.discard(sheet.key)
            give_late()
            yield sheet

    def _sheet(self, unit: Unit) -> _Sheet:
        begun = time.thread_time()
        found, cells = self.book.watch.run(unit.make)
        templates = {(TEMPLATE, page.template) for page in found if isinstance(page, Page)}
        files = [
            self.folder.write(page.path, page.data if isinstance(page, File) else self.renderer.page(page))
            for page in found
        ]
        kept = self.book.given_to_keep()
        if sum(written.size for written in files) > _LARGE:
            del found
            give_back()
        return _Sheet(unit.key, files, sorted(cells | templates), kept, time.thread_time() - begun)

    def _taken(self, sheet: _Sheet, why: str, table: Table) -> MadeUnit:
        files = tuple((written.path, *self.folder.take(written)) for written in sheet.files)
        read = np.fromiter(map(table.number, sheet.cells), dtype=np.uint32)
        return MadeUnit(read, files, why, round(sheet.seconds, 4))

    def _reasons(self, units: Sequence[Unit], before: MadePages, changed: NDArray[np.bool_]) -> dict[str, str]:
        """Key of each unit that has to be made again → why."""
        out: dict[str, str] = {}
        touched, disturbed = before.units.touched(changed), before.units.disturbed(self.folder.state)
        for unit in units:
            if unit.key not in before.units:
                out[unit.key] = "it is new"
            elif unit.key in disturbed:
                out[unit.key] = "its file was missing or had been changed"
            elif unit.key in touched and (made := before.units.get(unit.key)) is not None:
                out[unit.key] = reason_of([before.cells.cell(number) for number in made.cells[changed[made.cells]]])
        return out


def _numbers(digests: Iterable[bytes]) -> NDArray[np.uint64]:
    """Digests as numbers; what is not as long as they are stands for itself, and gets one."""
    # Of these there are few: a day, the address of a list.
    others: dict[bytes, bytes] = {}

    def eight(found: bytes) -> bytes:
        known = others.get(found)
        if known is None:
            known = others[found] = hashlib.blake2b(found, digest_size=_DIGEST).digest()
        return known

    return np.frombuffer(b"".join(d if len(d) == _DIGEST else eight(d) for d in digests), np.uint64)


def _shares(units: Sequence[Unit], cost: Callable[[int], float], workers: int, *, is_first: bool) -> Iterator[Share]:
    """The units, by their numbers, in shares: those that read the same, as pages of one month do, stay together.

    What others wait for, and what takes long, comes first; in the first run, of which nothing is known, the months.
    """
    ahead = [] if is_first else sorted((n for n, unit in enumerate(units) if unit.gives), key=cost, reverse=True)
    yield from (Share([n], _near(units[n])) for n in ahead)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    parts: list[tuple[str, list[int]]] = []
    for n in sorted(set(range(len(units))).difference(ahead)):
        groups[_near(units[n])].append(n)
    for name, found in groups.items():
        if name and (is_first or sum(map(cost, found)) > _LONG):
            parts += ((name, found[at : at + _BATCH]) for at in range(0, len(found), _BATCH))
        elif name:
            parts.append((name, found))
    others = sorted(groups.get("", ()), key=None if is_first else cost, reverse=not is_first)
    parts += (("", part) for part in cut(others, cost, workers, _BATCH))
    if not is_first:
        parts.sort(key=lambda part: sum(map(cost, part[1])), reverse=True)
    yield from (Share(found, name) for name, found in parts)


def _near(unit: Unit) -> str:
    """What the unit reads as others do; empty if that is not known."""
    found = None if unit.near else _MONTH.search(unit.key)
    return f"{found[1]}-{found[2]}" if found else unit.near


def _seconds(unit: Unit, before: MadePages) -> float:
    """What a unit took when it was made last; for a new one, more than most."""
    seconds = before.units.seconds_of(unit.key)
    return _UNKNOWN if seconds is None else seconds


def _pages(paths: Iterable[str]) -> int:
    return sum(path.endswith(".md") for path in paths)


def _named(unit: Unit) -> str:
    return f"pages/{unit.key}"


def is_untouched(folder: PagesFolder, store: PageStore) -> bool:
    """Whether the folder of pages holds exactly the files that were made, as they were left."""
    units = store.made.units
    return not units.disturbed(folder.state) and folder.names - {*KEPT} == set(units.paths)

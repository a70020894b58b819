"""The folder of pages: write what differs, prune what nobody wants any more, never touch what is not ours."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from generator.desk import is_leftover, remove_empty_folders, write_if_changed
from generator.errors import DeskError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MANIFEST = ".tearsheet.json"
"""Beside the pages: which files were made here."""
JOURNAL = ".tearsheet.new"
"""Names of files that a run is writing, one a line: a run that dies half-way leaves nothing that the next one does not
know."""
KEPT = (MANIFEST, JOURNAL, ".gitkeep")
State = tuple[int, int]
"""Size, and time of change in nanoseconds."""


class Written(NamedTuple):
    """A file that was made."""

    path: str
    size: int
    time: int
    """Of change, in nanoseconds."""
    differs: bool
    """From what stood there."""


class PagesFolder:
    """One run's view of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._found: dict[str, State] = {}
        self._made = _manifest(folder) | _journal(folder)
        self.written = 0
        self.changed: set[str] = {MANIFEST, JOURNAL}
        """The files that may be others than they were when it was looked through."""
        self._untidy = False
        self._scan(str(folder), "")

    def _scan(self, folder: str, below: str) -> None:
        """Note every file; unfinished ones of a run that was killed go."""
        try:
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries:
            name = sys.intern(f"{below}{entry.name}")  # it stands in several lists
            if entry.is_dir(follow_symlinks=False):
                self._scan(entry.path, f"{name}/")
            elif is_leftover(entry.name):
                os.unlink(entry.path)  # noqa: PTH108
                self._untidy = True
            else:
                state = entry.stat()
                self._found[name] = (state.st_size, state.st_mtime_ns)

    @property
    def names(self) -> set[str]:
        """Every file that was found."""
        return set(self._found)

    def state(self, path: str) -> State | None:
        """Of a file as it was found, or as it was written in this run."""
        return self._found.get(path)

    def write(self, path: str, data: bytes) -> Written:
        """Write a file if it differs, here or in a fork; `take` takes in what came of it.

        Raises:
            DeskError: it cannot be written.
        """
        if path not in self._made:
            self._announce(path)
        target = self.folder / path
        differs = write_if_changed(target, data)
        state = target.stat()
        return Written(path, state.st_size, state.st_mtime_ns, differs)

    def take(self, written: Written) -> State:
        """A file was written, or is as it was."""
        self._made.add(written.path)
        if written.differs:
            self.written += 1
            self.changed.add(written.path)
        self._found[written.path] = (written.size, written.time)
        return self._found[written.path]

    def _announce(self, path: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / JOURNAL).open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(path)}\n")
        except OSError as error:
            raise DeskError(
                f"{self.folder / JOURNAL}: cannot be written ({error.strerror or error}). "
                "Check the folder and the space left."
            ) from None
        self._made.add(path)

    def close(self, wanted: Iterable[str]) -> tuple[int, list[Problem]]:
        """Remove what was made here and is not wanted any more.

        Returns:
            How many files were removed, and those that are not ours.
        """
        keep = set(wanted)
        removed = 0
        for path in sorted(self._made - keep):
            if self._found.pop(path, None) is not None:
                (self.folder / path).unlink(missing_ok=True)
                self.changed.add(path)
                removed += 1
        _write_manifest(self.folder, keep)
        (self.folder / JOURNAL).unlink(missing_ok=True)
        if removed or self._untidy:
            remove_empty_folders(self.folder)
        strangers = [
            Problem(
                f"pages/{name}",
                "was not made here, and this folder holds only generated pages",
                "Move it to another folder",
            )
            for name in sorted(self._found)
            if name not in keep and name not in KEPT
        ]
        return removed, strangers


def _manifest(folder: Path) -> set[str]:
    """What was made here before; a name that leads out of the folder was not."""
    try:
        names = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    return _inside(names if isinstance(names, list) else [])


def _journal(folder: Path) -> set[str]:
    """What a run that died was writing."""
    names: list[object] = []
    try:
        for line in (folder / JOURNAL).read_text("utf-8", "replace").splitlines():
            try:
                names.append(json.loads(line))
            except ValueError:  # the line that it died in
                continue
    except OSError:
        return set()
    return _inside(names)


def _inside(names: Iterable[object]) -> set[str]:
    return {
        sys.intern(name)
        for name in names
        if isinstance(name, str) and name and not name.startswith("/") and ".." not in name.split("/")
    }


def _write_manifest(folder: Path, names: set[str]) -> None:
    write_if_changed(folder / MANIFEST, b"[\n%b\n]\n" % b",\n".join(map(msgspec.json.encode, sorted(names))))

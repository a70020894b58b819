"""Folders as they stand on the disk: what is in them, of what size and time, and what was put there by others."""

from __future__ import annotations

import hashlib
import os
import posixpath
import stat
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from generator.desk import is_leftover

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.store.built import State

NONE: State = (-1, 0)
"""The state of a file that is not there."""
_YOUNG = 2_000_000_000
"""Some disks tell times of change by two seconds (ns)."""


class Listing:
    """The files below a folder, as they were when it was looked through."""

    def __init__(self, top: Path) -> None:
        self._top = str(top)
        self._folders: dict[str, dict[str, State]] = {}
        """Path of a folder below `top`, with a slash behind it → its files, in MkDocs' order."""
        self._unfinished: list[str] = []
        """Files that somebody was writing: under this name they will hardly stay."""
        waiting = [""]
        while waiting:
            prefix = waiting.pop()
            files = []
            with os.scandir(f"{self._top}/{prefix}") as entries:
                for entry in entries:
                    if is_leftover(entry.name):
                        self._unfinished.append(f"{prefix}{entry.name}")
                    if entry.is_dir():
                        waiting.append(f"{prefix}{entry.name}/")
                    else:
                        files.append(entry.name)
            self._folders[prefix] = {name: self._state(prefix, name) for name in sorted(files, key=_rank)}

    def _state(self, prefix: str, name: str) -> State:
        return state_of(f"{self._top}/{prefix}{name}")

    def look_again(self, names: Iterable[str]) -> None:
        """Take in what became of these files."""
        grown = set()
        for path in (*names, *self._unfinished):
            folder, slash, name = path.rpartition("/")
            files, state = self._folders.setdefault(folder + slash, {}), self._state(folder + slash, name)
            if state == NONE:
                files.pop(name, None)
            else:
                if name not in files:
                    grown.add(folder + slash)
                files[name] = state
        for prefix in grown:
            files = self._folders[prefix]
            self._folders[prefix] = {name: files[name] for name in sorted(files, key=_rank)}

    def files(self) -> dict[str, State]:
        """The files in MkDocs' order: those of a folder with its index first, then those of its folders."""
        ordered = sorted(self._folders, key=lambda prefix: prefix.split("/"))
        return {prefix + name: state for prefix in ordered for name, state in self._folders[prefix].items()}


def _rank(name: str) -> tuple[bool, str]:
    return (posixpath.splitext(name)[0] not in ("index", "README"), name)


def state_of(path: Path | str) -> State:
    """Size and time of change of a file."""
    try:
        found = os.stat(path)  # noqa: PTH116  (a hundred thousand times)
    except OSError:
        return NONE
    return (found.st_size, found.st_mtime_ns)


def digest_of(path: Path | str) -> bytes:
    """What a file holds, in sixteen bytes; none if it cannot be read."""
    try:
        return digest(Path(path).read_bytes())
    except OSError:
        return b""


def digest(data: bytes) -> bytes:
    """What the bytes say, in sixteen."""
    return hashlib.blake2b(data, digest_size=16).digest()


def clock_of(folder: Path) -> int:
    """What time it is by the clock of the disk that the folder lies on (ns)."""
    os.utime(folder)
    return folder.stat().st_mtime_ns


def settled(state: State, now: int) -> State:
    """The state, without its time if it is so young that a later change might bear the same."""
    return state if state[1] < now - _YOUNG else (state[0], 0)


def find_strays(
    site: Path, wanted: AbstractSet[str], known: Mapping[str, int], times: Mapping[str, int], emptied: AbstractSet[str]
) -> tuple[list[str], list[str], dict[str, int | None]]:
    """The files of the site that nobody wants, its empty folders, and the folders that were looked into.

    A folder that gained or lost nothing since it was looked into last (`known`) is not looked into again, unless
    something has to go from it (`emptied`). Of some it is known already when they last did (`times`).

    Returns:
        The stray files, the empty folders, and each folder that was looked into with its time of change; `None` for
        one that is gone.
    """
    strays: list[str] = []
    empty: list[str] = []
    seen: dict[str, int | None] = {}
    # A folder comes before those in it: where it is none any more, they are none of ours.
    waiting = deque(sorted({"", *emptied, *(name for name, time in known.items() if times.get(name) != time)}, key=len))
    while waiting:
        name = waiting.popleft()
        time = times.get(name) or _time_of_folder(f"{site}/{name}")
        if not time or (name and seen.get(posixpath.dirname(name), 0) is None):
            seen[name] = None
        elif known.get(name) != time or name in emptied:
            seen[name] = time
            with os.scandir(f"{site}/{name}") as entries:
                inside = ""
                for entry in entries:
                    inside = f"{name}/{entry.name}" if name else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        if inside not in known and inside not in emptied:
                            waiting.append(inside)
                    elif inside not in wanted:
                        strays.append(inside)
                if not inside:
                    empty.append(name)
    return strays, empty, seen


def _time_of_folder(path: str) -> int:
    """When a folder last gained or lost a file (ns); 0 if it is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return 0
    return found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else 0

"""From the folder that a build was made in into the site: what differs is moved, what nobody wants is removed."""

from __future__ import annotations

import errno
import os
import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from generator.desk import write_if_changed
from generator.site.tree import digest_of, find_strays, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet


def staged_files(staged: Path) -> list[str]:
    """What a build has made, by paths below the folder."""
    return sorted(
        Path(folder, name).relative_to(staged).as_posix() for folder, _, names in os.walk(staged) for name in names
    )


def differs(staged: Path, site: Path, name: str, digest: bytes = b"") -> bool:
    """Whether a file that was made differs from that of the site.

    Args:
        staged: the folder that the build was made in.
        site: the site.
        name: the file, below either.
        digest: what was made, where known.
    """
    made, there = state_of(staged / name), state_of(site / name)
    if made[0] != there[0]:
        return True
    return (digest or digest_of(staged / name)) != digest_of(site / name)


def move(staged: Path, site: Path, names: Iterable[str]) -> None:
    """Move files into the site."""
    for name in names:
        target = site / name
        _make_room(site, target)
        try:
            os.replace(staged / name, target)  # noqa: PTH105
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            write_if_changed(target, (staged / name).read_bytes())  # the site lies on another disk


def _make_room(site: Path, target: Path) -> None:
    """Nothing that others put there may be in the way: a folder for a file, a file for a folder."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    if not target.parent.is_dir():
        for above in (*reversed(target.relative_to(site).parents[:-1]), target.parent.relative_to(site)):
            path = site / above
            if path.is_symlink() or path.is_file():
                path.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)


def remove_strays(
    site: Path, wanted: AbstractSet[str], known: Mapping[str, int], times: Mapping[str, int],
    emptied: AbstractSet[str] = frozenset(),
) -> dict[str, int | None]:  # fmt: skip
    """Remove from the site what nobody wants, and the folders that are left empty.

    Args:
        site: the site.
        wanted: its files.
        known: its folders, with the time at which each last gained or lost a file.
        times: when some of them did, for they were looked at already and nothing was put into them since.
        emptied: those from which something has to go.

    Returns:
        The folders that were looked into, with their times of change; `None` for those that are gone.
    """
    strays, empty, seen = find_strays(site, wanted, known, times, emptied)
    for name in strays:
        (site / name).unlink()
    for name in dict.fromkeys((*(posixpath.dirname(stray) for stray in strays), *empty)):
        _remove_if_empty(site, name, seen)
    return seen


def _remove_if_empty(site: Path, name: str, seen: dict[str, int | None]) -> None:
    """Remove a folder that holds nothing, and those above it that hold nothing else; note when they changed."""
    while name:
        path = site / name
        try:
            path.rmdir()
        except OSError:
            break
        seen[name] = None
        name = posixpath.dirname(name)
    if name not in seen or seen[name] is not None:
        seen[name] = state_of(site / name)[1]

"""Files → the folder of pages: write what differs, prune what nobody wants any more, never touch what is not ours."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.desk import remove_empty_folders, remove_leftovers, write_if_changed
from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MANIFEST = ".tearsheet.json"
"""Beside the pages: which files were made here."""
_KEPT = (MANIFEST, ".gitkeep")


def write_pages(
    folder: Path, files: Mapping[str, bytes], progress: Callable[[str, int, int], None]
) -> tuple[int, int, list[Problem]]:
    """Make the folder hold `files`.

    Returns:
        How many files were written, how many removed, and the files that are not ours.
    """
    before = _manifest(folder)
    written = 0
    # Named before they are written, so that a run that dies half-way leaves nothing that the next one does not know.
    _write_manifest(folder, before | set(files))
    for number, (path, data) in enumerate(sorted(files.items()), start=1):
        written += write_if_changed(folder / path, data)
        progress("write", number, len(files))
    removed = 0
    for path in sorted(before - set(files)):
        if (folder / path).is_file():
            (folder / path).unlink()
            removed += 1
    remove_leftovers(folder)
    _write_manifest(folder, set(files))
    remove_empty_folders(folder)
    strangers = [
        Problem(
            f"pages/{name}",
            "was not made here, and this folder holds only generated pages",
            "Move it to another folder",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) not in files and name not in _KEPT
    ]
    return written, removed, strangers


def _manifest(folder: Path) -> set[str]:
    """What was made here before; a name that leads out of the folder was not."""
    try:
        names = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    kept = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return {name for name in kept if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts}


def _write_manifest(folder: Path, names: set[str]) -> None:
    write_if_changed(
        folder / MANIFEST, ("[\n" + ",\n".join(json.dumps(name) for name in sorted(names)) + "\n]\n").encode()
    )

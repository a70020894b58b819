"""What stands in `site/`, and what it was made from: by it the next build knows which pages to make again.

One JSON file below `.tearsheet/`. It is removed before the first file of `site/` changes and written after the last
one, so that a build that was cut off leaves none, and the next one is a clean one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.desk import write_if_changed

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1


@dataclass(slots=True)
class Made:
    """A file of the site."""

    place: str
    """Its path below `site/`."""
    source: tuple[int, int]
    """Size and time of change (ns) of what it was made from."""
    target: tuple[int, int]
    """The same of the file itself, to see that nobody else wrote it."""
    search: list[dict[str, Any]] = field(default_factory=list)
    """What the search of the header holds of it."""
    warned: bool = False
    """Whether something was wrong with it: then it is made again each time."""


@dataclass(slots=True)
class Manifest:
    """The files of a site."""

    base: str
    """Identity of all that every page depends on."""
    date: str
    """The day that stands in the site map."""
    sources: int
    """Files in the folder of the pages, those that are no part of the site among them."""
    files: dict[str, Made]
    """Path below the folder of the pages (or of the theme) → the file made from it."""


def load_manifest(path: Path) -> Manifest | None:
    """The manifest at `path`; `None` if there is none, or none that can be read."""
    try:
        data = json.loads(path.read_bytes())
        if data["version"] != VERSION:
            return None
        files = {
            name: Made(made["place"], tuple(made["source"]), tuple(made["target"]), made["search"], made["warned"])
            for name, made in data["files"].items()
        }
        return Manifest(data["base"], data["date"], data["sources"], files)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write the manifest.

    Raises:
        DeskError: it cannot be written.
    """
    files = {name: asdict(made) for name, made in manifest.files.items()}
    data = {
        "version": VERSION, "base": manifest.base, "date": manifest.date, "sources": manifest.sources, "files": files,
    }  # fmt: skip
    write_if_changed(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def state_of(path: Path) -> tuple[int, int]:
    """Size and time of change of a file; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)

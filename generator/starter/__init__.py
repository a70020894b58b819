"""An empty desk: commented settings, MkDocs' configuration, a workflow, and the rules for git."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

from generator.desk import write_if_changed
from generator.errors import DeskError
from generator.settings import FOLDER, schemas
from generator.site.build import packaged_mkdocs_yml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


def make_desk(folder: Path) -> list[str]:
    """Make an empty desk in `folder`, which may exist; the files made, relative to it.

    Raises:
        DeskError: a file that would be made is there already. Nothing is written then.
    """
    files = dict(_files(resources.files("generator.starter").joinpath("desk"), ""))
    files["mkdocs.yml"] = packaged_mkdocs_yml().encode()
    files |= {f"{FOLDER}/schema/{name}": schema_text(schema) for name, schema in schemas().items()}
    there = sorted(name for name in files if (folder / name).exists())
    if there:
        raise DeskError(f"{folder / there[0]}: is there already. Name an empty folder, or remove the file.")
    for name, data in sorted(files.items()):
        write_if_changed(folder / name, data)
    return sorted(files)


def schema_text(schema: dict[str, object]) -> bytes:
    """A JSON Schema as it is written to disk."""
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    """Name and bytes of every file; a name that begins with `dot-` gets its dot back."""
    out: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = prefix + ("." + item.name[4:] if item.name.startswith("dot-") else item.name)
        if item.is_dir():
            out += _files(item, f"{name}/")
        else:
            out.append((name, item.read_bytes()))
    return out

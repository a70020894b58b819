"""Identity of what every page depends on: the settings, and the program down to its data files."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import generator

if TYPE_CHECKING:
    from generator.settings import Settings

_WITHOUT = {"annotate", "read", "reader", "__pycache__"}
"""What they do stands in the processed articles."""
_PACKAGES = ("jinja2", "markupsafe", "msgspec", "pyyaml", "numpy", "snowballstemmer")


def base_of(settings: Settings) -> str:
    """A digest that changes when every page may come out otherwise.

    The judgements of `actors.yml` are left out: what they do is seen in the actors.
    """
    here = Path(generator.__file__).parent
    parts = [sys.version, *(f"{name} {metadata.version(name)}" for name in _PACKAGES)]
    parts.append(settings.model_dump_json(exclude={"actors"}))
    whole = hashlib.sha256("\n".join(parts).encode())
    for path in sorted(here.rglob("*")):
        inside = path.relative_to(here)
        if path.is_file() and inside.parts[0] not in _WITHOUT and "__pycache__" not in inside.parts:
            whole.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()

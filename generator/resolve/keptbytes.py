"""What a run found out, as bytes: a head that JSON can hold, and arrays of numbers."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def dump_kept(head: object, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Head and arrays as bytes; the same ones give the same bytes."""
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, head=np.frombuffer(json.dumps(head).encode(), np.uint8), **arrays)
    return out.getvalue()


def load_kept(kept: bytes | None) -> tuple[Any, dict[str, NDArray[Any]]] | None:
    """What `dump_kept` was given; `None` if the bytes are missing or damaged."""
    if kept is None:
        return None
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
            return json.loads(arrays.pop("head").tobytes()), arrays
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None

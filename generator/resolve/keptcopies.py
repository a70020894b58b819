"""What was found out about copies, as bytes that the next run starts from; those of another version are not read."""

from __future__ import annotations

import io
import json
import zipfile

import numpy as np

from generator.resolve.copies import Compared
from generator.resolve.signatures import VERSION, Pair, Signature

_PARTS = ("runs", "probes", "told")


def dump_compared(compared: Compared) -> bytes:
    """The signatures and pairs of a run; the same ones give the same bytes."""
    signatures = [compared.signatures[text] for text in sorted(compared.signatures)]
    pairs = [[pair.one, pair.other, pair.share] for pair in sorted(compared.pairs)]
    head = json.dumps([VERSION, [signature.text for signature in signatures], pairs]).encode()
    arrays = {"head": np.frombuffer(head, np.uint8)}
    for part in _PARTS:
        values: list[bytes] = [getattr(signature, part) for signature in signatures]
        arrays[part] = np.frombuffer(b"".join(values), np.uint8)
        arrays[f"{part}-sizes"] = np.array([len(value) for value in values], np.int64)
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def load_compared(kept: bytes | None) -> Compared:
    """What `dump_compared` was given; nothing if the bytes are missing, damaged or of another version."""
    if kept is None:
        return Compared()
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
            version, texts, pairs = json.loads(arrays["head"].tobytes())
            if version != VERSION:
                return Compared()
            parts = [_cut(arrays[part].tobytes(), arrays[f"{part}-sizes"].tolist()) for part in _PARTS]
            signatures = [Signature(*values) for values in zip(texts, *parts, strict=True)]
            found = frozenset(Pair(str(one), str(other), float(share)) for one, other, share in pairs)
            return Compared({signature.text: signature for signature in signatures}, found)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return Compared()


def _cut(data: bytes, sizes: list[int]) -> list[bytes]:
    out, start = [], 0
    for size in sizes:
        out.append(data[start : start + size])
        start += size
    return out

"""What was found out about copies, as bytes that the next run starts from; those of another version are not read."""

from __future__ import annotations

import numpy as np

from generator.resolve.copies import Compared
from generator.resolve.keptbytes import dump_kept, load_kept
from generator.resolve.signatures import VERSION, Pair, Signature

_PARTS = ("runs", "probes", "told")


def dump_compared(compared: Compared) -> bytes:
    """The signatures and pairs of a run; the same ones give the same bytes."""
    signatures = [compared.signatures[text] for text in sorted(compared.signatures)]
    pairs = [[pair.one, pair.other, pair.share] for pair in sorted(compared.pairs)]
    arrays = {}
    for part in _PARTS:
        values: list[bytes] = [getattr(signature, part) for signature in signatures]
        arrays[part] = np.frombuffer(b"".join(values), np.uint8)
        arrays[f"{part}-sizes"] = np.array([len(value) for value in values], np.int64)
    return dump_kept([VERSION, [signature.text for signature in signatures], pairs], arrays)


def load_compared(kept: bytes | None) -> Compared:
    """What `dump_compared` was given; nothing if the bytes are missing, damaged or of another version."""
    found = load_kept(kept)
    if found is None or found[0][0] != VERSION:
        return Compared()
    (_, texts, rows), arrays = found
    parts = [_cut(arrays[part].tobytes(), arrays[f"{part}-sizes"].tolist()) for part in _PARTS]
    signatures = [Signature(*values) for values in zip(texts, *parts, strict=True)]
    pairs = frozenset(Pair(str(one), str(other), float(share)) for one, other, share in rows)
    return Compared({signature.text: signature for signature in signatures}, pairs)


def _cut(data: bytes, sizes: list[int]) -> list[bytes]:
    out, start = [], 0
    for size in sizes:
        out.append(data[start : start + size])
        start += size
    return out

"""What a run found out about actors, as bytes that the next run starts from.

Bytes that are damaged, of another version or made under other settings count as none: the next run then finds all out
anew, with the same outcome.
"""

from __future__ import annotations

import hashlib
import zlib

import msgspec

from generator.resolve.actorfacts import digest_of
from generator.resolve.bare import BareName
from generator.resolve.columns import Chunk
from generator.resolve.drafts import Draft
from generator.resolve.gather import Name
from generator.resolve.joins import Pair
from generator.resolve.people import Matched

_MADE_WITH = "resolve/*.py"
"""The rules that what is kept depends on, beside what facts depend on."""
_HEAD = 32
_LEAST_WASTE, _MOST_WASTE = 200, 0.25


class Memory(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a run found out."""

    ids: list[str] = []
    """Of the articles, sorted."""
    chunks: list[Chunk] = []
    digests: list[bytes] = []
    """Of what each article's entities are."""
    texts: list[str] = []
    names: list[Name] = []
    matched: list[Matched] = []
    alone: list[Pair] = []
    bare: list[BareName] = []
    drafts: list[Draft] = []
    waste: int = 0
    """How many articles went or changed since a run without memory: their texts are still there."""


_decoder = msgspec.msgpack.Decoder(Memory)


def dump_memory(memory: Memory, identity: str) -> bytes:
    """The memory as bytes, made under the settings of this identity."""
    data = msgspec.msgpack.encode(memory)
    return _head(data, identity) + data


def load_memory(kept: bytes | None, identity: str) -> Memory:
    """What `dump_memory` was given; an empty one if it cannot be used."""
    data = memoryview(kept or b"")[_HEAD:]
    if kept is None or kept[:_HEAD] != _head(data, identity):
        return Memory()
    try:
        memory = _decoder.decode(data)
    except (msgspec.DecodeError, ValueError):
        return Memory()
    return Memory() if memory.waste > max(_LEAST_WASTE, _MOST_WASTE * len(memory.ids)) else memory


def _head(data: bytes | memoryview, identity: str) -> bytes:
    made_under = hashlib.blake2b(f"{digest_of(_MADE_WITH)} {identity}".encode(), digest_size=_HEAD - 12).digest()
    return made_under + len(data).to_bytes(8, "big") + zlib.crc32(data).to_bytes(4, "big")

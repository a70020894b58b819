"""Which texts are copies, found anew only for those that no earlier run compared.

Texts are known by digest, in rows by its beginning. A row holds every pair that has one of its texts, so that what is
in any two rows has been compared. Beside it stand what texts are looked up by, and their whole signatures: these are
read only where a new text may be a copy, and made again from the articles where they are missing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from generator.resolve.memory import Shelf
from generator.resolve.signatures import VERSION, Pair, Signature, Sketches, find_pairs, judged, likely_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from generator.resolve.memory import Memory

_VERSION = f"1|{VERSION}"
_LOW = 1 << 30
"""The probes of any but short texts are all below it: of other texts only such runs are read."""


class _Compared(msgspec.Struct, array_like=True):
    """Texts that were compared with all others, and the pairs that have one of them."""

    sizes: dict[str, int]
    pairs: list[tuple[str, str, float]]


class _Looked(msgspec.Struct, array_like=True):
    """What one text is looked up by."""

    size: int
    probes: bytes
    low: bytes
    """Its runs below `_LOW`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """All texts of the desk, compared."""

    sizes: Mapping[str, int]
    """Digest → how many runs of words; none where the text is too short to be compared."""
    pairs: frozenset[Pair]


def compare(texts: Collection[str], sign: Callable[[str], Signature], memory: Memory | None = None) -> Compared:
    """Find the copies among texts.

    Args:
        texts: their digests.
        sign: digest → signature, made from an article; asked only for what was not kept.
        memory: what earlier runs found out.
    """
    desk = _Desk(frozenset(texts), sign, Shelf(memory, "looked", _VERSION), Shelf(memory, "signed", _VERSION))
    shelf = Shelf(memory, "copies", _VERSION)
    before = shelf.read_as(_Compared)
    sizes = {text: size for row in before.values() for text, size in row.sizes.items() if text in desk.texts}
    ends = (Pair(*pair) for row in before.values() for pair in row.pairs)
    pairs = {pair for pair in ends if pair.one in sizes and pair.other in sizes}
    new = {text: desk.made_of(text) for text in sorted(desk.texts - sizes.keys())}
    if new:
        pairs |= desk.pairs(new, {text for text, size in sizes.items() if size})
        sizes |= {text: signature.size for text, signature in new.items()}
        desk.keep()
    _write(shelf, before, sizes, pairs)
    return Compared(sizes, frozenset(pairs))


@dataclass(frozen=True, slots=True)
class _Desk:
    texts: frozenset[str]
    sign: Callable[[str], Signature]
    looked: Shelf
    signed: Shelf
    made: dict[str, Signature] = field(default_factory=dict)
    """Signatures that were not kept."""

    def made_of(self, text: str) -> Signature:
        """The signature of a text, made from its words."""
        if text not in self.made:
            self.made[text] = self.sign(text)
        return self.made[text]

    def pairs(self, new: Mapping[str, Signature], known: Collection[str]) -> set[Pair]:
        """The pairs that have a new text."""
        if not known:
            return find_pairs(new)
        fresh = Sketches.of(new.values())
        whole = bool(np.any(fresh.probes >= _LOW))
        others = Sketches.of(self._signatures(known).values()) if whole else self._sketches(known)
        likely = likely_pairs(fresh, others) | likely_pairs(others, fresh) | likely_pairs(fresh, fresh)
        asked = {text for pair in likely for text in pair} - new.keys()
        return judged(sorted(likely), {**new, **(self._signatures(asked) if asked else {})})

    def keep(self) -> None:
        """Keep what was made; of texts that are gone it is forgotten where a row is written anyway."""
        new = self.made
        rows = {_row(text) for text in new}
        signed = self._held(self.signed.read_as(dict[str, Signature], rows))
        looked = self._held(self.looked.read_as(dict[str, _Looked], rows))
        self.signed.write(_by_row({**signed, **new}))
        self.looked.write(_by_row({**looked, **{text: _looked(signature) for text, signature in new.items()}}))

    def _held(self, rows: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        return {text: value for row in rows.values() for text, value in row.items() if text in self.texts}

    def _sketches(self, texts: Collection[str]) -> Sketches:
        kept = self._held(self.looked.read_as(dict[str, _Looked]))
        rows = [(text, kept.get(text) or _looked(self.made_of(text))) for text in sorted(texts)]
        probes, low = ([getattr(row, part) for _, row in rows] for part in ("probes", "low"))
        return Sketches(
            [text for text, _ in rows],
            np.array([row.size for _, row in rows], np.int64),
            np.array([len(part) // 4 for part in probes], np.int64),
            np.frombuffer(b"".join(probes), "<u4"),
            np.array([len(part) // 4 for part in low], np.int64),
            np.frombuffer(b"".join(low), "<u4"),
        )

    def _signatures(self, texts: Collection[str]) -> dict[str, Signature]:
        kept = self._held(self.signed.read_as(dict[str, Signature], {_row(text) for text in texts}))
        return {text: kept.get(text) or self.made_of(text) for text in sorted(texts)}


def _looked(signature: Signature) -> _Looked:
    runs = np.frombuffer(signature.runs, "<u4")
    return _Looked(signature.size, signature.probes, runs[runs < _LOW].tobytes())


def _row(text: str) -> str:
    return text[:2]


def _by_row(values: Mapping[str, object]) -> dict[str, dict[str, object]]:
    out: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for text in sorted(values):
        out[_row(text)][text] = values[text]
    return dict(out)


def _write(shelf: Shelf, before: Mapping[str, _Compared], sizes: Mapping[str, int], pairs: Iterable[Pair]) -> None:
    """Write the rows of which the texts changed."""
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for text, size in sizes.items():
        rows[_row(text)][text] = size
    changed: dict[str, _Compared | None] = dict.fromkeys(shelf.keys - rows.keys())
    touched = {key for key, held in rows.items() if key not in before or before[key].sizes != held}
    if touched:
        ends: defaultdict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for pair in sorted(pairs):
            for key in {_row(pair.one), _row(pair.other)} & touched:
                ends[key].append((pair.one, pair.other, pair.share))
        changed |= {key: _Compared(rows[key], ends[key]) for key in touched}
    shelf.write(changed)

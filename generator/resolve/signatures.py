"""Which texts are copies of one another: cut, reordered, re-headlined, lightly edited, under another credit.

Of an article its running text alone is compared. Its runs of five words become numbers; the smallest of them are a
selection at random that copies of the text share (MinHash: A. Broder, "On the resemblance and containment of
documents", 1997), by which likely pairs are found. (`shingles` looks its wordings up by their rarest runs, for which it
must hold all runs at once: right for sentences, too much for texts.) A likely pair is judged by all runs: how many
words of the shorter text stand in the longer, whether one of the two opens with words of the other, and whether both
tell of the same names and figures. Whether two texts are copies depends on the two alone, so signatures and pairs can
be kept.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.models import ProcessedArticle

    Codes = NDArray[np.uint32]

VERSION = 1
"""Raise it when a signature, or the verdict on a pair, would come out otherwise."""
RUN = 5
_FEWEST_WORDS = 20
"""Shorter texts are not compared: a flash has too few words to be known again."""
_PROBES = 48
"""Smallest numbers of a text by which it is looked up."""
_FOUND = 12
"""One in so many of them must stand in the other text. Of a text every tenth word of which was replaced, six in ten
runs are left; of 48 numbers at least four are then found but once in a million times."""
_COVERED = 0.7
"""Share of the shorter text's words that stand in shared runs."""
_OPENING, _OPENED = 50, 0.65
"""First words of a text, and the share of them that the other has. A follow-up that reprints the body of yesterday's
report, and pages with the same gallery or footer, open with words of their own."""
_TOLD, _FEWEST_TOLD = 0.7, 5
"""Share of the names and figures that both have, as a part of the share of words; how many there must be. Reports
from one mould (matches, quakes, share prices) share words and no names."""
_AT_ONCE = 256
"""Texts looked through in one go; bounds the memory."""

# Scripts without blanks are compared letter by letter.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_TELLING = re.compile(r"(?<=[\w,;] )[A-ZÀ-ÖØ-Þ]\w+|\d+(?:[.,]\d+)*")
_RUNNING = ("paragraph", "subheading")


class Signature(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is compared of a text; made from it alone."""

    text: str
    """Digest of the running text: articles that bear the same one are the same, letter by letter."""
    runs: bytes = b""
    """A number for each run of words, in their order (little-endian, four bytes each); empty if the text is short."""
    probes: bytes = b""
    """The smallest of these numbers, each once, sorted."""
    told: bytes = b""
    """A number for each name and figure, each once, sorted."""

    @property
    def size(self) -> int:
        """How many runs of words the text has."""
        return len(self.runs) // 4


@dataclass(frozen=True, slots=True)
class Sketches:
    """What texts are looked up by, all at once; short texts are left out."""

    texts: Sequence[str]
    """Their digests."""
    sizes: NDArray[np.int64]
    """How many runs of words each has."""
    probed: NDArray[np.int64]
    """How many probes each has, and"""
    probes: Codes
    """these, one text after the other."""
    ran: NDArray[np.int64]
    """How many runs are given of each, and"""
    runs: Codes
    """these: all, or those that may be probes of the others."""

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Self:
        """Those of signatures, with all runs."""
        held = [signature for signature in signatures if signature.runs]
        sizes = np.array([signature.size for signature in held], np.int64)
        return cls(
            [signature.text for signature in held],
            sizes,
            np.array([len(signature.probes) // 4 for signature in held], np.int64),
            _loaded(b"".join(signature.probes for signature in held)),
            sizes,
            _loaded(b"".join(signature.runs for signature in held)),
        )


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two texts that are copies of each other."""

    one: str
    other: str
    """Their digests, the smaller first."""
    share: float
    """Share of the shorter one's words that stand in shared runs."""


def signature(article: ProcessedArticle) -> Signature:
    """What is compared of an article."""
    return sign(body(article))


def body(article: ProcessedArticle) -> str:
    """Its paragraphs and sub-headings, without a dateline; of an article without blocks what follows the title."""
    if not article.blocks:
        return article.text.removeprefix(article.article.title)
    text, out = article.text, []
    silent = {block.start: block.end for block in article.blocks if block.kind not in _RUNNING}
    for block in article.blocks:
        if block.kind in _RUNNING:
            start = silent.get(block.start, block.start)
            out.append(text[start : max(start, block.end)])
    return "\n".join(out)


def digest(text: str) -> str:
    """By which a running text is known."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def sign(text: str) -> Signature:
    """The signature of a running text."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST_WORDS:
        return Signature(digest(text))
    runs = _runs(_codes(words))
    told = np.unique(_codes([word.casefold() for word in _TELLING.findall(text)]))
    return Signature(digest(text), _dumped(runs), _dumped(np.unique(runs)[:_PROBES]), _dumped(told))


def find_pairs(signatures: Mapping[str, Signature]) -> set[Pair]:
    """The pairs of copies among texts, by digest."""
    every = Sketches.of([signatures[text] for text in sorted(signatures)])
    return judged(likely_pairs(every, every), signatures)


def judged(likely: Iterable[tuple[str, str]], signatures: Mapping[str, Signature]) -> set[Pair]:
    """Those of the pairs that are copies."""
    found = ((one, other, share_of(signatures[one], signatures[other])) for one, other in likely)
    return {Pair(one, other, share) for one, other, share in found if share}


def share_of(one: Signature, other: Signature) -> float:
    """Share of the shorter text's words that stand in runs of the other, if the two are copies; else 0."""
    if not one.runs or not other.runs:
        return 0.0
    if one.size == other.size:
        return max(_share(one, other), _share(other, one))
    return _share(*sorted((one, other), key=lambda signature: signature.size))


def _share(short: Signature, long: Signature) -> float:
    ours, theirs = _loaded(short.runs), _loaded(long.runs)
    covered = _covered(np.isin(ours, theirs))
    share = _part(covered[_covered(_firsts(ours))])
    if share < _COVERED or share * _TOLD > _told(short, long):
        return 0.0
    opened = max(_part(covered[:_OPENING]), _part(_covered(np.isin(theirs[:_OPENING], ours))[:_OPENING]))
    return share if opened >= _OPENED else 0.0


def _covered(runs: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each word whether it stands in one of the runs that are marked."""
    covered = np.zeros(len(runs) + RUN - 1, dtype=bool)
    for step in range(RUN):
        covered[step : step + len(runs)] |= runs
    return covered


def _firsts(runs: Codes) -> NDArray[np.bool_]:
    """For each run whether it stands there for the first time: a statement given twice counts once."""
    out = np.zeros(len(runs), dtype=bool)
    out[np.unique(runs, return_index=True)[1]] = True
    return out


def _part(marked: NDArray[np.bool_]) -> float:
    return float(np.count_nonzero(marked)) / len(marked)


def _told(one: Signature, other: Signature) -> float:
    """Share of the names and figures of the text that has fewer which the other has; 1 where there are hardly any."""
    few, many = sorted((_loaded(one.told), _loaded(other.told)), key=len)
    if len(few) < _FEWEST_TOLD:
        return 1.0
    return float(np.count_nonzero(np.isin(few, many))) / len(few)


def likely_pairs(probing: Sketches, texts: Sketches) -> set[tuple[str, str]]:
    """Pairs (the smaller digest first) of a text and one not shorter that has enough of its smallest numbers."""
    out: set[tuple[str, str]] = set()
    least = -(-probing.probed // _FOUND)
    owners = np.repeat(np.arange(len(probing.texts)), probing.probed)
    kept = _stand_in(probing.probes, texts.runs)
    owners, flat = owners[kept], probing.probes[kept]
    order = np.argsort(flat, kind="stable")
    owners = owners[order]
    codes, starts, many = np.unique(flat[order], return_index=True, return_counts=True)
    edges = np.concatenate(([0], np.cumsum(texts.ran)))
    for first in range(0, len(texts.texts) if len(codes) else 0, _AT_ONCE):
        last = min(first + _AT_ONCE, len(texts.texts))
        place, code = _found(texts.runs[edges[first] : edges[last]], texts.ran[first:last], codes)
        count = many[code]
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        probed = owners[np.repeat(starts[code], count) + within]
        pairs, hits = np.unique(probed * _AT_ONCE + np.repeat(place, count), return_counts=True)
        ours, theirs = pairs // _AT_ONCE, pairs % _AT_ONCE + first
        fits = (texts.sizes[theirs] >= probing.sizes[ours]) & (hits >= least[ours])
        for a, b in zip(ours[fits].tolist(), theirs[fits].tolist(), strict=True):
            one, other = probing.texts[a], texts.texts[b]
            if one != other:
                out.add((min(one, other), max(one, other)))
    return out


def _found(runs: Codes, ran: NDArray[np.int64], codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number of a text and number of a code that stands in it, each such pair once."""
    places = np.repeat(np.arange(len(ran)), ran)
    kept = _stand_in(runs, codes)
    places, runs = places[kept], runs[kept]
    at = np.minimum(np.searchsorted(codes, runs), len(codes) - 1)
    hit = codes[at] == runs
    both = np.unique(places[hit] * len(codes) + at[hit])
    return both // len(codes), both % len(codes)


def _stand_in(values: Codes, others: Codes) -> NDArray[np.int64]:
    """Places of all values that are among the others, and of some that are not."""
    seen = np.zeros(1 << 16, bool)
    seen[others >> 16] = True
    return np.flatnonzero(seen[values >> 16])


@functools.lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _codes(words: Sequence[str]) -> NDArray[np.uint64]:
    return np.fromiter(map(_code, words), np.uint64, len(words))


def _runs(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number for each run, such that any number is as likely as any other (the end of it as in splitmix64)."""
    number = len(codes) - RUN + 1
    out = np.zeros(number, np.uint64)
    for step in range(RUN):
        out = out * np.uint64(0x9E3779B97F4A7C15) + codes[step : step + number] + np.uint64(1)
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return out >> np.uint64(32)


def _dumped(codes: NDArray[np.uint64]) -> bytes:
    return codes.astype("<u4").tobytes()


def _loaded(codes: bytes) -> Codes:
    return np.frombuffer(codes, "<u4")

"""Paragraphs → windows of wordpieces, as the reader sees them and as it was taught.

The encoder reads lower-case wordpieces; what that loses, and what marks and paragraphs tell, goes in beside them as
three features of each word. Training and reading share this module, so what is taught is what is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from generator.annotate.marks import find_marked_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

LONGEST = 320
"""Wordpieces in a window, its two end marks and those between paragraphs among them."""
CLS, SEP, PAD = 101, 102, 0
"""Ids of the marks at a window's start, behind each paragraph, and of filling (the vocabulary of BERT)."""


class Shape(IntEnum):
    """The letter case of a word, which the vocabulary has lost."""

    MARK = 0
    LOWER = 1
    UPPER = 2
    TITLE = 3
    MIXED = 4
    DIGITS = 5
    PUNCTUATION = 6
    INITIAL = 7


class Quoted(IntEnum):
    """Where a word stands to the quotation marks of its paragraph."""

    OUTSIDE = 0
    MARK = 1
    INSIDE = 2


class Place(IntEnum):
    """Where a word stands in its paragraph."""

    WITHIN = 0
    FIRST = 1
    HEADLINE = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that is read in one go."""

    text: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Wordpieces of one or several paragraphs that are read together."""

    ids: NDArray[np.int64]
    """Wordpieces, shape (n,)."""
    features: NDArray[np.int64]
    """`Shape`, `Quoted` and `Place` of each, shape (n, 3)."""
    firsts: NDArray[np.int64]
    """Where each word begins in `ids`, shape (words,)."""
    words: tuple[tuple[int, int, int], ...]
    """Number of the paragraph, start and end of each word in code points of it."""


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    ids: list[int]
    features: tuple[int, int, int]


def find_windows(paragraphs: Sequence[Paragraph], tokenizer: Tokenizer) -> Iterator[Window]:
    """Windows over the paragraphs of one article, in order; as many paragraphs as fit are read together.

    A paragraph longer than a window is cut behind a sentence where there is one.
    """
    encodings = tokenizer.encode_batch([p.text for p in paragraphs], add_special_tokens=False)
    offset, placed = 0, []
    for paragraph in paragraphs:
        placed.append((offset, paragraph.text))
        offset += len(paragraph.text) + 1
    quoted = [np.zeros(len(p.text) + 1, dtype=np.int8) for p in paragraphs]
    for marked in find_marked_texts(placed):
        base = placed[marked.piece][0]
        row = quoted[marked.piece]
        row[marked.outer.start - base : marked.outer.end - base] = Quoted.MARK
        row[marked.inner.start - base : marked.inner.end - base] = Quoted.INSIDE
    open_window: list[tuple[int, list[_Word]]] = []
    size = 1
    for number, (paragraph, encoding) in enumerate(zip(paragraphs, encodings, strict=True)):
        for part in _parts(_words(paragraph, encoding, quoted[number])):
            length = sum(len(word.ids) for word in part) + 1
            if open_window and size + length > LONGEST:
                yield _window(open_window)
                open_window, size = [], 1
            open_window.append((number, part))
            size += length
    if open_window:
        yield _window(open_window)


def _words(paragraph: Paragraph, encoding: Encoding, quoted: NDArray[np.int8]) -> list[_Word]:
    words: list[_Word] = []
    last = None
    text = paragraph.text
    for wordpiece, number, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
        if number == last and words:
            words[-1].ids.append(wordpiece)
            words[-1].end = end
            continue
        last = number
        place = Place.HEADLINE if paragraph.headline else Place.WITHIN if words else Place.FIRST
        words.append(_Word(start, end, [wordpiece], (0, int(quoted[start]), int(place))))
    for word in words:
        word.features = (int(_shape(text[word.start : word.end])), *word.features[1:])
    return words


def _shape(word: str) -> Shape:
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.INITIAL
    if word[:1].isupper() and word[1:].islower():
        return Shape.TITLE
    if any(c.isupper() for c in word):
        return Shape.MIXED
    if any(c.isdigit() for c in word):
        return Shape.DIGITS
    return Shape.LOWER if any(c.isalpha() for c in word) else Shape.PUNCTUATION


def _parts(words: list[_Word]) -> Iterator[list[_Word]]:
    """The words of a paragraph, cut where they fill more than a window; a word longer than a window is cut short."""
    most = LONGEST - 2
    part: list[_Word] = []
    size = 0
    for word in words:
        word.ids = word.ids[:most]
        if part and size + len(word.ids) > most:
            cut = _last_sentence(part)
            yield part[:cut]
            part = part[cut:]
            size = sum(len(w.ids) for w in part)
        part.append(word)
        size += len(word.ids)
    if part:
        yield part


def _last_sentence(words: list[_Word]) -> int:
    """Number of words up to the last end of a sentence in the second half, or all of them."""
    punctuation = (Shape.PUNCTUATION, Shape.MARK)
    for i in range(len(words) - 1, len(words) // 2, -1):
        behind = words[i - 1]
        if behind.features[0] in punctuation and words[i].features[0] not in punctuation and behind.ids[-1] in _ENDS:
            return i
    return len(words)


_ENDS = frozenset((1012, 999, 1029))
"""Wordpieces of the full stop, the exclamation mark and the question mark."""


def _window(parts: list[tuple[int, list[_Word]]]) -> Window:
    ids, features = [CLS], [(0, 0, 0)]
    firsts: list[int] = []
    places: list[tuple[int, int, int]] = []
    for number, words in parts:
        for word in words:
            firsts.append(len(ids))
            places.append((number, word.start, word.end))
            ids += word.ids
            features += [word.features] * len(word.ids)
        ids.append(SEP)
        features.append((0, 0, 0))
    return Window(
        np.array(ids, dtype=np.int64),
        np.array(features, dtype=np.int64).reshape(-1, 3),
        np.array(firsts, dtype=np.int64),
        tuple(places),
    )

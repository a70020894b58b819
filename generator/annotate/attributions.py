"""What the reader says of each word → attributions: content, whose it is, and the word that tells.

Each word of a content points at where its source and its cue begin (a biaffine pointer; after Dozat and Manning, 2017).
Contents that point at one cue are one attribution: "A," she said, "B".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.annotate.parsed import FoundAttribution, Words
from generator.annotate.wordtags import POINTER_SIZE, POINTERS, SPEECH, best_tags, tagged_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from generator.annotate.windows import Window

    _Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Aim:
    """What the words of a content point at."""

    first: int | None
    """Number of the word, `None` where they point at nothing."""
    behind: int
    chance: float


def find_attributions(window: Window, speech: _Floats, pointers: _Floats) -> Iterator[FoundAttribution]:
    """The attributions of a window.

    Args:
        window: what the network read.
        speech: logits of `SPEECH_TAGS`, shape (wordpieces, 7).
        pointers: query and key of each of `POINTERS`, shape (wordpieces, 4 × 64).
    """
    scores = log_probabilities(speech[window.firsts])
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in SPEECH}
    for first, behind, kind in tagged_spans(best_tags(scores).tolist(), SPEECH):
        spans[kind].append((first, behind))
    likely = np.exp(scores)
    groups: dict[object, list[tuple[int, int, float, list[_Aim]]]] = {}
    for first, behind in spans["CONTENT"]:
        aims = [_aim(window, pointers, column, (first, behind), spans[role]) for column, role in enumerate(POINTERS)]
        chance = float(likely[first:behind, 1:3].sum(axis=1).mean())
        source, cue = aims
        key = (source.first, cue.first) if cue.first is not None else ("alone", first)
        groups.setdefault(key, []).append((first, behind, chance, aims))
    for parts in groups.values():
        source, cue = parts[0][3]
        content = tuple(words for first, behind, *_ in parts for words in _words(window, first, behind))
        chances = (min(chance for _, _, chance, _ in parts), source.chance, cue.chance)
        yield FoundAttribution(content, _only(window, source), _only(window, cue), chances)


def _aim(
    window: Window, pointers: _Floats, column: int, content: tuple[int, int], spans: Sequence[tuple[int, int]]
) -> _Aim:
    """The span at which the words of a content point most, on average, or nothing."""
    size = POINTER_SIZE
    query = pointers[window.firsts[content[0] : content[1]], 2 * column * size : (2 * column + 1) * size]
    key = pointers[:, (2 * column + 1) * size : (2 * column + 2) * size]
    chances = np.exp(log_probabilities(query @ key.T / np.float32(size**0.5))).mean(axis=0)
    best = _Aim(None, 0, float(chances[0]))
    none, ends = best.chance, [*window.firsts, len(chances)]
    for first, behind in spans:
        chance = float(chances[ends[first] : ends[behind]].sum())
        if chance >= none and (best.first is None or chance > best.chance):
            best = _Aim(first, behind, chance)
    return best


def _only(window: Window, aim: _Aim) -> Words | None:
    """The words of a source or cue; one that runs over the end of a paragraph ends with it."""
    return next(_words(window, aim.first, aim.behind)) if aim.first is not None else None


def _words(window: Window, first: int, behind: int) -> Iterator[Words]:
    """Words of the window as stretches of paragraphs."""
    start = first
    for i in range(first + 1, behind + 1):
        if i == behind or window.words[i][0] != window.words[start][0]:
            yield Words(window.words[start][0], window.words[start][1], window.words[i - 1][2])
            start = i


def log_probabilities(logits: _Floats) -> _Floats:
    """Logarithms of the probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # type: ignore[no-any-return]

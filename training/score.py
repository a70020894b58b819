"""How often a network is right on lessons that it was not taught."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import torch

from generator.annotate.wordtags import NAMES, POINTERS, SPEECH, best_tags, tagged_spans
from training.articles import IGNORED
from training.net import pointer_scores
from training.teach import tensors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.articles import Lesson


def score(net: Callable[..., Sequence[torch.Tensor]], lessons: Sequence[Lesson], together: int = 8) -> dict[str, float]:
    """F1 of spans with their kinds, per cent, and how many words of contents point at the right source and cue."""
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for first in range(0, len(lessons), together):
        batch = lessons[first : first + together]
        with torch.no_grad():
            names, speech, pointers = (x.float() for x in net(*tensors(batch)))
        for row, lesson in enumerate(batch):
            at = lesson.window.firsts
            for logits, gold, kinds in ((names, lesson.names, NAMES), (speech, lesson.speech, SPEECH)):
                known = gold != IGNORED
                if known.any():
                    found = best_tags(logits[row].log_softmax(-1).numpy()[at][known])
                    mine, theirs = (set(tagged_spans(tags.tolist(), kinds)) for tags in (found, gold[known]))
                    for side, spans in (("right", mine & theirs), ("mine", mine), ("theirs", theirs)):
                        counts.update((side, kind) for *_, kind in spans)
            for column, role in enumerate(POINTERS):
                size = len(lesson.window.ids)
                aims = pointer_scores(pointers[row : row + 1], column)[0].numpy()[at][:, :size].argmax(-1)
                known = lesson.pointers[:, column] != IGNORED
                right[role] += int((aims == lesson.pointers[:, column])[known].sum())
                asked[role] += int(known.sum())
    out = {kind: _f1(counts, {kind}) for kind in (*NAMES, *SPEECH)}
    out["persons, organisations, places"] = _f1(counts, set(NAMES[:3]))
    return out | {f"points at {role}": round(100 * right[role] / max(1, asked[role]), 1) for role in POINTERS}


def _f1(counts: Counter[tuple[str, str]], kinds: set[str]) -> float:
    right, mine, theirs = (sum(counts[side, kind] for kind in kinds) for side in ("right", "mine", "theirs"))
    return round(float(np.divide(200 * right, max(1, mine + theirs))), 1)

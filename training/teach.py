"""Lessons → a taught network: AdamW, linear decay, both tasks in every pass, and a moving average of the weights."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.functional import cross_entropy
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from generator.annotate.windows import Shape
from training.articles import IGNORED, with_other_case
from training.net import Net, pointer_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from training.articles import Lesson

_BATCH = 2_560
"""Wordpieces in a batch, filling among them."""
_MASK = 103
_STEP = 64
"""Windows are filled up to a multiple of this."""
_HIDDEN = 0.06
"""Share of words that are hidden, so that the reader learns from what stands round them."""
_RATES = {"encoder": 2e-4, "features": 2e-3, "heads": 1e-3}
_OTHER_CASE = 0.08
_WARM_UP = 0.08
_NAME_WEIGHT = 3.0
"""Most words are in no name, so the loss of names is small beside that of quotations."""
_POINTER_WEIGHT = 0.3
_AVERAGE = 0.995


def teach(
    folder: Path,
    lessons: Callable[[int], list[Lesson]],
    passes: int,
    after: Callable[[int, Net], None],
    start: Net | None = None,
    seed: int = 1,
) -> Net:
    """The network taught in `passes` passes over what `lessons(pass)` gives.

    Args:
        folder: the encoder to start from.
        lessons: the lessons of a pass.
        passes: how many.
        after: called with the pass and the averaged network behind each.
        start: a network to go on from.
        seed: of every draw.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(folder)
    if start is not None:
        net.load_state_dict(start.state_dict())
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGE))
    groups = {
        "encoder": [p for p in net.encoder.parameters() if p.requires_grad],
        "features": list(net.features.parameters()),
        "heads": [p for head in (net.names, net.speech, net.pointers) for p in head.parameters()],
    }
    optimizer = torch.optim.AdamW(
        [{"params": parameters, "lr": _RATES[name]} for name, parameters in groups.items()],
        weight_decay=0.01,
        fused=True,
    )
    plan = [_batches(lessons(number), chance) for number in range(passes)]
    steps = sum(len(batches) for batches in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (_WARM_UP * steps), max(0.0, 1 - step / steps) / (1 - _WARM_UP))
    )
    started, losses = time.monotonic(), []
    for number, batches in enumerate(plan):
        net.train()
        for i, batch in enumerate(batches):
            loss = _loss(net, [with_other_case(x, chance) if chance.random() < _OTHER_CASE else x for x in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            average.update_parameters(net)
            losses.append(float(loss.detach()))
            if i % 50 == 0:
                seconds = time.monotonic() - started
                print(
                    f"pass {number} batch {i}/{len(batches)} loss {np.mean(losses[-50:]):.3f} {seconds:.0f} s",
                    flush=True,
                )
        average.module.eval()
        after(number, average.module)
    return average.module


def _batches(lessons: list[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Lessons of like length together, in random order.

    Only a few shapes come up: the kernels are compiled anew for each.
    """
    chance.shuffle(lessons)
    out: list[list[Lesson]] = []
    filling: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        length = _length(lesson)
        batch = filling.setdefault(length, [])
        batch.append(lesson)
        if len(batch) == _BATCH // length:
            out.append(filling.pop(length))
    out += filling.values()
    chance.shuffle(out)
    return out


def _length(lesson: Lesson) -> int:
    return -(-len(lesson.window.ids) // _STEP) * _STEP


def tensors(lessons: Sequence[Lesson], rows: int = 0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Wordpieces, features and mask of the lessons' windows, filled up to a common length and to at least `rows`."""
    longest = max(_length(x) for x in lessons)
    rows = max(len(lessons), rows)
    ids = torch.zeros(rows, longest, dtype=torch.long)
    features = torch.zeros(rows, longest, 3, dtype=torch.long)
    mask = torch.zeros(rows, longest, dtype=torch.long)
    mask[:, 0] = 1
    for row, lesson in enumerate(lessons):
        size = len(lesson.window.ids)
        ids[row, :size] = torch.from_numpy(lesson.window.ids)
        features[row, :size] = torch.from_numpy(lesson.window.features)
        mask[row, :size] = 1
    return ids, features, mask


def _loss(net: Net, lessons: Sequence[Lesson]) -> torch.Tensor:
    ids, features, mask = tensors(lessons, _BATCH // max(_length(x) for x in lessons))
    ids[(torch.rand(ids.shape) < _HIDDEN) & (features[..., 0] > 0) & (features[..., 0] != Shape.PUNCTUATION)] = _MASK
    answers = torch.full((*ids.shape, 4), IGNORED)
    weights = torch.ones(ids.shape)
    for row, x in enumerate(lessons):
        at = torch.from_numpy(x.window.firsts)
        columns = np.stack([x.names, x.speech, x.pointers[:, 0], x.pointers[:, 1]], axis=1)
        answers[row, at] = torch.from_numpy(columns)
        weights[row] = x.name_weight
    with torch.autocast("cpu", torch.bfloat16):
        names, speech, pointers = net(ids, features, mask)
    total = torch.zeros(())
    for logits, column, weight in ((names, 0, _NAME_WEIGHT * weights), (speech, 1, torch.ones(ids.shape))):
        asked = answers[..., column] != IGNORED
        if asked.any():
            each = cross_entropy(logits.float()[asked], answers[..., column][asked], reduction="none")
            total = total + (each * weight[asked]).mean() * (asked.sum() / mask.sum())
    hidden = mask[:, None, :] == 0
    for column in range(2):
        asked = answers[..., 2 + column] != IGNORED
        if asked.any():
            scores = pointer_scores(pointers.float(), column).masked_fill(hidden, -1e4)
            loss = cross_entropy(scores[asked], answers[..., 2 + column][asked])
            total = total + _POINTER_WEIGHT * loss * (asked.sum() / mask.sum())
    return total

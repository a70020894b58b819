"""A packed reader → the weights to go on from, as near as 7 bits tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper

from training.net import Net

if TYPE_CHECKING:
    from pathlib import Path


_MATRIX = re.compile(r"onnx::MatMul_\d+")
"""Matrices bear no other name; their numbers follow the order of the network."""


def unpack(model: Path, encoder: Path) -> Net:
    """The network whose rounded weights are packed in `model` (see `pack`)."""
    stored = {x.name: torch.tensor(numpy_helper.to_array(x)) for x in onnx.load(model).graph.initializer}
    whole = {
        name.removesuffix("_quantized"): (values.float() - stored[name.replace("_quantized", "_zero_point")].float())
        * stored[name.replace("_quantized", "_scale")]
        for name, values in stored.items()
        if name.endswith("_quantized")
    }
    net = Net(encoder)
    state = net.state_dict()
    state |= {name: values for name, values in (stored | whole).items() if name in state and "word_emb" not in name}
    named = {name: values for name, values in (stored | whole).items() if _MATRIX.fullmatch(name)}
    matrices = iter([named[name] for name in sorted(named, key=lambda name: int(name.rpartition("_")[2]))])
    for number in range(net.encoder.config.num_hidden_layers):
        layer = f"encoder.encoder.layer.{number}"
        for what, values in (("weight", whole), ("bias", stored)):
            joined = values[f"Attention_{number}_qkv_{what}"].chunk(3, dim=-1)
            for role, part in zip(("query", "key", "value"), joined, strict=True):
                state[f"{layer}.attention.self.{role}.{what}"] = part.T if part.dim() > 1 else part
        for part in ("attention.output", "intermediate", "output"):
            state[f"{layer}.{part}.dense.weight"] = next(matrices).T
    for head in ("names", "speech", "pointers"):
        state[f"{head}.weight"] = next(matrices).T
    net.load_state_dict(state)
    return net

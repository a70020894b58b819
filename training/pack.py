"""A taught network → the files that ship: an ONNX model with 8-bit weights, and the tokenizer."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.net import Net


_WHOLE = re.compile(r"layer\.\d+/output/dense|^/(?:names|speech|pointers)/")
"""Names of the nodes that are not rounded."""


def pack(net: Net, encoder: Path, out: Path, about: dict[str, Any]) -> None:
    """Write `model.onnx`, `tokenizer.json` and `reader.json` to the folder `out`.

    Weights of matrices and of the vocabulary are rounded to 7 bits, activations to 8 as they come (dynamic
    quantisation); the heads, the second matrix of each layer's pair, whose inputs reach furthest, and everything else
    stay in 32 bits. With 8 bits of both, sums overflow on processors without VNNI.

    Args:
        net: the network.
        encoder: the folder it started from, for its tokenizer.
        out: made if it is missing.
        about: what the card says of it; the digest of the model is added.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, fused = Path(folder) / "whole.onnx", Path(folder) / "fused.onnx"
        export(net, whole)
        optimized = optimize_model(
            str(whole), model_type="bert", num_heads=net.encoder.config.num_attention_heads,
            hidden_size=net.encoder.config.hidden_size, opt_level=0,
        )  # fmt: skip
        print("fused:", optimized.get_fused_operator_statistics())
        optimized.save_model_to_file(str(fused))
        options = {"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True}
        quantize_dynamic(
            str(fused), str(out / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            nodes_to_exclude=[node.name for node in onnx.load(fused).graph.node if _WHOLE.search(node.name)],
            extra_options=options,
        )  # fmt: skip
    model = onnx.load(out / "model.onnx")
    del model.metadata_props[:]
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    onnx.save(model, out / "model.onnx")
    tokenizer = json.loads((encoder / "tokenizer.json").read_text("utf-8"))
    tokenizer |= {"truncation": None, "padding": None}
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )
    digest = hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()
    (out / "reader.json").write_text(
        json.dumps(about | {"sha256": digest}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )


def packed(path: Path) -> Callable[..., list[torch.Tensor]]:
    """The packed model as a function of wordpieces, features and mask, for one window at a time."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def run(ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> list[torch.Tensor]:
        size = int(mask.sum())
        cut = {"ids": ids[:, :size], "features": features[:, :size], "mask": mask[:, :size]}
        outputs = session.run(["names", "speech", "pointers"], {name: x.numpy() for name, x in cut.items()})
        return [torch.from_numpy(output) for output in outputs]

    return run


def export(net: Net, path: Path) -> None:
    """The network as an ONNX graph of 32 bits, for one window of any length."""
    net.eval()
    net.encoder.set_attn_implementation("eager")  # a pattern that the optimiser knows
    ids = torch.arange(1000, 1032)[None]
    features = torch.ones(1, 32, 3, dtype=torch.long)
    mask = torch.ones(1, 32, dtype=torch.long)
    axes = {0: "windows", 1: "wordpieces"}
    torch.onnx.export(
        net, (ids, features, mask), str(path), dynamo=False, opset_version=17, do_constant_folding=True,
        input_names=["ids", "features", "mask"], output_names=["names", "speech", "pointers"],
        dynamic_axes=dict.fromkeys(("ids", "features", "mask", "names", "speech", "pointers"), axes),
    )  # fmt: skip

"""Turn a checkpoint into the files that the package reads: `python -m bench.train.export CHECKPOINT OUT`.

OUT gets `encoder.onnx` and `pairs.onnx` (matrix products in int8, scaled by channel; `--float` keeps them in float32),
`words.npz` (the word embeddings in int8, scaled by row), `vocab.txt` and `tagger.json` (labels, chain, threshold, how
it was trained).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional

from allegedly.reading.attribution.windows import RELATIONS, SIZES
from bench.train import pretrained
from bench.train.network import FEATURE_SIZES, INNER, WIDTH, Tagger, restored
from bench.train.smoothing import smooth

OPSET = 17
THRESHOLD, TRUSTED = 0.0, -2.0


class Attention(torch.autograd.Function):
    """Attention without a mask as one operator of ONNX Runtime."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """Return what the heads find, of [B, P, heads * width] each."""
        parts = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (q, k, v))
        return functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """Write the operator."""
        found = graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        found.setType(q.type())
        return found


class Read(nn.Module):
    """The encoder and the heads behind it, of one window without padding.

    What the heads ask of a word is one product, and what they ask of the word above it another.
    """

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        heads = tagger.heads
        self.encoder, self.features, self.cue = tagger.encoder, heads.features, heads.cue2
        self.own = stacked(heads.cue1, heads.word, heads.anchor)
        self.above = stacked(heads.cue1_above, heads.word_above)

    def forward(self, x: Tensor, starts: Tensor, ends: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        """Return cue scores [T], words and anchors [T, INNER] from embedded pieces [P, WIDTH]."""
        states = self.encoder.norm(x[None])
        for layer in self.encoder.layers:
            q, k, v = layer.qkv(states).chunk(3, -1)
            states = layer.behind(states, Attention.apply(q, k, v, layer.heads))
        words = (states[0][starts] + states[0][ends]) * 0.5
        own = torch.cat([words, *(table(features[n]) for n, table in enumerate(self.features))], -1)
        cues, roles, anchors = self.own(own).split(INNER, -1)
        cues_above, roles_above = self.above(words[heads]).split(INNER, -1)
        scores = self.cue(functional.gelu(cues + cues_above)).squeeze(-1)
        return scores, roles + roles_above, anchors


def stacked(*products: nn.Linear) -> nn.Linear:
    """Return one product that gives what several give of the same input, one behind the other."""
    found = nn.Linear(products[0].in_features, sum(product.out_features for product in products))
    found.weight.data = torch.cat([product.weight.data for product in products])
    found.bias.data = torch.cat([product.bias.data for product in products])
    return found


class Pair(nn.Module):
    """The head that scores roles given cues; two pairs of relations are looked up in one table each."""

    JOINED = ((0, 3), (4, 5), (1,), (2,))

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.pairs = tagger.pairs
        tables = [table.weight.detach() for table in tagger.pairs.relations]
        self.tables = nn.ParameterList(
            nn.Parameter(sum_of([tables[n] for n in numbers]), requires_grad=False) for numbers in self.JOINED
        )

    def forward(self, words: Tensor, anchors: Tensor, relations: Tensor) -> Tensor:
        """Return scores [N, T, 4] of words [T, INNER], anchors [N, INNER], relations [N, 6, T]."""
        z = words + anchors[:, None]
        for table, numbers in zip(self.tables, self.JOINED, strict=True):
            rows = relations[:, numbers[0]]
            for n in numbers[1:]:
                rows = rows * SIZES[n] + relations[:, n]
            z = z + table[rows]
        z = functional.gelu(z)
        by_anchor = anchors[:, :, None] * self.pairs.product.weight.T
        scores: Tensor = self.pairs.out(functional.gelu(self.pairs.hidden(z))) + (
            words @ by_anchor + self.pairs.product.bias
        )
        return scores


def sum_of(tables: Sequence[Tensor]) -> Tensor:
    """Return the sums of a row of each table, by all combinations of rows, those of the last one side by side."""
    found = tables[0]
    for table in tables[1:]:
        found = (found[:, None] + table).flatten(0, 1)
    return found


def export(tagger: Tagger, out: Path, *, quantised: bool = True) -> None:
    """Write the two graphs."""
    size, pieces, cues = 40, 50, 3
    numbers = torch.arange(size)
    graph(
        Read(tagger),
        (
            torch.randn(pieces, WIDTH),
            numbers,
            numbers,
            torch.zeros(len(FEATURE_SIZES), size, dtype=torch.long),
            numbers,
        ),
        {"pieces": {0: "P"}, "starts": {0: "T"}, "ends": {0: "T"}, "features": {1: "T"}, "heads": {0: "T"}},
        {"cues": {0: "T"}, "words": {0: "T"}, "anchors": {0: "T"}},
        out / "encoder.onnx",
        quantised=quantised,
    )
    relations = torch.zeros(cues, len(RELATIONS), size, dtype=torch.long)
    graph(
        Pair(tagger),
        (torch.randn(size, INNER), torch.randn(cues, INNER), relations),
        {"words": {0: "T"}, "anchors": {0: "N"}, "relations": {0: "N", 2: "T"}},
        {"roles": {0: "N", 1: "T"}},
        out / "pairs.onnx",
        quantised=quantised,
    )


def graph(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    given: dict[str, dict[int, str]],
    found: dict[str, dict[int, str]],
    path: Path,
    *,
    quantised: bool,
) -> None:
    """Write one module as an ONNX graph; `given` and `found` name the axes that vary."""
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder, "plain.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            module.eval(),
            inputs,
            plain,
            input_names=list(given),
            output_names=list(found),
            dynamic_axes=given | found,
            opset_version=OPSET,
            dynamo=False,
        )
        if not quantised:
            shutil.copy(plain, path)
            return
        quant_pre_process(plain, ready)
        quantize_dynamic(ready, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])


def words_file(tagger: Tagger, path: Path) -> None:
    """Write the embeddings of the pieces: int8 rows with a scale each, and the positions."""
    rows = tagger.encoder.words.weight.detach().numpy()
    scales = np.abs(rows).max(axis=1, keepdims=True) / 127
    values = np.round(rows / np.maximum(scales, 1e-12)).astype(np.int8)
    positions = tagger.encoder.positions.detach().numpy().astype(np.float32)
    np.savez(path, values=values, scales=scales.astype(np.float32), positions=positions)


def write(
    saved: dict[str, Any],
    encoder: Path,
    out: Path,
    settings: dict[str, float],
    *,
    smoothing: float = 0.5,
    quantised: bool = True,
) -> None:
    """Write all files of a checkpoint; `settings` are the log-odds from which on a word counts as a cue."""
    tagger = restored(saved["state"], encoder, saved["plan"]["layers"]).eval()
    if quantised and "largest" in saved:
        smooth(tagger, saved["largest"])
    out.mkdir(parents=True, exist_ok=True)
    export(tagger, out, quantised=quantised)
    words_file(tagger, out / "words.npz")
    shutil.copy(encoder / "vocab.txt", out / "vocab.txt")
    chain = {name: (getattr(tagger.chain, name) * smoothing).tolist() for name in ("steps", "start", "end")}
    facts = {"labels": saved["labels"], "chain": chain, **settings, "plan": saved["plan"]}
    (out / "tagger.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the products in float32")
    parser.add_argument(
        "--threshold", type=float, default=THRESHOLD, help="log-odds from which on a word counts as a cue"
    )
    parser.add_argument("--trusted", type=float, default=TRUSTED, help="the same where the rules take it for one")
    parser.add_argument("--smoothing", type=float, default=0.5, help="how much the chain weighs beside the words")
    parser.add_argument("--encoder", type=Path, default=pretrained(), help="the folder of a BERT in safetensors")
    given = parser.parse_args()
    saved: dict[str, Any] = torch.load(given.checkpoint, weights_only=True)
    settings = {"threshold": given.threshold, "trusted": given.trusted}
    write(saved, given.encoder, given.out, settings, smoothing=given.smoothing, quantised=not given.float)


if __name__ == "__main__":
    main()

"""Which heads and neurons of a trained encoder matter least, and the encoder without them.

What a head or a neuron is worth is how much the tagger's answers move with it: the square of their derivative by a gate
on what it gives, in expectation over random directions of the answers (the diagonal of the Gauss-Newton matrix; Michel,
Levy & Neubig 2019 weigh the derivative of a loss in the same way). No labels are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from bench.train.network import HEAD_WIDTH, WIDTH, Layer, Tagger

LEAST_HEADS, LEAST_NEURONS = 2, 128
"""What a layer keeps however little it is worth."""
ROUND = 32
"""Neurons of a layer are kept by so many: what the processor multiplies at once."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the heads [h] and the neurons [n] of a layer are worth."""

    heads: Tensor
    neurons: Tensor


def worth(tagger: Tagger, batches: Iterable[dict[str, Tensor]]) -> list[Worth]:
    """Return what the parts of each layer are worth on these windows."""
    layers = [layer for layer in tagger.encoder.layers if isinstance(layer, Layer)]
    gates = [
        (torch.ones(layer.heads, requires_grad=True), torch.ones(layer.up.out_features, requires_grad=True))
        for layer in layers
    ]
    hooks = [
        part.register_forward_pre_hook(_gated(gate, width))
        for layer, (heads, neurons) in zip(layers, gates, strict=True)
        for part, gate, width in ((layer.out, heads, HEAD_WIDTH), (layer.down, neurons, 1))
    ]
    found = [Worth(torch.zeros_like(heads), torch.zeros_like(neurons)) for heads, neurons in gates]
    tagger.eval()
    for batch in batches:
        with torch.autocast("cpu", torch.bfloat16):
            answers = tagger.read(batch)
        known = batch["is_cue"] >= 0
        moved = sum(((answer[known] * torch.randn_like(answer[known])).float().sum() for answer in answers), start=0.0)
        grads = torch.autograd.grad(moved, [gate for pair in gates for gate in pair])
        for sums, heads, neurons in zip(found, grads[::2], grads[1::2], strict=True):
            sums.heads.add_(heads.square())
            sums.neurons.add_(neurons.square())
    for hook in hooks:
        hook.remove()
    return found


def cut(tagger: Tagger, known: Sequence[Worth], heads: int, neurons: int) -> None:
    """Keep so many heads and neurons of all layers together, those that are worth most."""
    kept_heads = _best([one.heads for one in known], heads, LEAST_HEADS, 1)
    kept_neurons = _best([one.neurons for one in known], neurons, LEAST_NEURONS, ROUND)
    layers = tagger.encoder.layers
    for n, (some, others) in enumerate(zip(kept_heads, kept_neurons, strict=True)):
        layer = layers[n]
        assert isinstance(layer, Layer)
        layers[n] = without(layer, some, others)


@torch.no_grad()
def without(layer: Layer, heads: Tensor, neurons: Tensor) -> Layer:
    """Return a layer with these heads and these neurons alone."""
    small = Layer(len(heads), len(neurons))
    asked = (heads[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
    rows = torch.cat([asked + part * layer.heads * HEAD_WIDTH for part in range(3)])
    _take(small.qkv, layer.qkv, rows, torch.arange(WIDTH))
    _take(small.out, layer.out, torch.arange(WIDTH), asked)
    _take(small.up, layer.up, neurons, torch.arange(WIDTH))
    _take(small.down, layer.down, torch.arange(WIDTH), neurons)
    small.norm1.load_state_dict(layer.norm1.state_dict())
    small.norm2.load_state_dict(layer.norm2.state_dict())
    return small


def _take(small: nn.Linear, large: nn.Linear, rows: Tensor, columns: Tensor) -> None:
    small.weight.copy_(large.weight[rows][:, columns])
    small.bias.copy_(large.bias[rows])


def _best(worths: Sequence[Tensor], count: int, least: int, by: int) -> list[Tensor]:
    """Return the places of what is kept of each layer, in their order; layers keep multiples of `by`."""
    least_worth = torch.cat(list(worths)).topk(count).values[-1]
    kept = []
    for one in worths:
        many = round(int((one >= least_worth).sum()) / by) * by
        kept.append(one.topk(min(max(many, least), len(one))).indices.sort().values)
    return kept


def _gated(gate: Tensor, width: int) -> Callable[[nn.Module, tuple[Tensor, ...]], tuple[Tensor, ...]]:
    """Return a hook that multiplies what comes into a product by a gate for each so many columns."""

    def multiplied(_: nn.Module, given: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        return (given[0] * gate.repeat_interleave(width).to(given[0].dtype),)

    return multiplied

"""Moving what is hard to round from what is multiplied to the weights: SmoothQuant (Xiao et al. 2023)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import torch
from torch import Tensor, nn

from bench.train.network import Tagger

PRODUCTS = ("qkv", "up")
"""What follows a norm: a few channels of its states are far larger than the others."""
SHARE = 0.75
"""How much of the difference between channels goes to the weights."""
LEAST = 1e-4
Largest = dict[str, Tensor]
"""The largest size of each channel of the inputs, by layer and product."""


class Smoothed(nn.Module):
    """A product whose inputs are divided by channel, and whose weights are multiplied by the same."""

    def __init__(self, product: nn.Linear, by: Tensor) -> None:
        super().__init__()
        self.inputs = nn.Parameter(1 / by, requires_grad=False)
        self.product = nn.Linear(product.in_features, product.out_features)
        self.product.weight.data, self.product.bias.data = product.weight.data * by, product.bias.data

    def forward(self, x: Tensor) -> Tensor:
        """Return what the product gives."""
        found: Tensor = self.product(x * self.inputs)
        return found


@torch.no_grad()
def largest(tagger: Tagger, all_batches: Iterable[dict[str, Tensor]]) -> Largest:
    """Return the largest inputs that the products of the encoder get in these batches."""
    found: Largest = {}

    def look(name: str, _: nn.Module, given: tuple[Tensor, ...]) -> None:
        sizes = given[0].abs().flatten(0, -2).amax(0)
        found[name] = torch.maximum(found.get(name, sizes), sizes)

    tagger.eval()
    hooks = [
        getattr(layer, product).register_forward_pre_hook(partial(look, f"{n}.{product}"))
        for n, layer in enumerate(tagger.encoder.layers)
        for product in PRODUCTS
    ]
    for batch in all_batches:
        tagger.read(batch)
    for hook in hooks:
        hook.remove()
    return found


def smooth(tagger: Tagger, sizes: Largest) -> None:
    """Smooth the products of a tagger's encoder, given the largest inputs of each."""
    for n, layer in enumerate(tagger.encoder.layers):
        for name in PRODUCTS:
            product = getattr(layer, name)
            inputs, weights = sizes[f"{n}.{name}"].clamp(min=LEAST), product.weight.data.abs().amax(0).clamp(min=LEAST)
            by = inputs**SHARE / weights ** (1 - SHARE)
            setattr(layer, name, Smoothed(product, by / by.log().mean().exp()))

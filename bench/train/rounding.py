"""Products rounded as they will be in the package, so that what is trained gets used to it.

Quantisation-aware training with straight-through gradients (Jacob et al. 2018; Bengio, Léonard & Courville 2013).
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from bench.train.network import Tagger

STEPS, HALF = 255, 127
LEAST = 1e-9


class Rounded(nn.Linear):
    """A product as ONNX Runtime gives it in int8: one scale for the inputs of a window, one for each row of weights."""

    def forward(self, x: Tensor) -> Tensor:
        """Return the product [B, P, out] of inputs [B, P, in], rounded both."""
        weights = _let_through(self.weight, by_row(self.weight.detach()))
        return functional.linear(_let_through(x.float(), by_window(x.detach().float())), weights, self.bias)


def by_window(x: Tensor) -> Tensor:
    """Return inputs [B, P, in] in 256 steps from the least to the most of each window, of which nought is one."""
    least, most = x.amin((1, 2), keepdim=True).clamp(max=0), x.amax((1, 2), keepdim=True).clamp(min=0)
    step = ((most - least) / STEPS).clamp(min=LEAST)
    nought = (-least / step).round()
    return ((x / step).round() + nought).clamp(0, STEPS).sub(nought) * step


def by_row(weights: Tensor) -> Tensor:
    """Return weights [out, in] in steps of the 127th part of the largest of each row."""
    step = weights.abs().amax(1, keepdim=True).clamp(min=LEAST) / HALF
    return (weights / step).round() * step


def _let_through(exact: Tensor, rounded: Tensor) -> Tensor:
    """Return what is rounded, with the gradient of what is exact."""
    return exact + (rounded - exact).detach()


def rounded(tagger: Tagger) -> Tagger:
    """Return the tagger with the products of its encoder rounded from now on; its weights stay exact."""
    for layer in tagger.encoder.layers:
        for name in ("qkv", "out", "up", "down"):
            product = Rounded(*reversed(getattr(layer, name).weight.shape))
            product.load_state_dict(getattr(layer, name).state_dict())
            setattr(layer, name, product)
    return tagger

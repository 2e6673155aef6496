"""How a report is read: thoroughly, or fast where the user asks for it.

Some layers have a quick form, which takes less time and finds a little less. It goes by a name of its own, which stands
among the layers of a reading (`Reading.versions`), and so in ledgers and lakes: what was read fast can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FAST: Mapping[str, str] = {"attribution": "attribution-fast"}
"""The layers that have a quick form, and its name."""
_THOROUGH = {quick: layer for layer, quick in FAST.items()}


def thorough(layer: str) -> str:
    """Return the layer whose quick form a layer is, or the layer itself."""
    return _THOROUGH.get(layer, layer)


def is_fast(layers: Iterable[str]) -> bool:
    """Say whether a quick form is among the layers."""
    return any(layer in _THOROUGH for layer in layers)

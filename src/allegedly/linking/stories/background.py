"""How rare a term is in the news at large: fixed numbers, trained once, so that no ledger's contents change a score.

A term is known by 32 bits (CRC-32 of its kind and letters); its rarity is the natural logarithm of one over the share
of happenings whose reports use it, in sixteenths. Terms that are not in the table are as rare as can be.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from zlib import crc32

import numpy as np

from allegedly.linking.stories.terms import Kind
from allegedly.linking.weights import weights_file

Table = Mapping[int, int]

STEPS = 16
RAREST = round(STEPS * math.log(1500))
"""The rarity of what the background does not know: one happening in 1,500."""


def number(kind: Kind, term: str) -> int:
    """Return the 32 bits by which a term of that kind is known."""
    return crc32(f"{kind} {term}".encode())


def rarity(share: float) -> int:
    """Return the rarity, in sixteenths, of a term that this share of happenings uses."""
    return min(RAREST, max(0, round(-STEPS * math.log(share)))) if share > 0 else RAREST


@cache
def background() -> Table:
    """Return the rarity of the terms that are not as rare as can be; raises ModelError where it is not there."""
    file = weights_file("stories", "background.npz")
    with file.open("rb") as opened, np.load(opened) as arrays:
        return dict(zip(arrays["terms"].tolist(), arrays["rarities"].tolist(), strict=True))

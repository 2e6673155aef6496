"""How much two statements say the same: their vectors, the matters and words they share, and whose deeds they tell."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import words
from allegedly.linking.claims.matters import content_words, matters
from allegedly.linking.claims.profiles import ClaimProfile

_LIGHT = 0.4
"""A matter that much of the news is about counts for less."""
_MATTER, _PART, _WORD = 0.1, 0.2, 0.06
_OTHER_AGENT, _OTHER_HEAD, _OWN_VOICE = 0.2, 0.2, 0.05
_HEAD = 4
"""So many first words mostly name who does what is told."""
_AGENTS = frozenset(
    {"troops", "protest", "riot", "crowd-control", "police", "arrest", "fleet", "aircraft", "missile", "civilian"}
)


@lru_cache(maxsize=16_384)
def _head(text: str) -> frozenset[str]:
    """Return what kind of people or things the first words name, who mostly do what is told."""
    return matters(content_words(" ".join(text.split()[:_HEAD]))) & _AGENTS


def likeness(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> float:
    """Return how much two statements say the same, from about 0 to 1.4: their vectors, matters and agents."""
    one, other = a.statements[n], b.statements[m]
    shared, either = a.matters[n] & b.matters[m], a.matters[n] | b.matters[m]
    light = words("matters_light", "word")
    share = sum(_LIGHT if matter in light else 1.0 for matter in shared)
    found = float(like[n, m]) + _MATTER * min(share, 2.0) + _PART * share / max(len(either), 1)
    found += _WORD * min(len(a.words[n] & b.words[m]), 3)
    heads = _head(one.said or one.text), _head(other.said or other.text)
    if all(heads) and not heads[0] & heads[1]:
        found -= _OTHER_HEAD
    if one.countries and other.countries and one.countries[0] != other.countries[0]:
        found -= _OTHER_AGENT
    if "outlet" in {one.source.kind, other.source.kind}:
        found -= _OWN_VOICE
    return found

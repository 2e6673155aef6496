"""The same content from two sources: corroboration where the sources are independent, one claim told twice where they are one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import words
from allegedly.linking.claims.matters import content_words, matters
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.sources import independent, same_source
from allegedly.linking.claims.statements import Statement

ENOUGH = 0.66
"""Two statements of such a likeness say the same."""
SAME = 0.7
"""One source's two statements of such a cosine are one claim."""
VERBATIM = 0.93
"""Words so much alike in two mouths are one quotation, whoever is named for it."""
_NOT_TOLD = frozenset({"demand", "ask", "refuse", "promise", "threaten", "praise", "believe"})
_FUTURE = re.compile(r"\b(?:will|would|shall|to be|plans?|intends?)\b", re.I)
_LIGHT = 0.4
_HEAD = 4
_OTHER_AGENT, _OTHER_HEAD, _OWN_VOICE = 0.2, 0.2, 0.05
_AGENTS = frozenset({"troops", "protest", "riot", "crowd-control", "police", "arrest", "fleet", "aircraft", "missile", "civilian"})


def _head(statement: Statement) -> frozenset[str]:
    """Return what kind of people or things the first words name, who mostly do what is told."""
    first = " ".join((statement.said or statement.text).split()[:_HEAD])
    return matters(content_words(first)) & _AGENTS


def corroborations(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): statement n of a and m of b are the same content of two independent sources."""
    told = [n for n, s in enumerate(a.statements) if _is_told(s)], [m for m, s in enumerate(b.statements) if _is_told(s)]
    like = a.directions @ b.directions.T
    for n in told[0]:
        best = max(((likeness(a, n, b, m, like), -m) for m in told[1] if _pairs(a, n, b, m, like)), default=(0.0, 0))
        if best[0] >= ENOUGH:
            yield n, -best[1]


def same_claims(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): one source's one claim, in a and in b."""
    like = a.directions @ b.directions.T
    for n, m in np.argwhere(like >= SAME).tolist():
        one, other = a.statements[n], b.statements[m]
        if one.claim and other.claim and one.negative == other.negative and same_source(one.source, other.source):
            yield n, m


def _is_told(statement: Statement) -> bool:
    return statement.act not in _NOT_TOLD and not statement.pointer and not _FUTURE.search(statement.text)


def _pairs(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> bool:
    one, other = a.statements[n], b.statements[m]
    both_own = one.source.kind == other.source.kind == "outlet"
    return (
        one.negative == other.negative and independent(one.source, other.source) and not both_own
        and float(like[n, m]) < VERBATIM
    )  # fmt: skip


def likeness(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> float:
    """Return how much two statements say the same, from about 0 to 1.4: their vectors, matters and agents."""
    one, other = a.statements[n], b.statements[m]
    shared, either = a.matters[n] & b.matters[m], a.matters[n] | b.matters[m]
    light = words("matters_light", "word")
    share = sum(_LIGHT if matter in light else 1.0 for matter in shared)
    found = float(like[n, m]) + 0.1 * min(share, 2.0) + 0.2 * share / max(len(either), 1)
    found += 0.06 * min(len(a.words[n] & b.words[m]), 3)
    heads = _head(one), _head(other)
    if all(heads) and not heads[0] & heads[1]:
        found -= _OTHER_HEAD
    if one.countries and other.countries and one.countries[0] != other.countries[0]:
        found -= _OTHER_AGENT
    if "outlet" in {one.source.kind, other.source.kind}:
        found -= _OWN_VOICE
    return found

"""The same content twice: corroboration where the sources are independent, one claim where they are one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.likeness import likeness
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import independent, same_source
from allegedly.linking.claims.undertakings import looks_ahead

ENOUGH = 0.66
"""Two statements of such a likeness say the same."""
LEAST = 0.08
"""No matters and words shared make up for a cosine below this."""
SAME = 0.7
"""One source's two statements of such a cosine are one claim."""
VERBATIM = 0.93
"""Words so much alike in two mouths are one quotation, whoever is named for it."""
_NOT_TOLD = frozenset({"demand", "ask", "refuse", "promise", "threaten", "praise", "believe"})
_WITNESS = re.compile(
    r"\b(?:reporter|correspondent|journalist|photographer|our own|saw|seen|told|said)\b", re.IGNORECASE
)
"""An outlet is a source of what its own people saw; what else it states it has from others."""
_NOBODY_NAMED = 0.1
"""What is taken off the likeness for a statement that tells of "them" only."""
_PRONOUN = re.compile(r"(?:that )?(?:they|he|she|it|them)\b", re.IGNORECASE)


def corroborations(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): statement n of a and m of b are the same content of two independent sources."""
    told = (
        [n for n, s in enumerate(a.statements) if _is_told(s)],
        [m for m, s in enumerate(b.statements) if _is_told(s)],
    )
    like = a.directions @ b.directions.T
    for n in told[0]:
        near = [m for m in told[1] if like[n, m] >= LEAST and _pairs(a, n, b, m, like)]
        best = max(((_content(a, n, b, m, like), -m) for m in near), default=(0.0, 0))
        if best[0] >= ENOUGH:
            yield n, -best[1]


def same_claims(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): one source's one claim, in a and in b."""
    like = a.directions @ b.directions.T
    for n, m in np.argwhere(like >= SAME).tolist():
        one, other = a.statements[n], b.statements[m]
        if one.claim and other.claim and one.negative == other.negative and same_source(one.source, other.source):
            yield n, m


@lru_cache(maxsize=16_384)
def _is_told(statement: Statement) -> bool:
    if statement.source.kind == "outlet" and not _WITNESS.search(statement.text):
        return False
    return statement.act not in _NOT_TOLD and not statement.pointer and not looks_ahead(statement)


def _pairs(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> bool:
    one, other = a.statements[n], b.statements[m]
    return (
        one.negative == other.negative and independent(one.source, other.source)
        and float(like[n, m]) < VERBATIM and not _count_otherwise(one, other)
    )  # fmt: skip


def _count_otherwise(one: Statement, other: Statement) -> bool:
    """Say whether two statements count the same things and cannot both be right."""
    return any(
        x.counted == y.counted
        and max(x.low or 0, y.low or 0) > min(math.inf if z.high is None else z.high for z in (x, y))
        for x in one.figures for y in other.figures
    )  # fmt: skip


def _content(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> float:
    unnamed = sum(_PRONOUN.match(s.said or s.text) is not None for s in (a.statements[n], b.statements[m]))
    return likeness(a, n, b, m, like) - _NOBODY_NAMED * unnamed

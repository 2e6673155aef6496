"""The same content twice: corroboration where the sources are independent, one claim where they are one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from allegedly.linking.claims.likeness import Common, Matrix, heads, ranks, weighed
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import same_source
from allegedly.linking.claims.undertakings import looks_ahead

WEIGHTS = {
    "like": 1.81, "matter": 0.99, "part": 0.98, "words": 0.96, "negation": -0.8, "alleging": -0.37, "denying": -0.36,
    "neither": 0.07, "outlet": -0.38, "unnamed": -0.28, "other kind": -0.33, "other country": -0.54, "bias": -4.27,
}  # fmt: skip
SECOND = {
    "first": 1.05, "behind": 1.13, "bias": 0.7,
}  # fmt: skip
ENOUGH = -1.07
SAME = 0.7
"""One source's two statements of such a cosine are one claim."""
VERBATIM = 0.93
"""Words so much alike in two mouths are one quotation, whoever is named for it."""
_NOT_TOLD = frozenset({"demand", "ask", "refuse", "promise", "threaten", "praise", "believe"})
_WITNESS = re.compile(
    r"\b(?:reporter|correspondent|journalist|photographer|our own|saw|seen|told|said)\b", re.IGNORECASE
)
"""An outlet is a source of what its own people saw; what else it states it has from others."""
_PRONOUN = re.compile(r"(?:that )?(?:they|he|she|it|them)\b", re.IGNORECASE)


def corroborations(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[int, int]]:
    """Yield (n, m): statement n of a and m of b are the same content of two independent sources."""
    yield from map(tuple, np.argwhere(scored(a, b, known) >= ENOUGH).tolist())


def scored(a: ClaimProfile, b: ClaimProfile, known: Common) -> Matrix:
    """Return the log-odds [n, m] that two statements say the same, minus infinity where they cannot corroborate."""
    fits = possible(a, b, known)
    first = np.where(fits, weighed(signs(a, b, known), WEIGHTS), -np.inf)
    return np.where(fits, weighed(behind(first), SECOND), -np.inf).astype(np.float32)


def behind(odds: Matrix) -> dict[str, Matrix]:
    """Return the signs of the second pass: the first log-odds, and how far the two stand behind the best of each."""
    found = ranks(odds)
    return {"first": found["first"], "behind": found["row"] + found["column"]}


def possible(a: ClaimProfile, b: ClaimProfile, known: Common) -> Matrix:
    """Return which two statements may corroborate each other [n, m]."""
    told = np.array([_is_told(s) for s in a.statements], bool)[:, None] & np.array(
        [_is_told(s) for s in b.statements], bool
    )
    fits = told & (known.independent == 1) & (known.like < VERBATIM)
    for n, m in np.argwhere(fits & (a.counting[:, None] & b.counting)).tolist():
        fits[n, m] = not _count_otherwise(a.statements[n], b.statements[m])
    return fits


def signs(a: ClaimProfile, b: ClaimProfile, known: Common) -> dict[str, Matrix]:
    """Return the signs [n, m] that two statements say the same, each from about 0 to 1."""
    one, other = _of_each(a), _of_each(b)
    x, y = one["negates"][:, None], other["negates"][None, :]
    return {
        "like": known.like,
        "matter": known.matter,
        "part": known.part,
        "words": known.words,
        "negation": np.abs(x - y),
        "alleging": np.abs(one["alleges"][:, None] - other["alleges"][None, :]),
        "denying": np.abs(one["denies"][:, None] - other["denies"][None, :]),
        "neither": np.minimum(one["neither"][:, None], other["neither"][None, :]),
        "outlet": np.maximum(one["outlet"][:, None], other["outlet"][None, :]),
        "unnamed": one["unnamed"][:, None] + other["unnamed"][None, :],
    } | heads(a, b)


def _of_each(a: ClaimProfile) -> dict[str, Matrix]:
    return {
        "negates": a.column(s.negative for s in a.statements),
        "alleges": a.column(s.alleges / 4 for s in a.statements),
        "denies": a.column(s.denies / 4 for s in a.statements),
        "neither": a.column(-max(s.alleges, s.denies) / 4 for s in a.statements),
        "outlet": a.column(s.source.kind == "outlet" for s in a.statements),
        "unnamed": a.column(_PRONOUN.match(s.said or s.text) is not None for s in a.statements),
    }


def same_claims(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[int, int]]:
    """Yield (n, m): one source's one claim, in a and in b."""
    for n, m in np.argwhere(known.like >= SAME).tolist():
        one, other = a.statements[n], b.statements[m]
        if one.claim and other.claim and one.negative == other.negative and same_source(one.source, other.source):
            yield n, m


@lru_cache(maxsize=16_384)
def _is_told(statement: Statement) -> bool:
    if statement.source.kind == "outlet" and not _WITNESS.search(statement.text):
        return False
    return statement.act not in _NOT_TOLD and not statement.pointer and not looks_ahead(statement)


def _count_otherwise(one: Statement, other: Statement) -> bool:
    """Say whether two statements count the same things and cannot both be right."""
    return any(
        x.counted == y.counted
        and max(x.low or 0, y.low or 0) > min(math.inf if z.high is None else z.high for z in (x, y))
        for x in one.figures for y in other.figures
    )  # fmt: skip

"""The same content twice: corroboration where the sources are independent, one claim where they are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.likeness import SAME, Common, heads
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.signs import Later, Matrix, Signs, enough, scored
from allegedly.linking.claims.sources import same_source
from allegedly.linking.claims.undertakings import looks_ahead

WEIGHTS = {
    "like": 1.18, "matter": 0.74, "part": 0.57, "words": 1.03, "above": 1.02, "brief": -0.29, "deed": 0.7,
    "negation": -0.64, "alleging": -0.2, "denying": -0.13, "other kind": -0.14, "other country": -0.16,
    "negates": 0.02, "alleges": 0.51, "denies": -0.03, "outlet": -0.2, "unnamed": -0.02, "bias": -4.25,
}  # fmt: skip
SECOND = {
    "first": 1.21, "row": 1.08, "column": 0.82, "bias": 0.73,
}  # fmt: skip
ENOUGH = -1.8
CROWDING = 0.7
"""How much each pair of statements is the less likely a corroboration for the others."""
_BRIEF = 8
"""Two statements that both have so many content words are not alike for want of words."""
VERBATIM = 0.93
"""Words so much alike in two mouths are one quotation, whoever is named for it."""
_LATER = {
    "brief": 1.0, "deed": 1.0, "negation": 1.0, "alleging": 2.0, "denying": 2.0, "other kind": 1.0,
    "other country": 1.0,
}  # fmt: skip
"""Signs that are made where the others may come to enough, and the most that each can be."""
_NOT_TOLD = frozenset({"demand", "ask", "refuse", "promise", "threaten", "praise", "believe"})
_WITNESS = re.compile(
    r"\b(?:reporter|correspondent|journalist|photographer|our own|saw|seen|told|said)\b", re.IGNORECASE
)
"""An outlet is a source of what its own people saw; what else it states it has from others."""
_PRONOUN = re.compile(r"(?:that )?(?:they|he|she|it|them)\b", re.IGNORECASE)


def corroborations(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[int, int]]:
    """Yield (n, m): statement n of a and m of b are the same content of two independent sources."""
    fits = possible(a, b, known)
    least = enough(ENOUGH, fits.size, CROWDING)
    found, later = _found(a, b, known), Later(_LATER, partial(_later, a, b))
    odds = scored(found, fits, WEIGHTS, SECOND, least, later)
    yield from map(tuple, np.argwhere(odds >= least).tolist())


def possible(a: ClaimProfile, b: ClaimProfile, known: Common) -> NDArray[np.bool_]:
    """Return which two statements may corroborate each other [n, m]; who denies says nothing that another claims."""
    one, other = a.signs("told to", _told).values, b.signs("told to", _told).values
    told: NDArray[np.bool_] = (one[:, :1] > 0) & (other[:, 0] > 0)
    against = (one[:, 1:2] * (1 - other[:, 2]) > 0) | ((1 - one[:, 2:]) * other[:, 1] > 0)
    fits: NDArray[np.bool_] = told & ~against & (known.independent == 1) & (known.like < VERBATIM)
    for n, m in np.argwhere(fits & (a.counting[:, None] & b.counting)).tolist():
        fits[n, m] = not _count_otherwise(a.statements[n], b.statements[m])
    return fits


def signs(a: ClaimProfile, b: ClaimProfile, known: Common) -> Signs:
    """Return the signs that two statements say the same, each from about 0 to 1; those of one add to the other's."""
    found = _found(a, b, known)
    return replace(found, both={**found.both, **_later(a, b)})


def _found(a: ClaimProfile, b: ClaimProfile, known: Common) -> Signs:
    """Return the signs that are known of two reports."""
    both = {
        "like": known.like,
        "matter": known.matter,
        "part": known.part,
        "words": known.words,
        "above": known.above,
    }
    return Signs(both, a.signs("corroborated", _of_each), b.signs("corroborated", _of_each))


def _later(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return the others of both statements."""
    one, other = a.signs("corroborated", _of_each), b.signs("corroborated", _of_each)
    apart = np.abs(one.values[:, None, :3] - other.values[None, :, :3])
    return {
        "brief": np.maximum(0, 1 - np.minimum(a.lengths[:, None], b.lengths[None, :]) / np.float32(_BRIEF)),
        "deed": (a.deed_rows @ b.deed_rows.T > 0).astype(np.float32),
        "negation": apart[..., 0],
        "alleging": apart[..., 1],
        "denying": apart[..., 2],
        **heads(a, b),
    }


def _of_each(one: Statement) -> dict[str, float]:
    return {
        "negates": one.negative,
        "alleges": one.alleges / 4,
        "denies": one.denies / 4,
        "outlet": one.source.kind == "outlet",
        "unnamed": _PRONOUN.match(one.said or one.text) is not None,
    }


def _told(one: Statement) -> dict[str, float]:
    return {"told": _is_told(one), "denies": one.act == "deny", "negates": one.negative}


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
    says_nothing = statement.pointer or statement.open or statement.is_slight
    return statement.act not in _NOT_TOLD and not (says_nothing or looks_ahead(statement))


def _count_otherwise(one: Statement, other: Statement) -> bool:
    """Say whether two statements count the same things and cannot both be right."""
    for x in one.figures:
        for y in other.figures:
            highs = [high for high in (x.high, y.high) if high is not None]
            if x.counted == y.counted and highs and max(x.low or 0, y.low or 0) > min(highs):
                return True
    return False

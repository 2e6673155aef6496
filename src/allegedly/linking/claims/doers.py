"""One deed laid on two doers: "It was the tenants who sold it" against whoever is said to have sold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from allegedly.linking.claims.matters import content_words
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import same_source

ENOUGH = 0.6
"""Cosine from which on two statements tell of one deed."""
_CLEFT = re.compile(r"it (?:was|is|were) (?P<doer>.{2,60}?) (?:who|that|which) ", re.IGNORECASE)


def other_doers(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): one of the two insists on another doer of the deed that the other tells of."""
    if not (a.signs("doers", _of_each).values.any() or b.signs("doers", _of_each).values.any()):
        return
    like = a.directions @ b.directions.T
    for n, one in enumerate(a.statements):
        for m, other in enumerate(b.statements):
            if (a is b and n >= m) or not (_insists(one) or _insists(other)) or like[n, m] < ENOUGH:
                continue
            if _names_the_doer(one, other) or _names_the_doer(other, one):
                continue
            both = one.claim and other.claim and not one.negative and not other.negative
            if both and not same_source(one.source, other.source) and a.matters[n] & b.matters[m]:
                yield n, m


def _of_each(one: Statement) -> dict[str, float]:
    return {"insists": _insists(one)}


def _names_the_doer(one: Statement, other: Statement) -> bool:
    """Say whether the other statement names the same doer that the one insists on."""
    match = _CLEFT.match(one.said or one.text)
    return match is not None and bool(content_words(match["doer"]) & content_words(other.said or other.text))


@lru_cache(maxsize=16_384)
def _insists(statement: Statement) -> bool:
    return _CLEFT.match(statement.said or statement.text) is not None

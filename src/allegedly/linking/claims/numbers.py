"""Figures that exclude each other: two sides count one thing, and both counts cannot be so."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.lexicon import words
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Number, Statement
from allegedly.linking.claims.sources import independent

_LIKE, _TOLL_LIKE = 0.5, 0.3
"""Cosines from which on two statements count the same things, and the same victims."""
_FEW = 5
"""Below so many, a number counts single things that happen to differ."""


def figure_disputes(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int]]:
    """Yield (n, m): the figures of statement n of a and of m of b, or of one report's two, exclude each other."""
    for n, one in enumerate(a.statements):
        for m, other in enumerate(b.statements):
            if (a is not b or n < m) and one.figures and other.figures and _exclude(a, n, one, b, m, other):
                yield n, m


def _exclude(a: ClaimProfile, n: int, one: Statement, b: ClaimProfile, m: int, other: Statement) -> bool:
    if not independent(one.source, other.source):
        return False
    like = float(a.directions[n] @ b.directions[m])
    toll = like >= _TOLL_LIKE and bool(a.matters[n] & b.matters[m] & words("matters_tolls", "word"))
    if one.countries and other.countries and not set(one.countries) & set(other.countries):
        return False
    return any(
        exclude(x, y) for x in one.figures for y in other.figures if toll or (like >= _LIKE and x.counted == y.counted)
    )


def exclude(x: Number, y: Number) -> bool:
    """Say whether two counts cannot both be so: one's least is more than the other's most."""
    if max(x.high or x.low or 0, y.high or y.low or 0) < _FEW:
        return False
    above = x.high is not None and y.low is not None and y.low > x.high
    below = y.high is not None and x.low is not None and x.low > y.high
    return above or below

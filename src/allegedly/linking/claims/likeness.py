"""What the statements of two reports have in common: vectors, matters and words, and whether their sources are one.

All of it as matrices [n, m] over the statements of the one report and those of the other, made once for the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.signs import Matrix
from allegedly.linking.claims.sources import are_one, are_two, same_source

_MOST_MATTERS = 2.0
"""Statements of less in all do not share more for having less."""
_MOST_WORDS = 3.0
SAME = 0.7
"""One source's two statements of such a cosine are one claim."""
_MANY = 10
"""Smaller numbers are often the same by chance."""


@dataclass(frozen=True, slots=True)
class Common:
    """What statements n of one report and m of another, or of the same, have in common.

    `like` is the cosine of the vectors; `matter` how many matters both are about, `part` the share of the lesser's,
    `words` how many content words both have, all from 0 to 1; `above` how far the cosine stands above what the two
    statements have on the whole. `same` and `independent` tell of the sources: 1 where
    they are one, and where they are surely two.
    """

    like: Matrix
    matter: Matrix
    part: Matrix
    words: Matrix
    above: Matrix
    same: Matrix
    independent: Matrix

    def same_claim(self, a: ClaimProfile, n: int, b: ClaimProfile, m: int) -> bool:
        """Say whether two statements are one source's one claim: in like words, or with the same number."""
        one, other = a.statements[n], b.statements[m]
        if not same_source(one.source, other.source) or one.negative != other.negative:
            return False
        return bool(self.like[n, m] >= SAME) or not _counts(one).isdisjoint(_counts(other))

    def turned(self) -> Common:
        """Return the same for the two reports the other way round."""
        return Common(*(getattr(self, name).T for name in self.__slots__))


def _counts(one: Statement) -> frozenset[tuple[float | None, float | None]]:
    return frozenset((f.low, f.high) for f in one.figures if (f.low or f.high or 0) >= _MANY)


def common(a: ClaimProfile, b: ClaimProfile) -> Common:
    """Return what the statements of two reports, or of one with itself, have in common."""
    shared = a.weighed_matters @ b.matter_rows.T
    lesser = np.minimum(a.matter_weight[:, None], b.matter_weight[None, :])
    one, other = a.voices, b.voices
    same = [[are_one(x, y) for y in other] for x in one]
    two = [
        [not alike and are_two(x, y) for y, alike in zip(other, row, strict=True)]
        for x, row in zip(one, same, strict=True)
    ]
    places = a.speaking[:, None], b.speaking
    like = a.directions @ b.directions.T
    return Common(
        like,
        np.minimum(shared, _MOST_MATTERS) / np.float32(_MOST_MATTERS),
        (shared / np.maximum(lesser, _MOST_MATTERS)).astype(np.float32),
        np.minimum(a.word_rows @ b.word_rows.T, _MOST_WORDS) / np.float32(_MOST_WORDS),
        like - (like.mean(1, keepdims=True) + like.mean(0, keepdims=True)) / 2,
        np.array(same, np.float32).reshape(len(one), len(other))[places],
        np.array(two, np.float32).reshape(len(one), len(other))[places],
    )


def heads(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return the signs [n, m] that two statements tell of other doers: of another kind, or of another country."""
    (kinds, countries), (others, there) = a.doers, b.doers
    other_kind = (kinds.max(1) > 0)[:, None] & (others.max(1) > 0) & (kinds @ others.T == 0)
    other_country = (countries >= 0)[:, None] & (there >= 0) & (countries[:, None] != there)
    return {"other kind": other_kind.astype(np.float32), "other country": other_country.astype(np.float32)}

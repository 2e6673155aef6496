"""Denials: which statement of a report denies which of another's, or of its own.

A pair is scored by signs that it is about one thing, and by who speaks of whom. A denial whose own words do not say what it
denies ("the accusation") brings the words of the claim that its report says it answers. Of the statements of one report that a
denial may answer, it answers the one that scores best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import words
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.sources import same_source
from allegedly.linking.claims.statements import Statement

WEIGHTS = {
    "like": 3.9, "matter": 2.2, "part": 3.9, "accused": 0.5, "agent": 0.6, "inherited": 2.6, "explicit": 1.0, "opposed": 0.4,
    "words": 0.4, "accused matter": 0.5, "outlet": -2.0,
}  # fmt: skip
"""Log-odds a unit of each sign (`bench/train/denials.py`), fitted with no sign against its sense."""
BIAS = -5.6
ENOUGH = -1.4
"""The log-odds from which on a pair is a denial."""

_MAY_DENY = frozenset({"deny", "assert", "accuse", "agree", "estimate"})
_NOT_DENIED = frozenset({"deny", "demand", "ask", "refuse", "praise"})
_FUTURE = re.compile(r"\b(?:will|would|shall|won['’]t)\b", re.I)
_LIGHT = 0.4
"""Matters that much of the news is about (troops, arriving, planning) count for less."""


def is_denial(statement: Statement) -> bool:
    """Say whether a statement may deny another: it negates, and is no vow, demand or wish, nor the outlet's own."""
    if statement.source.kind == "outlet" or not statement.negative or statement.act not in _MAY_DENY:
        return False
    return statement.act == "deny" or not _FUTURE.search(statement.text)


def may_be_denied(statement: Statement) -> bool:
    """Say whether a statement says that something is so."""
    return not statement.negative and not statement.pointer and statement.act not in _NOT_DENIED


def denials(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int, float]]:
    """Yield (n, m, log-odds): statement m of b denies statement n of a; a and b may be one report."""
    claims = [n for n, s in enumerate(a.statements) if may_be_denied(s)]
    answers = [m for m, s in enumerate(b.statements) if is_denial(s)]
    if not claims or not answers:
        return
    like = a.directions @ b.directions.T
    for m in answers:
        scored = [
            (_score(a, n, b, m, like), -n) for n in claims if not same_source(a.statements[n].source, b.statements[m].source)
        ]
        best, place = max(scored, default=(-math.inf, 0))
        if best >= ENOUGH:
            yield -place, m, best


def _score(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> float:
    found = signs(a, n, b, m, like)
    return BIAS + sum(WEIGHTS[name] * value for name, value in found.items())


def signs(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> dict[str, float]:
    """Return the signs that statement m of b denies statement n of a, each from about 0 to 1."""
    claim, answer = a.statements[n], b.statements[m]
    shared, either = a.matters[n] & b.matters[m], a.matters[n] | b.matters[m]
    light = words("matters_light", "word")
    share = min(sum(_LIGHT if matter in light else 1.0 for matter in shared), 2.0)
    one, other = claim.source.country, answer.source.country
    accused = other is not None and other in claim.countries
    explicit = a is b and n in answer.answers
    inherited = max((float(like[n, k]) for k in answer.answers), default=0.0)
    return {
        "like": 0.0 if answer.pointer else float(like[n, m]),
        "matter": share / 2,
        "part": share / max(len(either), 1),
        "accused": float(accused),
        "agent": float(accused and claim.countries[0] == other),
        "inherited": 1.0 if explicit else inherited,
        "explicit": float(explicit),
        "opposed": float(one is not None and other is not None and one != other),
        "words": float(bool(a.words[n] & b.words[m])),
        "accused matter": float(accused and share > 0),
        "outlet": float(claim.source.kind == "outlet"),
    }

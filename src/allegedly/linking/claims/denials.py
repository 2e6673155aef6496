"""Denials: which statement of a report denies which of another's, or of its own.

A pair is scored by signs that it is about one thing, and by who speaks of whom. A denial whose own words do not say
what it
denies ("the accusation") brings the words of the claim that its report says it answers. Of the statements of one
report that a denial may answer, it answers the one that scores best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import words
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import same_source

WEIGHTS = {
    "like": 1.3, "matter": 0.7, "part": 4.5, "accused": 1.8, "opposed": 0.7, "words": 0.3, "outlet": -2.7,
    "stranger": -1.6, "unasked": -2.2,
}  # fmt: skip
"""Log-odds a unit of each sign (`bench/train/denials.py`), fitted with no sign against its sense."""
BIAS = -5.1
ENOUGH = -1.5
"""The log-odds from which on a pair is a denial."""

_MAY_DENY = frozenset({"deny", "assert", "accuse", "agree", "estimate"})
_NOT_DENIED = frozenset({"deny", "demand", "ask", "refuse", "praise"})
_FUTURE = re.compile(r"\b(?:will|would|shall|won['’]t)\b", re.IGNORECASE)
_BESIDES = re.compile(r"\b(?:has|have|had|is|are|was|were)\b", re.IGNORECASE)
"""What is yet to come is announced and not denied, unless something is told beside it."""
_WE = re.compile(r"\b(?:we|us|our|ours|my|I)\b")
"""Who speaks of himself denies nothing that is said of others."""
_KEPT = 16_384
"""So many answers to a question about one statement are kept."""
_MINE = frozenset({"our", "my"})
_NO_SIGN = re.compile(r"\bno (?:sign|evidence|indication|proof|confirmation)\b", re.IGNORECASE)
"""Who has seen nothing does not say that there is nothing."""
NEAR = 0.5
"""What scores so much less than the best of a report is answered too."""
_SOME = 2.0
"""Statements of less in all do not share more for having less."""
_LIGHT = 0.4
"""Matters that much of the news is about (troops, arriving, planning) count for less."""


@lru_cache(maxsize=_KEPT)
def is_denial(statement: Statement) -> bool:
    """Say whether a statement may deny another: it negates, and is no vow, demand or wish, nor the outlet's own."""
    if statement.source.kind == "outlet" or not statement.negative or statement.act not in _MAY_DENY:
        return False
    return statement.act == "deny" or not (_FUTURE.search(statement.text) or _NO_SIGN.search(statement.text))


@lru_cache(maxsize=_KEPT)
def may_be_denied(statement: Statement) -> bool:
    """Say whether a statement says that something is so."""
    if statement.negative or statement.pointer or statement.act in _NOT_DENIED:
        return False
    return (
        statement.act == "accuse" or not _FUTURE.search(statement.text) or _BESIDES.search(statement.text) is not None
    )


def denials(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Yield (ns, m, log-odds): statement m of b denies statements ns of a, one or neighbours in one claim.

    a and b may be one report.
    """
    claims = [n for n, s in enumerate(a.statements) if may_be_denied(s)]
    answers = [m for m, s in enumerate(b.statements) if is_denial(s)]
    if not claims or not answers:
        return
    like = a.directions @ b.directions.T
    for m in answers:
        source = b.statements[m].source
        scored = {n: _score(a, n, b, m, like) for n in claims if not same_source(a.statements[n].source, source)}
        fitting = {n for n, odds in scored.items() if odds >= max(ENOUGH, max(scored.values()) - NEAR)}
        enough = {n for n, odds in scored.items() if odds >= ENOUGH}
        while fitting:
            best = max(fitting, key=lambda n: (scored[n], -n))
            claim = a.statements[best].claim
            beside = {n for n in enough if claim and a.statements[n].claim == claim}
            run = _run(best, beside)
            fitting -= {*run}
            yield tuple(run), m, scored[best]


def _run(place: int, places: set[int]) -> list[int]:
    """Return the unbroken run of places around one of them."""
    first = last = place
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return list(range(first, last + 1))


def _score(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> float:
    """Return the log-odds by the denial's own words or by those of what it answers, whichever say more."""
    return max(BIAS + sum(WEIGHTS[name] * value for name, value in found.items()) for found in signs(a, n, b, m, like))


def signs(a: ClaimProfile, n: int, b: ClaimProfile, m: int, like: NDArray[np.float32]) -> list[dict[str, float]]:
    """Return the signs that statement m of b denies statement n of a, each from about 0 to 1.

    One mapping for each wording of what is denied: the denial's own, and those that it answers.
    """
    claim, answer = a.statements[n], b.statements[m]
    one, other = claim.source.country, answer.source.country
    named = (other is not None and other in claim.countries) or answer.source.is_named_in(claim.text)
    accused = named or (answer.source.side is not None and not claim.countries and _tells_of_state(claim.text))
    known = {
        "accused": float(accused),
        "opposed": float(one is not None and other is not None and one != other),
        "outlet": float(claim.source.kind == "outlet"),
        "stranger": float(_is_stranger(claim, answer)),
        "unasked": float(a is b and bool(answer.answers) and n not in answer.answers),
    }
    wordings = answer.answers if answer.pointer and answer.answers else (m, *answer.answers)
    tellings = (n, *a.denied_there.get(n, ())) if a is not b else (n,)
    return [known | _alike(a, t, b, k, like) for k in wordings for t in tellings]


def _is_stranger(claim: Statement, answer: Statement) -> bool:
    """Say whether a claim names countries, and a denial speaks for another: by office of state, or as "we"."""
    country = answer.source.country
    if country is None or not claim.countries or country in claim.countries:
        return False
    if answer.source.is_named_in(claim.text):
        return False
    return bool(answer.countries[:1] == (country,) or _speaks_of_himself(answer.said or answer.text) or answer.pointer)


def _alike(a: ClaimProfile, n: int, b: ClaimProfile, k: int, like: NDArray[np.float32]) -> dict[str, float]:
    shared = _weight(a.matters[n] & b.matters[k])
    lesser = min(_weight(a.matters[n]), _weight(b.matters[k]))
    return {
        "like": float(like[n, k]),
        "matter": min(shared, 2.0) / 2,
        "part": shared / max(lesser, _SOME),
        "words": float(bool(a.words[n] & b.words[k])),
    }


@lru_cache(maxsize=_KEPT)
def _speaks_of_himself(text: str) -> bool:
    return _WE.search(text) is not None


@lru_cache(maxsize=_KEPT)
def _tells_of_state(text: str) -> bool:
    """Say whether a statement that names no country tells of soldiers, police or a government not the speaker's."""
    told = [word.lower() for word in re.findall(r"\w+", text)]
    organs = words("state_organs", "word")
    return any(word in organs and before not in _MINE for before, word in pairwise(["", *told]))


@lru_cache(maxsize=_KEPT)
def _weight(matters: frozenset[str]) -> float:
    light = words("matters_light", "word")
    return sum(_LIGHT if matter in light else 1.0 for matter in matters)

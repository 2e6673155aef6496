"""Denials: which statement of a report denies which of another's, or of its own.

Every two statements of two sources are scored by signs that they are about one thing, that the one lays it on somebody
and the other clears him of it, and by who speaks of whom. A denial whose own words do not say what it denies ("the
accusation") brings the words of what its report says it answers. What a report answers with is weighed against what
else it says: a second pass knows how far a pair stands behind the best of its claim, and of its denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np

from allegedly.lexicon import words
from allegedly.linking.claims.likeness import Common, Matrix, ranks, weighed
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.undertakings import looks_ahead

WEIGHTS = {
    "like": 2.19, "own": 3.07, "matter": 0.22, "part": 1.48, "words": 0.33, "claim alleges": 2.03,
    "claim denies": -0.03, "claim negates": -1.42, "claim accuses": -0.12, "claim ahead": -1.25,
    "claim outlet": -2.37, "answer alleges": -0.63, "answer denies": 0.81, "answer negates": 3.11,
    "answer is denial": 0.2, "answer ahead": -0.56, "answer outlet": -1.09, "answer points": 1.07, "no sign": -1.28,
    "within": 0.05, "next": 1.21, "answered": 0.0, "unasked": -1.21, "accused": 0.71, "opposed": 0.1,
    "stranger": -1.51, "bias": -7.21,
}  # fmt: skip
SECOND = {
    "first": 1.02, "row": 0.16, "column": 0.82, "bias": 0.49,
}  # fmt: skip
ENOUGH = -0.82

_NOT_SAID = frozenset({"demand", "ask", "refuse", "praise"})
"""Who asks for something does not say that anything is so."""
_WE = re.compile(r"\b(?:we|us|our|ours|my|I)\b")
"""Who speaks of himself denies nothing that is said of others."""
_KEPT = 16_384
"""So many answers to a question about one statement are kept."""
_MINE = frozenset({"our", "my"})
_NO_SIGN = re.compile(r"\bno (?:sign|evidence|indication|proof|confirmation)\b", re.IGNORECASE)
"""Who has seen nothing does not say that there is nothing."""
_NEXT = 2
"""A denial often stands so close behind what it denies."""


def denials(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Yield (ns, m, log-odds): statement m of b denies statements ns of a, one or neighbours in one claim.

    a and b may be one report.
    """
    odds = scored(a, b, known)
    for m in range(len(b.statements)):
        fitting = {n for n in range(len(a.statements)) if odds[n, m] >= ENOUGH}
        while fitting:
            best = max(fitting, key=lambda n: (odds[n, m], -n))
            claim = a.statements[best].claim
            run = _run(best, {n for n in fitting if claim and a.statements[n].claim == claim})
            fitting -= {*run}
            yield tuple(run), m, float(odds[best, m])


def _run(place: int, places: set[int]) -> list[int]:
    """Return the unbroken run of places around one of them."""
    first = last = place
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return list(range(first, last + 1))


def scored(a: ClaimProfile, b: ClaimProfile, known: Common) -> Matrix:
    """Return the log-odds [n, m] that statement m of b denies statement n of a, minus infinity where it cannot."""
    fits = possible(a, b, known)
    first = np.where(fits, weighed(signs(a, b, known), WEIGHTS), -np.inf).astype(np.float32)
    return np.where(fits, weighed(ranks(first), SECOND), -np.inf).astype(np.float32)


def possible(a: ClaimProfile, b: ClaimProfile, known: Common) -> Matrix:
    """Return which statements of b may deny which of a [n, m]: two sources, and something that is said to be so."""
    said = np.array([may_be_denied(s) for s in a.statements], bool)
    answering = np.array([s.act not in _NOT_SAID for s in b.statements], bool)
    return said[:, None] & answering[None, :] & (known.same == 0)


@lru_cache(maxsize=_KEPT)
def may_be_denied(statement: Statement) -> bool:
    """Say whether a statement says that something is so."""
    return not (statement.pointer or statement.act == "deny" or statement.act in _NOT_SAID)


def signs(a: ClaimProfile, b: ClaimProfile, known: Common) -> dict[str, Matrix]:
    """Return the signs [n, m] that statement m of b denies statement n of a, each from about -1 to 1."""
    shape = known.like.shape
    told = {name: np.broadcast_to(column[:, None], shape) for name, column in _of_claims(a).items()}
    answering = {name: np.broadcast_to(column[None, :], shape) for name, column in _of_answers(b).items()}
    return _likeness(a, b, known) | told | answering | _places(a, b) | _speakers(a, b)


def _of_claims(a: ClaimProfile) -> dict[str, Matrix]:
    return {
        "claim alleges": a.column(s.alleges / 4 for s in a.statements),
        "claim denies": a.column(s.denies / 4 for s in a.statements),
        "claim negates": a.column(s.negative for s in a.statements),
        "claim accuses": a.column(s.act == "accuse" for s in a.statements),
        "claim ahead": a.column(looks_ahead(s) for s in a.statements),
        "claim outlet": a.column(s.source.kind == "outlet" for s in a.statements),
    }


def _of_answers(b: ClaimProfile) -> dict[str, Matrix]:
    return {
        "answer alleges": b.column(s.alleges / 4 for s in b.statements),
        "answer denies": b.column(s.denies / 4 for s in b.statements),
        "answer negates": b.column(s.negative for s in b.statements),
        "answer is denial": b.column(s.act == "deny" for s in b.statements),
        "answer ahead": b.column(looks_ahead(s) for s in b.statements),
        "answer outlet": b.column(s.source.kind == "outlet" for s in b.statements),
        "answer points": b.column(s.pointer for s in b.statements),
        "no sign": b.column(_NO_SIGN.search(s.text) is not None for s in b.statements),
    }


def _likeness(a: ClaimProfile, b: ClaimProfile, known: Common) -> dict[str, Matrix]:
    """Return how alike they are by whichever wording says most: their own, that of what the denial answers in its
    report, or of what denies the claim in the claim's."""
    own = np.where(b.column(s.pointer for s in b.statements)[None, :] > 0, 0, known.like)
    best, matter, part = own.copy(), known.matter.copy(), known.part.copy()
    for m, answer in enumerate(b.statements):
        for k in answer.answers:
            best[:, m] = np.maximum(best[:, m], known.like[:, k])
            matter[:, m] = np.maximum(matter[:, m], known.matter[:, k])
            part[:, m] = np.maximum(part[:, m], known.part[:, k])
    if a is not b:
        for n, there in a.denied_there.items():
            for t in there:
                best[n] = np.maximum(best[n], known.like[t])
    return {"like": best, "own": own, "matter": matter, "part": part, "words": known.words}


def _places(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return what the one report that both stand in says of them."""
    shape = len(a.statements), len(b.statements)
    found = {name: np.zeros(shape, np.float32) for name in ("within", "next", "answered", "unasked")}
    if a is b:
        numbers = np.arange(shape[0])
        behind = numbers[None, :] - numbers[:, None]
        found["within"][:] = 1
        found["next"][:] = (behind > 0) & (behind <= _NEXT)
        for m, answer in enumerate(b.statements):
            if answer.answers:
                found["unasked"][:, m] = 1
                found["unasked"][list(answer.answers), m] = 0
                found["answered"][list(answer.answers), m] = 1
    return found


def _speakers(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return who speaks of whom: of the country of the denier, or of another's."""
    shape = len(a.statements), len(b.speakers)
    accused, opposed, stranger = (np.zeros(shape, np.float32) for _ in range(3))
    for k, source in enumerate(b.speakers):
        country = source.country
        for n, claim in enumerate(a.statements):
            named = source.is_named_in(claim.text)
            if named or (country is not None and country in claim.countries):
                accused[n, k] = 1
            elif source.side is not None and not claim.countries:
                accused[n, k] = _tells_of_state(claim.text)
            opposed[n, k] = country is not None and claim.source.country not in {None, country}
            stranger[n, k] = bool(country and claim.countries and country not in claim.countries and not named)
    himself = b.column(_speaks_of_himself(s) for s in b.statements)
    return {
        "accused": accused[:, b.speaking],
        "opposed": opposed[:, b.speaking],
        "stranger": stranger[:, b.speaking] * himself[None, :],
    }


@lru_cache(maxsize=_KEPT)
def _speaks_of_himself(statement: Statement) -> bool:
    return (
        statement.pointer
        or statement.countries[:1] == (statement.source.country,)
        or _WE.search(statement.said or statement.text) is not None
    )


@lru_cache(maxsize=_KEPT)
def _tells_of_state(text: str) -> bool:
    """Say whether a statement that names no country tells of soldiers, police or a government not the speaker's."""
    told = [word.lower() for word in re.findall(r"\w+", text)]
    organs = words("state_organs", "word")
    return any(word in organs and before not in _MINE for before, word in pairwise(["", *told]))

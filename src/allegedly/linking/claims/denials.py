"""Denials: which statement of a report denies which of another's, or of its own.

Every two statements of two sources are scored by signs that they are about one thing, that the one lays it on somebody
and the other clears him of it, and by who speaks of whom. A denial whose own words do not say what it denies ("the
accusation") brings the words of what its report says it answers. What a report answers with is weighed against what
else it says: a second pass knows how far a pair stands behind the best of its claim, and of its denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import words
from allegedly.linking.claims.likeness import Common
from allegedly.linking.claims.matters import content_words, leaves_open, matters, negates
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.signs import Later, Matrix, Signs, enough, scored
from allegedly.linking.claims.sources import Source
from allegedly.linking.claims.undertakings import looks_ahead

WEIGHTS = {
    "like": 1.52, "own": 1.67, "carried": 0.72, "matter": 1.15, "part": 0.77, "words": 0.0, "both clear": -0.04,
    "both negate": -1.89, "within": -0.39, "next": 1.14, "answered": 0.0, "unasked": -0.72, "accused": 0.94,
    "opposed": 0.78, "stranger": -1.21, "claimant": 0.0, "denied": 0.7, "claim alleges": 1.04, "claim denies": -0.28,
    "claim negates": -0.19, "claim tone": 1.79, "claim ahead": -1.23, "claim outlet": -2.59, "claim defends": -0.59,
    "claim of words": -1.27, "answer alleges": -1.07, "answer denies": 1.52, "answer negates": 2.0,
    "answer act": 0.71, "answer says no": 0.41, "answer unknowing": -1.06, "answer ahead": -0.73,
    "answer outlet": -0.95, "answer defends": 0.9, "answer points": 0.55, "answer bare": 1.94,
    "answer carries": -1.17, "no sign": -1.0, "bias": -7.63,
}  # fmt: skip
SECOND = {
    "first": 1.02, "row": 0.08, "column": 0.66, "bias": 0.29,
}  # fmt: skip
ENOUGH = -1.6
CROWDING = 1.3
"""How much each pair of statements is the less likely a denial for the others."""

_NOT_SAID = frozenset({"demand", "ask", "refuse", "praise"})
"""Who asks for something does not say that anything is so."""
_WE = re.compile(r"\b(?:we|us|our|ours|my|I)\b")
"""Who speaks of himself denies nothing that is said of others."""
_KEPT = 16_384
"""So many answers to a question about one statement are kept."""
_MINE = frozenset({"our", "my"})
_NO_SIGN = re.compile(r"\bno (?:sign|evidence|indication|proof|confirmation)\b", re.IGNORECASE)
"""Who has seen nothing does not say that there is nothing."""
_ANOTHER = re.compile(r"(?:another|a (?:second|third|further|separate|different|new))\b", re.IGNORECASE)
"""A denial of "another claim, that …" denies nothing that its report has told before."""
_LYING = "untruth"
"""The matter of claims that others lie or spread fear: those accuse of words."""
_LITTLE = 2.0
"""What is denied in words of less weight has no more of the claim for it."""
_SAID = 2.0
"""What is said by its act to accuse, or to deny, has at least such log-odds of it."""
_CLEARS = -1.0
"""What neither negates nor has such log-odds of clearing somebody denies nothing."""
_OF_PLACES = ("within", "next", "answered", "unasked")
_OF_SPEAKERS = dict.fromkeys(("accused", "opposed", "stranger", "claimant"), 1.0)
_NEXT = 2
"""A denial often stands so close behind what it denies."""


def denials(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Yield (ns, m, log-odds): statement m of b denies statements ns of a, one or neighbours in one claim.

    a and b may be one report.
    """
    fits = possible(a, b, known)
    least = enough(ENOUGH, fits.size, CROWDING)
    odds = scored(_found(a, b, known), fits, WEIGHTS, SECOND, least, Later(_OF_SPEAKERS, partial(_speakers, a, b)))
    for n, m in _told(a, b, known):
        odds[n, m] = max(odds[n, m], least) if fits[n, m] else odds[n, m]
    enough_odds = odds >= least
    for m in np.flatnonzero(enough_odds.any(0)).tolist():
        fitting = set(np.flatnonzero(enough_odds[:, m]).tolist())
        while fitting:
            best = max(fitting, key=lambda n: (odds[n, m], -n))
            claim = a.statements[best].claim
            run = _run(best, {n for n in fitting if claim and a.statements[n].claim == claim})
            fitting -= {*run}
            yield tuple(run), m, float(odds[best, m])


def _told(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[int, int]]:
    """Yield (n, m): the report of statement m says that it denies statement n, or another's that is the same claim.

    Sure is only what comes behind the denial: "…, where according to Rome 90 men are", "A farmer nevertheless said …".
    """
    for m, answer in enumerate(b.statements):
        for k in answer.answers:
            if k < m:
                continue
            if a is b:
                yield k, m
            else:
                yield from ((n, m) for n in range(len(a.statements)) if known.same_claim(a, n, b, k))


def _run(place: int, places: set[int]) -> list[int]:
    """Return the unbroken run of places around one of them."""
    first = last = place
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return list(range(first, last + 1))


def possible(a: ClaimProfile, b: ClaimProfile, known: Common) -> NDArray[np.bool_]:
    """Return which statements of b may deny which of a [n, m]: two sources, and something that is said to be so.

    A denial that only points at what its report says it denies has a word or a matter of that in common with the claim,
    and denies no accusation of words where that tells of deeds.
    """
    claims, answers = a.signs("said", _said).values, b.signs("said", _said).values
    fits: NDArray[np.bool_] = (claims[:, :1] > 0) & (answers[:, 1] > 0) & (known.same == 0)
    if a is b:
        fits &= ~_overlap(a)
    for m in np.flatnonzero(b.pointing).tolist():
        carried = list(b.statements[m].carries)
        if carried:
            near: NDArray[np.bool_] = np.any((known.matter + known.words)[:, carried] > 0, axis=1)
            if not any(_LYING in b.matters[k] for k in carried):
                near &= np.array([_LYING not in about for about in a.matters], bool)
            if a is b:
                near[carried] = True
            fits[:, m] &= near
    return fits


def _overlap(a: ClaimProfile) -> NDArray[np.bool_]:
    """Return which two statements of a report share characters [n, m]: the one is told in the other."""
    starts, ends = (np.array([getattr(one, name) for one in a.statements]) for name in ("start", "end"))
    shared: NDArray[np.bool_] = (starts[:, None] < ends) & (starts < ends[:, None])
    return shared


def _said(one: Statement) -> dict[str, float]:
    says = one.act not in _NOT_SAID and not one.open
    return {
        "claims": says and one.act != "deny" and not (one.pointer or one.is_slight),
        "answers": says and (one.negative or one.act == "deny" or one.denies > _CLEARS),
        "points": one.pointer,
        "of himself": _speaks_of_himself(one),
        "clears": max(one.denies, 0) / 4,
        "negates": one.negative or "defend" in _matters(one),
    }


def signs(a: ClaimProfile, b: ClaimProfile, known: Common) -> Signs:
    """Return the signs that statement m of b denies statement n of a, each from about -1 to 1."""
    found = _found(a, b, known)
    nowhere = dict.fromkeys(_OF_PLACES, np.zeros(known.like.shape, np.float32))
    return replace(found, both={**nowhere, **found.both, **_speakers(a, b)})


def _found(a: ClaimProfile, b: ClaimProfile, known: Common) -> Signs:
    """Return the signs without those of who speaks of whom; of places those only that there are."""
    both = {**_likeness(a, b, known), **_scope(a, b), **(_places(a) if a is b else {})}
    return Signs(both, a.signs("denied", _of_claim), b.signs("denying", _of_answer))


def _scope(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return the share of what the answer negates that the claim has; words that both reports repeat count less."""
    places, rows = b.denied_rows
    if not len(places):
        return {"denied": np.zeros((len(a.statements), len(b.statements)), np.float32)}
    told = a.word_counts[places] + b.word_counts[places]
    denied = rows * np.log((len(a.statements) + len(b.statements)) / np.maximum(told, 1)).astype(np.float32)
    return {"denied": (a.word_rows[:, places] @ denied.T) / np.maximum(denied.sum(1), _LITTLE)}


def _of_claim(one: Statement) -> dict[str, float]:
    about = _matters(one)
    return {
        "claim alleges": max(one.alleges, _SAID if one.act == "accuse" else one.alleges) / 4,
        "claim denies": one.denies / 4,
        "claim negates": one.negative,
        "claim tone": max(one.alleges, 0) / 4,
        "claim ahead": looks_ahead(one),
        "claim outlet": one.source.kind == "outlet",
        "claim defends": "defend" in about,
        "claim of words": _LYING in about,
    }


def _matters(one: Statement) -> frozenset[str]:
    return matters(content_words(one.said or one.text))


def _of_answer(one: Statement) -> dict[str, float]:
    return {
        "answer alleges": one.alleges / 4,
        "answer denies": max(one.denies, _SAID if one.act == "deny" else one.denies) / 4,
        "answer negates": one.negative,
        "answer act": one.act == "deny",
        "answer says no": negates(one.said or one.text),
        "answer unknowing": leaves_open(one.text),
        "answer ahead": looks_ahead(one),
        "answer outlet": one.source.kind == "outlet",
        "answer defends": "defend" in _matters(one),
        "answer points": one.pointer,
        "answer bare": one.pointer and not one.carries,
        "answer carries": bool(one.carries),
        "no sign": _NO_SIGN.search(one.text) is not None,
    }


def _likeness(a: ClaimProfile, b: ClaimProfile, known: Common) -> dict[str, Matrix]:
    """Return how alike they are by whichever wording says most.

    That is their own, that of what the denial answers in its report, or of what denies the claim in the claim's.
    """
    own, matter, part, shared = known.like, known.matter, known.part, known.words
    carried, there = np.zeros_like(own), np.zeros_like(own)
    if b.carrying:
        matter, part, shared = matter.copy(), part.copy(), shared.copy()
    for m in b.carrying:
        answer = b.statements[m]
        for k in answer.carries:
            carried[:, m] = np.maximum(carried[:, m], known.like[:, k])
            matter[:, m] = np.maximum(matter[:, m], known.matter[:, k])
            part[:, m] = np.maximum(part[:, m], known.part[:, k])
            if answer.pointer:
                shared[:, m] = np.maximum(shared[:, m], known.words[:, k])
    if a is not b:
        for n, denials_of in a.denied_there.items():
            for t in denials_of:
                there[n] = np.maximum(there[n], known.like[t])
    own = np.where(b.pointing, carried, own)
    clearing = a.signs("said", _said).values[:, 4:5] * b.signs("said", _said).values[:, 4]
    negative = a.signs("said", _said).values[:, 5:6] * b.signs("said", _said).values[:, 5]
    return {
        "like": np.maximum(np.maximum(own, carried), there),
        "own": own,
        "carried": carried,
        "matter": matter,
        "part": part,
        "words": shared,
        "both clear": clearing,
        "both negate": negative,
    }


def _places(a: ClaimProfile) -> dict[str, Matrix]:
    """Return what a report says of two of its own statements: where they stand, and which answers which."""
    count = len(a.statements)
    found = {name: np.zeros((count, count), np.float32) for name in _OF_PLACES}
    numbers = np.arange(count)
    behind = numbers[None, :] - numbers[:, None]
    found["within"][:] = 1
    found["next"][:] = (behind > 0) & (behind <= _NEXT)
    for m, answer in enumerate(a.statements):
        if answer.answers or _ANOTHER.match(answer.text):
            found["unasked"][:, m] = 1
            found["unasked"][list(answer.answers), m] = 0
            found["answered"][list(answer.answers), m] = 1
    return found


def _speakers(a: ClaimProfile, b: ClaimProfile) -> dict[str, Matrix]:
    """Return who speaks of whom: of the country of the denier, or of another's."""
    shape = len(a.statements), len(b.speakers)
    accused, opposed, stranger = (np.zeros(shape, np.float32) for _ in range(3))
    for k, source in enumerate(b.speakers):
        country, is_named = source.country, source.is_named_in(a.text)
        named = [is_named and source.is_named_in(claim.text) for claim in a.statements]
        if is_named or country is not None or source.side is not None:
            accused[:, k] = [_is_spoken_of(source, *of) for of in zip(a.statements, named, strict=True)]
        if country:
            opposed[:, k] = [claim.source.country not in {None, country} for claim in a.statements]
            stranger[:, k] = [_is_of_others(country, *of) for of in zip(a.statements, named, strict=True)]
    himself = b.signs("said", _said).values[:, 3]
    return {
        "accused": accused[:, b.speaking],
        "opposed": opposed[:, b.speaking],
        "stranger": stranger[:, b.speaking] * himself[None, :],
        "claimant": _claimants(a, b),
    }


def _is_spoken_of(source: Source, claim: Statement, named: bool) -> bool:
    """Say whether a claim speaks of a source, which it names or not, of its country, or of a state's men it may be."""
    if named or (source.country is not None and source.country in claim.countries):
        return True
    return source.side is not None and not claim.countries and _tells_of_state(claim.text)


def _is_of_others(country: str, claim: Statement, named: bool) -> bool:
    """Say whether a claim speaks of other countries and not of a source of this one, which it names or not."""
    return bool(claim.countries) and country not in claim.countries and not named


def _claimants(a: ClaimProfile, b: ClaimProfile) -> Matrix:
    """Return where a denial that points says whose claims it denies, and the claim is theirs: "Kyiv's accusations"."""
    found = np.zeros((len(a.statements), len(b.statements)), np.float32)
    for m in np.flatnonzero(b.pointing).tolist():
        whose = set(b.statements[m].countries) - {b.statements[m].source.country}
        found[:, m] = [claim.source.country in whose for claim in a.statements]
    return found


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

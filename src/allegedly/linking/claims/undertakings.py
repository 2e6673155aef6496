"""Undertakings: what somebody said would be done, and statements that it was done, put off, broken or denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import numpy as np

from allegedly.lexicon import words
from allegedly.linking.claims.likeness import Common, heads
from allegedly.linking.claims.matters import small_words
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.signs import Signs, enough, scored
from allegedly.linking.records import Outcome

WEIGHTS = {
    "like": 3.87, "matter": 0.56, "part": 0.48, "words": 3.28, "about": 0.45, "same source": 0.23, "fulfilled": -0.14,
    "negated": 0.11, "broken": 0.92, "denied": -0.88, "other kind": -0.26, "other country": 0.0, "bound": 0.63,
    "outlet": -0.14, "alleges": -1.47, "bias": -5.11,
}  # fmt: skip
SECOND = {
    "first": 1.56, "row": 0.23, "column": -0.12, "bias": 1.31,
}  # fmt: skip
ENOUGH = 0.0
CROWDING = 0.7
_WILL = re.compile(
    r"\b(?:will|would|shall|'ll|is to|are to|was to|were to|to be|to start|to begin"
    r"|from (?:midnight|noon|monday|tomorrow)|going to"
    r"|agreed|promised|pledged|vowed|plans? to|planned to|intends? to|ready to|set to|due to)\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"\b(?:last (?:year|month|week|spring|summer|autumn|winter)|ago|in [A-Z][a-z]+ \d{4}|given|earlier)\b"
)
"""An undertaking of the past may have been broken before the report that recalls it."""
_DONE = re.compile(r"\b(?:has|have|had|was|were)\b", re.IGNORECASE)
_PLANS = re.compile(r"\b(?:plans? to|planned to|intends? to|going to|ready to|set to)\b", re.IGNORECASE)
_SAID_SO = re.compile(r"\b(?:is|are|has|have|had)\b(?!\s*$)", re.IGNORECASE)
"""What tells of the present first, tells of the future beside it."""
_BARE = re.compile(r"^(?:that |in \w+ \d{4} |by \w+ |not )?to [a-z]+", re.IGNORECASE)
_NOT_YET = frozenset({"will", "would", "shall", "could", "should", "may", "might", "if", "whether"})
_RESULTS: Mapping[str, Outcome] = {
    "fulfilled": "fulfilled", "negated": "broken", "broken": "broken", "denied": "denied",
}  # fmt: skip
_HEAD = 4
_KEPT = 16_384
"""So many answers to a question about one statement are kept."""
_BREAKING = frozenset({"collapse", "postpone"})
_BINDING = frozenset({"promise", "threaten", "agree"})
_LOOSE = frozenset({"believe", "ask", "demand", "refuse", "deny", "estimate"})


def outcomes(a: ClaimProfile, b: ClaimProfile, known: Common) -> Iterator[tuple[int, int, Outcome]]:
    """Yield (n, m, result): statement m of b tells what came of what statement n of a undertakes."""
    ways = possible(a, b)
    if not ways:
        return
    fits = np.zeros(known.like.shape, bool)
    fits[tuple(np.array(list(ways)).T)] = True
    least = enough(ENOUGH, fits.size, CROWDING)
    odds = scored(signs(a, b, known, ways), fits, WEIGHTS, SECOND, least)
    for n in sorted({n for n, _ in ways}):
        m = int(odds[n].argmax())
        if odds[n, m] >= least:
            yield n, m, _RESULTS[ways[n, m]]


def possible(a: ClaimProfile, b: ClaimProfile) -> dict[tuple[int, int], str]:
    """Return how statement m of b would tell the outcome of what statement n of a undertakes, where it may."""
    later = is_later(a, b)
    undertaken, told = a.signs("undertakes", _of_either).values, b.signs("undertakes", _of_either).values[:, 1]
    ways = {}
    for n in np.flatnonzero(undertaken[:, 0]).tolist():
        open_to = later or a is b or bool(undertaken[n, 2])
        for m in np.flatnonzero(told).tolist() if open_to else []:
            way = _way(a.statements[n], b.statements[m])
            if (a is not b or n != m) and (later or way == "broken"):
                ways[n, m] = way
    return ways


def _of_either(one: Statement) -> dict[str, float]:
    recalled = _RECALLED.search(one.text) is not None
    return {"undertakes": undertakes(one), "told": _is_told(one), "recalled": recalled}


def signs(a: ClaimProfile, b: ClaimProfile, known: Common, ways: Mapping[tuple[int, int], str]) -> Signs:
    """Return the signs that statement m of b is the outcome of statement n of a, each from about 0 to 1."""
    told = {way: np.zeros(known.like.shape, np.float32) for way in _RESULTS}
    about = np.zeros(known.like.shape, np.float32)
    for (n, m), way in ways.items():
        told[way][n, m] = 1
        about[n, m] = _about_one(a, n, b, m)
    both = {
        "like": known.like,
        "matter": known.matter,
        "part": known.part,
        "words": known.words,
        "about": about,
        "same source": known.same,
    }
    return Signs({**both, **told, **heads(a, b)}, a.signs("undertaken", _of_undertaking), b.signs("told", _of_outcome))


def _of_undertaking(one: Statement) -> dict[str, float]:
    return {"bound": one.act in _BINDING}


def _of_outcome(one: Statement) -> dict[str, float]:
    return {"outlet": one.source.kind == "outlet", "alleges": one.alleges / 4}


def is_later(a: ClaimProfile, b: ClaimProfile) -> bool:
    """Say whether b came out after a; a report tells nothing new of what it announces itself."""
    return a is not b and bool(a.published and b.published and a.published < b.published)


@lru_cache(maxsize=_KEPT)
def looks_ahead(statement: Statement) -> bool:
    """Say whether a statement tells, also beside other things, of what is yet to come."""
    text = statement.said or statement.text
    return statement.act in _BINDING or bool(_ahead(text) or _BARE.match(text)) or undertakes(statement)


@lru_cache(maxsize=_KEPT)
def undertakes(statement: Statement) -> bool:
    """Say whether a statement announces, promises, threatens or agrees that something will be done."""
    if statement.negative or statement.pointer or statement.act in _LOOSE:
        return False
    text = statement.said or statement.text
    if statement.act in _BINDING:
        return True
    if _BARE.match(text):
        return True
    ahead = _ahead(text)
    if ahead is not None and not _SAID_SO.search(text[: ahead.start()]):
        return not _is_laid_on_others(statement, text)
    named = _words_of("undertaking") & _tokens(" ".join(text.split()[:_HEAD]))
    return bool(named) and not _DONE.search(text) and not _words_of("broken") & _tokens(text)


@lru_cache(maxsize=_KEPT)
def _ahead(text: str) -> re.Match[str] | None:
    """Return the first words that tell of what is yet to come."""
    return _WILL.search(text)


def _is_laid_on_others(statement: Statement, text: str) -> bool:
    """Say whether somebody tells of plans that another country has: that accuses, and announces nothing."""
    country = statement.source.country
    return _PLANS.search(text) is not None and country is not None and statement.countries[:1] not in {(), (country,)}


@lru_cache(maxsize=_KEPT)
def _is_told(statement: Statement) -> bool:
    text = statement.said or statement.text
    return not (
        statement.act in _BINDING | {"demand", "ask"}
        or statement.pointer
        or statement.is_slight
        or not _NOT_YET.isdisjoint(small_words(text))
    ) and (statement.negative or not undertakes(statement))


def _way(undertaking: Statement, outcome: Statement) -> str:
    tokens = _tokens(outcome.said or outcome.text)
    own = _tokens(undertaking.said or undertaking.text)
    if outcome.act == "deny":
        return "denied"
    if (_words_of("broken") & tokens) - own:
        return "broken"
    return "negated" if outcome.negative else "fulfilled"


def _about_one(a: ClaimProfile, n: int, b: ClaimProfile, m: int) -> bool:
    """Say whether two statements share a matter that not all the news is about."""
    return bool((a.matters[n] & b.matters[m]) - words("matters_light", "word") - _BREAKING)


@lru_cache(maxsize=_KEPT)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z][a-z-]+", text.lower()))


@cache
def _words_of(kind: str) -> frozenset[str]:
    return words("undertakings", "word", kind=kind)

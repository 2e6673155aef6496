"""Undertakings: what somebody said would be done, and statements that it was done, put off, broken or denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from allegedly.lexicon import words
from allegedly.linking.claims.corroborations import likeness
from allegedly.linking.claims.profiles import ClaimProfile
from allegedly.linking.claims.statements import Statement
from allegedly.linking.records import Outcome

ENOUGH = 0.72
BROKEN_ENOUGH = 0.6
"""The same where the outcome speaks of putting off or breaking, which is half of what makes it an outcome."""
_WILL = re.compile(
    r"\b(?:will|would|shall|'ll|is to|are to|was to|were to|to be|to start|to begin|from (?:midnight|noon|monday|tomorrow)"
    r"|going to|plans? to|planned to|intends? to|ready to|set to|due to)\b",
    re.I,
)
_BARE = re.compile(r"^(?:that |in \w+ \d{4} |by \w+ |not )?to [a-z]+", re.I)
_NOT_YET = re.compile(r"\b(?:will|would|shall|could|should|may|might|if|whether)\b", re.I)
_BINDING = frozenset({"promise", "threaten", "agree"})
_LOOSE = frozenset({"believe", "ask", "demand", "refuse", "deny", "estimate"})


def outcomes(a: ClaimProfile, b: ClaimProfile) -> Iterator[tuple[int, int, Outcome]]:
    """Yield (n, m, result): statement m of b tells what came of what statement n of a undertakes."""
    like = a.directions @ b.directions.T
    told = [m for m, s in enumerate(b.statements) if _is_told(s)]
    later = is_later(a, b)
    for n, undertaking in enumerate(a.statements):
        if not undertakes(undertaking):
            continue
        scored = []
        for m in told:
            if a is b and m == n:
                continue
            result = _result(undertaking, b.statements[m])
            enough = BROKEN_ENOUGH if result == "broken" else ENOUGH
            if result == "fulfilled" and not later:
                continue
            score = likeness(a, n, b, m, like)
            if score >= enough:
                scored.append((score - enough, -m, result))
        if scored:
            _, place, result = max(scored)
            yield n, -place, result


def is_later(a: ClaimProfile, b: ClaimProfile) -> bool:
    """Say whether b came out after a; a report tells nothing new of what it announces itself."""
    return a is not b and bool(a.published and b.published and a.published < b.published)


def undertakes(statement: Statement) -> bool:
    """Say whether a statement announces, promises, threatens or agrees that something will be done."""
    if statement.negative or statement.pointer or statement.act in _LOOSE:
        return False
    text = statement.said or statement.text
    if statement.act in _BINDING:
        return True
    return bool(_WILL.search(text) or _BARE.match(text) or _words_of("undertaking") & _tokens(text))


def _is_told(statement: Statement) -> bool:
    text = statement.said or statement.text
    if statement.act in _BINDING | {"demand", "ask"} or statement.pointer or _NOT_YET.search(text):
        return False
    return True


def _result(undertaking: Statement, outcome: Statement) -> Outcome:
    tokens = _tokens(outcome.said or outcome.text)
    own = _tokens(undertaking.said or undertaking.text)
    if outcome.act == "deny":
        return "denied"
    if outcome.negative or (_words_of("broken") & tokens) - own:
        return "broken"
    return "fulfilled"


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z][a-z-]+", text.lower()))


@cache
def _words_of(kind: str) -> frozenset[str]:
    return words("undertakings", "word", kind=kind)

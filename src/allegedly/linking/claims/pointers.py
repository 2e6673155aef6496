"""Denials whose words only point at what they deny: "the accusation", "this as a lie", "the charges made by Rome"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.lexicon import words
from allegedly.linking.claims.verdicts import is_untruth, only_judges
from allegedly.records import Claim, Reading, Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SHORT = 4
"""Content of so few words that has a noun of saying in it only points at what it denies."""
_BEFORE = 3
"""So many words may stand before the noun: "Rome's latest", "all of these"."""
_BARE = (["it"], ["this"], ["that"], ["which"], ["them"], ["so"])
_BY = frozenset({"of", "by", "from", "against"})
_LONGEST = 6
"""A name of more words tells what was said and not who said it."""


def points(claim: Claim, reading: Reading) -> bool:
    """Say whether what a claim denies is told by the words before it alone."""
    tokens = [word.lower() for piece in claim.content for word in _WORD.findall(piece.quote)]
    if len(tokens) == 1 and is_untruth(tokens[0]):
        return True
    return claim.act in {"deny", "refuse"} and (
        tokens in _BARE
        or only_judges(tokens)
        or (len(tokens) <= _SHORT and any(is_untruth(token) for token in tokens))
        or (len(claim.content) == 1 and _names_whose(claim.content[0], reading))
    )


def _names_whose(content: Span, reading: Reading) -> bool:
    """Say whether content names what others said, and at most who: "the charges of the Dutch government as fiction"."""
    found = list(_WORD.finditer(content.quote))
    at = next((n for n, word in enumerate(found[: _BEFORE + 1]) if is_untruth(word.group().lower())), None)
    if at is None:
        return False
    rest = [word.group().lower() for word in found[at + 1 :]]
    verdict = next((n for n, word in enumerate(rest) if word == "as" and any(map(is_untruth, rest[n:]))), len(rest))
    rest = rest[:verdict]
    if not rest or rest[0] == "made":
        return True
    return rest[0] in _BY and len(rest) <= _LONGEST and _is_somebody(rest, content, found[at + len(rest)], reading)


def _is_somebody(rest: Sequence[str], content: Span, last: re.Match[str], reading: Reading) -> bool:
    """Say whether words close with whoever speaks for a state, or with a name."""
    if rest[-1] in words("state_organs", "word") or rest[-1] == "officials":
        return True
    end = content.start + last.end()
    return any(m.kind in {"name", "metonym"} and m.span.end == end for m in reading.mentions)

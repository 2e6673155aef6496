"""Claims that nobody makes: "the police have not said that …", "no official has confirmed …"."""

from __future__ import annotations

from allegedly.records import Claim

_NOT = frozenset({"not", "cannot", "never", "neither", "nor", "yet"})
_SHORT = ("n't", "n’t")
_UNWILLING = ("declin", "refus", "stopped short", "stops short", "stop short")
_NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one"})
_ASKING = frozenset({"who", "whom", "whose", "what", "which", "why", "when", "where", "how"})


def withheld(claim: Claim) -> bool:
    """Say whether the report tells that its source does not say so, by the words of source and cue.

    What a question takes for granted ("did not say who shot him") is none of these, and a denial is one only if it is
    itself not made.
    """
    content = _words(" ".join(span.quote for span in claim.content))
    if content and content[0] in _ASKING:
        return False
    cue = _words(" ".join(span.quote for span in claim.cue))
    source = _words(claim.source[0].quote if claim.source else "")
    nobody = bool(source) and (source[0] in _NOBODY or source[:2] == ["not", "one"])
    negated = any(word in _NOT or word.endswith(_SHORT) for word in cue)
    return nobody or negated or " ".join(cue).startswith(_UNWILLING)


def _words(text: str) -> list[str]:
    return text.casefold().split()

"""A claim that is asked about: what it is about, and the signs of whether it says so, denies it, or only reports it."""

from __future__ import annotations

import re

from allegedly.linking.sentences import encoder
from allegedly.linking.stance import wording
from allegedly.linking.stance.records import Question
from allegedly.linking.stance.sentences import unit
from allegedly.linking.stance.terms import weighed
from allegedly.records import Reading

OF_CLAIMS = ("possible", "labelled")
"""The source of a claim there leaves it open; it opens or closes by naming a report or rumour."""
SIGNS = (*wording.SIGNS, *OF_CLAIMS)
_LABEL = re.compile(
    r"(?:reports?|rumou?rs?|sources?|claims?)\s*:|.*\b(?:reports?|rumou?rs?|sources?)(?: (?:says?|claims?))?\W*$",
    re.IGNORECASE | re.DOTALL,
)


def question(reading: Reading) -> Question:
    """Return the claim that a reading of it alone holds: one sentence, or a headline."""
    text = reading.text
    vectors, _ = encoder().encode([text])
    of_claims = (
        any(claim.certainty == "possible" for claim in reading.claims),
        _LABEL.match(text) is not None,
    )
    signs = {**wording.wording(text), **dict(zip(OF_CLAIMS, map(float, of_claims), strict=True))}
    return Question(text, weighed(text), unit(vectors)[0], signs)

"""Whether a report tells of what a claim is about."""

from __future__ import annotations

import numpy as np

from allegedly.linking.stance.records import Account, Floats, Question, Signs
from allegedly.linking.stance.terms import told

_LEAD = 5
_BEST = 3


def nearness(question: Question, account: Account) -> Floats:
    """Return how near each sentence [n] is to the claim, from about 0 to 1: by its terms and by its vector alike."""
    shares = np.array([told(question.terms, there) for there in account.terms])
    found: Floats = (shares + account.directions @ question.direction) / 2
    return found


def signs(question: Question, account: Account) -> Signs:
    """Return the signs that a report with sentences tells of what a claim is about, each from about 0 to 1.

    The share of the claim's terms that the report has, that its lead has, that one sentence has, and their number; the
    likeness of the nearest sentence, and of the nearest three.
    """
    everywhere = frozenset[str]().union(*account.terms)
    lead = frozenset[str]().union(*account.terms[:_LEAD])
    like = np.sort(account.directions @ question.direction)[::-1]
    return {
        "terms": told(question.terms, everywhere),
        "terms of lead": told(question.terms, lead),
        "terms of one": max(told(question.terms, there) for there in account.terms),
        "number": sum(term in everywhere for term in question.terms) / max(1, len(question.terms)),
        "like": float(like[0]),
        "like three": float(like[:_BEST].mean()),
    }

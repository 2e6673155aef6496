"""How a report stands to a claim, and by which of its words."""

from __future__ import annotations

import math

import numpy as np

from allegedly.linking.stance import leaning, meeting
from allegedly.linking.stance.model import Model, model
from allegedly.linking.stance.records import KINDS, Account, Floats, Question, Stance

_HALF = 0.5
_SHOWN = 0.15
"""What the words of a sentence show weighs so much against how near it is to the claim."""


def stance(question: Question, account: Account, by: Model | None = None) -> Stance:
    """Return how a report stands to a claim; one without sentences is unrelated. `by` replaces the package's model."""
    weights = model() if by is None else by
    if not account.spans:
        return Stance("unrelated", (0.0, 0.0, 0.0, 1.0))
    signs = meeting.signs(question, account)
    odds = weights.meeting["bias"] + sum(weights.meeting[name] * value for name, value in signs.items())
    meets = 1 / (1 + math.exp(-odds))
    claim = leaning.leaning(leaning.of_claim(question), weights.claim)
    report = leaning.leaning(leaning.of_report(question, account), weights.report)
    agree, disagree, discuss = together(claim, report)
    chances = (meets * agree, meets * disagree, meets * discuss, 1 - meets)
    if meets < _HALF:
        return Stance("unrelated", chances)
    kind = KINDS[chances.index(max(chances[:3]))]
    side = int(np.argmax(claim[:2]))
    leans = {"agree": side, "disagree": 1 - side}.get(kind, int(np.argmax(report)))
    shown = np.clip(leaning.showing(account, weights.report)[:, leans], -1, 1)
    place = int(np.argmax(meeting.nearness(question, account) + _SHOWN * shown))
    return Stance(kind, chances, account.spans[place], account.claims[place])


def together(claim: Floats, report: Floats) -> tuple[float, float, float]:
    """Return the chances that a report agrees, disagrees and discusses, by those of how the claim and it lean."""
    agree = claim[0] * report[0] + claim[1] * report[1]
    disagree = claim[0] * report[1] + claim[1] * report[0]
    return float(agree), float(disagree), float(1 - agree - disagree)

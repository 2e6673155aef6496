"""The toll of an incident: how many were killed and how many injured, from all the reports of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from allegedly.lexicon import table
from allegedly.linking.figures import support
from allegedly.linking.figures.accounts import Account, account
from allegedly.records import Reading


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("toll_weights")}


def toll(readings: Iterable[Reading]) -> tuple[int, int]:
    """Return the numbers killed and injured in the incident that the readings report; suspects count.

    The numbers are those in the end: who was injured and died later counts as killed. Copies count once, and what
    order the readings come in makes no difference. Without readings it is (0, 0).
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    accounts = distinct(account(reading) for reading in ordered)
    return judged(accounts) if accounts else (0, 0)


def distinct(accounts: Iterable[Account]) -> list[Account]:
    """Return the accounts without those that say the very same as another."""
    kept: list[Account] = []
    for one in accounts:
        if one not in kept:
            kept.append(one)
    return kept


def judged(accounts: Sequence[Account]) -> tuple[int, int]:
    """Return the pair that the accounts support best, of equals the smallest."""
    killed, injured = support.candidates(accounts)
    dead = {number: _sum(support.killed(accounts, number)) for number in killed}
    hurt = {number: _sum(support.injured(accounts, number)) for number in injured}
    totals = {k + j for k in killed for j in injured}
    both = {number: _sum(support.both(accounts, number)) for number in totals}
    pairs = [(k, j) for k in killed for j in injured]
    return max(pairs, key=lambda p: (dead[p[0]] + hurt[p[1]] + both[sum(p)] + _sum(support.prior(*p)), -p[0], -p[1]))


def _sum(features: support.Features) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items())

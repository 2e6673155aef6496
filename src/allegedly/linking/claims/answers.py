"""Which statements of its own report a denial answers, and which say what it denies where it only points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import same_source
from allegedly.records import Reading

_REACH = 3
"""A denial that only points answers one of so many statements before it."""
_BESIDE = 150
"""What is said so many characters from the claim that is answered may be meant as well."""


def answered(found: Sequence[Statement], reading: Reading) -> tuple[Statement, ...]:
    """Set what each statement answers, and what it repeats, as places in the list."""
    claims = {claim.id: claim.answers for claim in reading.claims if claim.answers}
    resolved: list[Statement] = []
    for place, statement in enumerate(found):
        claim = claims.get(statement.claim or "")
        places = _of_claim(found, place, claim, reading) if claim is not None else ()
        if statement.act == "deny" and not places:
            places = _nearest(found, place, reading)
        repeats = _told_elsewhere(found, place) if statement.pointer and not places else ()
        resolved.append(replace(statement, answers=places, repeats=repeats))
    return tuple(resolved)


def _of_claim(found: Sequence[Statement], place: int, claim: str, reading: Reading) -> tuple[int, ...]:
    """Return the statements of the claim answered, and what its source said beside it if the denial only points."""
    denial = found[place]
    own = [n for n, one in enumerate(found) if one.claim == claim and not same_source(one.source, denial.source)]
    if not own or not (denial.pointer or denial.said) or "." not in reading.text[found[own[-1]].end : denial.start]:
        return tuple(own)
    first = found[own[0]]
    beside = [
        n for n in range(own[0] + 1, place)
        if found[n].claim and found[n].start - first.start <= _BESIDE and same_source(found[n].source, first.source)
        and "\n" not in reading.text[first.start : found[n].start]
    ]  # fmt: skip
    return tuple(sorted({*own, *beside}))


def _nearest(found: Sequence[Statement], place: int, reading: Reading) -> tuple[int, ...]:
    """Return the nearest statement before a denial that another source makes, an accusation before any other.

    What stands in another paragraph is answered only if it accuses.
    """
    denial = found[place]
    before = [
        n for n in range(place - 1, max(place - 1 - _REACH, -1), -1)
        if found[n].claim and not found[n].negative and not same_source(found[n].source, denial.source)
    ]  # fmt: skip
    accusing = [n for n in before if found[n].act == "accuse"]
    here = [n for n in before if "\n" not in reading.text[found[n].start : denial.start]]
    return tuple((accusing or here)[:1]) if denial.pointer or denial.said else ()


def _told_elsewhere(found: Sequence[Statement], place: int) -> tuple[int, ...]:
    """Return the denial of the same source that says what one denies which points at nothing in its report."""
    others = [
        n for n, one in enumerate(found)
        if n != place and one.act == "deny" and not one.pointer and same_source(one.source, found[place].source)
    ]  # fmt: skip
    return tuple(sorted(others, key=lambda n: abs(n - place))[:1])

"""Which figures of a story exclude each other, and which were corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from allegedly import lexicon
from allegedly.linking.figures.mentions import Mention
from allegedly.linking.figures.series import groups, order, sides
from allegedly.linking.records import Side
from allegedly.linking.rules import Near

ANYBODYS = frozenset({"XXX.GOV", "XXX.MIL", "XXX.COP"})
"""Officials of a country that is not known: they may be those of either side."""
SLACK = 0.1
"""An approximate number may be so much of itself off, either way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A number that stands as that of a side, and where one document gives it: `given`, in its order.

    `first` and `last` are the days on which the side was first and last told to give it, "" where one is not known.
    """

    side: str
    given: tuple[Mention, ...]
    first: str = ""
    last: str = ""

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.given[0].document


def exclude(a: Mention, b: Mention) -> bool:
    """Say whether two figures for the same thing cannot both be so: their ranges have no number in common.

    "At least 12" and "30" have; "some 50" and "52" too.
    """
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return high_a < low_b or high_b < low_a


def _range(mention: Mention) -> tuple[float, float]:
    slack = SLACK if mention.approximate else 0.0
    low = float("-inf") if mention.low is None else mention.low * (1 - slack)
    high = float("inf") if mention.high is None else mention.high * (1 + slack)
    return low, high


def conflicts(mentions: Iterable[Mention]) -> tuple[tuple[Mention, Mention], ...]:
    """Return the pairs of figures for one thing that exclude each other, the earlier published first.

    Of the numbers that one side gives only the one that it came to last counts: its own later update is no conflict.
    """
    found: list[tuple[Mention, Mention]] = []
    for one, other in conflicting(mentions):
        found += ((min(a, b, key=order), max(a, b, key=order)) for a in one.given for b in other.given)
    return tuple(found)


def excluding(mentions: Iterable[Mention], near: Near | None = None) -> dict[Side, set[str]]:
    """Return the documents whose figures exclude the one at a side, of those near it; none where there are none."""
    found: dict[Side, set[str]] = {}
    for standing, clashes in _conflicting(mentions, near):
        documents: list[set[str]] = [set() for _ in standing]
        for one, other in clashes:
            documents[one].add(standing[other].document)
            documents[other].add(standing[one].document)
        for told, others in zip(standing, documents, strict=True):
            if others:
                for m in told.given:
                    found.setdefault(Side(m.document, m.start, m.end, m.claim), set()).update(others)
    return found


def conflicting(mentions: Iterable[Mention], near: Near | None = None) -> Iterator[tuple[Standing, Standing]]:
    """Yield what stands for one thing and is in conflict, the earlier published first; of those near each other.

    What one report gives in its own voice and from others it does not mean as a contradiction, and a count that only
    went on is none: of the dead of Sunday and those of Tuesday nobody is wrong.
    """
    for standing, clashes in _conflicting(mentions, near):
        pairs = ((standing[one], standing[other]) for one, other in clashes)
        yield from (pair for pair in pairs if not _went_on(*pair))


def _went_on(one: Standing, other: Standing) -> bool:
    """Say whether a count may have risen, or fallen, from the one number to the other since it was last given.

    Only where an outlet counts by itself, or a government that may be anybody's: two sides that give numbers of their
    own are to be told apart.
    """
    course = _courses().get(one.given[0].thing.rpartition(" ")[2])
    if course is None or (_is_a_sides(one) and _is_a_sides(other)):
        return False
    lesser, greater = sorted((one, other), key=lambda told: _range(told.given[0]))
    earlier, later = (lesser, greater) if course == "rises" else (greater, lesser)
    none = lesser.given[0].high == 0  # "nobody was hurt" says more than that nobody was counted yet
    return not none and bool(earlier.last) and earlier.last < later.first


@cache
def _courses() -> dict[str, str]:
    return {row["word"]: row["course"] for row in lexicon.table("figure_courses")}


def _is_a_sides(standing: Standing) -> bool:
    return standing.side != standing.document and standing.side not in ANYBODYS


def _conflicting(
    mentions: Iterable[Mention], near: Near | None
) -> Iterator[tuple[list[Standing], list[tuple[int, int]]]]:
    """Yield what stands for one thing, and the places there of each two that are in conflict."""
    for (_, _, whose), group in groups(mentions):
        standing = _standing(group)
        loose = _anybodys(group) if whose else frozenset()
        heads = [(told.document, told.document == told.side) for told in standing]
        yield (
            standing,
            [
                (one, other)
                for one, other in _clashes(standing, near)
                if (heads[one][0] != heads[other][0] or not (heads[one][1] or heads[other][1]))
                and not _may_be_part(standing[one], standing[other], loose)
            ],
        )


def _anybodys(group: Sequence[Mention]) -> frozenset[str]:
    """Return the documents that give numbers of an owner's kind but none of that owner's."""
    return frozenset(m.document for m in group) - {m.document for m in group if m.whose}


def _may_be_part(one: Standing, other: Standing, loose: Collection[str]) -> bool:
    """Say whether the lesser of two numbers stands in a report that does not say whose it counts.

    "200 soldiers" may be those in one place alone, so that "1,000 Russian soldiers" elsewhere does not exclude them.
    """
    lesser = min(one, other, key=lambda told: _range(told.given[0])[1])
    return one.document != other.document and lesser.document in loose


def _standing(group: Sequence[Mention]) -> list[Standing]:
    now = {side: values[-1] for side, values in sides(group).items()}
    days = {side: [_day(mention) for mention in held] for side, held in now.items()}
    last = [(side, mention) for side, held in now.items() for mention in held]
    last.sort(key=lambda one: (*order(one[1]), one[0]))
    given: dict[tuple[str, str, float, float], list[Mention]] = {}
    for side, mention in last:
        given.setdefault((side, mention.document, *_range(mention)), []).append(mention)
    return [
        Standing(key[0], tuple(held), min(days[key[0]]), max(days[key[0]]) if all(days[key[0]]) else "")
        for key, held in given.items()
    ]


def _clashes(standing: Sequence[Standing], near: Near | None) -> list[tuple[int, int]]:
    """Return the pairs of different sides whose ranges have no number in common, in their order."""
    if len(standing) < 2:
        return []
    low, high = np.array([_range(one.given[0]) for one in standing]).T
    names = {side: number for number, side in enumerate({one.side: None for one in standing})}
    side = np.array([names[one.side] for one in standing])
    apart = (high[:, None] < low) | (high < low[:, None])
    apart &= side[:, None] != side
    if near is not None:
        place = np.array([near.places.get(one.document, -1) for one in standing])
        apart &= np.abs(place[:, None] - place) <= near.reach
    ones, others = np.nonzero(np.triu(apart))
    return list(zip(ones.tolist(), others.tolist(), strict=True))


def corrected(mentions: Iterable[Mention]) -> tuple[tuple[Mention, Mention], ...]:
    """Return the pairs of a figure and another that the same side gave later and that excludes it.

    Each stands for its value: the first mention of it that was published.
    """
    found: list[tuple[Mention, Mention]] = []
    for _, group in groups(mentions):
        for values in sides(group).values():
            found += [(a[0], b[0]) for a, b in pairwise(values) if exclude(a[0], b[0]) and _day(a[0]) < _day(b[0])]
    return tuple(found)


def _day(mention: Mention) -> str:
    return (mention.published or "")[:10]

"""Which figures of a story exclude each other, and which were corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from allegedly.linking.figures.clashes import Places, Standing, bounds, clashes, went_on
from allegedly.linking.figures.mentions import Mention
from allegedly.linking.figures.series import groups, order, sides
from allegedly.linking.records import Side
from allegedly.linking.rules import Near


def exclude(a: Mention, b: Mention) -> bool:
    """Say whether two figures for the same thing cannot both be so: their ranges have no number in common.

    "At least 12" and "30" have; "some 50" and "52" too.
    """
    low_a, high_a = bounds(a)
    low_b, high_b = bounds(b)
    return high_a < low_b or high_b < low_a


def conflicts(mentions: Iterable[Mention]) -> tuple[tuple[Mention, Mention], ...]:
    """Return the pairs of figures for one thing that exclude each other, the earlier published first.

    Of the numbers that one side gives only the one that it came to last counts: its own later update is no conflict.
    """
    found: list[tuple[Mention, Mention]] = []
    for standing, (ones, others) in conflicting(mentions):
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            pairs = product(standing[one].given, standing[other].given)
            found += ((min(a, b, key=order), max(a, b, key=order)) for a, b in pairs)
    return tuple(found)


def excluding(mentions: Iterable[Mention], near: Near | None = None) -> dict[Side, set[str]]:
    """Return the documents whose figures exclude the one at a side, of those near it; none where there are none."""
    found: dict[Side, set[str]] = {}
    for standing, ones, others in _clashing(mentions, near):
        documents = [told.document for told in standing]
        excluded: list[set[str]] = [set() for _ in standing]
        for one, other in zip(ones.tolist(), others.tolist(), strict=True):
            excluded[one].add(documents[other])
            excluded[other].add(documents[one])
        for told, those in zip(standing, excluded, strict=True):
            if those:
                for m in told.given:
                    found.setdefault(Side(m.document, m.start, m.end, m.claim), set()).update(those)
    return found


def conflicting(
    mentions: Iterable[Mention], near: Near | None = None
) -> Iterator[tuple[list[Standing], tuple[Places, Places]]]:
    """Yield what stands for one thing, and the places there of each two in conflict, the earlier published first.

    A count that only went on is none: of the dead of Sunday and those of Tuesday nobody is wrong.
    """
    for standing, ones, others in _clashing(mentions, near):
        if len(ones):
            stays = ~went_on(standing, ones, others)
            yield standing, (ones[stays], others[stays])


def _clashing(mentions: Iterable[Mention], near: Near | None) -> Iterator[tuple[list[Standing], Places, Places]]:
    """Yield what stands for one thing, and the places there of each two whose figures exclude each other."""
    for (_, _, whose), group in groups(mentions):
        standing = _standing(group)
        yield standing, *clashes(standing, near, _anybodys(group) if whose else frozenset())


def _anybodys(group: Sequence[Mention]) -> frozenset[str]:
    """Return the documents that give numbers of an owner's kind but none of that owner's."""
    return frozenset(m.document for m in group) - {m.document for m in group if m.whose}


def _standing(group: Sequence[Mention]) -> list[Standing]:
    now = {side: values[-1] for side, values in sides(group).items()}
    days = {side: [_day(mention) for mention in held] for side, held in now.items()}
    last = [(side, mention) for side, held in now.items() for mention in held]
    last.sort(key=lambda one: (*order(one[1]), one[0]))
    given: dict[tuple[str, str, float, float], list[Mention]] = {}
    for side, mention in last:
        given.setdefault((side, mention.document, *bounds(mention)), []).append(mention)
    return [
        Standing(key[0], tuple(held), min(days[key[0]]), max(days[key[0]]) if all(days[key[0]]) else "")
        for key, held in given.items()
    ]


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

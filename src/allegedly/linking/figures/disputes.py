"""Disputes about figures: statements of which each gives a number that the other's excludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from allegedly.linking.figures.clashes import Flags, Places
from allegedly.linking.figures.conflicts import conflicting
from allegedly.linking.figures.mentions import Mention
from allegedly.linking.records import Dispute, Side
from allegedly.linking.rules import Near

FAR = 30
"""Where one number is so many times the other, it counts a whole of which the other is a part: those in one village."""


def disputes(mentions: Iterable[Mention], near: Near | None = None) -> tuple[Dispute, ...]:
    """Return the disputes of a story's reports, given one a set of copies, in the order of publication.

    A number that a report repeats is in dispute once: where it stands under a claim, else where it stands first. Only
    reports that are near each other dispute.
    """
    found: dict[tuple[str, ...], list[tuple[_Plain, _Plain]]] = {}
    sides: dict[Side, int] = {}
    for standing, (ones, others) in conflicting(mentions, near):
        plain = [_Plain.of(min(told.given, key=_plainness), sides) for told in standing]
        fits = _of_one_scale([told.mention for told in plain], ones, others)
        for one, other in zip(ones[fits].tolist(), others[fits].tolist(), strict=True):
            a, b = plain[one], plain[other]
            key = (a.thing, a.given, b.given) if a.given <= b.given else (a.thing, b.given, a.given)
            found.setdefault(key, []).append((a, b))
    chosen = (pairs[0] if len(pairs) == 1 else min(pairs, key=_plainest) for pairs in found.values())
    made = {
        (a.thing, a.number, b.number, a.is_partys or b.is_partys): (a, b) for a, b in chosen if a.number != b.number
    }
    return tuple(
        Dispute("figures", a.side, b.side, f"the counts of {thing} exclude each other", interested)
        for (thing, _, _, interested), (a, b) in made.items()
    )


class _Plain(NamedTuple):
    """Where a report gives a number the plainest, worked out once for all that it is in conflict with.

    `given` tells the report and its number, `number` the `side` from other sides, and `is_partys` says that a party to
    what is counted gives it.
    """

    mention: Mention
    thing: str
    given: str
    side: Side
    number: int
    is_partys: bool

    @classmethod
    def of(cls, mention: Mention, sides: dict[Side, int]) -> _Plain:
        """Return it of a mention; `sides` numbers those that were met before."""
        side = Side(mention.document, mention.begin, mention.stop, mention.claim)
        given = repr((mention.document, mention.low, mention.high))
        is_partys = mention.side is not None and mention.side == mention.whose
        return cls(mention, mention.thing, given, side, sides.setdefault(side, len(sides)), is_partys)


def _of_one_scale(mentions: Sequence[Mention], ones: Places, others: Places) -> Flags:
    """Say of pairs whether the numbers may be of the same whole; none at all may always be."""
    sizes = np.array([_size(mention) for mention in mentions])
    least, most = np.minimum(sizes[ones], sizes[others]), np.maximum(sizes[ones], sizes[others])
    fits: Flags = (least == 0) | (most < FAR * least)
    return fits


def _size(mention: Mention) -> float:
    return (mention.low or 0.0) if mention.high is None else mention.high


def _plainest(pair: Sequence[_Plain]) -> tuple[tuple[bool, int], ...]:
    return tuple(_plainness(told.mention) for told in pair)


def _plainness(mention: Mention) -> tuple[bool, int]:
    return mention.claim is None, mention.start

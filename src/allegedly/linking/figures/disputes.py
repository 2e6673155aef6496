"""Disputes about figures: statements of which each gives a number that the other's excludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.linking.figures.conflicts import Standing, conflicting
from allegedly.linking.figures.mentions import Mention
from allegedly.linking.records import Dispute, Side
from allegedly.linking.rules import Near

Given = tuple[str, float | None, float | None]
"""A report, and bounds that it gives."""
FAR = 30
"""Where one number is so many times the other, it counts a whole of which the other is a part: those in one village."""


def disputes(mentions: Iterable[Mention], near: Near | None = None) -> tuple[Dispute, ...]:
    """Return the disputes of a story's reports, given one a set of copies, in the order of publication.

    A number that a report repeats is in dispute once: where it stands under a claim, else where it stands first. Only
    reports that are near each other dispute.
    """
    plain: dict[int, tuple[Mention, str, Standing]] = {}  # by identity, so it keeps them
    found: dict[tuple[str, ...], list[tuple[Mention, Mention]]] = {}
    for pair in conflicting(mentions, near):
        for told in pair:
            if id(told) not in plain:
                mention = min(told.given, key=_plainness)
                plain[id(told)] = mention, repr(_given(mention)), told
        (a, of_a, _), (b, of_b, _) = plain[id(pair[0])], plain[id(pair[1])]
        if _of_one_scale(a, b):
            found.setdefault((a.thing, min(of_a, of_b), max(of_a, of_b)), []).append((a, b))
    made = (_dispute(*(pairs[0] if len(pairs) == 1 else min(pairs, key=_plainest))) for pairs in found.values())
    return tuple(dict.fromkeys(one for one in made if one.claim != one.answer))


def _of_one_scale(a: Mention, b: Mention) -> bool:
    """Say whether the numbers may be of the same whole; none at all may always be."""
    one, other = _size(a), _size(b)
    return not min(one, other) or max(one, other) < FAR * min(one, other)


def _size(mention: Mention) -> float:
    return (mention.low or 0.0) if mention.high is None else mention.high


def _given(mention: Mention) -> Given:
    return mention.document, mention.low, mention.high


def _plainest(pair: Sequence[Mention]) -> tuple[tuple[bool, int], ...]:
    return tuple(map(_plainness, pair))


def _plainness(mention: Mention) -> tuple[bool, int]:
    return mention.claim is None, mention.start


def _dispute(a: Mention, b: Mention) -> Dispute:
    interested = any(m.side is not None and m.side == m.whose for m in (a, b))
    return Dispute("figures", _side(a), _side(b), f"the counts of {a.thing} exclude each other", interested)


def _side(mention: Mention) -> Side:
    return Side(mention.document, mention.begin, mention.stop, mention.claim)

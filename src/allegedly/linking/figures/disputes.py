"""Disputes about figures: statements of which each gives a number that the other's excludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.linking.figures.mentions import Mention
from allegedly.linking.figures.series import conflicts
from allegedly.linking.records import Dispute, Side

Given = tuple[str, float | None, float | None]
"""A report, and bounds that it gives."""


def disputes(mentions: Iterable[Mention]) -> tuple[Dispute, ...]:
    """Return the disputes of a story's reports, given one a set of copies, in the order of publication.

    A number that a report repeats is in dispute once: where it stands under a claim, else where it stands first.
    """
    found: dict[tuple[str, Given, Given], list[tuple[Mention, Mention]]] = {}
    for a, b in conflicts(mentions):
        found.setdefault((a.thing, _given(a), _given(b)), []).append((a, b))
    made = (_dispute(*min(pairs, key=_plainest)) for pairs in found.values())
    return tuple(dict.fromkeys(one for one in made if one.claim != one.answer))


def _given(mention: Mention) -> Given:
    return mention.document, mention.low, mention.high


def _plainest(pair: Sequence[Mention]) -> tuple[tuple[bool, int], ...]:
    return tuple((mention.claim is None, mention.start) for mention in pair)


def _dispute(a: Mention, b: Mention) -> Dispute:
    interested = any(m.side is not None and m.side == m.whose for m in (a, b))
    return Dispute("figures", _side(a), _side(b), f"the counts of {a.thing} exclude each other", interested)


def _side(mention: Mention) -> Side:
    return Side(mention.document, mention.begin, mention.stop, mention.claim)

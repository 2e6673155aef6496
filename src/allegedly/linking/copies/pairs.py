"""Whether two documents are copies of each other."""

from __future__ import annotations

from allegedly.linking.copies.sketch import Sketch, shared

COPIED = 0.6
"""The share of the smaller document from which on two are copies."""
VERBATIM = 0.9
"""The share that it takes where less speaks for a copy: few words in common, or more than `DAYS` between the two."""
FEW = 20
"""Shingles in common below which a copy has to be verbatim."""
DAYS = 7
"""Days between two publications up to which an edited text is a copy; a form filled in anew every week is none."""
PART = 0.1
"""The part of the larger document that a copy makes up at least: an item of a long roundup is no copy of it."""
_SIGHTED = 8
"""A pair is compared if their keys promise this fraction of the smaller document."""


def promising(a: Sketch, size: int, level: int, keys: int) -> bool:
    """Say whether a sketch is worth comparing with another of this size and level that has so many keys in common.

    Passages that many pages share give one or two keys of thirty; this keeps their sketches from being loaded.
    """
    return keys << max(a.level, level) >= min(a.size, size) / _SIGHTED


def common(a: Sketch, b: Sketch) -> float | None:
    """Return the share that two documents have in common if they are copies, None if they are not; symmetric."""
    smaller, larger = sorted((a.size, b.size))
    if not smaller or smaller < larger * PART:
        return None
    both = shared(a, b)
    apart = 0 if a.day is None or b.day is None else abs(a.day - b.day)
    needed = VERBATIM if both < FEW or apart > DAYS else COPIED
    return min(1.0, both / smaller) if both >= max(needed * smaller, PART * larger) else None


def copied(a: Sketch, b: Sketch) -> bool:
    """Say whether two documents are copies of each other; symmetric."""
    return common(a, b) is not None

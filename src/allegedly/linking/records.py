"""The records that join documents: sides, and what stands between them.

A side is a span of one document, so that every link is pinned to characters, as every record of a reading is. Links are
ordered by document and offset, never by arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DisputeKind = Literal["denial", "figures", "happened"]
Outcome = Literal["fulfilled", "broken", "denied"]


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """Words of one document that a link joins: offsets into its text, and the claim whose content they are.

    `claim` is None for what the outlet says in its own voice.
    """

    document: str
    start: int
    end: int
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sides that answer each other: a claim and its denial, or two accounts that cannot both be so.

    `interested` says that one who speaks is a party to the event that is spoken of.
    """

    kind: DisputeKind
    claim: Side
    answer: Side
    reason: str
    interested: bool = False


@dataclass(frozen=True, slots=True)
class SameClaim:
    """One source's one claim, told in two reports; `a` comes before `b` in the order of sides."""

    a: Side
    b: Side
    reason: str


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Two sources of two reports that say the same; `a` comes before `b` in the order of sides."""

    a: Side
    b: Side
    reason: str
    interested: bool = False


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What somebody said would be done, and what was reported of it later.

    `by` is the actor who undertook it, `due` the ISO 8601 day by which it was to be done, as far as the report says.
    """

    undertaking: Side
    outcome: Side
    result: Outcome
    reason: str
    by: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One report's value in a series: bounds, both inclusive, None where open; `source` is the actor who gives it."""

    side: Side
    low: float | None
    high: float | None
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The values that reports of one story give for one thing ("killed", "troops"), in order of publication."""

    thing: str
    entries: tuple[Entry, ...]

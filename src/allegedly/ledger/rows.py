"""What comes out of a ledger: one frozen row a line of a table.

Spans are offset pairs into the canonical text of `document`, the id of the document. Text put together from several
spans has its pieces joined by " … ".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from allegedly.records import Span

Offsets = tuple[int, int]

JOINT = " … "
"""What stands between the pieces of a discontinuous source, cue or content."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, how many records it has, and the version of it that came before (`supersedes`) or after.

    `fast` says that it was read fast.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    origin: str | None
    language: str | None
    characters: int
    claims: int
    events: int
    figures: int
    problems: tuple[str, ...]
    read_at: str
    supersedes: str | None
    superseded_by: str | None
    fast: bool


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A document that could not be read, why, and when that was tried last (UTC)."""

    origin: str
    document: str | None
    error: str
    message: str
    at: str


DONE = {"confirm": "confirmed", "reject": "rejected", "amend": "amended", "withdraw": "withdrawn"}
"""What was done, by the verdict."""


class Said(Protocol):
    """What a person said of a record."""

    @property
    def verdict(self) -> str:
        """What it was: confirm, reject, amend or withdraw."""

    @property
    def person(self) -> str:
        """Who said so."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def at(self) -> str:
        """When (UTC)."""

    @property
    def amended(self) -> Mapping[str, Any]:
        """What is to stand instead."""


def sentence(said: Said, *, whole: bool = False) -> str:
    """Return what was said, in words: "amended by A. Reader, act: refuse"; `whole` adds when and why."""
    parts = [f"{DONE[said.verdict]} by {said.person}", *(f"{name}: {told(v)}" for name, v in said.amended.items())]
    if whole:
        parts[0] += f" on {said.at[:10]}"
    return ", ".join(parts) + (f": {said.reason}" if whole and said.reason else "")


def told(value: Any) -> str:
    """Return a field's value as it is told: the words of pieces of the text, "none" for nothing."""
    pieces = [value] if isinstance(value, dict) else value
    if isinstance(pieces, list):
        return JOINT.join(" ".join(one["quote"].split()) for one in pieces) or "none"
    return str(value or "none")


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What a person said of a record, and it holds: `verdict` is confirm, reject or amend, `at` when (UTC).

    `amended` has the fields that the person gives otherwise, as JSON has them; the row that carries this has them as
    the machine read them.
    """

    verdict: Literal["confirm", "reject", "amend"]
    person: str
    at: str
    reason: str
    amended: Mapping[str, Any]


def is_rejected(verdict: VerdictRow | None) -> bool:
    """Say whether somebody rejected what carries this verdict; it is shown, then, but not counted."""
    return verdict is not None and verdict.verdict == "reject"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Who says what: `country` is that of the source's actor, `start` and `end` those of the moment it was said.

    `day` is the first day of that moment, and the day of publication where there is none. `named_by`, `anonymity` and
    `relays` are the words of the claim's fields of these names. `said_by` is in whose name the claim is shown
    (`allegedly.voice`): the actor's, or the report's words for people whom it leaves unnamed, "" where there are none.
    `verdict` is what a person said of it.
    """

    document: str
    id: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    day: str | None
    act: str
    quote: str
    source: str
    source_kind: str
    source_class: str | None
    named_by: str | None
    anonymity: str | None
    relays: tuple[str, ...]
    said_by: str
    cue: str
    content: str
    hedges: str
    polarity: str
    certainty: str
    actor: str | None
    actor_name: str | None
    country: str | None
    target: str | None
    target_name: str | None
    parent: str | None
    answers: str | None
    answered_by: tuple[str, ...]
    moment: str | None
    start: str | None
    end: str | None
    source_spans: tuple[Offsets, ...]
    cue_spans: tuple[Offsets, ...]
    content_spans: tuple[Offsets, ...]
    hedge_spans: tuple[Offsets, ...]
    named_by_spans: tuple[Offsets, ...]
    anonymity_spans: tuple[Offsets, ...]
    relay_spans: tuple[Offsets, ...]
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody who does or suffers an event; `called` is what to call them (`allegedly.voice`)."""

    words: str
    span: Offsets
    actor: str | None
    actor_name: str | None
    country: str | None
    called: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Who did what to whom, and who says so: `said_by` and `cue` are as in `ClaimRow`.

    `said_by` is None in the outlet's own voice. `start` and `end` are those of the event's moment. `verdict` is what a
    person said of it.
    """

    document: str
    id: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    day: str | None
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: str
    trigger: str
    span: Offsets
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    claim: str | None
    said_by: str | None
    cue: str | None
    place: str | None
    place_name: str | None
    country: str | None
    moment: str | None
    start: str | None
    end: str | None
    figures: tuple[str, ...]
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number, what it counts, whose it is, and who says so (None in the outlet's own voice).

    `verdict` is what a person said of the claim under which it stands.
    """

    document: str
    id: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    words: str
    span: Offsets
    low: float | None
    high: float | None
    low_exclusive: bool
    high_exclusive: bool
    approximate: bool
    change: str | None
    unit: str | None
    counted: str | None
    whose: str | None
    whose_name: str | None
    claim: str | None
    said_by: str | None
    cue: str | None
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place name where it stands."""

    document: str
    id: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    words: str
    span: Offsets
    kind: str
    name: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    feature: str | None
    reason: str | None
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor over all documents, with the claims made (`denials` of them denials) and the claims about it."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    members: tuple[str, ...]
    documents: int
    mentions: int
    claims: int
    denials: int
    claims_about: int
    events: int


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An event or a claim by the day it belongs to; `dated_by` says whether its moment or its report gave the day.

    `what` is the event's type or the claim's act, `who` the actors or the source, `words` the trigger or the
    content; `cue` is that of the claim.
    """

    start: str
    end: str
    dated_by: Literal["moment", "published"]
    kind: Literal["event", "claim"]
    document: str
    id: str
    outlet: str | None
    what: str
    status: str | None
    who: str
    whom: str
    words: str
    cue: str | None
    said_by: str | None
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words searched for stand: in a document's text, or in a claim's content.

    `snippet` is a span of the document's text, `matches` the words found in it (offsets into the text as well).
    """

    kind: Literal["claim", "text"]
    document: str
    claim: str | None
    title: str | None
    outlet: str | None
    published: str | None
    source: str | None
    act: str | None
    cue: str | None
    snippet: Span
    matches: tuple[Span, ...]
    verdict: VerdictRow | None = None

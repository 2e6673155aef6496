"""What a ledger takes: records whose spans quote the text, whose ids are single, whose references lead somewhere.

A layer that breaks this is a layer that failed: what does not hold is left out and told as a Problem of the reading,
and all the rest is kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from allegedly.records import (
    Block,
    Claim,
    Document,
    Event,
    Figure,
    Mention,
    Moment,
    Party,
    Place,
    Problem,
    Reading,
    Span,
)

SELF = "ledger"
"""The name under which problems found here are kept."""
TOLD = 20
"""The most problems kept of one reading; a layer gone wild would fill the ledger with them."""


class _Numbered(Protocol):
    @property
    def id(self) -> str: ...


Spanned = Block | Moment | Place | Mention | Figure | Claim | Event
R = TypeVar("R", bound=Spanned)
N = TypeVar("N", bound=_Numbered)


def sound(reading: Reading) -> Reading:
    """Return the reading without the records and references that do not hold, a Problem for each of them.

    The parse is left out too. What is sound already comes back equal.
    """
    return _Sieve(reading).sieved()


def spans(record: Spanned) -> Iterator[Span]:
    """Yield all spans of a record."""
    if isinstance(record, Claim):
        for role in (record.source, record.cue, record.content, record.hedges):
            yield from role
        yield from filter(None, (record.named_by, record.anonymity))
        yield from (relay.span for relay in record.relays)
    elif isinstance(record, Event):
        yield record.trigger
        for party in (*record.actors, *record.recipients):
            yield party.span
    else:
        yield record.span


def holds(span: Span, text: str) -> bool:
    """Say whether the span's quote is what stands in the text there."""
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.quote


def storable(text: str) -> str:
    """Return the text with what no UTF-8 file can hold, and NULs, replaced by U+FFFD."""
    return re.sub(r"[\0\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


class _Sieve:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.problems: list[str] = []

    def sieved(self) -> Reading:
        r = self.reading
        actors = self._own_ids(r.actors)
        moments = self._own_ids(self._quoting(r.moments))
        places = self._own_ids(self._quoting(r.places))
        claims = self._own_ids(self._quoting(r.claims))
        figures = self._own_ids(self._quoting(r.figures))
        events = self._own_ids(self._quoting(r.events))
        self.actor_ids = _ids(actors)
        self.claim_ids = _ids(claims)
        self.moment_ids = _ids(moments)
        self.place_ids = _ids(places)
        self.figure_ids = _ids(figures)
        self.parents = {claim.id: claim.parent for claim in claims}
        return replace(
            r,
            document=storable_document(r.document),
            blocks=self._quoting(r.blocks),
            moments=moments,
            places=tuple(map(self._place, places)),
            actors=actors,
            mentions=tuple(map(self._mention, self._quoting(r.mentions))),
            claims=tuple(map(self._claim, claims)),
            figures=tuple(map(self._figure, figures)),
            events=tuple(map(self._event, events)),
            problems=(*r.problems, *self._told()),
            parse=None,
        )

    def _told(self) -> Iterator[Problem]:
        for message in self.problems[:TOLD]:
            yield Problem(SELF, storable(message))
        if len(self.problems) > TOLD:
            yield Problem(SELF, f"and {len(self.problems) - TOLD} more of the kind")

    def _quoting(self, records: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(record for record in records if self._quotes(record))

    def _quotes(self, record: Spanned) -> bool:
        for span in spans(record):
            if not holds(span, self.reading.text):
                name = getattr(record, "id", type(record).__name__.lower())
                self.problems.append(f"left out {name}: its span [{span.start}, {span.end}) is not what the text says")
                return False
        return True

    def _own_ids(self, records: tuple[N, ...]) -> tuple[N, ...]:
        kept: dict[str, N] = {}
        for record in records:
            if record.id in kept:
                self.problems.append(f"left out a second {type(record).__name__.lower()} {record.id}")
            else:
                kept[record.id] = record
        return tuple(kept.values())

    def _known(self, owner: str, field: str, id_: str | None, ids: Collection[str]) -> str | None:
        """Return the id if it is one of `ids`, else None and a problem."""
        if id_ is None or id_ in ids:
            return id_
        self.problems.append(f"{owner}: its {field} {id_!r} is not in the reading")
        return None

    def _finite(self, owner: str, field: str, number: float | None) -> float | None:
        if number is None or abs(number) <= sys.float_info.max:
            return number
        self.problems.append(f"{owner}: its {field} {number} is no number")
        return None

    def _place(self, place: Place) -> Place:
        return replace(
            place, lat=self._finite(place.id, "lat", place.lat), lon=self._finite(place.id, "lon", place.lon)
        )

    def _mention(self, mention: Mention) -> Mention:
        owner = f"mention at {mention.span.start}"
        return replace(mention, actor=self._known(owner, "actor", mention.actor, self.actor_ids))

    def _claim(self, claim: Claim) -> Claim:
        parent = self._known(claim.id, "parent", claim.parent, self.claim_ids)
        if parent is not None and self._inside_itself(claim.id):
            self.problems.append(f"{claim.id}: it stands inside itself")
            parent = None
        return replace(
            claim,
            actor=self._known(claim.id, "actor", claim.actor, self.actor_ids),
            target=self._known(claim.id, "target", claim.target, self.actor_ids),
            parent=parent,
            answers=self._known(claim.id, "answers", claim.answers, self.claim_ids),
            moment=self._known(claim.id, "moment", claim.moment, self.moment_ids),
            relays=tuple(
                replace(relay, actor=self._known(claim.id, "relay", relay.actor, self.actor_ids))
                for relay in claim.relays
            ),
        )

    def _inside_itself(self, claim: str) -> bool:
        seen = {claim}
        above = self.parents.get(claim)
        while above is not None and above not in seen:
            seen.add(above)
            above = self.parents.get(above)
        return above == claim

    def _figure(self, figure: Figure) -> Figure:
        return replace(
            figure,
            low=self._finite(figure.id, "low", figure.low),
            high=self._finite(figure.id, "high", figure.high),
            whose=self._known(figure.id, "whose", figure.whose, self.actor_ids),
            claim=self._known(figure.id, "claim", figure.claim, self.claim_ids),
        )

    def _parties(self, event: str, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(
            replace(party, actor=self._known(event, "party", party.actor, self.actor_ids)) for party in parties
        )

    def _event(self, event: Event) -> Event:
        known = (self._known(event.id, "figure", figure, self.figure_ids) for figure in event.figures)
        return replace(
            event,
            actors=self._parties(event.id, event.actors),
            recipients=self._parties(event.id, event.recipients),
            claim=self._known(event.id, "claim", event.claim, self.claim_ids),
            place=self._known(event.id, "place", event.place, self.place_ids),
            moment=self._known(event.id, "moment", event.moment, self.moment_ids),
            figures=tuple(figure for figure in known if figure is not None),
        )


def _ids(records: Iterable[_Numbered]) -> frozenset[str]:
    return frozenset(record.id for record in records)


def storable_document(document: Document) -> Document:
    """Return the document with all fields but its text (canonical, and so storable already) made storable."""
    fields = ("title", "deck", "published", "language", "url", "outlet", "author", "origin")
    given = {name: getattr(document, name) for name in fields}
    values: dict[str, Any] = {name: value and storable(value) for name, value in given.items()}
    return replace(document, **values)

"""What happened and what was said, day by day."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Literal

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.claim_rows import claims
from allegedly.ledger.queries.event_rows import events
from allegedly.ledger.rows import ClaimRow, EventRow, PartyRow, TimelineRow
from allegedly.ledger.store import Ledger


def timeline(ledger: Ledger, wanted: Filter | None = None) -> Iterator[TimelineRow]:
    """Yield the events and claims by day; what has neither a moment nor a day of publication is left out.

    On one day events come before claims, and both in the ledger's order.
    """
    wanted = wanted or Filter()
    every = replace(wanted, limit=None)
    rows = chain(map(_event, events(ledger, every)), map(_claim, claims(ledger, every)))
    dated = [row for row in rows if row.start]
    if wanted.limit is not None:
        yield from heapq.nsmallest(wanted.limit, dated, key=_day)
    else:
        yield from sorted(dated, key=_day)


def _day(row: TimelineRow) -> tuple[str, bool]:
    return row.start[:10], row.kind == "claim"


def _event(row: EventRow) -> TimelineRow:
    start, end, dated_by = _when(row)
    return TimelineRow(
        start=start,
        end=end,
        dated_by=dated_by,
        kind="event",
        document=row.document,
        id=row.id,
        outlet=row.outlet,
        what=row.type,
        status=row.status,
        who=_names(row.actors),
        whom=_names(row.recipients),
        words=row.trigger,
        cue=row.cue,
        said_by=row.said_by,
        verdict=row.verdict,
    )


def _claim(row: ClaimRow) -> TimelineRow:
    start, end, dated_by = _when(row)
    return TimelineRow(
        start=start,
        end=end,
        dated_by=dated_by,
        kind="claim",
        document=row.document,
        id=row.id,
        outlet=row.outlet,
        what=row.act,
        status=None,
        who=row.said_by,
        whom=row.target_name or "",
        words=row.content,
        cue=row.cue,
        said_by=row.said_by,
        verdict=row.verdict,
    )


def _when(row: EventRow | ClaimRow) -> tuple[str, str, Literal["moment", "published"]]:
    start, end = row.start or row.end, row.end or row.start
    if start and end:
        return start, end, "moment"
    return row.published or "", row.published or "", "published"


def _names(parties: tuple[PartyRow, ...]) -> str:
    return ", ".join(party.called for party in parties)

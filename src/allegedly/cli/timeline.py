"""`allegedly timeline`: what is said to have happened, and what was said, by day."""

from __future__ import annotations

from allegedly.cli.filtering import TIMELINE_TYPES, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, cued, list_rows, said_so
from allegedly.ledger import Filter, TimelineRow, queries

EXAMPLES = (
    "allegedly timeline --about BLR --since 2022-10-10 --until 2022-10-17",
    "allegedly timeline --type MOBILIZE",
    "allegedly timeline --act deny --json",
)


def _when(row: TimelineRow) -> str:
    days = row.start if row.start == row.end else f"{row.start}/{row.end}"
    return f"{days} *" if row.dated_by == "published" else days


def _who(row: TimelineRow) -> str:
    return " → ".join(part for part in (row.who, row.whom) if part)


def _says(row: TimelineRow) -> str:
    """Return who reports an event; who makes a claim stands in the column before."""
    return said_so(row.said_by, row.cue, row.outlet) if row.kind == "event" else ""


COLUMNS: tuple[Column[TimelineRow], ...] = (
    Column("when", _when, lambda _: "bold"),
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("id", lambda row: row.id, lambda _: "dim"),
    Column("what", lambda row: row.what, lambda row: "bold" if row.kind == "event" else ""),
    Column("status", lambda row: row.status),
    Column("who", _who, share=2),
    Column("words", lambda row: cued(row.cue if row.kind == "claim" else None, row.words), share=3),
    Column("says", _says, share=2),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


@filtered("The PLOVER type of an event, or the quotation type of a claim.", types=TIMELINE_TYPES)
def timeline(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List events and claims by the day they belong to.

    Where a star stands beside it, the day is that of publication, because the report gives no other. Events have
    PLOVER types in capitals, claims have acts.
    """
    list_rows(ledger, queries.timeline, wanted, COLUMNS, as_json=json, none="nothing in the ledger fits these filters")

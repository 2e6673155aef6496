"""`allegedly events`: who did what to whom, and who says so."""

from __future__ import annotations

from allegedly.cli.filtering import EVENT_TYPES, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, list_rows, said_so
from allegedly.ledger import EventRow, Filter, PartyRow, queries

EXAMPLES = (
    "allegedly events --type MOBILIZE",
    "allegedly events --by Minsk --about UKR --until 2022-10-15",
    "allegedly events --json | jq 'select(.status == \"occurred\")'",
)


def parties(rows: tuple[PartyRow, ...]) -> str:
    """Return the names of parties, or their words where nobody was found."""
    return ", ".join(dict.fromkeys(row.called for row in rows))


COLUMNS: tuple[Column[EventRow], ...] = (
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("id", lambda row: row.id, lambda _: "dim"),
    Column("day", lambda row: row.day),
    Column("type", lambda row: f"{row.type} {row.mode or ''}", lambda _: "bold", share=1),
    Column("status", lambda row: row.status),
    Column("who", lambda row: parties(row.actors), share=2),
    Column("to whom", lambda row: parties(row.recipients), share=2),
    Column("words", lambda row: row.trigger, share=3),
    Column("says", lambda row: said_so(row.said_by, row.cue, row.outlet), share=2),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


@filtered("The PLOVER type of the event: AGREE, MOBILIZE, ASSAULT, …", types=EVENT_TYPES)
def events(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List events: who did what to whom.

    Types and modes are PLOVER's. The status says whether the event occurred, is ongoing, is still to come, is
    hypothetical or is negated, each by what the source says.
    """
    list_rows(ledger, queries.events, wanted, COLUMNS, as_json=json, none="no event in the ledger fits these filters")

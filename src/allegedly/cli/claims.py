"""`allegedly claims`: who said what."""

from __future__ import annotations

from allegedly.cli.filtering import QUOTE_TYPES, filtered
from allegedly.cli.marking import colour
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import NOBODY, Column, corrected, cued, list_rows
from allegedly.ledger import ClaimRow, Filter, queries

EXAMPLES = (
    "allegedly claims --act deny --since 2022-10-01",
    "allegedly claims --by Lukashenko --about UKR",
    "allegedly claims --country BLR --json | jq .content",
)


def _act(row: ClaimRow) -> str:
    return f"{row.act} {row.answers}" if row.answers else row.act


COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("id", lambda row: row.id, lambda _: "dim"),
    Column("day", lambda row: row.day),
    Column("outlet", lambda row: row.outlet, share=2),
    Column("who", lambda row: row.said_by or NOBODY, share=3),
    Column("act", _act, lambda row: f"bold {colour(row.act)}"),
    Column("what", lambda row: cued(row.cue, row.content), share=5),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


@filtered("The type of quotation: direct, indirect or mixed.", types=QUOTE_TYPES)
def claims(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List claims: who said what.

    A denial shows the claim that it answers beside the act. The day is that of saying, or else of publication. People
    whom a report leaves unnamed are shown in its words; <…> are its words for their saying so: <did not say> is no
    assertion.
    """
    list_rows(ledger, queries.claims, wanted, COLUMNS, as_json=json, none="no claim in the ledger fits these filters")

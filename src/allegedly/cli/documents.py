"""`allegedly documents`: what has been read."""

from __future__ import annotations

from allegedly.cli import options
from allegedly.cli.filtering import filtered
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import DocumentRow, Filter, queries

EXAMPLES = (
    "allegedly documents --outlet courier",
    "allegedly documents --since 2022-10-10 --until 2022-10-17",
    "allegedly documents --json | jq -r .id",
)


def _note(row: DocumentRow) -> str:
    notes = [f"failed in part: {problem}" for problem in row.problems]
    if row.fast:
        notes.append("read fast")
    if row.superseded_by:
        notes.append(f"a later version is {row.superseded_by[:8]}")
    return "; ".join(notes)


COLUMNS: tuple[Column[DocumentRow], ...] = (
    Column("document", lambda row: row.id[:8], lambda _: "bold"),
    Column("published", lambda row: (row.published or "")[:10]),
    Column("outlet", lambda row: row.outlet, share=2),
    Column("title", lambda row: row.title or row.origin, share=4),
    Column("claims", lambda row: row.claims, right=True),
    Column("events", lambda row: row.events, right=True),
    Column("figures", lambda row: row.figures, right=True),
    Column("note", _note, lambda _: "yellow", share=2),
)


@filtered(only=("since", "until", "outlet", "limit", "superseded"))
def documents(wanted: Filter, ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False) -> None:
    """List the documents that have been read."""
    list_rows(
        ledger, queries.documents, wanted, COLUMNS, as_json=json, none="no document in the ledger fits these filters"
    )

"""`allegedly copies`: which documents are one text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from allegedly.cli.disputes import Story
from allegedly.cli.filtering import filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import CopyRow, Filter, queries
from allegedly.ledger import Ledger as OpenLedger

EXAMPLES = (
    "allegedly copies --outlet mirror",
    "allegedly copies --story 2264fa2f",
    "allegedly copies --json | jq '[.first, .copy, .share]'",
)

COLUMNS: tuple[Column[CopyRow], ...] = (
    Column("first", lambda row: row.first[:8], lambda _: "bold"),
    Column("published", lambda row: (row.first_published or "")[:10]),
    Column("outlet", lambda row: row.first_outlet, share=2),
    Column("copy", lambda row: row.copy[:8], lambda _: "bold"),
    Column("published", lambda row: (row.copy_published or "")[:10]),
    Column("outlet", lambda row: row.copy_outlet, share=2),
    Column("common", lambda row: f"{row.share:.0%}", right=True),
    Column("credits", lambda row: ", ".join(row.agencies), share=1),
    Column("title of the copy", lambda row: row.copy_title, share=3),
)


def _query(ledger: OpenLedger, wanted: Filter, *, story: str | None) -> Iterator[CopyRow]:
    yield from queries.copies(ledger, wanted, story)


@filtered(only=("since", "until", "outlet", "document", "limit"))
def copies(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, story: Story = None, json: Json = False) -> None:
    """List copies: documents that are substantially one text, and who had it first.

    What is common is the part of the shorter of the two that stands in the other. Agencies are those that either of the
    two credits.
    """
    none = "no copy in the ledger fits these filters"
    list_rows(ledger, partial(_query, story=story), wanted, COLUMNS, as_json=json, none=none)

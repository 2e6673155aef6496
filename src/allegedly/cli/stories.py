"""`allegedly stories`: the happenings that the reports tell of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from allegedly.cli.filtering import filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import Filter, StoryRow, queries
from allegedly.ledger import Ledger as OpenLedger

EXAMPLES = (
    "allegedly stories --since 2022-10",
    "allegedly stories --about BLR --reports 1",
    "allegedly stories --json | jq '[.id, .title, .reports]'",
)

Reports = Annotated[
    int, typer.Option("--reports", min=1, metavar="N", help="Stories that so many independent reports tell, or more.")
]


def period(first: str | None, last: str | None) -> str:
    """Return the days, one if they are the same: "2022-10-10 to 2022-10-17"."""
    return " to ".join(dict.fromkeys(filter(None, (first, last))))


COLUMNS: tuple[Column[StoryRow], ...] = (
    Column("story", lambda row: row.id[:8], lambda _: "bold"),
    Column("published", lambda row: period(row.first, row.last), share=2),
    Column("reports", lambda row: row.reports, right=True),
    Column("documents", lambda row: row.documents, right=True),
    Column("title", lambda row: row.title, share=4),
    Column("disputes", lambda row: row.disputes or "", right=True),
    Column("figures of", lambda row: ", ".join(row.things), share=2),
)


def _query(ledger: OpenLedger, wanted: Filter, *, reports: int) -> Iterator[StoryRow]:
    yield from queries.stories(ledger, wanted, reports)


@filtered(only=("about", "since", "until", "country", "outlet", "document", "limit"))
def stories(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, reports: Reports = 2, json: Json = False) -> None:
    """List stories: what several reports tell of, the latest first.

    Copies count as one report, however many sites they stand on. A filter holds where it does for a document of the
    story; stories of one report are shown with --reports 1.
    """
    none = f"no story of {reports} or more independent reports fits these filters; --reports 1 takes all in"
    list_rows(ledger, partial(_query, reports=reports), wanted, COLUMNS, as_json=json, none=none)

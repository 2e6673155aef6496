"""`allegedly disputes`: claims that answer each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from allegedly.cli.filtering import Closed, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, cued, list_rows, speaker
from allegedly.ledger import Filter, LinkRow, SideRow, queries
from allegedly.ledger import Ledger as OpenLedger
from allegedly.ledger.queries.link_rows import DISPUTES

EXAMPLES = (
    "allegedly disputes --story 2264fa2f",
    "allegedly disputes --by UKR --type denial",
    "allegedly disputes --json | jq '[.kind, .one.words, .other.words]'",
)
KINDS = Closed("kind of dispute", lambda: DISPUTES)

Story = Annotated[
    str | None, typer.Option("--story", "-s", metavar="ID", help="One story, by its id or that of a document in it.")
]


def says(side: SideRow) -> str:
    """Return who says it, and in which document."""
    return f"{speaker(side.said_by, side.outlet)} [{side.document[:8]}]"


COLUMNS: tuple[Column[LinkRow], ...] = (
    Column("kind", lambda row: row.kind, lambda _: "bold"),
    Column("says", lambda row: says(row.one), share=3),
    Column("that", lambda row: cued(row.one.cue, row.one.words), share=5),
    Column("answers", lambda row: says(row.other), share=3),
    Column("with", lambda row: cued(row.other.cue, row.other.words), share=5),
    Column("note", lambda row: "interested" if row.interested else "", lambda _: "yellow"),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


def _query(ledger: OpenLedger, wanted: Filter, *, story: str | None) -> Iterator[LinkRow]:
    yield from queries.disputes(ledger, wanted, story)


@filtered(
    "Kind of dispute: denial, figures, happened.",
    only=("by", "act", "since", "until", "type", "outlet", "document", "limit"),
    types=KINDS,
)
def disputes(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, story: Story = None, json: Json = False) -> None:
    """List disputes: claims with the claims that deny them, and figures that cannot both be so.

    Reports that are copies are compared once. A filter holds where it does for one of the two sides; --since and
    --until are the days of publication.
    """
    none = "no dispute in the ledger fits these filters"
    list_rows(ledger, partial(_query, story=story), wanted, COLUMNS, as_json=json, none=none)

"""`allegedly subscriptions`: who is sent which news."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import Column, print_rows
from allegedly.ledger import Filter, open_ledger

if TYPE_CHECKING:
    from allegedly.digest import Subscription

EXAMPLES = ("allegedly subscriptions", "allegedly subscriptions --ended --json")

Ended = Annotated[bool, typer.Option("--ended", help="Show those too that were ended, and why.")]


def subscriptions(
    ledger: options.Ledger = options.DEFAULT_LEDGER, ended: Ended = False, json: options.Json = False
) -> None:
    """List the subscriptions."""
    from allegedly.digest import subscriptions as kept

    columns: tuple[Column[Subscription], ...] = (
        Column("number", lambda row: row.number, right=True),
        Column("address", lambda row: row.address, lambda _: "bold", share=2),
        Column("is sent what is new about", lambda row: row.asks, share=3),
        Column("since", lambda row: row.made[:10]),
        Column("ended", lambda row: (row.ended or "")[:10]),
        Column("why", lambda row: row.why or "", share=2),
    )
    with open_ledger(ledger, create=False, read_only=True) as opened:
        # Who has the token ends the subscription, so it is not shown.
        rows = [dataclasses.replace(row, token="") for row in kept(opened, ended=ended)]
    none = "nobody has subscribed; `allegedly subscribe ADDRESS` does"
    print_rows(rows, columns, Filter(), as_json=json, none=none)

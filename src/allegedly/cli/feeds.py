"""`allegedly feeds`: what is followed, and how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import Column, print_rows
from allegedly.cli.terminal import out
from allegedly.ledger import Filter, open_ledger

if TYPE_CHECKING:
    from allegedly.watch import FeedRow

EXAMPLES = ("allegedly feeds", "allegedly feeds --json | jq -r 'select(.error) | .url'", "allegedly feeds --drop URL")

Drop = Annotated[str | None, typer.Option("--drop", metavar="URL", help="Follow this feed no more.")]


def _columns() -> tuple[Column[FeedRow], ...]:
    return (
        Column("feed", lambda row: f"  {row.url}" if row.parent else row.url, lambda _: "bold", share=4),
        Column("title", lambda row: row.title, share=2),
        Column("kind", lambda row: row.kind),
        Column("answered", lambda row: (row.answered or "never")[:16].replace("T", " ")),
        Column("due", lambda row: row.due[:16].replace("T", " ") if row.answered or row.failures else "now"),
        Column("read", lambda row: row.read + row.from_feed, right=True),
        Column("waiting", lambda row: row.waiting or "", right=True),
        Column("failed", lambda row: row.failed or "", right=True),
        Column("trouble", lambda row: row.message, lambda _: "red", share=3),
    )


def feeds(ledger: options.Ledger = options.DEFAULT_LEDGER, drop: Drop = None, json: options.Json = False) -> None:
    """List the feeds that the ledger follows: when each answered, when it is due, what it brought, what ails it."""
    from allegedly import watch

    if drop is not None:
        with open_ledger(ledger, create=False) as opened:
            watch.drop(opened, drop)
        if not json:
            out().print(f"{drop} is followed no more; what was read from it stays.", soft_wrap=True)
        return
    with open_ledger(ledger, create=False, read_only=True) as opened:
        wanted = Filter(limit=0)
        none = "no feed is followed; `allegedly watch FEED...` follows one"
        print_rows(watch.followed(opened), _columns(), wanted, as_json=json, none=none)

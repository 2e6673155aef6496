"""`allegedly errors`: what could not be read, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from allegedly.cli import options
from allegedly.cli.filtering import filtered
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import ErrorRow, Filter, Ledger

EXAMPLES = ("allegedly errors", "allegedly errors --json | jq -r .error | sort | uniq -c")

COLUMNS: tuple[Column[ErrorRow], ...] = (
    Column("origin", lambda row: row.origin, lambda _: "bold", share=2),
    Column("error", lambda row: row.error, lambda _: "red"),
    Column("message", lambda row: row.message, share=3),
    Column("tried", lambda row: row.at[:16]),
)


def _query(ledger: Ledger, wanted: Filter) -> Iterator[ErrorRow]:
    yield from islice(ledger.errors(), wanted.limit)


@filtered(only=("limit",))
def errors(wanted: Filter, ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False) -> None:
    """List what could not be read, and why.

    An error goes away when the same input is read well.
    """
    list_rows(ledger, _query, wanted, COLUMNS, as_json=json, none="everything could be read")

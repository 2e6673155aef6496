"""`allegedly unsubscribe`: no more news to an address."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.subscribe import Address
from allegedly.cli.terminal import complain
from allegedly.ledger import open_ledger

EXAMPLES = ("allegedly unsubscribe reader@example.org", "allegedly unsubscribe reader@example.org --number 2")

Number = Annotated[
    int | None, typer.Option("--number", "-n", metavar="N", help="Only the subscription of this number.")
]


def unsubscribe(address: Address, ledger: options.Ledger = options.DEFAULT_LEDGER, number: Number = None) -> None:
    """End all subscriptions of an address, or one of them.

    What was not sent yet will not be. Readers do this themselves by the address at the end of each mail, or by the
    button of their mail program.
    """
    from allegedly.digest import unsubscribe as stop

    with open_ledger(ledger, create=False) as opened:
        for one in stop(opened, address, number):
            complain(f"{one.address} is sent no more about {one.asks} (subscription {one.number})")

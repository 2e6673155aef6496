"""`allegedly subscribe`: who is to be sent which news."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.terminal import complain
from allegedly.ledger import open_ledger

EXAMPLES = (
    "allegedly subscribe reader@example.org",
    "allegedly subscribe reader@example.org --story 2264fa2f",
    "allegedly subscribe desk@example.org --country BLR --search trains",
)

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The address that the mails go to.")]


def subscribe(
    address: Address,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    story: Annotated[
        str | None, typer.Option("--story", metavar="ID", help="One story, by its id or that of a document in it.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="WHO", help="What an actor says, or what is said of them.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="What a country says, or what is said of it.")
    ] = None,
    words: Annotated[
        str | None, typer.Option("--search", metavar="WORDS", help="What has these words in it, as in a search.")
    ] = None,
    past: Annotated[
        bool, typer.Option("--past", help="Send what is in the ledger already, too, with the next digest.")
    ] = False,
) -> None:
    """Have news sent to an address by `allegedly digest`: all of it, or what meets all conditions that are given.

    News is what documents bring that are read from now on. An address may have several subscriptions; it is told
    everything once.
    """
    from allegedly.digest import subscribe as keep

    with open_ledger(ledger, create=False) as opened:
        made = keep(opened, address, story=story, actor=actor, country=country, words=words, past=past)
    complain(f"{made.address} will be sent what is new about {made.asks} (subscription {made.number})")

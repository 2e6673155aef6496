"""`allegedly actors`: who speaks, and who is spoken of."""

from __future__ import annotations

from allegedly.cli.filtering import ACTOR_KINDS, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import ActorRow, Filter, queries

EXAMPLES = (
    "allegedly actors --country UKR",
    "allegedly actors --type person --limit 10",
    "allegedly actors --json | jq 'select(.denials > 0)'",
)

COLUMNS: tuple[Column[ActorRow], ...] = (
    Column("actor", lambda row: row.id, lambda _: "dim", share=2),
    Column("name", lambda row: row.name, lambda _: "bold", share=2),
    Column("kind", lambda row: row.kind),
    Column("country", lambda row: row.country),
    Column("sectors", lambda row: " ".join(row.sectors), share=1),
    Column("claims", lambda row: row.claims, right=True),
    Column("denials", lambda row: row.denials, right=True),
    Column("about", lambda row: row.claims_about, right=True),
    Column("events", lambda row: row.events, right=True),
    Column("reports", lambda row: row.documents, right=True),
)


@filtered("The kind: state, institution, organisation, alliance, bloc, person, group or generic.", types=ACTOR_KINDS)
def actors(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List actors: who speaks, and who is spoken of.

    Sectors are those of PLOVER. The counts are of claims made, denials among them, claims about the actor, events that
    it has a part in, and reports that name it.
    """
    list_rows(ledger, queries.actors, wanted, COLUMNS, as_json=json, none="no actor in the ledger fits these filters")

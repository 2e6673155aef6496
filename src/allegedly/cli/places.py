"""`allegedly places`: which places are named, and where they are."""

from __future__ import annotations

from allegedly.cli.filtering import PLACE_KINDS, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import Filter, PlaceRow, queries

EXAMPLES = (
    "allegedly places --country BLR",
    "allegedly places --type region --document 1fc3ad02",
    "allegedly places --json | jq 'select(.lat) | [.lat, .lon, .name]'",
)


def _point(row: PlaceRow) -> str:
    return "" if row.lat is None or row.lon is None else f"{row.lat:.2f} {row.lon:.2f}"


COLUMNS: tuple[Column[PlaceRow], ...] = (
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("id", lambda row: row.id, lambda _: "dim"),
    Column("words", lambda row: row.words, lambda _: "bold", share=3),
    Column("kind", lambda row: row.kind),
    Column("name", lambda row: row.name, share=2),
    Column("country", lambda row: row.country),
    Column("lat lon", _point, right=True),
    Column("GeoNames", lambda row: row.geonameid, right=True),
)


@filtered("The kind: literal, metonym, organisation, demonym or region.", types=PLACE_KINDS)
def places(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List places: what is named, and where it is.

    A region without a point ("the border area") has none, and a name that stands for a government is a metonym.
    """
    list_rows(ledger, queries.places, wanted, COLUMNS, as_json=json, none="no place in the ledger fits these filters")

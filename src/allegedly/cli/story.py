"""`allegedly story`: who tells one story, and which of the reports are copies."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.stories import period
from allegedly.cli.tables import Column, print_json, print_rows
from allegedly.cli.terminal import one_line, out
from allegedly.ledger import Filter, StoryRow, ToldRow, open_ledger, queries

EXAMPLES = ("allegedly story 2264fa2f", "allegedly story 2264fa2f --json | jq .documents[].outlet")

Which = Annotated[
    str, typer.Argument(metavar="STORY", help="A story's id, or that of any document in it, or its start.")
]

COLUMNS: tuple[Column[ToldRow], ...] = (
    Column("document", lambda row: row.document[:8], lambda _: "bold"),
    Column("copy of", lambda row: "" if row.report == row.document else row.report[:8], lambda _: "dim"),
    Column("published", lambda row: (row.published or "")[:10]),
    Column("outlet", lambda row: row.outlet, share=2),
    Column("credits", lambda row: ", ".join(row.agencies), share=1),
    Column("claims", lambda row: row.claims, right=True),
    Column("title", lambda row: row.title, share=4),
)


def story(which: Which, ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False) -> None:
    """Show one story: its days, places, actors, and the reports that tell it.

    Copies stand below the report that they are copies of, with its id. allegedly brief puts what is claimed, denied and
    counted on a page.
    """
    with open_ledger(ledger, create=False, read_only=True) as opened:
        found = queries.story(opened, which)
        rows = list(queries.told(opened, which))
    if json:
        print_json({**dataclasses.asdict(found), "documents": [dataclasses.asdict(row) for row in rows]})
        return
    for line in _head(found):
        out().print(one_line(line), soft_wrap=True)
    out().print()
    print_rows(rows, COLUMNS, Filter(limit=0), as_json=False, none="")


def _head(row: StoryRow) -> list[str]:
    reports = "1 independent report" if row.reports == 1 else f"{row.reports} independent reports"
    documents = "1 document" if row.documents == 1 else f"{row.documents} documents"
    parts = {
        "story": f"{row.id[:8]}  {row.title}",
        "published": period(row.first, row.last),
        "told by": f"{reports} in {documents}",
        "places": ", ".join(row.places),
        "actors": ", ".join(row.actors),
        "figures of": ", ".join(row.things),
        "disputes": str(row.disputes or ""),
        "undertakings": str(row.undertakings or ""),
    }
    return [f"{name}: {value}" for name, value in parts.items() if value]

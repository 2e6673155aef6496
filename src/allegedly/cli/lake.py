"""`allegedly lake`: what is done with a lake as a whole."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.batch import Master, Work, step
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, one_line, out

LINK_EXAMPLES = (
    "allegedly lake link lake --master 'local[8]'",
    "allegedly lake link hdfs:///lake --master yarn --work hdfs:///tmp/lake",
)

Lake = Annotated[str, typer.Argument(metavar="LAKE", help="The folder or URL of the lake.")]


def link(lake: Lake, master: Master = None, work: Work = None, json: options.Json = False) -> None:
    """Join all reports of a lake: copies, stories, disputes, undertakings, figures. Needs Apache Spark.

    The links are those that a ledger of the same documents would have. They are made as a whole, in place of those that
    are there; `allegedly batch` drops them when it adds documents.
    """
    from allegedly.export.events.parquet import needed

    needed()
    from allegedly.lake.spark.session import session

    with session(master) as spark, step() as on_step:
        from allegedly.lake.spark.linking import link_lake

        linked = link_lake(lake, spark, work=work, on_step=on_step)
    for fault in linked.faults:
        complain(f"linking failed in part, report it: {fault}")
    if json:
        print_json(dataclasses.asdict(linked))
        return
    stories, copies, links = (linked.rows[name] for name in ("stories", "copies", "claim_links"))
    told = f"{linked.documents} documents: {stories} stories, {copies} pairs of copies, {links} links between claims."
    out().print(f"{told} The lake is {one_line(lake)}.", soft_wrap=True)

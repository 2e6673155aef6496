"""`allegedly copies`: which documents are one text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli.disputes import Story
from allegedly.cli.filtering import filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, limited, list_rows, print_json, print_rows
from allegedly.cli.terminal import complain, one_line, out
from allegedly.errors import UsageError
from allegedly.ledger import CopyRow, Filter, open_ledger, queries
from allegedly.ledger import Ledger as OpenLedger
from allegedly.ledger.rows import sentence

if TYPE_CHECKING:
    from allegedly.linking.copies import Passage
    from allegedly.records import Reading

EXAMPLES = (
    "allegedly copies --outlet mirror",
    "allegedly copies --story 2264fa2f --passages",
    "allegedly copies 58ac65a9 6987ae65",
    "allegedly copies --json | jq '[.first, .copy, .share]'",
)

NONE = "no copy in the ledger fits these filters"

One = Annotated[str | None, typer.Argument(metavar="DOC", help="A document, to be shown beside another.")]
Other = Annotated[str | None, typer.Argument(metavar="OTHER", help="The other one.")]
Passages = Annotated[bool, typer.Option("--passages", help="Show where each copy differs from the first.")]

COLUMNS: tuple[Column[CopyRow], ...] = (
    Column("first", lambda row: row.first[:8], lambda _: "bold"),
    Column("published", lambda row: (row.first_published or "")[:10]),
    Column("outlet", lambda row: row.first_outlet, share=2),
    Column("copy", lambda row: row.copy[:8], lambda _: "bold"),
    Column("published", lambda row: (row.copy_published or "")[:10]),
    Column("outlet", lambda row: row.copy_outlet, share=2),
    Column("common", lambda row: f"{row.share:.0%}", right=True),
    Column("credits", lambda row: ", ".join(row.agencies), share=1),
    Column("title of the copy", lambda row: row.copy_title, share=3),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


def _query(ledger: OpenLedger, wanted: Filter, *, story: str | None) -> Iterator[CopyRow]:
    yield from queries.copies(ledger, wanted, story)


@filtered(only=("since", "until", "outlet", "document", "limit"))
def copies(
    wanted: Filter,
    one: One = None,
    other: Other = None,
    ledger: Ledger = DEFAULT_LEDGER,
    story: Story = None,
    passages: Passages = False,
    json: Json = False,
) -> None:
    """List copies: documents that are substantially one text, and who had it first.

    What is common is the part of the shorter of the two that stands in the other. Agencies are those that either of the
    two credits. Two documents that are named are shown side by side: what only the first has, what only the other.
    """
    if one is not None:
        _show_pair(ledger, one, other, as_json=json)
    elif passages:
        _show_passages(ledger, wanted, story, as_json=json)
    else:
        list_rows(ledger, partial(_query, story=story), wanted, COLUMNS, as_json=json, none=NONE)


def _show_passages(ledger: Path, wanted: Filter, story: str | None, *, as_json: bool) -> None:
    from allegedly.linking.copies import passages

    shown = 0
    with open_ledger(ledger, create=False, read_only=True) as opened:
        for row in queries.copies(opened, limited(wanted, as_json=as_json), story):
            shown += 1
            texts = (opened.reading(document).text for document in (row.first, row.copy))
            differing = passages(*texts)
            if as_json:
                print_json({**dataclasses.asdict(row), "passages": [dataclasses.asdict(one) for one in differing]})
            else:
                _print_passages(row, differing)
    if not shown and not as_json:
        complain(NONE)


SIDES: tuple[Column[Passage], ...] = (
    Column("only the first has", lambda row: row.a and row.a.quote, lambda _: "red", share=1),
    Column("only the other has", lambda row: row.b and row.b.quote, lambda _: "green", share=1),
)


def _show_pair(ledger: Path, one: str, other: str | None, *, as_json: bool) -> None:
    from allegedly.linking.copies import passages

    if other is None:
        raise UsageError("name the other document too, or use --document")
    with open_ledger(ledger, create=False, read_only=True) as opened:
        ids = opened.document_id(one), opened.document_id(other)
        row = queries.pair(opened, *ids)
        first, second = (opened.reading(key) for key in ((row.first, row.copy) if row else ids))
    differing = passages(first.text, second.text)
    if as_json:
        found = dataclasses.asdict(row) if row else {"first": ids[0], "copy": ids[1], "share": None}
        print_json({**found, "passages": [dataclasses.asdict(passage) for passage in differing]})
        return
    common = f"{row.share:.0%} common" if row else "no copies of each other"
    out().print(one_line(f"{_head(first)}  |  {_head(second)}  {common}"), style="bold", soft_wrap=True)
    if row and row.verdict:
        out().print(one_line(sentence(row.verdict)), style="yellow", soft_wrap=True)
    print_rows(differing, SIDES, Filter(limit=0), as_json=False, none="neither has a passage that the other has not")


def _head(reading: Reading) -> str:
    document = reading.document
    return "  ".join(filter(None, (document.id[:8], (document.published or "")[:10], document.outlet)))


def _print_passages(row: CopyRow, differing: tuple[Passage, ...]) -> None:
    """Print what only the first has after "-", and what only the copy has after "+"."""
    console = out()
    console.print(f"{row.first[:8]} {row.copy[:8]}  {row.share:.0%} common", style="bold", soft_wrap=True)
    for one in differing:
        for sign, span in (("-", one.a), ("+", one.b)):
            if span is not None:
                console.print(f"  {sign} {one_line(span.quote)}", soft_wrap=True)

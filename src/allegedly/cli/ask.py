"""`allegedly ask`: how the reports stand to a claim from outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.filtering import filtered
from allegedly.cli.tables import Column, limited, print_rows
from allegedly.cli.terminal import out
from allegedly.ledger import Filter, open_ledger

if TYPE_CHECKING:
    from allegedly.run.asking import Answer

EXAMPLES = (
    'allegedly ask "Belarus sends troops to the border with Ukraine"',
    'allegedly ask "Kyiv planned an attack on Belarus" --since 2022-10 --until 2022-11',
    'allegedly ask "Dam near the border burst" --json | jq -r .stance | sort | uniq -c',
)
ORDER = ("agree", "disagree", "discuss")

Claim = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="The claim: a sentence, or a headline.")]


def says(row: Answer) -> str:
    """Return who says it: the sources, else the outlet."""
    return ", ".join(row.said_by) or row.outlet or "the outlet"


def columns() -> Sequence[Column[Answer]]:
    """Return the columns of the table."""
    return (
        Column("report", lambda row: row.stance, lambda _: "bold"),
        Column("published", lambda row: (row.published or "")[:10]),
        Column("document", lambda row: row.document[:8], lambda _: "dim"),
        Column("outlet", lambda row: row.outlet, share=2),
        Column("copies", lambda row: row.documents - 1 or "", lambda _: "dim", right=True),
        Column("shown by", lambda row: row.evidence.quote, share=5),
        Column("says", says, share=2),
    )


@filtered(only=("since", "until", "outlet", "document", "limit"))
def ask(
    claim: Claim, wanted: Filter, ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False
) -> None:
    """Ask how the reports stand to a claim: which agree, which disagree, and which only discuss it.

    Reports that are copies are counted once. A report agrees if it says what the claim says, in its own voice or by a
    source that it lets stand; what it shows this by, and who says so, stands beside it. Nothing is said of which is
    true. --since and --until are the days of publication.
    """
    from allegedly.run import asking

    with open_ledger(ledger, create=False, read_only=True) as opened:
        found = list(asking.ask(opened, " ".join(claim), limited(wanted, as_json=json)))
    found.sort(key=lambda row: (ORDER.index(row.stance), row.published or "9999", row.document))
    print_rows(found, columns(), wanted, as_json=json, none="no report in the ledger tells of what the claim is about")
    if found and not json:
        counts = Counter(row.stance for row in found)
        out().print("reports: " + ", ".join(f"{counts[kind]} {kind}" for kind in ORDER), soft_wrap=True)

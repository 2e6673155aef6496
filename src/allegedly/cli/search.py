"""`allegedly search`: words in reports and in what is said there."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.filtering import QUOTE_TYPES, TABLE_LIMIT, filtered
from allegedly.cli.marking import colour
from allegedly.cli.tables import FIRST_ONLY, corrected, limited, print_json
from allegedly.cli.terminal import complain, one_line, out, printable
from allegedly.ledger import Filter, Hit, open_ledger, queries
from allegedly.voice import spoken

EXAMPLES = (
    "allegedly search joint force",
    "allegedly search '\"joint force\"' --act deny",
    "allegedly search troops --by Lukashenko --json",
)

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS...", help='All of them must stand there; "in quotation marks" makes a phrase.'),
]


@filtered("The type of quotation: direct, indirect or mixed.", types=QUOTE_TYPES)
def search(
    words: Words, wanted: Filter, ledger: options.Ledger = options.DEFAULT_LEDGER, json: options.Json = False
) -> None:
    """Search the claims, and then the reports, for words."""
    with open_ledger(ledger, create=False, read_only=True) as opened:
        hits = list(queries.search(opened, " ".join(words), limited(wanted, as_json=json)))
    if json:
        for hit in hits:
            print_json(dataclasses.asdict(hit))
        return
    if not hits:
        complain("these words stand in no report that fits; try fewer of them")
    cut = wanted.limit is None and len(hits) > TABLE_LIMIT
    for hit in hits[:TABLE_LIMIT] if cut else hits:
        _print_hit(hit)
    if cut:
        complain(FIRST_ONLY)


def _print_hit(hit: Hit) -> None:
    from rich.text import Text

    head = Text.assemble((hit.document[:8], "dim"), " ", (hit.claim or "text", "dim"))
    for fact in (hit.published, hit.outlet, hit.source or hit.title):
        head.append(f"  {one_line(fact)}" if fact else "")
    if hit.act:
        head.append(f"  {hit.act}", f"bold {colour(hit.act)}")
        head.append(f"  <{one_line(cue)}>" if (cue := spoken(hit.cue)) else "")
    if hit.verdict:
        head.append(f"  {one_line(corrected(hit))}", "yellow")
    snippet = Text(printable(hit.snippet.quote).replace("\n", " "))
    for match in hit.matches:
        snippet.stylize("bold underline", match.start - hit.snippet.start, match.end - hit.snippet.start)
    console = out()
    console.print(head, soft_wrap=True)
    for line in snippet.wrap(console, max(console.width - 2, 20)):
        line.rstrip()
        console.print(Text("  ") + line, soft_wrap=True)

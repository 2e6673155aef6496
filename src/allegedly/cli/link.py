"""`allegedly link`: the reports of a ledger joined to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, err, one_line, out

EXAMPLES = ("allegedly link", "allegedly link --ledger october.sqlite", "allegedly link --anew")

Anew = Annotated[bool, typer.Option("--anew", help="Drop all links, and make them again.")]


def link(ledger: options.Ledger = options.DEFAULT_LEDGER, anew: Anew = False, json: options.Json = False) -> None:
    """Join the reports of a ledger: copies, stories, disputes, undertakings, figures.

    allegedly read does so as it goes; this is for what was read with --no-link, and for a ledger that was linked by an
    older Allegedly, whose links are made anew. A run that was cut off goes on where it stopped.
    """
    from allegedly.run.linking import link_all

    with _progress() as on_progress:
        result = link_all(ledger, anew=anew, on_progress=on_progress)
    for fault in result.faults:
        complain(f"linking failed in part, report it: {fault}")
    if json:
        print_json({"linked": result.linked, "total": result.total, "faults": list(result.faults)})
        return
    noun = "report" if result.linked == 1 else "reports"
    told = f"{result.linked} {noun} linked, {result.total} in all. The ledger is {one_line(str(ledger))}."
    out().print(told, soft_wrap=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Give what moves a bar on a terminal, None where standard error is none."""
    console = err()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("linking")
        yield lambda done, total: bar.update(task, completed=done, total=total)

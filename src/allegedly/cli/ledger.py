"""`allegedly ledger`: between the ledger and a lake."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, err, one_line, out
from allegedly.ledger import open_ledger

if TYPE_CHECKING:
    from allegedly.lake.between import Imported

IMPORT_EXAMPLES = (
    "allegedly ledger import lake --since 2022-10 --until 2022-10 --country BLR --ledger october.sqlite",
    "allegedly ledger import s3://archive/lake --story 1fc3ad02",
)
EXPORT_EXAMPLES = ("allegedly ledger export lake", "allegedly ledger export s3://archive/lake --ledger october.sqlite")

Lake = Annotated[str, typer.Argument(metavar="LAKE", help="The folder or URL of the lake.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not published before this date.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not published after this date.")]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CODE", help="A country of an actor or place in it: a code or name.")
]
Story = Annotated[
    str | None, typer.Option("--story", metavar="ID", help="One story of a lake that is linked, or its beginning.")
]
NoLink = Annotated[bool, typer.Option("--no-link", help="Only take them in; `allegedly link` joins them later.")]


def import_(
    lake: Lake,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    story: Story = None,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    no_link: NoLink = False,
    json: options.Json = False,
) -> None:
    """Take documents of a lake into the ledger, with all that was read of them.

    What the ledger has stays as it is. Nothing is read anew; the documents are joined to each other and to those that
    are there.
    """
    from allegedly.export.events.parquet import needed

    needed()
    from allegedly.lake.between import import_lake
    from allegedly.lake.opening import Wanted
    from allegedly.run.linking import link_all

    with _bar("documents") as moved:
        imported = import_lake(lake, ledger, Wanted(since, until, country, story), on_progress=moved)
    if not no_link:
        with _bar("linked") as moved:
            link_all(ledger, on_progress=moved)
    if json:
        print_json(dataclasses.asdict(imported))
    else:
        _print_summary(imported, str(ledger))
    if imported.failed or not imported.total:
        raise typer.Exit(1)


def export(lake: Lake, ledger: options.Ledger = options.DEFAULT_LEDGER) -> None:
    """Write all of the ledger to a new lake: what was read, what could not be, and what joins the reports.

    All is of one moment, whatever is written into the ledger meanwhile.
    """
    from allegedly.export.events.parquet import needed

    needed()
    from allegedly.lake.between import export_ledger

    with (
        open_ledger(ledger, create=False, read_only=True) as opened,
        opened.snapshot(),
        _bar("documents") as moved,
    ):
        manifest = export_ledger(opened, lake, on_progress=moved)
    complain(f"{manifest.rows('documents')} documents written to {one_line(lake)}")


@contextmanager
def _bar(noun: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give what moves a bar on a terminal, None elsewhere."""
    console = err()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(noun, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _print_summary(imported: Imported, ledger: str) -> None:
    if not imported.total:
        complain("no document of the lake is as you ask for")
        return
    counts = (
        (imported.new, "new"),
        (imported.changed, "new versions"),
        (imported.reread, "in place of older readings"),
        (imported.unchanged, "already there"),
        (imported.failed, "failed"),
    )
    said = ", ".join(f"{count} {state}" for count, state in counts if count)
    out().print(f"{imported.total} documents: {said}. The ledger is {one_line(ledger)}.", soft_wrap=True)

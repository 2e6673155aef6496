"""`allegedly read`: reports into the ledger."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, err, one_line, out

if TYPE_CHECKING:
    from allegedly.run import Outcome, Summary

EXAMPLES = (
    "allegedly read reports/ 'archive/*.html' wire.jsonl",
    "curl -s https://example.org/report.html | allegedly read -",
    "allegedly read reports/ --jobs 4 --ledger october.sqlite",
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns (.txt .html .mhtml .jsonl .csv .warc.gz .wacz); - is standard input.",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read at once.")]

NoLink = Annotated[bool, typer.Option("--no-link", help="Only read; `allegedly link` joins the reports later.")]


def read(
    paths: Paths,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    published: options.Published = None,
    language: options.Language = None,
    jobs: Jobs = 1,
    no_link: NoLink = False,
    fast: options.Fast = False,
    json: options.Json = False,
) -> None:
    """Read reports into the ledger.

    What has been read before is passed over, so a run that was cut off goes on where it stopped; what was read with
    --fast is read anew without it. A report that cannot be read costs nothing but itself: it is listed at the end, kept
    in the ledger (allegedly errors), and makes the exit code 1. What is read is joined to the other reports: copies,
    stories, disputes (allegedly stories).
    """
    from allegedly.run import read_into

    with _progress(as_json=json) as on_progress:
        summary = read_into(
            ledger,
            paths,
            jobs=jobs,
            published=published,
            language=language,
            on_progress=on_progress,
            link=not no_link,
            fast=fast,
        )
    if not json:
        _print_summary(summary, str(ledger))
    _tell_left_out(paths)
    if summary.failed or not summary.total:
        raise typer.Exit(1)


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Callable[[Outcome], None]]:
    """Give what is to be called for each input: it prints JSON, moves a bar on a terminal, or does nothing."""
    console = err()
    if as_json:
        yield lambda outcome: print_json(dataclasses.asdict(outcome))
    elif not console.is_terminal:
        yield lambda outcome: None
    else:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        states: Counter[str] = Counter()
        columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("reading", total=None)

            def moved(outcome: Outcome) -> None:
                states[outcome.state] += 1
                counts = ", ".join(f"{count} {state}" for state, count in states.items())
                progress.update(task, advance=1, description=f"{counts}; last {one_line(outcome.origin)[-50:]}")

            yield moved


def _tell_left_out(paths: list[str]) -> None:
    """Say what lies in the folders and is not read: a folder of PDFs beside pages must not pass for read."""
    from allegedly.sources.finding import left_out

    counts = left_out(paths)
    if counts:
        files = "1 file" if counts.total() == 1 else f"{counts.total():,} files"
        kinds = ", ".join(f"{count:,} {ending}" for ending, count in counts.most_common(6))
        complain(f"{files} in these folders left out for their names ({kinds}); name a file to have it tried")


def _print_summary(summary: Summary, ledger: str) -> None:
    if not summary.total:
        complain("there is nothing to read at these paths; give files or folders of reports")
        return
    counts = (
        (summary.read, "read"),
        (summary.changed, "changed since last time"),
        (summary.reread, "read anew (newer layers, another date, or no longer --fast)"),
        (summary.unchanged, "already known"),
        (summary.failed, "failed"),
    )
    said = ", ".join(f"{count} {state}" for count, state in counts if count)
    noun = "report" if summary.total == 1 else "reports"
    out().print(f"{summary.total} {noun}: {said}. The ledger is {one_line(ledger)}.", soft_wrap=True)
    for outcome in summary.problems:
        complain(f"{outcome.origin}: read in part; these layers failed: {', '.join(outcome.problems)}")
    for outcome in summary.errors:
        complain(f"{outcome.origin}: {outcome.message}")
    if summary.links_are_outdated:
        complain("the links in this ledger were made by older rules, so nothing was linked; run `allegedly link`")
    for fault in summary.link_faults:
        complain(f"linking failed in part, report it: {fault}")

"""`allegedly batch`: an archive into a lake."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, err, one_line, out

if TYPE_CHECKING:
    from allegedly.lake.filling import Filled, State

EXAMPLES = (
    "allegedly batch archive/ 'wire/*.jsonl.gz' lake --jobs 8",
    "allegedly batch s3://archive/2022/ s3://archive/lake --jobs 8",
    "allegedly batch @lists/october.txt lake --time-limit 60",
    "allegedly batch hdfs:///archive/ hdfs:///lake --engine spark --master yarn --work hdfs:///tmp/lake",
    "duckdb -c \"SELECT act, count(*) FROM 'lake/claims/*/*.parquet' GROUP BY 1\"",
)


class Engine(StrEnum):
    """What reads."""

    LOCAL = "local"
    SPARK = "spark"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders, patterns and URLs of .txt, .html, .jsonl and .parquet, packed too; @FILE lists inputs.",
    ),
]
Output = Annotated[str, typer.Argument(metavar="LAKE", help="The folder or URL of the lake.")]
By = Annotated[Engine, typer.Option("--engine", help="local: processes of this machine; spark: Apache Spark.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read at once.")]
Size = Annotated[int, typer.Option("--size", min=1, metavar="N", help="Documents that are read together, about.")]
Seconds = Annotated[float, typer.Option("--time-limit", min=0.1, metavar="SECONDS", help="What one document may take.")]
Megabytes = Annotated[
    int, typer.Option("--memory-limit", min=1, metavar="MB", help="What one document may take beyond the process.")
]
Master = Annotated[
    str | None, typer.Option("--master", metavar="URL", help="Spark's cluster, as spark-submit names it, or local[N].")
]
Work = Annotated[
    str | None, typer.Option("--work", metavar="URL", help="Spark: a folder that all workers reach, for a while.")
]


def batch(
    inputs: Inputs,
    lake: Output,
    engine: By = Engine.LOCAL,
    jobs: Jobs = 1,
    size: Size = 32,
    time_limit: Seconds = 300.0,
    memory_limit: Megabytes = 4000,
    master: Master = None,
    work: Work = None,
    published: options.Published = None,
    language: options.Language = None,
    fast: options.Fast = False,
    json: options.Json = False,
) -> None:
    """Read an archive into a lake: tables as Parquet, a folder a month of publication.

    What has been read before is passed over, so a run that was cut off goes on where it stopped, and an archive that
    has grown is read on. A document that cannot be read, takes too long, needs too much memory or ends the process
    costs nothing but itself: it is kept in the table errors, and makes the exit code 1.
    """
    from allegedly.export.events.parquet import needed

    needed()
    from allegedly.lake.batch import Options
    from allegedly.lake.worker import Limits

    given, limits = Options(published, language, fast=fast), Limits(time_limit, memory_limit)
    if engine is Engine.SPARK:
        from allegedly.lake.spark import filling
        from allegedly.lake.spark.session import session

        with session(master) as spark, step() as on_step:
            filled = filling.fill(lake, inputs, spark, options=given, limits=limits, work=work, on_step=on_step)
    else:
        from allegedly.lake.filling import fill

        with _progress() as on_progress:
            filled = fill(lake, inputs, jobs=jobs, options=given, limits=limits, size=size, on_progress=on_progress)
    if json:
        print_json(dataclasses.asdict(filled))
    else:
        _print_summary(filled, lake)
    if filled.errors > filled.errors_before or not filled.read + filled.known:
        raise typer.Exit(1)


@contextmanager
def step() -> Iterator[Callable[[str], None]]:
    """Give what tells on a terminal what is being done; elsewhere it tells nobody."""
    console = err()
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("starting Spark") as status:
        yield lambda name: status.update(name)


@contextmanager
def _progress() -> Iterator[Callable[[State], None] | None]:
    """Give what is to be called as the run goes on: it moves a bar on a terminal, and is None elsewhere."""
    console = err()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (BarColumn(), DownloadColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("looking through the archive", total=None)

        def moved(state: State) -> None:
            rate = state.read / state.seconds if state.seconds else 0.0
            left = "" if state.left is None else f", {_clock(state.left)} left"
            said = f"{state.read} read, {rate:.1f} a second{left}; {state.known} known"
            if state.settling:
                said = f"{state.read} read, {state.known} known; settling in the lake"
            progress.update(task, completed=state.done, total=state.total, description=said)

        yield moved


def _clock(seconds: float) -> str:
    """Return a time as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _print_summary(filled: Filled, lake: str) -> None:
    if not filled.read + filled.known:
        complain("there is nothing to read at these paths; give files or folders of .txt, .html, .jsonl or .parquet")
        return
    counts = ((filled.read, "read"), (filled.known, "already known"))
    said = ", ".join(f"{count} {state}" for count, state in counts if count)
    out().print(
        f"{_count(filled.read + filled.known, 'input')}: {said}. The lake {one_line(lake)} holds"
        f" {_count(filled.documents, 'document')} and {_count(filled.errors, 'error')}.",
        soft_wrap=True,
    )
    if filled.errors > filled.errors_before:
        failed = _count(filled.errors - filled.errors_before, "input")
        complain(f"{failed} could not be read; the table errors says why")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

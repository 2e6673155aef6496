"""Where an export goes: standard output, or a file that is there only once it is whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Annotated, BinaryIO, TextIO, TypeVar

import typer

from allegedly.cli.terminal import err
from allegedly.errors import UsageError
from allegedly.ledger import Ledger

Item = TypeVar("Item")

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output."),
]


@contextmanager
def text_file(output: Path | None) -> Iterator[TextIO]:
    """Give a file for text, UTF-8 with line feeds on every system: standard output where no path is given."""
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        return
    with _unfinished(output) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def binary_file(output: Path) -> Iterator[BinaryIO]:
    """Give a file for bytes."""
    with _unfinished(output) as path, path.open("wb") as file:
        yield file


@contextmanager
def new_folder(output: Path) -> Iterator[Path]:
    """Give a folder beside that of the output, which takes its place at the end, unless anything is raised.

    UsageError where the output is there already and has anything in it: nothing of it is written over.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(f"{output} is there already; name another folder with --output")
    try:
        unfinished = Path(mkdtemp(prefix=f".{output.name}-", dir=output.absolute().parent))
        try:
            yield unfinished
            unfinished.chmod(0o755)
            unfinished.replace(output)
        finally:
            rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}; give another --output") from error


@contextmanager
def _unfinished(output: Path) -> Iterator[Path]:
    """Give a path beside that of the output, which takes its place at the end, unless anything is raised."""
    unfinished = output.with_name(output.name + ".part")
    try:
        yield unfinished
        unfinished.replace(output)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}; give another --output") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def progress(
    ledger: Ledger, output: Path | None, document: Callable[[Item], str]
) -> Iterator[Callable[[Iterable[Item]], Iterator[Item]]]:
    """Give what is to be put around the items: on a terminal that the output leaves free, a bar of the documents.

    `document` says of which document an item is; the items of one follow each other.
    """
    console = err()
    if not console.is_terminal or (output is None and sys.stdout.isatty()):
        yield iter
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    [row] = ledger.select("SELECT count(*) AS documents FROM readings")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("documents", total=row["documents"])

        def watched(items: Iterable[Item]) -> Iterator[Item]:
            last = None
            for item in items:
                if document(item) != last:
                    bar.advance(task)
                last = document(item)
                yield item

        yield watched

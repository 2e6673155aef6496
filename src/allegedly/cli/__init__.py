"""The command line, one command a file.

A command module has a function of its name, whose parameters are the options and whose docstring is the help, and
EXAMPLES. It imports what reads (spaCy, the gazetteers) inside the function, so that `--help` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from allegedly import __version__
from allegedly.cli import (
    actors,
    batch,
    brief,
    check,
    claims,
    copies,
    correct,
    corrections,
    digest,
    disputes,
    documents,
    errors,
    events,
    export,
    feeds,
    figures,
    lake,
    ledger,
    link,
    places,
    read,
    search,
    serve,
    show,
    stories,
    story,
    subscribe,
    subscriptions,
    timeline,
    undertakings,
    unsubscribe,
    watch,
)
from allegedly.cli.terminal import complain
from allegedly.errors import AllegedlyError, UsageError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def _help(examples: Iterable[str]) -> str:
    """Return the closing paragraph of a command's help."""
    return "\n".join(["Examples:", *(f"  $ {example}" for example in examples)]).replace("[", "\\[")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"allegedly {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news reports, and keep a ledger of who said what about whom, and who denied it.

    The ledger never says that anything is true. It says who says so, in which words, when, and who says otherwise.
    """


def _build() -> typer.Typer:
    app = typer.Typer(name="allegedly", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.callback(epilog=_help(("allegedly read reports/", "allegedly claims --act deny", "allegedly show 1fc3ad02")))(
        _root
    )
    commands = (
        ("Read", read.read, read.EXAMPLES),
        ("Read", watch.watch, watch.EXAMPLES),
        ("Read", batch.batch, batch.EXAMPLES),
        ("Read", link.link, link.EXAMPLES),
        ("Read", show.show, show.EXAMPLES),
        ("Read", serve.serve, serve.EXAMPLES),
        ("Ask", claims.claims, claims.EXAMPLES),
        ("Ask", events.events, events.EXAMPLES),
        ("Ask", figures.figures, figures.EXAMPLES),
        ("Ask", places.places, places.EXAMPLES),
        ("Ask", actors.actors, actors.EXAMPLES),
        ("Ask", timeline.timeline, timeline.EXAMPLES),
        ("Ask", search.search, search.EXAMPLES),
        ("Across reports", stories.stories, stories.EXAMPLES),
        ("Across reports", story.story, story.EXAMPLES),
        ("Across reports", brief.brief, brief.EXAMPLES),
        ("Across reports", disputes.disputes, disputes.EXAMPLES),
        ("Across reports", undertakings.undertakings, undertakings.EXAMPLES),
        ("Across reports", copies.copies, copies.EXAMPLES),
        ("News", digest.digest, digest.EXAMPLES),
        ("News", subscribe.subscribe, subscribe.EXAMPLES),
        ("News", subscriptions.subscriptions, subscriptions.EXAMPLES),
        ("News", unsubscribe.unsubscribe, unsubscribe.EXAMPLES),
        ("Correct", correct.correct, correct.EXAMPLES),
        ("Correct", corrections.corrections, corrections.EXAMPLES),
        ("Keep", documents.documents, documents.EXAMPLES),
        ("Keep", feeds.feeds, feeds.EXAMPLES),
        ("Keep", errors.errors, errors.EXAMPLES),
        ("Keep", check.check, check.EXAMPLES),
    )
    for panel, command, examples in commands:
        app.command(epilog=_help(examples), rich_help_panel=panel)(command)
    formats = typer.Typer(no_args_is_help=True, help="Write the ledger, or its events, in another format.")
    for form, shown in export.COMMANDS:
        formats.command(epilog=_help(shown))(form)
    app.add_typer(formats, name="export", rich_help_panel="Keep")
    lakes = typer.Typer(no_args_is_help=True, help="Between the ledger and a lake, the tables of an archive.")
    lakes.command(name="import", epilog=_help(ledger.IMPORT_EXAMPLES))(ledger.import_)
    lakes.command(name="export", epilog=_help(ledger.EXPORT_EXAMPLES))(ledger.export)
    app.add_typer(lakes, name="ledger", rich_help_panel="Keep")
    whole = typer.Typer(no_args_is_help=True, help="What is done with a lake as a whole.")
    whole.command(name="link", epilog=_help(lake.LINK_EXAMPLES))(lake.link)
    app.add_typer(whole, name="lake", rich_help_panel="Across reports")
    return app


app = _build()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with these arguments (those of the process if None), and exit.

    Exit codes: 0 all went well; 1 something failed, or could not be read; 2 the command line was wrong; 130
    interrupted.
    """
    _prepare_streams()
    try:
        app(args=None if arguments is None else list(arguments), prog_name="allegedly")
    except UsageError as error:
        complain(str(error))
        sys.exit(MISUSED)
    except (AllegedlyError, OSError) as error:
        complain(str(error))
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        _flush()


def _prepare_streams() -> None:
    """See that all can be printed: what the encoding lacks becomes "?", and what goes to a closed stream is lost."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed before we were started, as by `>&-`
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _flush() -> None:
    """Write out what is left; a reader that has gone away (`| head`) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

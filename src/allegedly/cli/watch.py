"""`allegedly watch`: feeds followed, and what they name read into the ledger."""

from __future__ import annotations

import dataclasses
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from allegedly.cli import options
from allegedly.cli.tables import print_json
from allegedly.cli.terminal import complain, err, one_line, out
from allegedly.errors import UsageError

if TYPE_CHECKING:
    from allegedly.sources.feeds import Listed
    from allegedly.watch import Happening, Tally

EXAMPLES = (
    "allegedly watch https://example.org/rss.xml https://example.net/news-sitemap.xml",
    "allegedly watch --opml feeds.opml --every 30m",
    "allegedly watch --once --json  # from cron: all that is followed, once",
)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}

Feeds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FEED",
        help="Addresses of feeds and sitemaps, or files that list them, one a line. They are followed from now on.",
    ),
]
Opml = Annotated[
    list[Path] | None, typer.Option("--opml", metavar="FILE", help="Follow the feeds of an OPML file; may be repeated.")
]
Once = Annotated[bool, typer.Option("--once", help="Ask each feed once, read what it names, and stop.")]
Every = Annotated[
    str, typer.Option("--every", metavar="TIME", help="Time between two polls of a feed: 90s, 15m, 2h, 1d.")
]
Delay = Annotated[
    float, typer.Option("--delay", min=0.0, metavar="SECONDS", help="Pause between two questions to a host.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read at once.")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="HOST",
        help="A name, address or network that may be asked though it is not on the open net; may be repeated.",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        envvar="ALLEGEDLY_CONTACT",
        metavar="TEXT",
        help="How to reach you; told to the sites.",
    ),
]
NoLink = Annotated[bool, typer.Option("--no-link", help="Only read; `allegedly link` joins the reports later.")]


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM)."""


def watch(
    feeds: Feeds = None,
    ledger: options.Ledger = options.DEFAULT_LEDGER,
    opml: Opml = None,
    once: Once = False,
    every: Every = "15m",
    delay: Delay = 2.0,
    jobs: Jobs = 1,
    allow_host: AllowHost = None,
    contact: Contact = None,
    language: options.Language = None,
    no_link: NoLink = False,
    fast: options.Fast = False,
    json: options.Json = False,
) -> None:
    """Follow feeds, and read the reports that they name into the ledger.

    Takes RSS, Atom, JSON feeds and sitemaps. What is followed is kept in the ledger: a watch without feeds goes on
    with it where the last one stopped. Keeps to each site's robots.txt, asks a host one thing at a time, and asks no
    address that is not on the open net, wherever a feed or a redirect leads. Ctrl-C or SIGTERM ends it; nothing is
    lost.
    """
    from allegedly.watch import Tally, watch

    tally = Tally()
    listed = _listed([*(feeds or ()), *(opml or ())])
    try:
        with _terminable(), _progress(as_json=json) as on_progress:
            watch(
                ledger,
                listed,
                once=once,
                every=_seconds(every),
                jobs=jobs,
                delay=delay,
                allow=allow_host or (),
                contact=contact,
                language=language,
                link=not no_link,
                fast=fast,
                on_progress=on_progress,
                tally=tally,
            )
    except Terminated:
        _print_tally(tally, str(ledger), as_json=json)
        return
    except KeyboardInterrupt:
        _print_tally(tally, str(ledger), as_json=json)
        raise
    _print_tally(tally, str(ledger), as_json=json)
    if tally.feeds["failed"] or tally.reports["failed"] or tally.reports["waiting"]:
        raise typer.Exit(1)


def _seconds(time: str) -> float:
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhd]?)", time.strip().lower())
    if found is None or not float(found[1]):
        raise UsageError(f"--every {time!r} is no time; write 90s, 15m, 2h or 1d")
    return float(found[1]) * _UNITS[found[2]]


def _listed(sources: Sequence[str | Path]) -> list[Listed]:
    """Return the feeds that addresses and files name; raises UsageError."""
    from allegedly.errors import DocumentError
    from allegedly.sources.feeds import Listed, addresses

    found: list[Listed] = []
    for source in sources:
        if isinstance(source, str) and "://" in source:
            found.append(Listed(source))
            continue
        try:
            found += addresses(Path(source).read_bytes())
        except OSError as error:
            wanted = "an address begins with http:// or https://"
            raise UsageError(f"{source} cannot be read ({error.strerror}); {wanted}") from error
        except DocumentError as error:
            raise UsageError(f"{source}: {error}") from error
    return found


@contextmanager
def _terminable() -> Iterator[None]:
    """Within this, SIGTERM ends the watch as Ctrl-C does."""

    def stop(number: int, frame: Any) -> None:
        raise Terminated

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Callable[[Happening], None]]:
    """Give what is to be called for all that happens: it prints JSON, or a line, or moves a line on a terminal."""
    console = err()
    if as_json:

        def tell(happening: Happening) -> None:
            print_json(dataclasses.asdict(happening))
            sys.stdout.flush()

        yield tell
    elif not console.is_terminal:
        yield _complain
    else:
        from rich.status import Status

        with Status("watching", console=console) as status:

            def shown(happening: Happening) -> None:
                _complain(happening)
                status.update(one_line(f"{happening.state}: {happening.url}")[-console.width + 4 :])

            yield shown


def _complain(happening: Happening) -> None:
    if happening.error:
        complain(f"{happening.url}: {happening.state}: {happening.message}")


def _print_tally(tally: Tally, ledger: str, *, as_json: bool) -> None:
    """Say on standard output how much was read, and on standard error what was not linked."""
    if not as_json:
        feeds, reports = tally.feeds, tally.reports
        counts = (
            (feeds.total(), "polls of feeds"),
            (feeds["unchanged"], "unchanged"),
            (feeds["failed"], "failed"),
        )
        read = (
            (reports["new"], "reports read"),
            (reports["changed"], "changed since last time"),
            (reports["reread"] + reports["unchanged"], "already known"),
            (tally.from_feed, "from the feed's own text"),
            (reports["waiting"], "to be tried again"),
            (reports["failed"], "failed"),
        )
        said = "; ".join(
            ", ".join(f"{count} {what}" for number, (count, what) in enumerate(part) if count or not number)
            for part in (counts, read)
        )
        out().print(f"{said}. The ledger is {one_line(ledger)}.", soft_wrap=True)
    if tally.links_are_outdated:
        complain("the links in this ledger were made by older rules, so nothing was linked; run `allegedly link`")
    for fault in tally.faults:
        complain(f"linking failed in part, report it: {fault}")

"""The watch: feeds are followed, and what they name is read into the ledger as it is published.

The state of the watch is in the ledger, so that it goes on where it stopped, however it was ended.
"""

from __future__ import annotations

import ssl
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly import __version__
from allegedly.errors import UsageError
from allegedly.ledger import open_ledger
from allegedly.sources.feeds import Listed
from allegedly.sources.web import DELAY, Allowed
from allegedly.sources.web.connecting import Resolver, resolve
from allegedly.watch.feeds import FeedRow, drop, follow, followed
from allegedly.watch.records import Happening

if TYPE_CHECKING:
    from allegedly.run.linking import Waiting
    from allegedly.watch.loop import Watch
    from allegedly.watch.records import Job
    from allegedly.watch.work import Made

__all__ = ["EVERY", "FeedRow", "Happening", "Tally", "drop", "follow", "followed", "watch"]

EVERY = 900.0
"""Seconds between two polls of a feed."""
TIME_LIMIT = 120.0
"""Seconds that one report or feed may take to be read."""


@dataclass(slots=True)
class Tally:
    """How much of what happened: `feeds` and `reports` by their state, and the reports read `from_feed`.

    `linked` is the number of reports that were joined to others, `faults` are what linking failed on; nothing was
    linked where `links_are_outdated`.
    """

    feeds: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    from_feed: int = 0
    linked: int = 0
    faults: tuple[str, ...] = ()
    links_are_outdated: bool = False

    def count(self, happening: Happening) -> None:
        """Take a happening in."""
        (self.feeds if happening.what == "feed" else self.reports)[happening.state] += 1
        self.from_feed += happening.from_feed


def watch(
    ledger_path: str | Path,
    listed: Sequence[Listed] = (),
    *,
    once: bool = False,
    every: float = EVERY,
    jobs: int = 1,
    delay: float = DELAY,
    allow: Sequence[str] = (),
    contact: str | None = None,
    language: str | None = None,
    link: bool = True,
    fast: bool = False,
    on_progress: Callable[[Happening], None] | None = None,
    tally: Tally | None = None,
    resolver: Resolver = resolve,
    context: ssl.SSLContext | None = None,
) -> Tally:
    """Follow the feeds that are `listed`, and all that the ledger follows already, until it is interrupted.

    With `once` it ends when each feed was asked once and what they name is read. `every` is the number of seconds
    between two polls of a feed, `delay` between two questions to a host, `jobs` the number of worker processes.
    `allow` are names, addresses and networks that may be asked though they are not on the open net; `contact` is told
    to the sites. `fast` reads in less time and finds a little less. `on_progress` is called when what happened is in
    the ledger; `tally` is counted up, and returned. `resolver` and `context` take the place of the system's names and
    certificates.

    Raises UsageError or Forbidden for what cannot be followed, LedgerError if the ledger cannot be opened or written,
    RunError if it is being watched already. KeyboardInterrupt stops everything under way and comes through; all that
    was read until then is in the ledger.
    """
    from allegedly.run.linking import Waiting
    from allegedly.watch.alone import alone
    from allegedly.watch.asking import Asking
    from allegedly.watch.courtesy import load_hosts
    from allegedly.watch.desk import Desk
    from allegedly.watch.loop import Plan, Watch
    from allegedly.watch.work import work

    if jobs < 1 or every <= 0 or delay < 0:
        raise UsageError(f"{jobs} jobs, every {every:g} s, delay {delay:g} s: these cannot be")
    allowed = Allowed.of(allow)
    path = Path(ledger_path).absolute()
    counted = tally if tally is not None else Tally()

    def tell(happening: Happening) -> None:
        counted.count(happening)
        if on_progress is not None:
            on_progress(happening)

    with open_ledger(path) as ledger, alone(path):
        follow(ledger, listed, allowed)
        desk = Desk(allowed, resolver=resolver, context=context)
        asking = Asking(ledger, load_hosts(ledger, delay, time.time()), desk, allowed, agent(contact), time.time)
        linking = Waiting(ledger) if link else None
        rounds = Watch(ledger, Plan(every, once, jobs, allowed), asking, linking, tell)
        try:
            reader = partial(work, ledger=path, language=language, link=linking is not None, fast=fast)
            _run(rounds, linking, reader, jobs)
        finally:
            if linking is not None:
                counted.linked, counted.faults = linking.linked, linking.faults
                counted.links_are_outdated = linking.is_outdated
    return counted


def _run(rounds: Watch, linking: Waiting | None, reader: Callable[[Job], Made], jobs: int) -> None:
    """Go round until the rounds end; what the last watch left unlinked comes first."""
    from allegedly.run.pool import Pool
    from allegedly.watch.records import Tick

    if linking is not None:
        linking.add_unlinked()
    with Pool(reader, jobs=jobs, time_limit=TIME_LIMIT) as pool:
        for job, answer in pool.map(rounds.jobs(), lambda job: job if isinstance(job, Tick) else None):
            rounds.take(job, answer)
    if linking is not None:
        linking.flush()


def agent(contact: str | None) -> str:
    """Return what we call ourselves; `contact` is an address at which whoever runs the watch can be reached."""
    said = " ".join("".join(letter for letter in contact if letter.isprintable()).split()) if contact else ""
    about = f"; {said}" if said.isascii() and said else ""
    return f"Allegedly/{__version__} (reads news feeds and the reports that they name{about})"

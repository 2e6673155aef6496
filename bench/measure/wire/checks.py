"""What must hold after a week of the wire: nothing lost, nothing twice, manners kept, memory flat."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from allegedly.errors import DocumentError
from allegedly.ledger import check, open_ledger
from allegedly.sources import Input, load
from allegedly.sources.web import key_of
from bench.measure.wire.outlets import Report, Wire, page
from tests.watch.site import Seen

MARGIN = 0.012
"""Seconds by which the account of the server may differ from what the watcher did: it notices an end a bit late."""
NOT_MODIFIED = 0.95
GROWTH, ENOUGH = 1.3, 30
"""In the later half of its lives the watcher takes so many times at most what it took in the earlier half, if it read
enough reports in each. (A life after a kill links what the one before it left, and loads weights for that, so that the
first alone says little.)"""


def faults(wire: Wire, ledger: Path, delay: float, memory: list[list[int]]) -> Iterator[str]:
    """Yield what does not hold, nothing if all is well."""
    yield from reports(wire, ledger)
    yield from manners(wire, delay)
    if len(wire.published) >= ENOUGH * len(memory):
        yield from kept(memory)
    strange = {seen.host for seen in wire.site.seen} - set(wire.hosts)
    if strange:
        yield f"machines were asked that are not allowed: {strange}"
    asked = {seen.path for seen in wire.site.seen}
    if "/private/1" in asked:
        yield "a page was asked for that robots.txt forbids"
    share = wire.account.not_modified / max(wire.account.unchanged, 1)
    if share < NOT_MODIFIED:
        yield f"only {share:.1%} of the polls of unchanged feeds were answered with 304"


def reports(wire: Wire, ledger: Path) -> Iterator[str]:
    """Yield the reports that were served in good order and are not in the ledger exactly once, as they are now."""
    query = (
        "SELECT url, text FROM documents WHERE id NOT IN (SELECT supersedes FROM documents WHERE supersedes NOT NULL)"
    )
    with open_ledger(ledger, read_only=True) as opened:
        yield from (f"the check finds: {fault}" for fault in check(opened))
        rows = [(row["url"], row["text"]) for row in opened.select(query)]
        errors = {row.origin: row.error for row in opened.errors()}
    found = Counter(url for url, _ in rows)
    texts = dict(rows)
    expected = {key_of(wire.url(report)): report for report in wire.published}
    for url, report in expected.items():
        if found[url] > 1:
            yield f"{url} is there {found[url]} times"
        elif not found[url] and not refused(wire, report):
            yield f"{url} is lost (served: {report.served}, {errors.get(wire.url(report))})"
        elif found[url] and report.version and f"version {report.version} of {report.number}" not in texts[url]:
            yield f"{url} is there, but not as it is now"
    yield from (f"{url} is in the ledger, and was never published" for url in found if url not in expected)


def refused(wire: Wire, report: Report) -> bool:
    """Say whether the reader refuses the page by itself: there is no report on it, or it is not English."""
    try:
        from allegedly.reading.pipeline import read_document

        record = {"html": page(report).decode(), "url": wire.url(report)}
        read_document(load(Input("-", "record", json.dumps(record).encode())))
    except DocumentError:
        return True
    return False


def manners(wire: Wire, delay: float) -> Iterator[str]:
    """Yield the hosts that were asked two things at once, or again too soon."""
    for host, pause, before, after in pauses(wire):
        wanted = 0.3 if host in wire.slow else delay
        if pause < -MARGIN:
            yield f"{host} was asked for {after} while it answered {before}"
        elif pause < wanted - MARGIN and "/robots.txt" not in before:
            yield f"{host} was asked for {after} {pause:.3f} s after {before}, not {wanted:g}"


def pauses(wire: Wire) -> Iterator[tuple[str, float, str, str]]:
    """Yield each pause between two questions to a host: host, seconds, what was asked before it and after it."""
    asked: dict[str, list[Seen]] = defaultdict(list)
    for seen in wire.site.seen:
        asked[seen.host].append(seen)
    for host, questions in asked.items():
        for before, after in pairwise(questions):
            yield host, after.started - before.ended, before.path, after.path


def kept(memory: list[list[int]]) -> Iterator[str]:
    """Yield whether the watcher took more memory (kB) in the later half of its lives, or of its only one."""
    earlier, later = halves(memory)
    if later > GROWTH * earlier:
        yield f"the memory grew from {earlier / 1024:.0f} to {later / 1024:.0f} MB"


def halves(memory: list[list[int]]) -> tuple[int, int]:
    """Return the most memory (kB) that was taken in the earlier and in the later half of the lives."""
    parts = memory if len(memory) > 1 else [[taken] for taken in memory[0]]
    half = len(parts) // 2
    earlier, later = ([taken for part in some for taken in part] for some in (parts[:half], parts[half:]))
    return max(earlier, default=0), max(later, default=0)

"""A week of digests: each new claim, denial and moved figure is told once and only once, over all mails.

Articles arrive over seven simulated days, in the order of their dates, with copies, later versions, and earlier ones
read anew; once all is linked from nothing. After each day `allegedly digest` runs against a mail server on loopback,
which kills five of the runs (SIGKILL) when it has taken a mail, before they can note so, and some in the middle of
one.

What the server took is then compared with the ledger: for the reader of everything, each claim and each figure that
stands must be in an entry that came in exactly one mail. Readings are kept in the folder, so a second run is short.
The week of the wire is that of `python -m bench.measure.wire --ledger week.sqlite`, given as week.sqlite.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from allegedly.digest import subscribe
from allegedly.ledger import Ledger, check, open_ledger
from allegedly.ledger.writing import DOCUMENT_FIELDS
from allegedly.reading.pipeline import read_document
from allegedly.records import Document, Reading
from allegedly.run.linking import link_all
from allegedly.sources.document import make_document
from bench.score.common import read_rows
from tests.digest.post import Post, killer
from tests.digest.wire import entries, identities, parsed

DAYS, KILLS = 7, 5
READER, DESK, COUNTRY, HISTORIAN = (f"{name}@example.org" for name in ("reader", "desk", "country", "historian"))
HEAD = ("--from", "news@example.org", "--room", "https://room.example.org", "--mails", "500")


class Broken(Exception):
    """Something came twice, or not at all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the week and print what it came to; the exit code says whether anything broke."""
    parser = argparse.ArgumentParser(prog="python -m bench.measure.mails")
    parser.add_argument(
        "gold", type=Path, help="articles, as in ../shared/data/stories/dev.jsonl.gz, or a ledger of them"
    )
    parser.add_argument("--reports", type=int, default=300, help="how many at most")
    parser.add_argument("--folder", type=Path, default=Path("bench/out/mails"), help="where readings are kept")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    source = kept_readings if given.gold.suffix == ".sqlite" else readings
    arriving = list(source(given.gold, given.reports, given.folder))
    ledger = given.folder / "week.sqlite"
    for old in ledger.parent.glob(f"{ledger.name}*"):
        old.unlink()
    try:
        taken = week(ledger, arriving, random.Random(given.seed))
        compare(ledger, taken)
    except Broken as found:
        print(f"BROKEN: {found}")
        return 1
    print("each told once and only once, none lost")
    return 0


def readings(gold: Path, number: int, folder: Path) -> Iterator[Reading]:
    """Yield the readings of so many articles, in the order of their dates; those that were read before are kept."""
    rows = sorted(read_rows(gold).values(), key=lambda row: (row["published"] or "", row["id"]))
    dated = [row for row in rows if row["published"]]
    for row in dated[len(dated) // 2 :][:number]:
        kept = folder / f"{re.sub(r'[^0-9a-zA-Z]', '-', row['id'])}.pickle"
        if not kept.exists():
            head = {"title": row["title"], "published": row["published"], "published_from": "given"}
            document = make_document(row["text"], language="en", url=row["url"], outlet=row["host"], **head)
            kept.write_bytes(pickle.dumps(replace(read_document(document), parse=None)))
        made: Reading = pickle.loads(kept.read_bytes())
        yield made


def kept_readings(path: Path, number: int, _: Path) -> Iterator[Reading]:
    """Yield what a ledger holds, in the order in which it was first read: a week of the wire, say."""
    with open_ledger(path, read_only=True) as ledger:
        for row in list(islice(ledger.documents(), number)):
            yield ledger.reading(row.id)


def week(path: Path, arriving: Sequence[Reading], chance: random.Random) -> list[tuple[str, bytes]]:
    """Let the readings arrive and the digests go out, day by day; return the mails that the server took."""
    kill_on = sorted(chance.sample(range(1, DAYS + 1), KILLS))
    read: list[Reading] = []
    with open_ledger(path) as ledger:
        subscribe(ledger, READER)
        subscribe(ledger, READER, words="police")  # what one address is told by one mail, no other tells it
        subscribe(ledger, DESK, words="police")
        subscribe(ledger, COUNTRY, country="USA")
    with Post() as post:
        for day in range(1, DAYS + 1):
            share = arriving[len(arriving) * (day - 1) // DAYS : len(arriving) * day // DAYS]
            started = time.process_time()
            arrive(path, share, read, day, chance)
            linked = time.process_time() - started
            if day in kill_on:
                post.deeds[READER] = ["kill", "take and kill"]
            ends = send(path, post)
            print(
                f"day {day}: {len(read)} documents, {len(post.taken)} mails; runs ended {ends}, {linked:.1f} s to link"
            )
            if day == DAYS // 2:
                with open_ledger(path) as ledger:
                    subscribe(ledger, HISTORIAN)
        return list(post.taken)


def arrive(path: Path, share: Sequence[Reading], read: list[Reading], day: int, chance: random.Random) -> None:
    """Add a day's reports with some copies and later versions, some of before read anew, and link them."""
    coming = list(share)
    coming += [again(one, outlet="The Mirror", url=None) for one in chance.sample(share, len(share) // 10)]
    if read:
        late = chance.sample(read, min(len(read), len(share) // 10))
        coming += [again(one, more="\n\nThis report has been updated.") for one in late[::2] if one.document.url]
        coming += [replace(one, versions=tuple((name, v + day) for name, v in one.versions)) for one in late[1::2]]
    with open_ledger(path) as ledger:
        for one in coming:
            ledger.add(one)
    link_all(path, anew=day == DAYS // 2 + 1)
    read += coming


def again(reading: Reading, more: str = "", **otherwise: Any) -> Reading:
    """Return the reading of another document with the same text, and more at its end."""
    old = reading.document
    head = {name: getattr(old, name) for name in DOCUMENT_FIELDS if name not in {"id", "text"}}
    document: Document = make_document(old.text + more, **{**head, **otherwise})
    return replace(reading, document=document)


def send(path: Path, post: Post) -> list[int]:
    """Run the digest until it comes to its end; return how each run ended."""
    ends: list[int] = []
    while not ends or ends[-1] < 0:
        where = ("--smtp", f"localhost:{post.port}", "--tls", "none", "--ledger", str(path))
        command = [sys.executable, "-m", "allegedly", "digest", *HEAD, *where]
        running = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.DEVNULL)
        post.kill = killer(running.pid)
        ends.append(running.wait())
    return ends


def compare(path: Path, taken: Sequence[tuple[str, bytes]]) -> None:
    """Compare what the server took with what the ledger has; raises Broken."""
    told: dict[str, list[str]] = defaultdict(list)
    words: list[tuple[str, str]] = []
    for address, content in taken:
        mail = parsed(content)
        told[address] += identities([mail])
        words += entries([mail]) if address == READER else []
    with open_ledger(path) as ledger:
        expect(not list(check(ledger)), "the check finds faults")
        twice = {address: [one for one, n in Counter(all_).items() if n > 1] for address, all_ in told.items()}
        expect(not any(twice.values()), f"told twice: {twice}")
        claims = lost(ledger, _CLAIMS, "statement", told[READER])
        figures = lost(ledger, _FIGURES, "figure", told[READER])
        unsure = [row["state"] for row in ledger.select("SELECT state FROM mails WHERE state <> 'sent'")]
        everything = {row["identity"] for row in ledger.select("SELECT identity FROM entries")}
    alike = sum(n - 1 for n in Counter(words).values() if n > 1)
    counted = {address: len(all_) for address, all_ in sorted(told.items())}
    print(f"mails {len(taken)}, entries by address {counted}, claims that stand {claims}, figures {figures}")
    print(f"mails that nobody knows of {len(unsure)}, entries in the very words of another {alike} of {len(words)}")
    expect(unsure == ["sending"] * KILLS, f"{KILLS} mails were to be unsure, and are {unsure}")
    expect(set().union(*told.values()) <= everything, "a mail tells what is no entry")


_CLAIMS = """
SELECT c.document, c.id, c.content, x.start, x."end", coalesce((SELECT min(start) FROM claim_spans y
    WHERE y.document = c.document AND y.claim = c.id AND y.role = 'content'), x.start) AS said
FROM linked l JOIN claims c ON c.document = l.document
    JOIN claim_spans x ON x.document = c.document AND x.claim = c.id
WHERE x.n = 0 AND x.role = (SELECT role FROM claim_spans y WHERE y.document = c.document AND y.claim = c.id
    AND role IN ('cue', 'source', 'content') ORDER BY role = 'content', role = 'source' LIMIT 1)
"""
_FIGURES = """SELECT document, thing AS id, quote AS content, start, "end", start AS said FROM series"""


def lost(ledger: Ledger, query: str, kind: str, told: Iterable[str]) -> int:
    """Return how many records a query yields; raises Broken if one is in no entry that was told."""
    came, number = set(told), 0
    places: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    where = """
        SELECT p.document, p.said, p.start, p."end", e.identity FROM entry_places p JOIN entries e ON e.number = p.entry
        WHERE p.kind = ?
    """
    for document, said, start, end, identity in ledger.select(where, kind):
        places[document, said].append((start, end, identity))
    for row in list(ledger.select(query)):
        number += 1
        there = [
            one[2] for one in places[row["document"], row["said"]] if one[0] < row["end"] and row["start"] < one[1]
        ]
        if not came & set(there):
            raise Broken(
                f"not told: {kind} {row['id']} of {row['document']} ({row['content'][:60]!r}), entries {there}"
            )
    return number


def expect(holds: bool, message: str) -> None:
    """Raise Broken with the message unless it holds."""
    if not holds:
        raise Broken(message)


if __name__ == "__main__":
    sys.exit(main())

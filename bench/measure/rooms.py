"""How long a reader waits: a ledger of made-up reports, and the time that pages and searches of it take.

    python -m bench.measure.rooms 1000000 /tmp/rooms.sqlite

The ledger is made once and kept. Words are drawn by Zipf's law, so that some stand in every fifth claim and most are
rare; so are sources, outlets and acts. Times are those of whole pages, through the application, in one process.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from allegedly.ledger import open_ledger
from allegedly.ledger.file import transaction
from allegedly.lexicon import table
from allegedly.records import Actor, Claim, Event, Figure, Party, Reading, Span
from allegedly.sources.document import make_document
from allegedly.web.pages.search import href

CLAIMS = 20
"""Claims of a made-up report."""
ACTORS, OUTLETS, WORDS = 5000, 300, 20_000
FIRST_YEAR, YEARS = 2015, 10
BAR = 0.150
"""Seconds that 95 of 100 searches may take."""
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "dri", "gel", "hor", "pun", "stam", "wix")

Rows = dict[str, list[tuple[Any, ...]]]


class World:
    """What made-up reports draw from; the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = [self._word() for _ in range(WORDS)]
        self.names = [f"{self._word().title()} {self._word().title()}" for _ in range(ACTORS)]
        self.countries = sorted({row["country"] for row in table("countries")})
        self.acts = [row["act"] for row in table("acts")]
        self.types = [row["type"] for row in table("plover_types")]
        self._weights: dict[int, list[float]] = {}

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))

    def drawn(self, among: list[str], k: int = 1) -> list[str]:
        """Return k of them by Zipf's law."""
        size = len(among)
        if size not in self._weights:
            self._weights[size] = list(accumulate(1 / (n + 1) for n in range(size)))
        return self.chance.choices(among, cum_weights=self._weights[size], k=k)

    def report(self, number: int) -> Rows:
        """Return the rows of one report by table."""
        document = f"{number:020x}"
        year = FIRST_YEAR + self.chance.randrange(YEARS)
        day = f"{year}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        outlet = "Outlet " + self.drawn([str(n) for n in range(OUTLETS)])[0]
        rows: Rows = {"claims": [], "claim_spans": [], "events": [], "mentions": []}
        actors: dict[str, str] = {}
        text = ""
        for n in range(CLAIMS):
            name = self.drawn(self.names)[0]
            actor = f"{self.countries[len(name) % len(self.countries)]}.{name.lower().replace(' ', '-')}"
            actors[actor] = name
            about = self.drawn(self.names)[0]
            content = f"{about} " + " ".join(self.drawn(self.words, 14))
            act = self.drawn(self.acts)[0]
            start = len(text)
            spoken = start + len(name) + 1
            said = spoken + 5
            text += f"{name} said {content}.\n"
            target = next(iter(actors)) if act == "accuse" else None
            rows["claims"].append(
                (document, n, f"c{n}", act, "indirect", name, "named", "said", content, actor, target, 1)
            )
            spans = (("source", start, name), ("cue", spoken, "said"), ("content", said, content))
            rows["claim_spans"] += [(document, f"c{n}", role, 0, at, at + len(q), q, 1) for role, at, q in spans]
            rows["mentions"].append((document, n, start, start + len(name), name, "name", actor, 1))
            if n % 3 == 0:
                kind = self.drawn(self.types)[0]
                rows["events"].append(
                    (document, n, f"e{n}", kind, "[]", said, said + 3, content[:3], "occurred", f"c{n}", 1)
                )
        rows["documents"] = [(document, text, f"Report {number}", day, outlet)]
        rows["readings"] = [(document, day)]
        rows["blocks"] = [(document, 0, "body", 0, len(text), text, 1)]
        rows["actors"] = [(key, name, "person", key[:3], "[]", "[]") for key, name in actors.items()]
        rows["document_actors"] = [
            (document, n, key, name, "person", key[:3], "[]", "[]", 1) for n, (key, name) in enumerate(actors.items())
        ]
        return rows


COLUMNS = {
    "documents": "id, text, title, published, outlet",
    "readings": "document, read_at",
    "blocks": 'document, n, kind, start, "end", quote, version',
    "actors": "id, name, kind, country, sectors, members",
    "document_actors": "document, n, actor, name, kind, country, sectors, members, version",
    "mentions": 'document, n, start, "end", quote, kind, actor, version',
    "claims": "document, n, id, act, quote, source, source_kind, cue, content, actor, target, version",
    "claim_spans": 'document, claim, role, n, start, "end", quote, version',
    "events": 'document, n, id, type, contexts, start, "end", quote, status, claim, version',
}
_INDEX = "UPDATE claims SET terms = claim_terms((SELECT codes FROM claim_codes v WHERE v.number = claims.number))"


def make(path: Path, claims: int) -> None:
    """Make a ledger of so many claims."""
    world = World()
    with open_ledger(path) as ledger:
        connection = ledger._connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        for first in range(0, claims // CLAIMS, 1000):
            with transaction(connection):
                reports = [world.report(n) for n in range(first, min(first + 1000, claims // CLAIMS))]
                for name, columns in COLUMNS.items():
                    marks = ", ".join("?" * (columns.count(",") + 1))
                    query = f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})"
                    connection.executemany(query, [row for rows in reports for row in rows[name]])
                connection.execute(f"{_INDEX} WHERE terms = '' AND document >= ?", (f"{first:020x}",))
        connection.execute("INSERT INTO claims_fts (claims_fts) VALUES ('optimize')")


def questions(world: World) -> Iterator[tuple[str, str]]:
    """Yield kinds of searches, and searches, in turn."""
    chance = world.chance
    while True:
        word, second = world.drawn(world.words)[0], chance.choice(world.words[:200])
        name, year = world.drawn(world.names)[0], FIRST_YEAR + chance.randrange(YEARS)
        act = world.drawn(world.acts)[0]
        yield "a common word", world.words[chance.randrange(5)]
        yield "a word", word
        yield "two words", f"{word} {second}"
        yield "a source", f'by:"{name}"'
        yield "a word by a source", f'{world.words[0]} by:"{name}"'
        yield "an act in a month", f"act:{act} since:{year}-03 until:{year}-03"
        yield "a common word, act and year", f"{world.words[0]} act:{act} since:{year} until:{year}"
        yield (
            "a rare act of a country",
            f"act:{world.acts[-1]} country:{chance.choice(world.countries)} {world.words[1]}",
        )
        yield "about somebody", f'about:"{name}" event:{world.types[0]}'
        yield "an outlet", f"outlet:{chance.randrange(OUTLETS)} {world.words[2]}"
        yield "nothing asked", ""


def timed(get: Callable[[str], Any], path: str) -> float:
    """Return the seconds that a page takes."""
    start = time.perf_counter()
    answer = get(path)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return took


def long_report(folder: Path) -> tuple[Path, str]:
    """Make a ledger of one report of 1,500 words and 60 claims; return it and the path of the report's page."""
    text, spans = "", []
    for n in range(60):
        name = f"Minister number {n}"
        told = f"that {n + 10} soldiers of the northern brigade had crossed the river near Streslau on Tuesday"
        told += " and burnt two of the bridges"
        start, said = len(text), len(text) + len(name) + 1
        text += f"{name} said {told}." + ("\n\n" if n % 3 == 2 else " ")
        spans.append((start, said, said + 5, said + 5 + len(told)))
    document = make_document(text, title="A long report", outlet="The Courier", published="2031-01-01", language="en")
    claims, actors, events, figures = [], [], [], []
    acts = ("assert", "deny", "accuse", "demand", "promise", "ask")
    for n, (start, said, first, last) in enumerate(spans):
        source, cue = Span.of(text, start, said - 1), Span.of(text, said, said + 4)
        content = Span.of(text, first, last)
        actors.append(Actor(f"m{n}", f"Minister {n} of Ruritania", "person", "RUR"))
        claims.append(Claim(f"c{n}", (source,), (cue,), (content,), "indirect", acts[n % 6], "named", f"m{n}"))
        parties = (Party(source, f"m{n}"),)
        events.append(Event(f"e{n}", "MOBILIZE", content, "troops", (), parties, claim=f"c{n}", figures=(f"f{n}",)))
        figures.append(Figure(f"f{n}", content, n + 10.0, n + 10.0, counted="soldiers", claim=f"c{n}"))
    reading = Reading(
        document, actors=tuple(actors), claims=tuple(claims), events=tuple(events), figures=tuple(figures)
    )  # fmt: skip
    with open_ledger(folder / "long.sqlite") as ledger:
        ledger.add(reading)
    return folder / "long.sqlite", f"/reports/{document.id}"


def main() -> None:
    """Make the ledger where there is none, and print the times."""
    from starlette.testclient import TestClient

    from allegedly.web import application

    claims, path = int(sys.argv[1]), Path(sys.argv[2])
    if not path.exists():
        start = time.perf_counter()
        make(path, claims)
        print(f"made {claims:,} claims in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    world = World()
    times: dict[str, list[float]] = {}
    with TestClient(application(path), base_url="http://localhost") as client:
        asked = questions(world)
        for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 330):
            kind, typed = next(asked)
            times.setdefault(kind, []).append(timed(client.get, href(typed)))
        for page in ("/", "/sources"):
            times[page] = [timed(client.get, page) for _ in range(10)]
    with tempfile.TemporaryDirectory() as folder:
        ledger, report = long_report(Path(folder))
        with TestClient(application(ledger), base_url="http://localhost") as client:
            kilobytes = len(client.get(report).content) / 1000
            times["/reports (60 claims)"] = [timed(client.get, report) for _ in range(30)]
    print(f"a report of 1,500 words and 60 claims: {kilobytes:.0f} KB")
    for kind, taken in times.items():
        print(f"{kind:32} median {1000 * median(taken):7.1f} ms  worst {1000 * max(taken):7.1f} ms")
    every = [taken for kind, found in times.items() if not kind.startswith("/") for taken in found]
    p95 = quantiles(every, n=20)[-1]
    print(json.dumps({"searches": len(every), "p50_ms": 1000 * median(every), "p95_ms": 1000 * p95, "ok": p95 < BAR}))


if __name__ == "__main__":
    main()

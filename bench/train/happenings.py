"""Texts and the happenings that they tell of, from the public sets: what the stories are trained on."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

from bench.score.common import read_rows
from bench.suite import SHARED

FOLDS = 5
SINGLE = (
    "attribution/train.jsonl", "places/lgl.jsonl", "places/geowebnews.jsonl", "times/train.jsonl",
    "times/meantime.jsonl",
)  # fmt: skip
"""Sets in which nobody says which texts are together."""
SPREADS = (3, 10, 30)
"""Mean days, from its first report, at which reports of a made-up course of events appear: short, middling, long."""
SEASON = 60
"""So many happenings at once, that what is reported on one day is mostly not the same."""
LENGTHS = (350, 500, 700, 10_000)


@dataclass(frozen=True, slots=True)
class Report:
    """A text of a training set, the happening that it tells of, and the fold of that happening."""

    id: str
    title: str | None
    text: str
    published: str | None
    story: str

    @property
    def fold(self) -> int:
        """The fold of cross-validation that the happening belongs to."""
        return crc32(self.story.encode()) % FOLDS


def crime() -> Iterator[Report]:
    """Yield the reports of the `stories` set."""
    for row in read_rows(SHARED / "data/stories/dev.jsonl.gz").values():
        yield Report(row["id"], row["title"], row["text"], row["published"], row["incident"])


def world() -> Iterator[Report]:
    """Yield other news; a text of which nobody says what it is together with is a happening of its own."""
    for path in SINGLE:
        for row in read_rows(SHARED / "data" / path).values():
            yield Report(row["id"], row.get("title"), row["text"], row.get("published"), f"{path} {row['id']}")
    yield from topics()
    yield from rumours()


def topics() -> Iterator[Report]:
    """Yield the texts of the `coreference` set; those of one half of a topic tell of one happening."""
    for row in read_rows(SHARED / "data/coreference/dev.jsonl").values():
        yield Report(row["id"], None, row["text"], None, row["subtopic"])


def undated() -> Iterator[Report]:
    """Yield topics and rumours as briefs with made-up days: both sets have none, and links must hold for short texts.

    A happening begins on any of `SEASON` days, and its reports follow at exponential distances; a text is cut at a
    sentence. The same on every run.
    """
    for report in (*topics(), *rumours()):
        course, own = random.Random(report.story), random.Random(report.id)
        first = date(2016, 1, 1).toordinal() + course.randrange(SEASON)
        day = first + int(own.expovariate(1 / course.choice(SPREADS)))
        text = report.text[: own.choice(LENGTHS)]
        text = text[: text.rfind(".") + 1] or text
        yield replace(report, text=text, published=date.fromordinal(day).isoformat())


def rumours() -> Iterator[Report]:
    """Yield the texts of the `stance` set; those that take a stand on one headline tell of one happening."""
    with gzip.open(SHARED / "data/stance/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    joined = [(row["body"], row["headline"]) for row in rows if row["stance"] != "unrelated"]
    first = {body: body for body, _ in joined}
    for _ in range(len(first)):
        least: dict[str, str] = {}
        for body, headline in joined:
            least[headline] = min(least.get(headline, first[body]), first[body])
        moved = {body: min(first[body], least[headline]) for body, headline in joined}
        if moved == first:
            break
        first |= moved
    for body, story in first.items():
        yield Report(f"{crc32(body.encode()):08x}", None, body, None, f"rumour {crc32(story.encode()):08x}")

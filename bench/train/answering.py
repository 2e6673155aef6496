"""Claims and reports of our own linked stories as rows of stances: what a denial answers, and who says the same.

A report that denies a claim of another report disagrees with it, one that corroborates it agrees. The rumours that
stances are labelled on are mostly called hoaxes by the outlets; here a ministry denies what an army said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from allegedly.linking.stance import KINDS, Account, Kind, Question, account, stance
from allegedly.linking.stance.leaning import OF_CLAIM, OF_REPORT, of_claim, of_report
from allegedly.linking.stance.model import Model
from bench.cases import own_links
from bench.score.common import Row
from bench.tasks.links import read
from bench.tasks.stance import asked
from bench.train.leanings import Stood

CHECKS = ("cranes", "garrison", "kites", "oxygen")
"""Files that nothing is fitted on."""
COUNTED = 2.0
"""A row counts for this, over the root of the number of its file's."""


@dataclass(frozen=True)
class Answering:
    """A statement of one report as a claim, another report, and how the one stands to the other by the links."""

    file: str
    claim: Question
    report: Account
    stance: Kind


def answering() -> list[Answering]:
    """Return the rows of all files of our own."""
    return [row for name, data in own_links().items() for row in _of_file(name, data)]


def _of_file(name: str, data: Row) -> Iterator[Answering]:
    copies = {second for _, second in data["gold"]["copies"]}
    texts = {document["id"]: document["text"] for document in data["documents"]}
    reports = {row["id"]: account(read(row)) for row in data["documents"] if row["id"] not in copies}
    for claim, answer, kind in _sides(data["gold"]):
        if claim["doc"] != answer["doc"] and answer["doc"] in reports:
            words = texts[claim["doc"]][claim["start"] : claim["end"]]
            yield Answering(name, asked(words), reports[answer["doc"]], kind)


def _sides(gold: Row) -> Iterator[tuple[Row, Row, Kind]]:
    for link in gold["disputes"]:
        if link["kind"] != "figures":
            yield link["claim"], link["answer"], "disagree"
    for link in gold["corroborations"]:
        yield link["a"], link["b"], "agree"
        yield link["b"], link["a"], "agree"


def stood(rows: list[Answering]) -> Stood:
    """Return rows as they are fitted on."""
    sizes = {name: sum(row.file == name for row in rows) for name in {row.file for row in rows}}
    return Stood(
        np.array([[of_claim(row.claim)[name] for name in OF_CLAIM] for row in rows]),
        np.array([[of_report(row.claim, row.report)[name] for name in OF_REPORT] for row in rows]),
        np.array([KINDS.index(row.stance) for row in rows]),
        np.array([COUNTED / sizes[row.file] ** 0.5 for row in rows]),
    )


def line(rows: list[Answering], by: Model) -> str:
    """Return as a line how many rows of either stance are given which, or seem to tell of something else."""
    parts = []
    for kind in ("agree", "disagree"):
        given = [stance(row.claim, row.report, by).kind for row in rows if row.stance == kind]
        parts.append(f"{kind}: " + ", ".join(f"{given.count(one)} {one}" for one in KINDS))
    return "; ".join(parts)

"""What joins reports: copies, stories, disputes, corroborations, undertakings and figures of one file of reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from allegedly.linking.claims import Links, between, profile, within
from allegedly.linking.records import Side
from allegedly.reading.pipeline import read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document

Row = dict[str, Any]


def predict_all(gold: Path) -> Iterator[Row]:
    """Yield one object: the links of the reports in the file, in the scorer's form."""
    yield predict(json.loads(gold.read_text(encoding="utf-8"))["documents"])


def predict(documents: Sequence[Row]) -> Row:
    """Return the links of the reports, of their texts, titles, outlets, addresses and dates alone."""
    readings = {row["id"]: read(row) for row in documents}
    copies = copied(readings)
    stories = grouped(readings, copies)
    return {"copies": copies, "stories": stories, "figures": [], **joined(readings, copies, stories)}


def read(row: Row) -> Reading:
    """Read one report; without its parse, as the ledger gives it back."""
    given = {name: row.get(name) for name in ("title", "published", "outlet", "url")}
    return replace(read_document(make_document(row["text"], language="en", **given)), parse=None)


def joined(readings: Mapping[str, Reading], copies: Sequence[Sequence[str]], stories: Mapping[str, str]) -> Row:
    """Return disputes, corroborations and undertakings, one report a set of copies."""
    later = {second for _, second in copies}
    names = {reading.document.id: name for name, reading in readings.items()}
    profiles = {name: profile(reading) for name, reading in readings.items() if name not in later}
    links = Links()
    for one in profiles.values():
        links |= within(one)
    for (a, one), (b, other) in combinations(profiles.items(), 2):
        if stories[a] == stories[b]:
            links |= between(one, other)

    def side(side: Side) -> Row:
        return {"doc": names[side.document], "start": side.start, "end": side.end}

    return {
        "disputes": [{"kind": d.kind, "claim": side(d.claim), "answer": side(d.answer)} for d in links.disputes],
        "corroborations": [{"a": side(c.a), "b": side(c.b)} for c in links.corroborations],
        "undertakings": [
            {"undertaking": side(u.undertaking), "outcome": side(u.outcome), "result": u.result}
            for u in links.undertakings
        ],
    }


def copied(readings: Mapping[str, Reading]) -> list[list[str]]:
    """Return pairs of which one has half of the other's runs of five words, the earlier first."""
    runs = {name: _runs(reading.text) for name, reading in readings.items()}
    order = sorted(readings, key=lambda name: (readings[name].document.published or "", name))
    return [
        [a, b]
        for a, b in combinations(order, 2)
        if 2 * len(runs[a] & runs[b]) >= min(len(runs[a]), len(runs[b])) and runs[a] and runs[b]
    ]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}


def grouped(readings: Mapping[str, Reading], copies: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the story of each report: those that share enough names are one."""
    names = {name: set(re.findall(r"(?<![.?!”\"] )\b[A-Z][a-z]{3,}", r.text)) for name, r in readings.items()}
    story = {name: name for name in readings}

    def root(name: str) -> str:
        while story[name] != name:
            name = story[name]
        return name

    for a, b in combinations(readings, 2):
        if [a, b] in copies or len(names[a] & names[b]) >= 0.25 * min(len(names[a]), len(names[b])):
            story[root(b)] = root(a)
    return {name: root(name) for name in readings}

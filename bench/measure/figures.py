"""Sentences per CPU-second of the figures layer beyond the parse, beside quantulum3 on the same sentences."""

from __future__ import annotations

import time
from pathlib import Path

from allegedly.reading import figures
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document
from bench.score import quantities
from bench.score.common import Rows, read_rows


def run(gold: Path, limit: int | None = None) -> dict[str, float]:
    """Time both on the sentences of a quantities file; the peer's F1 of the value is counted one to one."""
    from bench.peers.quantulum import quantities as peer

    rows = read_rows(gold, limit)
    parsed = [
        read_document(make_document(row["text"], language="en"), pick("furniture", "language", "moments"))
        for row in rows.values()
    ]
    figures.read(parsed[0]), peer(rows[next(iter(rows))]["text"])  # loads the lexicons of both
    start = time.process_time()
    for reading in parsed:
        figures.read(reading)
    ours = time.process_time() - start
    start = time.process_time()
    found: Rows = {name: {"quantities": peer(row["text"])} for name, row in rows.items()}
    theirs = time.process_time() - start
    return {
        "figures, sentences per CPU-second beyond the parse": len(rows) / ours,
        "quantulum3, sentences per CPU-second": len(rows) / theirs,
        "quantulum3, value F1": quantities.score(rows, found)["value"]["f1"],
    }

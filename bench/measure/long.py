"""Long documents: CPU-seconds and peak memory of the whole reading, each length in a process of its own."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from allegedly.reading.pipeline import read_document
from allegedly.sources.document import make_document
from bench.cases import own_reports

LENGTHS = (10_000, 100_000, 1_000_000)
"""Characters; the last is the most that is read at once."""


def document_text(length: int) -> str:
    """Return so many characters of paragraphs of our own reports, drawn from a seed."""
    paragraphs = [part for text, _ in own_reports().values() for part in text.split("\n\n") if len(part) > 80]
    chance = random.Random(7)
    parts: list[str] = []
    while sum(map(len, parts)) + 2 * len(parts) < length:
        parts += chance.choices(paragraphs, k=50)
    return "\n\n".join(parts)[:length]


def read(length: int) -> dict[str, float]:
    """Read one document of so many characters in this process, the models loaded before; return its figures."""
    read_document(make_document(document_text(1_000), language="en", published="2023-03-03"))
    text = document_text(length)
    start = time.process_time()
    reading = read_document(make_document(text, language="en", published="2023-03-03"))
    return {
        "characters": length,
        "claims": len(reading.claims),
        "problems": len(reading.problems),
        "CPU-seconds": round(time.process_time() - start, 1),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def measured(lengths: tuple[int, ...] = LENGTHS) -> Iterator[dict[str, float]]:
    """Yield the figures of each length."""
    for length in lengths:
        command = [sys.executable, "-m", "bench.measure.long", str(length)]
        yield json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    print(json.dumps(read(int(sys.argv[1]))))

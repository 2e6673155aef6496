"""Another state of the package beside this one: CPU-milliseconds of each layer, and whether they read the same.

`python -m bench beside TREE`, where TREE is a checkout of the repository (`git worktree add ../before COMMIT`); with
`--fast` this one reads fast. Each tree reads in a process of its own, article by article in turn, so that whatever else
the machine does meanwhile is felt by both alike: on a busy machine the ratio is to be trusted, and neither of the two
times. What each layer reads is compared too, the parse by every attribute of every token.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

HERE = Path(__file__).resolve().parents[2]
GOLD = HERE / "../shared/data/attribution/dev.jsonl"
ATTRIBUTES = ("ORTH", "TAG", "POS", "DEP", "HEAD", "LEMMA", "MORPH", "ENT_TYPE", "ENT_IOB", "SENT_START")
RECORDS = ("blocks", "actors", "mentions", "moments", "places", "claims", "figures", "events")
"""The records of a reading that are compared."""


@dataclass
class Compared:
    """What is known of so many texts: CPU-seconds by tree and layer, and the texts that are read otherwise."""

    texts: int = 0
    before: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    after: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    differ: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def lines(self) -> Iterator[str]:
        """Yield a table: ms a text by layer in either tree, their ratio, and how many texts differ in what."""
        yield f"{'ms a text':16}{'before':>10}{'after':>10}{'ratio':>8}"
        for name in (*self.after, "all"):
            before, after = (sum(t.values()) if name == "all" else t[name] for t in (self.before, self.after))
            share = f"{before / after:8.2f}" if after else ""
            yield f"{name:16}{1000 * before / self.texts:10.2f}{1000 * after / self.texts:10.2f}{share}"
        told = ", ".join(f"{name} of {count}" for name, count in self.differ.items())
        yield f"of {self.texts} texts " + (f"they read otherwise: {told}" if told else "both read the same")


def texts(limit: int | None = None) -> list[str]:
    """Return the articles of PolNeAR's development part, and our own cases and reports where those are not there."""
    from bench.cases import own_reports
    from bench.score.common import read_rows

    if GOLD.exists():
        return [row["text"] for row in read_rows(GOLD, limit).values()]
    return list(islice((text for text, _ in own_reports().values()), limit))


def compare(tree: Path, limit: int | None = None, batch: int = 1, *, fast: bool = False) -> Compared:
    """Let the package of another tree and this one's read the same texts in turn, so many at a time."""
    found = Compared()
    with ExitStack() as stack:
        trees = [stack.enter_context(_Tree(root, fast=quick)) for root, quick in ((tree, False), (HERE, fast))]
        todo = iter(texts(limit))
        while some := list(islice(todo, batch)):
            order = trees if found.texts // batch % 2 else trees[::-1]
            told = {one: one.read(some) for one in order}
            found.texts += len(some)
            (spent, was), (spent_now, now) = (told[one] for one in trees)
            for name, seconds in spent.items():
                found.before[name] += seconds
            for name, seconds in spent_now.items():
                found.after[name] += seconds
            for one, other in zip(was, now, strict=True):
                for name in one:
                    found.differ[name] += one[name] != other[name]
    found.differ = defaultdict(int, {name: count for name, count in found.differ.items() if count})
    return found


class _Tree:
    """A process that reads with the package of a tree."""

    def __init__(self, root: Path, *, fast: bool) -> None:
        self._root = root.resolve()
        self._how = ["fast"] if fast else []

    def __enter__(self) -> _Tree:
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).resolve()), str(self._root / "src"), *self._how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self._root,
            env=os.environ | {"PYTHONHASHSEED": "0"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        cast("IO[str]", self._process.stdin).close()
        self._process.wait()

    def read(self, some: list[str]) -> tuple[dict[str, float], list[dict[str, str]]]:
        """Return CPU-seconds by layer, and digests of what was read of each text by kind of record."""
        given, told = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        given.write(json.dumps(some) + "\n")
        given.flush()
        answer = told.readline()
        if not answer:
            raise RuntimeError(f"the package in {self._root} does not read")
        spent, read = json.loads(answer)
        return spent, read


def _serve(*how: str) -> None:
    """Read what comes in with whatever package is on the path, and answer how long it took and what it was."""
    from allegedly.reading import pipeline
    from allegedly.records import Reading
    from allegedly.sources.document import make_document

    # Only a package that reads fast has another way of giving its layers.
    layers = pipeline.layers(fast=True) if how else pipeline.LAYERS

    def read(some: list[str]) -> tuple[dict[str, float], list[dict[str, str]]]:
        spent: defaultdict[str, float] = defaultdict(float)
        readings = [Reading(make_document(text, language="en", published="2016-10-10")) for text in some]
        for layer in layers:
            start = time.process_time()
            together = getattr(layer, "read_all", None)
            readings = list(together(readings)) if together else [layer.read(reading) for reading in readings]
            spent[layer.name.removesuffix("-fast")] += time.process_time() - start
        return spent, [_digests(reading) for reading in readings]

    read(["Minsk denied on Monday that 5,000 troops had attacked Gomel, the ministry said."])
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))), flush=True)


def _digests(reading: Any) -> dict[str, str]:
    rows = reading.parse.to_array(list(ATTRIBUTES)).tobytes() if reading.parse is not None else b""
    kinds = {name: repr(getattr(reading, name)).encode() for name in RECORDS}
    return {name: hashlib.sha256(told).hexdigest() for name, told in {"parse": rows, **kinds}.items()}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    _serve(*sys.argv[2:])

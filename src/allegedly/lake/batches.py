"""Inputs in batches, cut where their contents say so, so that a run that goes on, or comes again, cuts them alike.

An archive that has grown at one end, or in the middle, has the same batches elsewhere: where a batch ends depends on
the inputs since the last end alone, and most often on one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allegedly.lake.batch import Options, digest
from allegedly.sources import Failure, Input

SIZE = 32
"""Inputs of a batch on average; twice as many at most."""
MOST_BYTES = 4_000_000
"""Bytes of a batch at which it ends however few its inputs are."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs that are read together, and what they are called among all others."""

    name: str
    items: tuple[Input | Failure, ...]


def batches(items: Iterable[Input | Failure], options: Options, size: int = SIZE) -> Iterator[Batch]:
    """Yield the inputs in batches of about that size, in order."""
    held: list[Input | Failure] = []
    names: list[str] = []
    amount = 0
    for item in items:
        name = digest(item, options)
        held.append(item)
        names.append(name)
        amount += len(item.data) if isinstance(item, Input) else 0
        if int(name[:8], 16) % size == 0 or len(held) >= 2 * size or amount >= MOST_BYTES:
            yield _batch(held, names)
            held, names, amount = [], [], 0
    if held:
        yield _batch(held, names)


def _batch(items: list[Input | Failure], names: list[str]) -> Batch:
    return Batch(hashlib.sha256("".join(names).encode()).hexdigest()[:20], tuple(items))

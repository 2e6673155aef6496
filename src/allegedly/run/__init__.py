"""A run: many inputs read into a ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

TIME_LIMIT = 120.0
"""Seconds that one document may take."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input; `error` (its class) and `message` are set where it failed.

    `problems` are the layers that failed on a document that was read otherwise.
    """

    origin: str
    state: Literal["new", "changed", "reread", "unchanged", "failed"]
    document: str | None = None
    error: str | None = None
    message: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all inputs; `read` were read for the first time, `changed` are new versions of known ones."""

    read: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: tuple[Outcome, ...] = ()
    problems: tuple[Outcome, ...] = ()

    @property
    def total(self) -> int:
        """The number of inputs."""
        return self.read + self.changed + self.reread + self.unchanged + self.failed


def read_into(
    ledger_path: str | Path,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    published: str | None = None,
    language: str | None = None,
    on_progress: Callable[[Outcome], None] | None = None,
    time_limit: float = TIME_LIMIT,
) -> Summary:
    """Read all that is found at `paths` into the ledger; `on_progress` is called once an input, as it is done."""
    raise NotImplementedError

"""The check that everything in the ledger is what it says it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the ledger: in which table, of which document, and what."""

    table: str
    document: str | None
    message: str


def check(ledger: Ledger) -> Iterator[Fault]:
    """Yield all that is wrong; nothing if the ledger is sound."""
    raise NotImplementedError

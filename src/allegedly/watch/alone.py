"""One watch a ledger at a time: two would each keep their manners, and together keep none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from allegedly.errors import RunError

SUFFIX = "-watch"


@contextmanager
def alone(ledger: Path) -> Iterator[None]:
    """Hold the ledger's watch; raises RunError if another process holds it.

    The lock is SQLite's own on an empty file beside the ledger: it works on every system, and is gone with the process,
    however that ends.
    """
    path = ledger.with_name(ledger.name + SUFFIX)
    with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorname or "").startswith("SQLITE_BUSY"):
                raise RunError(f"{ledger} is being watched already; stop the other watch first") from error
            raise RunError(f"{path} cannot be opened ({error}); see that its folder may be written to") from error
        yield

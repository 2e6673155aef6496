"""What people said, brought to the claims and events of a document as they are read now."""

from __future__ import annotations

import sqlite3

from allegedly.ledger.terms import INDEX

_SETTLE = """
INSERT OR REPLACE INTO verdicts SELECT document, kind, record, correction, verdict FROM settled
WHERE document = ? AND record IS NOT NULL ORDER BY correction
"""

_UNINDEX = "UPDATE claims SET terms = '' WHERE document = ? AND terms <> ''"
"""Takes claims out of the index, which its triggers cannot do in the same step in which they put them in."""


def settle(connection: sqlite3.Connection, document: str) -> None:
    """Work out anew which correction each claim and event of a document has (view `settled`), and what finds them."""
    connection.execute("DELETE FROM verdicts WHERE document = ?", (document,))
    connection.execute(_SETTLE, (document,))
    connection.execute(_UNINDEX, (document,))
    connection.execute(INDEX, (document,))

"""What people said, brought to the claims and events of a document as they are read now."""

from __future__ import annotations

import sqlite3

_SETTLE = """
INSERT OR REPLACE INTO verdicts SELECT document, kind, record, correction, verdict FROM settled
WHERE document = ? AND record IS NOT NULL ORDER BY correction
"""


def settle(connection: sqlite3.Connection, document: str) -> None:
    """Work out anew which correction each claim and event of a document has (the view `settled`)."""
    connection.execute("DELETE FROM verdicts WHERE document = ?", (document,))
    connection.execute(_SETTLE, (document,))

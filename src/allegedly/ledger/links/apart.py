"""Stories as people part them: a document that somebody says does not belong with another is in a story of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

_APART = "SELECT one, other FROM kept_apart WHERE link = 'story' ORDER BY one, other"


def apart(connection: sqlite3.Connection, groups: Mapping[str, str], reported: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of the stories with those documents taken out of them that are kept apart from one in them.

    The copies of such a document go with it. Two that are copies of each other cannot be kept apart as stories.
    """
    found = dict(groups)
    for one, other in connection.execute(_APART):
        if one in reported and other in reported and reported[one] != reported[other]:
            report = reported[one]
            if found[report] == found[reported[other]]:
                found[report] = f"apart {report}"
    return found


def is_kept_apart(connection: sqlite3.Connection, document: str) -> bool:
    """Say whether somebody says that the document is no copy of another, or does not belong with another."""
    query = "SELECT 1 FROM kept_apart WHERE one = :document OR other = :document LIMIT 1"
    return connection.execute(query, {"document": document}).fetchone() is not None

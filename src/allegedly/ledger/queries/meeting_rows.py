"""Documents that may tell of what a claim from outside is about: found by words, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import HEAD, Conditions
from allegedly.ledger.queries.hits import fts_query
from allegedly.ledger.rows import MetRow
from allegedly.ledger.store import Ledger

MOST = 200
"""Documents that are handed out at most, where the filter names no limit."""

_MET = f"""
SELECT {HEAD}, coalesce(t.report, d.id) AS report,
    (SELECT count(*) FROM story_documents o WHERE o.report = t.report) AS documents
FROM documents_fts JOIN documents d ON d.number = documents_fts.rowid
    LEFT JOIN story_documents t ON t.document = d.id
"""  # noqa: S608 (own constants)


def meeting(ledger: Ledger, words: Sequence[str], wanted: Filter | None = None) -> Iterator[MetRow]:
    """Yield the documents in which two of the words stand, in any form (the one word, where there is but one).

    Of the filter, `document`, `outlet`, `since`, `until` (both by publication), `superseded` and `limit` count.
    """
    wanted = wanted or Filter()
    terms = list(dict.fromkeys(term for word in words if (term := fts_query(word))))
    pairs = [f"({one} AND {other})" for one, other in combinations(terms, 2)] or terms
    if not pairs:
        return
    conditions = Conditions(ledger, wanted)
    conditions.days()
    limit = MOST if wanted.limit is None else wanted.limit
    conditions.add("documents_fts MATCH :query", query=" OR ".join(pairs), limit=limit)
    for row in conditions.rows(_MET, "documents_fts.rank, d.number"):
        yield MetRow(**{**row, "documents": max(1, row["documents"])})

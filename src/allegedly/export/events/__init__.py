"""Events in the forms that researchers load: our own table, and the columns of other collections (docs/exports.md).

A form is a module with `write(events, file)`, which takes events one by one and keeps none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from allegedly.export.events.reported import Around, Reported, reported
from allegedly.ledger import Filter, Ledger, queries
from allegedly.ledger.rows import sentence

__all__ = ["Reported", "from_ledger", "reported"]


def from_ledger(ledger: Ledger, wanted: Filter | None = None) -> Iterator[Reported]:
    """Yield the events of a ledger that meet the filter, by document and within one in the order of the text.

    One document is in memory at a time.
    """
    for document, rows in groupby(queries.events(ledger, wanted), key=lambda row: row.document):
        around = Around(ledger.reading(document))
        for row in rows:
            # A document that is read anew while we look may have other events by now.
            if event := around.events.get(row.id):
                said = row.verdict
                yield around.reported(
                    event, said.verdict if said else None, sentence(said, whole=True) if said else None
                )

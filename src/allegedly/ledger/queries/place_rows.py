"""Which places are named."""

from __future__ import annotations

import json
from collections.abc import Iterator

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import HEAD, Conditions
from allegedly.ledger.rows import PlaceRow
from allegedly.ledger.store import Ledger

_PLACES = f"""
SELECT {HEAD}, r.id, r.quote AS words, r.start, r."end", r.kind, r.name, r.geonameid, r.lat, r.lon, r.country,
    r.feature, r.reason, r.candidates
FROM places r JOIN documents d ON d.id = r.document
"""  # noqa: S608 (own constants)
_CLAIM = """
    LEFT JOIN claims c ON c.document = r.document AND c.id = (
        SELECT x.claim FROM claim_spans x
        WHERE x.document = r.document AND x.role = 'content' AND x.start <= r.start AND r."end" <= x."end"
        ORDER BY x."end" - x.start, x.claim LIMIT 1
    )
"""


def places(ledger: Ledger, wanted: Filter | None = None) -> Iterator[PlaceRow]:
    """Yield the places; `by` and `act` ask of the innermost claim in whose content the name stands."""
    wanted = wanted or Filter()
    conditions = Conditions(ledger, wanted)
    conditions.days()
    conditions.said(by_outlet=True)
    conditions.about("has_words(r.name, :about) OR has_words(r.quote, :about)")
    conditions.country("r.country IN (SELECT value FROM countries)")
    conditions.type("folded(r.kind) = :type")
    # The claim around a place is dear to find in a long document, so only if it is asked for.
    asks_claim = wanted.by is not None or wanted.act is not None
    for row in conditions.rows(_PLACES + _CLAIM if asks_claim else _PLACES):
        row["span"] = (row.pop("start"), row.pop("end"))
        row["candidates"] = tuple(json.loads(row["candidates"]))
        yield PlaceRow(**row)

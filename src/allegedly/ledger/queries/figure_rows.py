"""Which figures are given, of what, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.conditions import HEAD, JOIN_CLAIM, Conditions, said_by
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.rows import FigureRow
from allegedly.ledger.store import Ledger

_FIGURES = f"""
SELECT {HEAD}, r.id, r.quote AS words, r.start, r."end", r.low, r.high, r.low_exclusive, r.high_exclusive,
    r.approximate, r.change, r.unit, r.counted, r.whose, w.name AS whose_name, r.claim, {said_by()} AS said_by, c.cue,
    {of_record("claim", "r.document", "r.claim")} AS verdict
FROM figures r JOIN documents d ON d.id = r.document
    {JOIN_CLAIM}
    LEFT JOIN document_actors w ON w.document = r.document AND w.actor = r.whose
"""  # noqa: S608 (own constants)


def figures(ledger: Ledger, wanted: Filter | None = None) -> Iterator[FigureRow]:
    """Yield the figures."""
    conditions = Conditions(ledger, wanted or Filter())
    conditions.days()
    conditions.said(by_outlet=True)
    conditions.about("r.whose IN (SELECT value FROM about)")
    conditions.country("w.country IN (SELECT value FROM countries) OR s.country IN (SELECT value FROM countries)")
    conditions.type("folded(r.unit) = :type OR folded(r.counted) = :type")
    for row in conditions.rows(_FIGURES):
        row["span"] = (row.pop("start"), row.pop("end"))
        row |= {name: bool(row[name]) for name in ("low_exclusive", "high_exclusive", "approximate")}
        row["verdict"] = verdict_row(row["verdict"])
        yield FigureRow(**row)

"""`allegedly figures`: which numbers are given, for what, and by whom."""

from __future__ import annotations

from allegedly.cli.filtering import filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows, speaker
from allegedly.ledger import FigureRow, Filter, queries

EXAMPLES = (
    "allegedly figures --type troops",
    "allegedly figures --by Lukashenko --country BLR",
    "allegedly figures --json | jq '[.low, .high, .said_by]'",
)


def bounds(row: FigureRow) -> str:
    """Return the bounds in signs: "> 1,000", "≈ 70,000", "8,000 to < 9,000"; "" where there is no number."""
    sign = "≈ " if row.approximate else ""
    if row.low is not None and row.low == row.high:
        return f"{sign}{row.low:,.10g}"
    above = f"{'>' if row.low_exclusive else '≥'} {row.low:,.10g}" if row.low is not None else ""
    below = f"{'<' if row.high_exclusive else '≤'} {row.high:,.10g}" if row.high is not None else ""
    return sign + " and ".join(side for side in (above, below) if side)


COLUMNS: tuple[Column[FigureRow], ...] = (
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("id", lambda row: row.id, lambda _: "dim"),
    Column("published", lambda row: (row.published or "")[:10]),
    Column("figure", bounds, lambda _: "bold", right=True),
    Column("of", lambda row: row.counted or row.unit, share=2),
    Column("whose", lambda row: row.whose_name or row.whose, share=2),
    Column("change", lambda row: row.change),
    Column("words", lambda row: row.words, share=3),
    Column("says", lambda row: speaker(row.said_by, row.outlet), share=2),
)


@filtered("What is counted (troops), or the unit.")
def figures(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, json: Json = False) -> None:
    """List figures: how many, of what, and who says so.

    Bounds are as strict as the words: "more than 1,000" is > 1,000, "some 70,000" is ≈ 70,000.
    """
    list_rows(ledger, queries.figures, wanted, COLUMNS, as_json=json, none="no figure in the ledger fits these filters")

"""`allegedly figures`: which numbers are given, for what, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from allegedly.cli.disputes import Story
from allegedly.cli.filtering import filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, list_rows, said_so, speaker
from allegedly.errors import UsageError
from allegedly.ledger import FigureRow, Filter, SeriesRow, queries
from allegedly.ledger import Ledger as OpenLedger

EXAMPLES = (
    "allegedly figures --type troops",
    "allegedly figures --story 2264fa2f",
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
    Column("says", lambda row: said_so(row.said_by, row.cue, row.outlet), share=2),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


def span(low: float | None, high: float | None) -> str:
    """Return inclusive bounds in signs: "9", "≥ 12", "8,000 to 9,000"; "" where both are open."""
    if low is not None and high is not None:
        return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    return f"≥ {low:,.10g}" if low is not None else f"≤ {high:,.10g}" if high is not None else ""


def note(row: SeriesRow) -> str:
    """Return which figures exclude this one, and which took its place: "excludes 1fc3ad02; corrected by 726c3a27"."""
    parts = (("excludes", row.excludes), ("corrected by", row.corrected_by))
    return "; ".join(f"{what} {', '.join(one[:8] for one in documents)}" for what, documents in parts if documents)


SERIES: tuple[Column[SeriesRow], ...] = (
    Column("of", lambda row: row.thing, lambda _: "bold", share=2),
    Column("published", lambda row: (row.published or "")[:10]),
    Column("figure", lambda row: span(row.low, row.high), lambda _: "bold", right=True),
    Column("words", lambda row: row.words, share=3),
    Column("says", lambda row: speaker(row.said_by, row.outlet), share=2),
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("note", lambda row: note(row), lambda _: "yellow", share=2),
    Column("copy of", lambda row: "" if row.report == row.document else row.report[:8], lambda _: "dim"),
)


def _series(ledger: OpenLedger, wanted: Filter, *, story: str) -> Iterator[SeriesRow]:
    yield from queries.series(ledger, story, wanted)


@filtered("What is counted (troops), or the unit.")
def figures(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, story: Story = None, json: Json = False) -> None:
    """List figures: how many, of what, and who says so.

    Bounds are as strict as the words: "more than 1,000" is > 1,000, "some 70,000" is ≈ 70,000. With --story, the
    figures of one story side by side: what is counted, and how the values moved from report to report.
    """
    none = "no figure in the ledger fits these filters"
    if story is None:
        list_rows(ledger, queries.figures, wanted, COLUMNS, as_json=json, none=none)
        return
    if wanted.about or wanted.country or wanted.superseded:
        raise UsageError("--story takes no --about, --country or --superseded; leave them out")
    list_rows(ledger, partial(_series, story=story), wanted, SERIES, as_json=json, none=none)

"""What each variant of `bench.made.variants` costs in ALL@.5: on our own cases and reports, and on a public sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench import suite
from bench.cases import own_cases, own_reports
from bench.made.variants import VARIANTS, Variant, rewritten
from bench.score import attribution
from bench.score.common import Rows, read_rows
from bench.tasks.attribution import predict

PUBLIC = "data/attribution/dev.jsonl"
TRANSCRIPTS = "transcripts"
EVERY = 4
"""Of the public set, every so many-th article is read."""


def own() -> Rows:
    """Return our own cases of attribution, and our own reports in their form."""
    reports = {
        f"report {name}": {"id": f"report {name}", "text": text, "attributions": gold["claims"]}
        for name, (text, gold) in own_reports().items()
    }
    return own_cases("attribution") | reports


def public() -> Rows:
    """Return the sample of the public set; none if it is not at hand."""
    path = suite.SHARED / PUBLIC
    return dict(list(read_rows(path).items())[::EVERY]) if path.exists() else {}


def reached(rows: Rows, variant: Variant) -> float:
    """Return ALL@.5 (F1, percent) on the rows rewritten."""
    gold = {name: rewritten(row, variant) for name, row in rows.items()}
    figure: float = attribution.score(gold, {name: predict(row) for name, row in gold.items()})["ALL@.5"]["f1"]
    return figure


def table(names: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """Yield a row for each variant, those of these names only if any is named: ALL@.5 and what it costs, on each set.

    The last row are our own transcripts, which are a variant of nothing.
    """
    sets = [rows for rows in (own(), public()) if rows]
    plain = [reached(rows, VARIANTS["as it is"]) for rows in sets]
    for name, variant in VARIANTS.items():
        if not names or name in names:
            row = [name]
            for rows, before in zip(sets, plain, strict=True):
                now = reached(rows, variant)
                row += [f"{now:.1f}", f"{before - now:.1f}"]
            yield tuple(row)
    if not names or TRANSCRIPTS in names:
        yield TRANSCRIPTS, f"{reached(own_cases(TRANSCRIPTS), VARIANTS['as it is']):.1f}", *("",) * (2 * len(sets) - 1)


def head() -> tuple[str, ...]:
    """Return the names of the columns of `table`."""
    columns = ("own cases and reports", "cost", "PolNeAR sample", "cost")
    return ("variant", *columns[: 4 if public() else 2])

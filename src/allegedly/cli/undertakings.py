"""`allegedly undertakings`: what was said would be done, and what was reported of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import get_args

from allegedly.cli.disputes import Story, says
from allegedly.cli.filtering import Closed, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, corrected, cued, list_rows
from allegedly.ledger import Filter, UndertakingRow, queries
from allegedly.ledger import Ledger as OpenLedger
from allegedly.ledger.queries.open_rows import OPEN
from allegedly.linking.records import Outcome

EXAMPLES = (
    "allegedly undertakings --type broken",
    "allegedly undertakings --type open",
    "allegedly undertakings --story 2264fa2f",
    "allegedly undertakings --json | jq '[.result, .by_name, .one.words]'",
)
RESULTS = Closed("result", lambda: (*get_args(Outcome), OPEN))

COLUMNS: tuple[Column[UndertakingRow], ...] = (
    Column("result", lambda row: row.result, lambda _: "bold"),
    Column("by", lambda row: row.by_name, share=2),
    Column("due", lambda row: row.due),
    Column("undertaken", lambda row: cued(row.one.cue, row.one.words), share=5),
    Column("says", lambda row: says(row.one), share=3),
    Column("reported since", lambda row: row.other and cued(row.other.cue, row.other.words), share=5),
    Column("by whom", lambda row: row.other and says(row.other), share=3),
    Column("corrected", corrected, lambda _: "yellow", share=2),
)


def _query(ledger: OpenLedger, wanted: Filter, *, story: str | None) -> Iterator[UndertakingRow]:
    told = (queries.undertakings, queries.open_undertakings)
    yield from islice(chain.from_iterable(query(ledger, wanted, story) for query in told), wanted.limit)


@filtered(
    "What became of it: fulfilled, broken, denied; open where nothing was reported.",
    only=("by", "act", "since", "until", "type", "outlet", "document", "limit"),
    types=RESULTS,
)
def undertakings(wanted: Filter, ledger: Ledger = DEFAULT_LEDGER, story: Story = None, json: Json = False) -> None:
    """List undertakings: deals, promises, threats and plans with what was later reported of them.

    Promises, threats and agreements of which nothing was reported since come last, as open. A filter holds where it
    does for one of the two sides; --since and --until are the days of publication.
    """
    none = "no undertaking in the ledger fits these filters"
    list_rows(ledger, partial(_query, story=story), wanted, COLUMNS, as_json=json, none=none)

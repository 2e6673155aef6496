"""Questions to an open ledger: each takes the ledger and a `Filter`, and yields rows.

`Filter` says what its conditions mean. The rows come by document, in the order in which the documents were first read,
and within one in the order of its text, where nothing else is said.
"""

from allegedly.ledger.queries.actor_rows import actors
from allegedly.ledger.queries.claim_rows import claims
from allegedly.ledger.queries.event_rows import events
from allegedly.ledger.queries.figure_rows import figures
from allegedly.ledger.queries.hits import search
from allegedly.ledger.queries.place_rows import places
from allegedly.ledger.queries.timeline_rows import timeline

__all__ = ["actors", "claims", "events", "figures", "places", "search", "timeline"]

"""Questions to an open ledger: each takes the ledger and a `Filter`, and yields rows.

`Filter` says what its conditions mean. The rows come by document, in the order in which the documents were first read,
and within one in the order of its text, where nothing else is said. What joins documents comes by story or by time;
those questions take a story too, by the beginning of its id or of that of any document in it.
"""

from allegedly.ledger.queries.actor_rows import actors
from allegedly.ledger.queries.claim_rows import claims
from allegedly.ledger.queries.copy_rows import copies, pair
from allegedly.ledger.queries.document_rows import documents
from allegedly.ledger.queries.event_rows import events
from allegedly.ledger.queries.figure_rows import figures
from allegedly.ledger.queries.hits import search
from allegedly.ledger.queries.link_rows import agreements, disputes, undertakings
from allegedly.ledger.queries.open_rows import open_undertakings
from allegedly.ledger.queries.place_rows import places
from allegedly.ledger.queries.series_rows import series
from allegedly.ledger.queries.story_rows import stories, story, told
from allegedly.ledger.queries.timeline_rows import timeline

__all__ = [
    "actors", "agreements", "claims", "copies", "disputes", "documents", "events", "figures", "open_undertakings",
    "pair", "places", "search", "series", "stories", "story", "timeline", "told", "undertakings",
]  # fmt: skip

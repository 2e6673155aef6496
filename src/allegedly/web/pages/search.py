"""Search: claims by words and filters, with counts of what there is among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.responses import Response

from allegedly.errors import LedgerError
from allegedly.ledger import ClaimRow
from allegedly.ledger.queries.finding import Value, find
from allegedly.ledger.queries.hits import fts_query
from allegedly.web.asking import FILTERS, Asked, asked
from allegedly.web.room import NotThere, Page, Visit
from allegedly.web.safe import segment

LABELS = {
    "act": "Act", "by": "Source", "country": "Country", "event": "Event", "outlet": "Outlet", "month": "Month",
}  # fmt: skip
LONGEST = 300
"""Characters of a question, and of a claim's content as a hit shows it."""
_REPORTS = """
SELECT d.id, d.title, d.outlet, d.published, d.origin
FROM documents_fts JOIN documents d ON d.number = documents_fts.rowid
WHERE documents_fts MATCH ? AND NOT EXISTS (SELECT 1 FROM documents later WHERE later.supersedes = d.id)
ORDER BY documents_fts.rowid DESC LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the search that asks for it, or that leaves it out where it is asked for."""

    value: Value
    href: str
    chosen: bool


def search(visit: Visit) -> Response:
    """Show what is found."""
    question = asked(visit.asked("q")[:LONGEST])
    before = visit.number("before", 0, 2**53) or None
    try:
        found = find(visit.ledger, question.words, question.wanted, question.filters.get("event"), before)
    except LedgerError as error:
        raise NotThere(f"The ledger cannot answer this: {error}") from error
    reports = []
    words = fts_query(question.words)
    if words and set(question.filters) <= {"since", "until"} and before is None:
        reports = list(visit.ledger.select(_REPORTS, words))
    return visit.show(
        "search.html",
        asked=question,
        typed=question.typed(),
        found=found,
        hits=[(row, trimmed(row)) for row in found.claims],
        reports=reports,
        facets={LABELS[name]: choices(question, name, values) for name, values in found.facets.items() if values},
        older=found.before and f"{href(question.typed())}&before={found.before}",
        first=before is None,
        explained=FILTERS,
    )


def href(typed: str) -> str:
    """Return the path of a search."""
    return f"/search?q={segment(typed)}"


def choices(question: Asked, facet: str, values: tuple[Value, ...]) -> list[Choice]:
    """Return the values of a facet as links."""
    made = []
    for value in values:
        keys = ("since", "until") if facet == "month" else (facet,)
        chosen = all(question.filters.get(key) == value.code for key in keys)
        changed = dict.fromkeys(keys, None if chosen else value.code)
        made.append(Choice(value, href(question.typed(**changed)), chosen))
    return made


def trimmed(claim: ClaimRow) -> str:
    """Return the content of a claim, no longer than a hit may be."""
    content = re.sub(r"\s+", " ", claim.content)
    return content if len(content) <= LONGEST else content[:LONGEST].rsplit(" ", 1)[0] + " …"


PAGES = (Page("/search", search, "Search"),)

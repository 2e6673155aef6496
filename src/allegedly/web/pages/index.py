"""The first page: the reports, the latest first."""

from __future__ import annotations

from starlette.responses import Response

from allegedly.web.room import Page, Visit

EACH = 50
"""Reports on one page."""
_REPORTS = """
SELECT d.id, d.title, d.outlet, d.published, d.origin,
    (SELECT count(*) FROM claims c WHERE c.document = d.id AND NOT EXISTS (
        SELECT 1 FROM rejected_claims v WHERE v.document = c.document AND v.claim = c.id)) AS claims,
    (SELECT count(*) FROM events WHERE document = d.id) AS events
FROM documents d
WHERE EXISTS (SELECT 1 FROM readings WHERE document = d.id)
    AND NOT EXISTS (SELECT 1 FROM documents later WHERE later.supersedes = d.id)
ORDER BY d.published DESC, d.number DESC LIMIT :limit OFFSET :offset
"""


def index(visit: Visit) -> Response:
    """Show the reports."""
    page = visit.number("page", 1, 100_000)
    rows = list(visit.ledger.select(_REPORTS, limit=EACH + 1, offset=EACH * (page - 1)))
    (total,) = next(visit.ledger.select("SELECT count(*) FROM readings"))
    return visit.show(
        "index.html", reports=rows[:EACH], page=page, more=len(rows) > EACH, total=total, ledger=visit.room.path.name
    )


PAGES = (Page("/", index, "Reports"),)

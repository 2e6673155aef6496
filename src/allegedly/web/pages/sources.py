"""Sources: who says what. The list of all who speak, and one page an actor."""

from __future__ import annotations

import json

from starlette.responses import Response

from allegedly.ledger.queries.claim_rows import claims_numbered
from allegedly.ledger.queries.conditions import FIRST
from allegedly.ledger.terms import term
from allegedly.web.charts import stacks
from allegedly.web.pages.search import trimmed
from allegedly.web.room import NotThere, Page, Visit

EACH = 50
"""Sources on one page of the list."""
SHOWN = 10
"""Claims of a kind on a source's page."""
COUNTED = 5000
"""Claims of a source that are counted at most, the latest read."""

_LIST = """
SELECT a.id, a.name, a.kind, a.country, s.claims - (
    SELECT count(*) FROM rejected_claims v JOIN claims c ON c.document = v.document AND c.id = v.claim
    WHERE c.actor = a.id
) AS claims FROM speakers s JOIN actors a ON a.id = s.actor
WHERE :name = '' OR has_words(a.name, :name) OR has_words(a.id, :name)
ORDER BY s.claims DESC, s.actor LIMIT :limit OFFSET :offset
"""
_ACTS = f"""
SELECT c.number, c.act, substr({FIRST}, 1, 7) AS month FROM claims c JOIN documents d ON d.id = c.document
    LEFT JOIN moments m ON m.document = c.document AND m.id = c.moment
WHERE c.actor = ? AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = c.document AND v.claim = c.id)
ORDER BY c.number DESC LIMIT {COUNTED}
"""  # noqa: S608 (own constants)
_ABOUT = f"SELECT rowid AS number FROM claims_fts WHERE claims_fts MATCH ? ORDER BY rowid DESC LIMIT {SHOWN + 1}"  # noqa: S608
_ANSWERS = f"""
SELECT a.number FROM (SELECT document, id, number FROM claims WHERE actor = ? ORDER BY number DESC LIMIT 1000) c
    JOIN claims a ON a.document = c.document AND a.answers = c.id ORDER BY c.number DESC LIMIT {SHOWN}
"""  # noqa: S608


def sources(visit: Visit) -> Response:
    """Show who speaks, those with the most claims first."""
    page, name = visit.number("page", 1, 100_000), visit.asked("name")[:100]
    rows = list(visit.ledger.select(_LIST, name=name, limit=EACH + 1, offset=EACH * (page - 1)))
    return visit.show("sources.html", sources=rows[:EACH], page=page, more=len(rows) > EACH, name=name)


def source(visit: Visit) -> Response:
    """Show one actor."""
    key = visit.part("actor")
    actor = next(visit.ledger.select("SELECT * FROM actors WHERE id = ?", key), None)
    if actor is None:
        raise NotThere("Nobody of that id is in this ledger.")
    made = list(visit.ledger.select(_ACTS, key))
    counts: dict[str, int] = {}
    for row in made:
        counts[row["act"]] = counts.get(row["act"], 0) + 1
    denied = [row["number"] for row in made if row["act"] == "deny"][:SHOWN]
    about = [row["number"] for row in visit.ledger.select(_ABOUT, f'{{terms}} : "{term("about", key)}"')]
    answers = [row["number"] for row in visit.ledger.select(_ANSWERS, key)]
    lists = (
        ("Claims made", [row["number"] for row in made[:SHOWN]], f"by:{key}", len(made) > SHOWN),
        ("Denials", denied, f"by:{key} act:deny", counts.get("deny", 0) > SHOWN),
        ("Claims about", about[:SHOWN], f"about:{key}", len(about) > SHOWN),
        ("Denials of what they said", answers, "", False),
    )
    return visit.show(
        "source.html",
        actor=actor,
        sectors=json.loads(actor["sectors"]),
        members=json.loads(actor["members"]),
        total=len(made),
        many=len(made) == COUNTED,
        counts=sorted(counts.items(), key=lambda item: (-item[1], item[0])),
        chart=stacks((row["act"], row["month"]) for row in made),
        lists=[
            (label, [(row, trimmed(row)) for row in claims_numbered(visit.ledger, numbers)], typed, more)
            for label, numbers, typed, more in lists
            if numbers
        ],
    )


PAGES = (Page("/sources", sources, "Sources"), Page("/sources/{actor}", source))

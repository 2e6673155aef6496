"""Stories: the list, and one story with its claims and answers, figures, undertakings, days and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice

from starlette.responses import RedirectResponse, Response

from allegedly.errors import LedgerError
from allegedly.ledger import ClaimRow, Filter, Ledger, queries
from allegedly.ledger.link_rows import LinkRow, SeriesRow, SideRow, ToldRow, UndertakingRow
from allegedly.ledger.queries.claim_rows import claims_numbered
from allegedly.ledger.queries.verdicts import of_documents, verdict_row
from allegedly.ledger.rows import is_rejected
from allegedly.web.pages.search import trimmed
from allegedly.web.ranges import ranges
from allegedly.web.room import NotThere, Page, Visit
from allegedly.web.wording import weight

EACH = 50
"""Stories on one page."""
MOST = 200
"""Rows of a kind that a story's page shows at most."""
UNANSWERED = 30
"""Claims that nobody answers, of those that ask for an answer, that are shown at most; and so many rejected ones."""

_PAGE = """
SELECT id FROM stories r WHERE (SELECT count(DISTINCT report) FROM story_documents WHERE story = r.id) >= :reports
ORDER BY r.last DESC, r.id LIMIT :limit OFFSET :offset
"""
_PLEAS = """
SELECT c.number FROM story_documents m JOIN claims c ON c.document = m.document
WHERE m.story = :story AND m.report = m.document AND c.act IN ('accuse', 'demand', 'threaten', 'promise', 'deny')
    AND c.parent IS NULL
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = c.document AND v.claim = c.id)
    AND NOT EXISTS (
        SELECT 1 FROM counted_links l WHERE l.kind IN ('denial', 'figures', 'happened')
            AND ((l.one_document = c.document AND l.one_claim = c.id)
                OR (l.other_document = c.document AND l.other_claim = c.id)))
ORDER BY c.number LIMIT :most
"""
_REJECTED = """
SELECT c.number FROM story_documents m JOIN rejected_claims v ON v.document = m.document
    JOIN claims c ON c.document = v.document AND c.id = v.claim
WHERE m.story = :story ORDER BY c.number LIMIT :most
"""
_APART = f"""
SELECT k.one, coalesce(d.title, d.outlet, d.id) AS name, k.other, {of_documents("story", "k.one", "k.other")} AS said
FROM story_documents m JOIN kept_apart k ON k.link = 'story' AND k.other = m.document JOIN documents d ON d.id = k.one
WHERE m.story = ? ORDER BY d.published, d.id
"""  # noqa: S608 (own constants)
_DAYS = """
SELECT substr(coalesce(m.first, d.published), 1, 10) AS day, count(*) AS number, min(d.id) AS document, r.id
FROM story_documents s JOIN {table} r ON r.document = s.document JOIN documents d ON d.id = s.document
    LEFT JOIN moments m ON m.document = r.document AND m.id = r.moment
WHERE s.story = ? AND s.report = s.document AND day IS NOT NULL {more}
    AND NOT EXISTS (SELECT 1 FROM verdicts v
        WHERE v.document = r.document AND v.kind || 's' = '{table}' AND v.record = r.id AND v.verdict = 'reject')
GROUP BY day ORDER BY day
"""
_PLACES = """
SELECT p.name, p.country, p.lat, p.lon, count(DISTINCT s.report) AS reports
FROM story_documents s JOIN places p ON p.document = s.document
WHERE s.story = ? AND p.kind = 'literal' AND p.name IS NOT NULL
GROUP BY p.geonameid, p.name, p.country ORDER BY reports DESC, p.name LIMIT 40
"""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A claim and the answers to it; each answer with the link that joins them."""

    one: SideRow
    answers: tuple[LinkRow, ...]


def stories(visit: Visit) -> Response:
    """Show the stories, the latest first; those that several independent reports tell, unless all are asked for."""
    page, every = visit.number("page", 1, 100_000), visit.asked("all") == "1"
    found = visit.ledger.select(_PAGE, reports=1 if every else 2, limit=EACH + 1, offset=EACH * (page - 1))
    keys = [row["id"] for row in found]
    rows = [queries.story(visit.ledger, key) for key in keys[:EACH]]
    return visit.show("stories.html", stories=rows, page=page, more=len(keys) > EACH, every=every)


def story(visit: Visit) -> Response:
    """Show one story."""
    try:
        row = queries.story(visit.ledger, visit.part("story"))
    except LedgerError as error:
        raise NotThere("There is no such story in this ledger, or its reports are not linked yet.") from error
    if row.id != visit.part("story"):
        return RedirectResponse(f"/stories/{row.id}", 301)
    ledger = visit.ledger
    told = list(queries.told(ledger, row.id))
    days = _days(ledger, row.id)
    by_thing = groupby(queries.series(ledger, row.id), lambda entry: entry.thing)
    charts = [ranges(thing, counted) for thing, entries in by_thing if (counted := _counted(entries))]
    disputes = list(islice(queries.disputes(ledger, story=row.id), MOST))
    agreed = list(islice(queries.agreements(ledger, Filter(type="corroborates"), story=row.id), MOST))
    undertakings = list(islice(queries.undertakings(ledger, story=row.id), MOST))
    joined: tuple[LinkRow | UndertakingRow, ...] = (*disputes, *agreed, *undertakings)
    return visit.show(
        "story.html",
        story=row,
        disputed=_disputed(link for link in disputes if link.counts),
        agreed=[link for link in agreed if link.counts],
        pleas=_claims(ledger, _PLEAS, row.id),
        charts=sorted(charts, key=lambda chart: -len(chart.ranges)),
        undertakings=[link for link in undertakings if link.counts],
        rejected_links=[link for link in joined if not link.counts],
        rejected_claims=_claims(ledger, _REJECTED, row.id),
        apart=[(one, name, other, verdict_row(said)) for one, name, other, said in ledger.select(_APART, row.id)],
        days=days,
        most=max((max(happened, said) for _, happened, said in days), default=1),
        places=list(ledger.select(_PLACES, row.id)),
        reports=_reports(told),
    )


def _counted(entries: Iterable[SeriesRow]) -> list[SeriesRow]:
    return [entry for entry in entries if not is_rejected(entry.verdict)]


def _disputed(links: Iterable[LinkRow]) -> list[Disputed]:
    """Return the claims with their answers, each claim once, the surest answers first."""
    by_claim: dict[tuple[object, ...], list[LinkRow]] = defaultdict(list)
    for link in links:
        by_claim[link.one.document, link.one.claim, link.one.span].append(link)
    return [
        Disputed(answers[0].one, tuple(sorted(answers, key=lambda link: -weight(link.reason))))
        for answers in by_claim.values()
    ]


def _claims(ledger: Ledger, query: str, key: str) -> list[tuple[ClaimRow, str]]:
    numbers = [row["number"] for row in ledger.select(query, story=key, most=UNANSWERED)]
    return [(row, trimmed(row)) for row in claims_numbered(ledger, numbers)]


def _days(ledger: Ledger, key: str) -> list[tuple[str, int, int]]:
    """Return each day with how many events are said to have happened on it, and how many claims were made."""
    events = "AND r.status IN ('occurred', 'ongoing') AND m.first IS NOT NULL"
    happened = {row["day"]: row["number"] for row in ledger.select(_DAYS.format(table="events", more=events), key)}
    said = {row["day"]: row["number"] for row in ledger.select(_DAYS.format(table="claims", more=""), key)}
    return [(day, happened.get(day, 0), said.get(day, 0)) for day in sorted({*happened, *said})[-60:]]


def _reports(told: list[ToldRow]) -> list[tuple[ToldRow, list[ToldRow]]]:
    """Return the reports, each with its copies."""
    copies: dict[str, list[ToldRow]] = defaultdict(list)
    for row in told:
        if row.document != row.report:
            copies[row.report].append(row)
    return [(row, copies[row.document]) for row in told if row.document == row.report]


def story_of(ledger: Ledger, document: str) -> tuple[str, str, list[tuple[str, str]]] | None:
    """Return id and title of a document's story, and its copies (id, outlet or title); None where it has none."""
    query = (
        "SELECT r.id, r.title, m.report FROM story_documents m JOIN stories r ON r.id = m.story WHERE m.document = ?"
    )
    row = next(ledger.select(query, document), None)
    if row is None:
        return None
    others = """
        SELECT d.id, coalesce(d.outlet, d.title, d.id) AS name
        FROM story_documents m JOIN documents d ON d.id = m.document
        WHERE m.report = ? AND m.document <> ? ORDER BY d.published, d.id LIMIT 50
    """
    copies = [(other["id"], other["name"]) for other in ledger.select(others, row["report"], document)]
    return row["id"], row["title"], copies


def links_of(ledger: Ledger, document: str) -> dict[str, list[tuple[str, SideRow, LinkRow]]]:
    """Return for each claim of a document what other reports say to it: (kind, the other side, the link)."""
    found: dict[str, list[tuple[str, SideRow, LinkRow]]] = defaultdict(list)
    for link in (
        *queries.disputes(ledger, Filter(document=document)),
        *queries.agreements(ledger, Filter(document=document)),
    ):
        for own, other, answered in ((link.one, link.other, True), (link.other, link.one, False)):
            if own.document == document and other.document != document and own.claim:
                kind = link.kind if link.kind != "denial" or answered else "denies"
                found[own.claim].append((kind, other, link))
    return found


def undertaken(ledger: Ledger, document: str) -> dict[str, list[tuple[str, SideRow | None, UndertakingRow]]]:
    """Return for each claim of a document what became of what it undertakes: (result, where that is reported, link)."""
    found: dict[str, list[tuple[str, SideRow | None, UndertakingRow]]] = defaultdict(list)
    for row in queries.undertakings(ledger, Filter(document=document)):
        if row.one.document == document and row.one.claim:
            found[row.one.claim].append((row.result, row.other, row))
    return found


PAGES = (Page("/stories", stories, "Stories"), Page("/stories/{story}", story))

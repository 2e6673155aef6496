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
from allegedly.web.maps import drawn
from allegedly.web.pages.search import trimmed
from allegedly.web.ranges import ranges
from allegedly.web.room import NotThere, Page, Visit
from allegedly.web.timeline import days, timeline
from allegedly.web.whereabouts import whereabouts
from allegedly.web.wording import uncertain, weight

EACH = 50
"""Stories on one page."""
MOST, FEW = 1000, 20
"""Rows of a kind that a story's page shows at most, and unless all are asked for."""
SHOWN = 5
"""Answers to a claim that it shows unless all are asked for."""
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
    most = MOST if visit.asked("all") == "1" else FEW
    disputes = list(islice(queries.disputes(ledger, story=row.id), MOST))
    agreements = list(islice(queries.agreements(ledger, Filter(type="corroborates"), story=row.id), MOST))
    undertakings = list(islice(queries.undertakings(ledger, story=row.id), MOST))
    joined: tuple[LinkRow | UndertakingRow, ...] = (*disputes, *agreements, *undertakings)
    disputed = _disputed(link for link in disputes if link.counts)
    agreed, done = ([link for link in agreements if link.counts], [row for row in undertakings if row.counts])
    places = whereabouts(ledger, row.id)
    called = {row.document: row.outlet or row.title or f"report {row.document[:8]}" for row in told}
    by_thing = groupby(queries.series(ledger, row.id), lambda entry: entry.thing)
    charts = [ranges(thing, counted, called) for thing, entries in by_thing if (counted := _counted(entries))]
    return visit.show(
        "story.html",
        story=row,
        disputed=disputed[:most],
        agreed=agreed[:most],
        answers=MOST if most == MOST else SHOWN,
        more=max(len(disputed), len(agreed), len(done)) > most,
        pleas=_claims(ledger, _PLEAS, row.id),
        charts=sorted(charts, key=lambda chart: -len(chart.ranges)),
        undertakings=done[:most],
        rejected_links=[link for link in joined if not link.counts],
        rejected_claims=_claims(ledger, _REJECTED, row.id),
        apart=[(one, name, other, verdict_row(said)) for one, name, other, said in ledger.select(_APART, row.id)],
        timeline=timeline(days(ledger, row.id)),
        places=places,
        map=drawn(places),
        reports=_reports(told),
        called=called,
    )


def _counted(entries: Iterable[SeriesRow]) -> list[SeriesRow]:
    return [entry for entry in entries if not is_rejected(entry.verdict)]


def _disputed(links: Iterable[LinkRow]) -> list[Disputed]:
    """Return the claims with their answers, those with the most first; of each the surest answers first."""
    by_claim: dict[tuple[object, ...], list[LinkRow]] = defaultdict(list)
    for link in links:
        by_claim[link.one.document, link.one.claim, link.one.span].append(link)
    made = [
        Disputed(answers[0].one, tuple(sorted(answers, key=lambda link: -weight(link.reason))))
        for answers in by_claim.values()
    ]
    return sorted(made, key=lambda row: -sum(not uncertain(link.reason) for link in row.answers))


def _claims(ledger: Ledger, query: str, key: str) -> list[tuple[ClaimRow, str]]:
    numbers = [row["number"] for row in ledger.select(query, story=key, most=UNANSWERED)]
    return [(row, trimmed(row)) for row in claims_numbered(ledger, numbers)]


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


PAGES = (Page("/stories", stories, "Stories"), Page("/stories/{story}", story))

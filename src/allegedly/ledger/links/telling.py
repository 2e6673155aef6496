"""The stories of a connected set, worked out anew; those that come out as they were are left alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from allegedly.ledger.links import kept
from allegedly.ledger.links.claims import compare_reports
from allegedly.ledger.links.components import Component, Partition, reports, stories
from allegedly.ledger.links.disputed import dispute_figures
from allegedly.ledger.links.series import count
from allegedly.ledger.links.work import Work

_HEADS = """
SELECT d.id, d.published, d.title, s.story, s.report
FROM documents d LEFT JOIN story_documents s ON s.document = d.id
WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(d.published, '9999'), d.id
"""


def tell(work: Work, component: Component) -> None:
    """Write the stories of the connected set, and compare the claims of reports that are together now."""
    heads = work.connection.execute(_HEADS, (json.dumps(sorted(component.documents)),)).fetchall()
    rank = {row["id"]: place for place, row in enumerate(heads)}
    firsts = {pair: first for pair, (first, _) in component.copies.items()}
    reported = reports(_sets(work, component), firsts, rank)
    told = stories(reported, _groups(work, component, reported), rank)
    former: dict[str, set[tuple[str, str]]] = {}
    for row in heads:
        if row["story"] is not None:
            former.setdefault(row["story"], set()).add((row["id"], row["report"]))
    changed = {story: members for story, members in told.items() if former.get(story, set()) != set(members)}
    if not changed:
        return
    for story, members in changed.items():
        _write(work, story, members)
    kept.drop_empty(work.connection, former.keys() - told.keys())
    ordered = {story: sorted(dict(members), key=lambda one: rank[one]) for story, members in changed.items()}
    standing = {story: [one for one in documents if reported[one] == one] for story, documents in ordered.items()}
    _touch_up(work, ordered, standing, {row["id"]: row["title"] for row in heads})


def _sets(work: Work, component: Component) -> dict[str, str]:
    """Return a name of the set of copies of each document, the same for those of one set."""
    alone = {document: document for document in component.documents}
    if not component.copies:
        return alone
    profiles = work.profiles("copies", sorted({document for pair in component.copies for document in pair}))
    shares = {pair: share for pair, (_, share) in sorted(component.copies.items())}
    what = f"the copies of {min(component.documents)}"
    found: Mapping[str, str] = work.tried(what, lambda: work.rules.sets(profiles, shares), {})
    return {document: found.get(document, document) for document in component.documents}


def _groups(work: Work, component: Component, reported: Mapping[str, str]) -> Mapping[str, str]:
    """Return a name of the story of each document, the same for those of one story; each its own where rules fail."""
    alone = {document: document for document in component.documents}
    if len(component.documents) == 1:
        return alone
    profiles = work.profiles("stories", sorted(component.documents))
    copies = [(a, b) for a, b in component.copies if reported[a] == reported[b]]
    joined = {**component.edges, **dict.fromkeys(copies, 1.0)}
    edges = {pair: score for pair, score in joined.items() if profiles.keys() >= set(pair)}
    what = f"the story of {min(component.documents)}"
    found: Mapping[str, str] = work.tried(what, lambda: work.rules.group(profiles, dict(sorted(edges.items()))), alone)
    return {document: found.get(reported[document], reported[document]) for document in component.documents}


def _write(work: Work, story: str, members: Partition) -> None:
    days = "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM documents WHERE id IN"
    listed = json.dumps(sorted(dict(members)))
    first, last = work.connection.execute(f"{days} (SELECT value FROM json_each(?))", (listed,)).fetchone()  # noqa: S608
    work.connection.execute(
        "INSERT INTO stories VALUES (?, '', ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
        (story, first, last),
    )
    rows = [(document, story, report) for document, report in sorted(members)]
    work.connection.executemany("INSERT OR REPLACE INTO story_documents VALUES (?, ?, ?)", rows)


def _touch_up(
    work: Work, ordered: Mapping[str, list[str]], standing: Mapping[str, list[str]], titles: Mapping[str, str | None]
) -> None:
    """Give changed stories their titles, links and series; documents and reports are earliest first."""
    for story, told in standing.items():
        profiles = work.profiles("stories", told)
        title = next(filter(None, (titles[one] for one in told)), "")
        if profiles:
            named, made = [titles[one] for one in profiles], list(profiles.values())
            title = work.tried(story, partial(work.rules.title, named, made), title)
        work.connection.execute("UPDATE stories SET title = ? WHERE id = ?", (title, story))
    compare_reports(work, ordered, standing)
    for story, documents in ordered.items():
        count(work, story, documents)
        dispute_figures(work, story, standing[story])

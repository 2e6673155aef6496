"""The stories of connected sets, worked out anew; those that come out as they were are left alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain

from allegedly.ledger.links import kept
from allegedly.ledger.links.apart import apart
from allegedly.ledger.links.claims import compare_reports
from allegedly.ledger.links.components import Component, Partition, connected, edges_inside, reports, stories
from allegedly.ledger.links.disputed import dispute_figures
from allegedly.ledger.links.series import count
from allegedly.ledger.links.work import Work

_HEADS = """
SELECT d.id, d.published, d.title, s.story, s.report
FROM documents d LEFT JOIN story_documents s ON s.document = d.id
WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(d.published, '9999'), d.id
"""


def tell(work: Work, touched: Sequence[Component]) -> None:
    """Write the stories of connected sets, and compare the claims of reports that are together now."""
    documents = sorted(chain.from_iterable(component.documents for component in touched))
    heads = work.connection.execute(_HEADS, (json.dumps(documents),)).fetchall()
    rank = {row["id"]: place for place, row in enumerate(heads)}
    former: dict[str, set[tuple[str, str]]] = {}
    for row in heads:
        if row["story"] is not None:
            former.setdefault(row["story"], set()).add((row["id"], row["report"]))
    told: dict[str, Partition] = {}
    for component in touched:
        found = _stories(work, component, rank)
        told |= found
        changed = {story: members for story, members in found.items() if former.get(story, set()) != set(members)}
        for story, members in changed.items():
            _write(work, story, members, former.get(story, set()))
        for story, members in found.items():
            vast = component.is_vast + (component.is_vast and len(members) > work.rules.limit)
            work.connection.execute("UPDATE stories SET vast = ? WHERE id = ? AND vast <> ?", (vast, story, vast))
    kept.drop_empty(work.connection, former.keys() - told.keys())
    titles = {row["id"]: row["title"] for row in heads}
    for story, members in told.items():
        if former.get(story, set()) != set(members):
            reported = dict(members)
            ordered = sorted(reported, key=lambda one: rank[one])
            _touch_up(work, story, ordered, [one for one in ordered if reported[one] == one], titles)


def _stories(work: Work, component: Component, rank: Mapping[str, int]) -> dict[str, Partition]:
    firsts = {pair: first for pair, (first, _) in component.copies.items()}
    reported = reports(sets_of(work, component), firsts, rank)
    groups = apart(work.connection, _groups(work, component, reported), reported)
    return stories(reported, groups, rank)


def sets_of(work: Work, component: Component) -> dict[str, str]:
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
    """Return a name of the story of each document, the same for those of one story; each its own where rules fail.

    A part of a vast set is divided by the rules if it is not larger than the limit, and is one story if it is.
    """
    copies = [(a, b) for a, b in component.copies if reported[a] == reported[b]]
    joined = {**component.edges, **dict.fromkeys(copies, 1.0)}
    if not component.is_vast:
        return _divided(work, component.documents, joined, reported)
    if len(component.documents) > work.rules.limit:
        if len(copies) == len(component.copies):
            return dict.fromkeys(component.documents, min(component.documents))
        joined |= edges_inside(work.connection, component.documents)
        joined |= dict.fromkeys(copies, 1.0)
    found: dict[str, str] = {}
    certain = [pair for pair, score in joined.items() if score >= work.rules.certain]
    for part in connected(component.documents, certain):
        if len(part) > work.rules.limit:
            found |= dict.fromkeys(part, part[0])
        else:
            members = set(part)
            inside = {pair: score for pair, score in joined.items() if members.issuperset(pair)}
            found |= _divided(work, part, inside, reported)
    return found


def _divided(
    work: Work, documents: Collection[str], edges: Mapping[tuple[str, str], float], reported: Mapping[str, str]
) -> Mapping[str, str]:
    alone = {document: document for document in documents}
    if len(alone) == 1:
        return alone
    profiles = work.profiles("stories", sorted(documents))
    edges = {pair: score for pair, score in edges.items() if profiles.keys() >= set(pair)}
    what = f"the story of {min(documents)}"
    found: Mapping[str, str] = work.tried(what, lambda: work.rules.group(profiles, dict(sorted(edges.items()))), alone)
    return {document: found.get(reported[document], reported[document]) for document in documents}


def _write(work: Work, story: str, members: Partition, former: Collection[tuple[str, str]]) -> None:
    days = "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM documents WHERE id IN"
    listed = json.dumps(sorted(dict(members)))
    first, last = work.connection.execute(f"{days} (SELECT value FROM json_each(?))", (listed,)).fetchone()  # noqa: S608
    work.connection.execute(
        "INSERT INTO stories VALUES (?, '', ?, ?, 0)"
        " ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
        (story, first, last),
    )
    rows = [(document, story, report) for document, report in sorted(members.difference(former))]
    work.connection.executemany("INSERT OR REPLACE INTO story_documents VALUES (?, ?, ?)", rows)


def _touch_up(
    work: Work, story: str, documents: Sequence[str], standing: Sequence[str], titles: Mapping[str, str | None]
) -> None:
    """Give a changed story its title, links and series; documents and reports are earliest first.

    Of a very large story the figures of the latest documents are followed.
    """
    title(work, story, standing, titles)
    compare_reports(work, documents, standing)
    followed = documents[-work.rules.limit :]
    count(work, story, followed)
    dispute_figures(work, story, followed, standing)


def title(work: Work, story: str, standing: Sequence[str], titles: Mapping[str, str | None]) -> None:
    """Give a story its title, by the first of its reports."""
    first = standing[: work.rules.limit]
    profiles = work.profiles("stories", first)
    found = next(filter(None, (titles[one] for one in first)), "")
    if profiles:
        named, made = [titles[one] for one in profiles], list(profiles.values())
        found = work.tried(story, partial(work.rules.title, named, made), found)
    work.connection.execute("UPDATE stories SET title = ? WHERE id = ?", (found, story))

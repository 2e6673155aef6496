"""The stories of connected sets, worked out anew; those that come out as they were are left alone."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain
from sqlite3 import Row as Head

from allegedly.ledger.links import kept
from allegedly.ledger.links.apart import apart
from allegedly.ledger.links.claims import compare_changed, compare_reports
from allegedly.ledger.links.components import Component, Partition, connected, edges_inside, reports, stories
from allegedly.ledger.links.disputed import dispute_figures
from allegedly.ledger.links.hanging import sets_of
from allegedly.ledger.links.series import count
from allegedly.ledger.links.work import Known, Work

UNDATED = "9999"
"""What stands for the time of publication where it is not known: such documents come last."""

_HEADS = """
SELECT d.id, coalesce(d.published, '9999') AS published, d.title, s.story, s.report
FROM documents d LEFT JOIN story_documents s ON s.document = d.id
WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY 2, d.id
"""


def tell(work: Work, touched: Sequence[Component]) -> None:
    """Write the stories of connected sets, and compare the claims of reports that are together now."""
    documents = sorted(chain.from_iterable(component.documents for component in touched))
    heads = {row["id"]: row for row in work.connection.execute(_HEADS, (json.dumps(documents),))}
    rank = {document: place for place, document in enumerate(heads)}
    former: dict[str, set[tuple[str, str]]] = {}
    for document, row in heads.items():
        if row["story"] is not None:
            former.setdefault(row["story"], set()).add((document, row["report"]))
    told: dict[str, Partition] = {}
    for component in touched:
        found = _stories(work, component, rank)
        told |= found
        for story, members in found.items():
            if former.get(story, set()) != set(members):
                _write(work, story, members.difference(former.get(story, ())), sorted(dict(members)), heads)
            vast = component.is_vast + (component.is_vast and len(members) > work.rules.limit)
            work.connection.execute("UPDATE stories SET vast = ? WHERE id = ? AND vast <> ?", (vast, story, vast))
    kept.drop_empty(work.connection, former.keys() - told.keys())
    for story, members in told.items():
        before = former.get(story, set())
        if before != set(members):
            ordered = dict(sorted(members, key=lambda member: rank[member[0]]))
            _compare(work, ordered, dict(before), heads, rank)
            _touch_up(work, story, ordered, heads)


def _stories(work: Work, component: Component, rank: Mapping[str, int]) -> dict[str, Partition]:
    firsts = {pair: first for pair, (first, _) in component.copies.items()}
    reported = reports(sets_of(work, component.documents), firsts, rank)
    groups = apart(work.connection, _groups(work, component, reported), reported)
    return stories(reported, groups, rank)


def _groups(work: Work, component: Component, reported: Mapping[str, str]) -> Mapping[str, str]:
    """Return a name of the story of each document, the same for those of one story; each its own where rules fail.

    A part of a vast set is divided by the rules if it is not larger than the limit, and is one story if it is.
    """
    copies = [(a, b) for a, b in component.copies if reported[a] == reported[b]]
    joined = {**component.edges, **dict.fromkeys(copies, 1.0)}
    if not component.is_vast:
        return divided(work, component.documents, joined, reported)
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
            found |= divided(work, part, inside, reported)
    return found


def divided(
    known: Known, documents: Collection[str], edges: Mapping[tuple[str, str], float], reported: Mapping[str, str]
) -> Mapping[str, str]:
    """Return a name of the story of each document of a set that is looked at as a whole; copies follow their report."""
    alone = {document: document for document in documents}
    if len(alone) == 1:
        return alone
    profiles = known.profiles("stories", sorted(documents))
    edges = {pair: score for pair, score in edges.items() if profiles.keys() >= set(pair)}
    what = f"the story of {min(documents)}"
    found: Mapping[str, str] = known.tried(
        what, lambda: known.rules.group(profiles, dict(sorted(edges.items()))), alone
    )
    return {document: found.get(reported[document], reported[document]) for document in documents}


def _write(
    work: Work, story: str, new: Collection[tuple[str, str]], documents: Sequence[str], heads: Mapping[str, Head]
) -> None:
    days = [heads[one]["published"][:10] for one in documents if heads[one]["published"] != UNDATED]
    work.connection.execute(
        "INSERT INTO stories VALUES (?, '', ?, ?, 0)"
        " ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last",
        (story, min(days, default=None), max(days, default=None)),
    )
    rows = [(document, story, report, heads[document]["published"]) for document, report in sorted(new)]
    work.connection.executemany("INSERT OR REPLACE INTO story_documents VALUES (?, ?, ?, ?)", rows)


def _compare(
    work: Work,
    reported: Mapping[str, str],
    before: Mapping[str, str],
    heads: Mapping[str, Head],
    rank: Mapping[str, int],
) -> None:
    """Compare the claims of a changed story's reports; `before` are its documents, and who stood for each, as written.

    Where it has but grown, those beside the ones that have come, or stand for none any more, are all that are compared.
    """
    standing = [one for one, report in reported.items() if one == report]
    stood = {one for one, report in before.items() if one == report}
    has_grown = reported.keys() >= before.keys() and all(
        heads[one]["story"] is None for one in reported.keys() - before.keys()
    )
    if not has_grown:
        compare_reports(work, list(reported), standing)
        return
    came = [place for place, one in enumerate(standing) if one not in stood]
    ranks = [rank[one] for one in standing]
    gone = {one: bisect_left(ranks, rank[one]) for one in stood.difference(standing)}
    compare_changed(work, standing, came, gone)


def _touch_up(work: Work, story: str, reported: Mapping[str, str], heads: Mapping[str, Head]) -> None:
    """Give a changed story its title and series; `reported` has its documents, earliest first.

    Of a very large story the figures of the latest documents are followed.
    """
    standing = [one for one, report in reported.items() if one == report]
    title(work, story, standing, {one: heads[one]["title"] for one in standing})
    followed = dict(list(reported.items())[-work.rules.limit :])
    count(work, story, followed)
    dispute_figures(work, story, followed, standing)


def title(work: Work, story: str, standing: Sequence[str], titles: Mapping[str, str | None]) -> None:
    """Give a story its title, by the first of its reports."""
    found = title_of(work, story, standing, titles)
    work.connection.execute("UPDATE stories SET title = ? WHERE id = ? AND title <> ?", (found, story, found))


def title_of(known: Known, story: str, standing: Sequence[str], titles: Mapping[str, str | None]) -> str:
    """Return the title of a story, by the first of its reports."""
    first = standing[: known.rules.limit]
    profiles = known.profiles("stories", first)
    found = next(filter(None, (titles[one] for one in first)), "")
    if not profiles:
        return found
    named, made = [titles[one] for one in profiles], list(profiles.values())
    return known.tried(story, partial(known.rules.title, named, made), found)

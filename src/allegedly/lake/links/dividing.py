"""What copies connect, and the document that stands for each set; what edges connect, and the stories that it makes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyarrow as pa

from allegedly.lake.links.known import Known, Row
from allegedly.ledger.links.components import Pair, connected, reports, stories
from allegedly.ledger.links.telling import divided, title_of
from allegedly.linking.rules import Rules

REPORTS = pa.schema([
    pa.field("document", pa.string()),
    pa.field("report", pa.string()),
    pa.field("fault", pa.string()),
])  # fmt: skip
STORIES = pa.schema([
    pa.field("document", pa.string()),
    pa.field("story", pa.string()),
    pa.field("fault", pa.string()),
])  # fmt: skip
TITLES = pa.schema([
    pa.field("story", pa.string()),
    pa.field("title", pa.string()),
    pa.field("fault", pa.string()),
])  # fmt: skip


def standing(group: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield the documents that copies connect, each with the one that stands for its set.

    Rows are either documents (`published`, `copies`) or pairs of copies (`a`, `b`, `share`, `first`).
    """
    rows = list(group)
    members = {row["document"]: row for row in rows if row["document"] is not None}
    known = Known(rules, members)
    pairs = {(row["a"], row["b"]): (row["first"], row["share"]) for row in rows if row["document"] is None}
    for document, report in reports(_sets(known, members, pairs), _firsts(pairs), _ranks(members.values())).items():
        yield {"document": document, "report": report}
    yield from ({"fault": fault} for fault in known.faults)


def _sets(known: Known, members: Collection[str], pairs: Mapping[Pair, tuple[str, float]]) -> dict[str, str]:
    """Return a name of the set of copies of each document: what hangs together."""
    profiles = known.profiles("copies", sorted(members))
    shares = {pair: share for pair, (_, share) in sorted(pairs.items()) if profiles.keys() >= set(pair)}
    what = f"the copies of {min(members)}"
    nearest: Mapping[str, str] = known.tried(what, lambda: known.rules.nearest(profiles, shares), {})
    return {document: some[0] for some in connected(members, nearest.items()) for document in some}


def _firsts(pairs: Mapping[Pair, tuple[str, float]]) -> dict[Pair, str]:
    return {pair: first for pair, (first, _) in pairs.items()}


def told(group: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield the documents of a connected set that is not too large to be divided, each with its story.

    Rows are either documents (`published`, `report`, `stories`) or edges (`a`, `b`, `score`). Copies with one report
    hang together.
    """
    rows = list(group)
    members = {row["document"]: row for row in rows if row["document"] is not None}
    edges = {(row["a"], row["b"]): row["score"] for row in rows if row["document"] is None}
    known = Known(rules, members)
    reported = {document: row["report"] for document, row in members.items()}
    groups = divided(known, members.keys(), edges, reported)
    for story, partition in stories(reported, groups, _ranks(members.values())).items():
        yield from ({"document": document, "story": story} for document, _ in sorted(partition))
    yield from ({"fault": fault} for fault in known.faults)


def titled(group: Iterable[Row], rules: Rules) -> Iterator[Row]:
    """Yield the title of a story, from its first reports (`document`, `title`, `stories`), earliest first."""
    rows = {row["document"]: row for row in group}
    known = Known(rules, rows)
    [story] = {row["story"] for row in rows.values()}
    titles = {document: row["title"] for document, row in rows.items()}
    yield {"story": story, "title": title_of(known, story, list(rows), titles)}
    yield from ({"fault": fault} for fault in known.faults)


def _ranks(rows: Iterable[Row]) -> dict[str, int]:
    ordered = sorted((row["published"], row["document"]) for row in rows)
    return {document: place for place, (_, document) in enumerate(ordered)}

"""Figures of a story's reports that exclude each other, kept beside what was found between the claims of each two."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from allegedly.ledger.links.claims import Pair, Row, side_columns
from allegedly.ledger.links.components import tuples
from allegedly.ledger.links.series import near_reports
from allegedly.ledger.links.work import Known, Work
from allegedly.linking.records import Dispute

_COLUMNS = "a, b, one_document, one_start, one_end, other_document, other_start, other_end, reason, interested"
_LISTED = "IN (SELECT value FROM json_each(:reports))"
_THERE = f"""
SELECT {_COLUMNS} FROM claim_links INDEXED BY claim_links_of_figures_by_a
WHERE kind = 'figures' AND a {_LISTED} ORDER BY a, b, n
"""  # noqa: S608 (own names)
_BESIDE = f"""
SELECT {_COLUMNS} FROM claim_links INDEXED BY claim_links_of_figures_by_b
WHERE kind = 'figures' AND b {_LISTED} AND a NOT {_LISTED} ORDER BY a, b, n
"""  # noqa: S608 (own names)


def dispute_figures(work: Work, story: str, followed: Mapping[str, str], reports: Sequence[str]) -> None:
    """Bring the disputes about figures of these reports of a story to those of the documents that are followed.

    Whether a figure stands depends on all reports, so these are not found pair by pair. Reports that are too far apart
    for their claims to be compared (`claims.REACH`) have no disputes, nor have reports whose figures are not followed.
    """
    wanted = disputes(work, story, followed, reports)
    values = {"reports": json.dumps(sorted(reports))}
    there: dict[Pair, list[tuple[object, ...]]] = {}
    for query in (_THERE, _BESIDE):
        for row in tuples(work.connection, query, values):
            there.setdefault(row[:2], []).append(row[2:])
    for pair in sorted(wanted.keys() | there.keys()):
        found = wanted.get(pair, [])
        if list(map(_row, found)) != there.get(pair, []):
            forget = "DELETE FROM claim_links WHERE a = ? AND b = ? AND kind = 'figures'"
            work.connection.execute(forget, pair)
            for dispute in found:
                _insert(work, pair, dispute)


def disputes(
    known: Known, story: str, followed: Mapping[str, str], reports: Sequence[str]
) -> dict[Pair, list[Dispute]]:
    """Return the disputes about figures of a story's reports, by the two reports of each."""
    mentions = known.profiles("figures", [one for one in reports if one in followed])
    wanted: dict[Pair, list[Dispute]] = {}
    if mentions:
        near = near_reports(followed)
        found: Sequence[Dispute] = known.tried(story, lambda: tuple(known.rules.disputed(mentions, near)), ())
        for dispute in found:
            a, b = sorted((dispute.claim.document, dispute.answer.document))
            wanted.setdefault((a, b), []).append(dispute)
    return wanted


def row_of(known: Known, pair: Pair, dispute: Dispute) -> Row | None:
    """Return a dispute as a row from its kind on; None if a side of it is not in the texts."""
    one, other = (side_columns(known, pair, side) for side in (dispute.claim, dispute.answer))
    return (dispute.kind, *one, *other, dispute.reason, int(dispute.interested)) if one and other else None


def _row(dispute: Dispute) -> tuple[object, ...]:
    sides = ((side.document, side.start, side.end) for side in (dispute.claim, dispute.answer))
    one, other = sides
    return (*one, *other, dispute.reason, int(dispute.interested))


def _insert(work: Work, pair: Pair, dispute: Dispute) -> None:
    row = row_of(work, pair, dispute)
    compared = work.connection.execute("SELECT 1 FROM report_pairs WHERE a = ? AND b = ?", pair).fetchone()
    if compared and row:
        counted = "SELECT coalesce(max(n) + 1, 0) FROM claim_links WHERE a = ? AND b = ?"
        (n,) = work.connection.execute(counted, pair).fetchone()
        full = (*pair, n, *row)
        marks = ", ".join("?" * len(full))
        work.connection.execute(f"INSERT INTO claim_links VALUES ({marks})", full)  # noqa: S608

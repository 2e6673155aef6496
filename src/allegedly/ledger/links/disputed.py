"""Figures of a story's reports that exclude each other, kept beside what was found between the claims of each two."""

from __future__ import annotations

import json
from collections.abc import Sequence

from allegedly.ledger.links.claims import side_columns
from allegedly.ledger.links.work import Work
from allegedly.linking.records import Dispute

_FORGET = """
DELETE FROM claim_links WHERE kind = 'figures' AND (a, b) IN (
    SELECT a, b FROM report_pairs WHERE a IN (SELECT value FROM json_each(?))
    UNION SELECT a, b FROM report_pairs WHERE b IN (SELECT value FROM json_each(?))
)
"""


def dispute_figures(work: Work, story: str, followed: Sequence[str], reports: Sequence[str]) -> None:
    """Write the disputes about figures of these reports of a story anew, from those whose figures are followed.

    Whether a figure stands depends on all reports, so these are not found pair by pair. Reports that are too far apart
    for their claims to be compared (`claims.REACH`) have no disputes, nor have reports whose figures are not followed.
    """
    mentions = work.profiles("figures", [one for one in reports if one in set(followed)])
    found: Sequence[Dispute] = ()
    if mentions:
        found = work.tried(story, lambda: tuple(work.rules.disputed(mentions)), ())
    listed = json.dumps(sorted(reports))
    work.connection.execute(_FORGET, (listed, listed))
    for dispute in found:
        _insert(work, dispute)


def _insert(work: Work, dispute: Dispute) -> None:
    a, b = sorted((dispute.claim.document, dispute.answer.document))
    sides = [side_columns(work, (a, b), side) for side in (dispute.claim, dispute.answer)]
    compared = work.connection.execute("SELECT 1 FROM report_pairs WHERE a = ? AND b = ?", (a, b)).fetchone()
    if compared and sides[0] and sides[1]:
        counted = "SELECT coalesce(max(n) + 1, 0) FROM claim_links WHERE a = ? AND b = ?"
        (n,) = work.connection.execute(counted, (a, b)).fetchone()
        row = (a, b, n, dispute.kind, *sides[0], *sides[1], dispute.reason, int(dispute.interested))
        marks = ", ".join("?" * len(row))
        work.connection.execute(f"INSERT INTO claim_links VALUES ({marks})", row)  # noqa: S608

"""Figures of a story's reports that exclude each other, kept beside what was found between the claims of each two."""

from __future__ import annotations

import json
from collections.abc import Sequence

from allegedly.ledger.links.claims import side_columns
from allegedly.ledger.links.work import Work
from allegedly.linking.records import Dispute


def dispute_figures(work: Work, story: str, reports: Sequence[str]) -> None:
    """Write the disputes about figures of a story anew, from the documents that stand for its reports, earliest first.

    Whether a figure stands depends on all reports, so these are not found pair by pair. Reports that are too far apart
    for their claims to be compared (`claims.REACH`) have no disputes.
    """
    mentions = work.profiles("figures", reports)
    found: Sequence[Dispute] = ()
    if mentions:
        found = work.tried(story, lambda: tuple(work.rules.disputed(mentions)), ())
    listed = json.dumps(sorted(reports))
    outdated = "DELETE FROM claim_links WHERE kind = 'figures' AND a IN (SELECT value FROM json_each(?))"
    work.connection.execute(outdated, (listed,))
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

"""What people said of a record or a link, in SQL: a column that queries add, and the row made of it."""

from __future__ import annotations

import json

from allegedly.ledger.rows import VerdictRow

FIRST_VERDICT = "ORDER BY v.verdict <> 'reject', v.correction DESC LIMIT 1"
"""The end of a query for the verdict of a link: where several corrections come to one link, a rejection goes first."""

_SAID = """
json_object('verdict', k.verdict, 'person', k.person, 'at', k.at, 'reason', k.reason, 'amended', json(k.amended))
"""


def of_record(kind: str, document: str, record: str) -> str:
    """Return the column for the claim or event (`kind`) of that document and id, both SQL expressions."""
    return f"""(SELECT {_SAID} FROM verdicts v JOIN corrections k ON k.number = v.correction
        WHERE v.document = {document} AND v.kind = '{kind}' AND v.record = {record})"""  # noqa: S608 (own names)


def of_link(verdicts: str) -> str:
    """Return the column for the row `r` of claim_links or undertakings; `verdicts` is the view of its corrections."""
    return f"""(SELECT {_SAID} FROM {verdicts} v JOIN corrections k ON k.number = v.correction
        WHERE v.a = r.a AND v.b = r.b AND v.n = r.n {FIRST_VERDICT})"""  # noqa: S608 (own names)


def of_documents(link: str, one: str, other: str) -> str:
    """Return the column for the link between two whole documents, SQL expressions."""
    return f"""(SELECT {_SAID} FROM held_links v JOIN corrections k ON k.number = v.number
        WHERE v.link = '{link}' AND v.one_document = {one} AND v.other_document = {other}
        ORDER BY v.number DESC LIMIT 1)"""  # noqa: S608 (own names)


def amended(kind: str, document: str, record: str, field: str) -> str:
    """Return what somebody gave for a field of the claim or event instead; NULL where nobody did."""
    return f"""(SELECT json_extract(k.amended, '$.{field}')
        FROM verdicts v JOIN corrections k ON k.number = v.correction
        WHERE v.document = {document} AND v.kind = '{kind}' AND v.record = {record} AND v.verdict = 'amend')"""  # noqa: S608


def rejected(kind: str, document: str, record: str) -> str:
    """Return the condition that the claim or event was rejected."""
    return f"""EXISTS (SELECT 1 FROM verdicts v
        WHERE v.document = {document} AND v.kind = '{kind}' AND v.record = {record} AND v.verdict = 'reject')"""  # noqa: S608


def verdict_row(column: str | None) -> VerdictRow | None:
    """Return what was said, of such a column."""
    return VerdictRow(**json.loads(column)) if column else None

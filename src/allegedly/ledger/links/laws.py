"""What must hold of the links of a sound ledger, each law as a query for what breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.ledger.store import Ledger

LAWS: tuple[tuple[str, str, str], ...] = (
    (
        "verdicts",
        "a claim or event has another correction than the one that holds of it",
        """SELECT v.document FROM verdicts v WHERE v.correction IS NOT (
            SELECT max(s.correction) FROM settled s
            WHERE s.document = v.document AND s.kind = v.kind AND s.record = v.record)
        UNION SELECT s.document FROM settled s WHERE s.record IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM verdicts v WHERE v.document = s.document AND v.kind = s.kind AND v.record = s.record)""",
    ),
    (
        "linked",
        "it is linked, though a later version has taken its place",
        "SELECT document FROM linked WHERE document IN (SELECT supersedes FROM documents)",
    ),
    (
        "linked",
        "it is linked, but in no story",
        "SELECT document FROM linked WHERE document NOT IN (SELECT document FROM story_documents)",
    ),
    (
        "linked",
        "it is linked under the number of another document",
        "SELECT document FROM linked l JOIN documents d ON d.id = l.document WHERE d.number <> l.number",
    ),
)
"""Table, message, and the documents that break the law; these hold at any time."""

SETTLED: tuple[tuple[str, str, str], ...] = (
    (
        "stories",
        "a story has its id, but it is in another one or in none",
        """SELECT s.id FROM stories s WHERE NOT EXISTS (
            SELECT 1 FROM story_documents m WHERE m.story = s.id AND m.document = s.id)""",
    ),
    (
        "stories",
        "a story has its id, but there is an earlier document in it",
        """SELECT DISTINCT m.story FROM story_documents m JOIN documents d ON d.id = m.document
            JOIN documents e ON e.id = m.story
        WHERE (coalesce(d.published, '9999'), d.id) < (coalesce(e.published, '9999'), e.id)""",
    ),
    (
        "story_documents",
        "the report that it is a copy of is in another story, or a copy itself",
        """SELECT m.document FROM story_documents m LEFT JOIN story_documents o ON o.document = m.report
        WHERE o.report IS NOT m.report OR o.story <> m.story""",
    ),
    (
        "report_pairs",
        "its claims are compared with those of another story, or of a copy",
        """SELECT p.a FROM report_pairs p JOIN story_documents x ON x.document = p.a
            JOIN story_documents y ON y.document = p.b
        WHERE x.story <> y.story OR x.report <> x.document OR y.report <> y.document""",
    ),
    (
        "series",
        "its figures stand in a series of another story",
        "SELECT s.document FROM series s JOIN story_documents m ON m.document = s.document WHERE m.story <> s.story",
    ),
)
"""The same, for what waits to be worked out anew where there are loose ends."""

SIDES = (
    ("claim_links", "one"), ("claim_links", "other"), ("undertakings", "one"), ("undertakings", "other"),
)  # fmt: skip
"""Tables of links, and the sides of their rows, each of which quotes a text."""


def broken(ledger: Ledger) -> Iterator[tuple[str, str | None, str]]:
    """Yield what breaks a law: table, document and message."""
    loose = next(ledger.select("SELECT 1 FROM loose LIMIT 1"), None) is not None
    for table, message, query in LAWS if loose else (*LAWS, *SETTLED):
        for (document,) in ledger.select(query):
            yield table, document, message


def sides(ledger: Ledger, document: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield the spans of a document that links quote: table, start, end and quote."""
    for table, side in SIDES:
        columns = f"{side}_start, {side}_end, {side}_quote"
        for row in ledger.select(f"SELECT {columns} FROM {table} WHERE {side}_document = ?", document):  # noqa: S608
            yield table, *tuple(row)

"""Full-text search, over the texts of the documents and the contents of the claims (SQLite FTS5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.claim_rows import claim_conditions
from allegedly.ledger.queries.conditions import HEAD, Conditions, offsets, said_by
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.rows import JOINT, Hit, Offsets
from allegedly.ledger.store import Ledger
from allegedly.records import Span

_OPEN, _CLOSE = "\x02", "\x03"
_AROUND = 80
"""Characters of a snippet on either side of the first word found."""

_CLAIMS = f"""
SELECT {HEAD}, d.text, c.id AS claim, {said_by()} AS source, c.act, c.cue,
    highlight(claims_fts, 0, char(2), char(3)) AS marked,
    (SELECT json_group_array(json_array(role, n, start, "end")) FROM claim_spans
        WHERE document = c.document AND claim = c.id AND role = 'content') AS spans,
    {of_record("claim", "c.document", "c.id")} AS verdict
FROM claims_fts JOIN claims c ON c.number = claims_fts.rowid JOIN documents d ON d.id = c.document
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
"""  # noqa: S608 (own constants)
_TEXTS = f"""
SELECT {HEAD}, d.text, NULL AS claim, NULL AS source, NULL AS act, NULL AS cue, NULL AS verdict,
    highlight(documents_fts, 1, char(2), char(3)) AS marked
FROM documents_fts JOIN documents d ON d.number = documents_fts.rowid
"""  # noqa: S608 (own constants)


def search(ledger: Ledger, words: str, wanted: Filter | None = None) -> Iterator[Hit]:
    """Yield the claims, then the documents, in which all the words stand, the best first.

    Words are found in any form ("train" finds "trains"), case and accents aside; "in quotation marks" they make a
    phrase, and a word ending in * stands for all that begin so. Nothing else is syntax. Conditions that only a claim
    can meet (`by`, `about`, `act`, `country`, `type`) leave the documents out.
    """
    wanted = wanted or Filter()
    query = fts_query(words)
    if not query:
        return
    found = 0
    claims = claim_conditions(ledger, wanted)
    claims.days()
    claims.add("claims_fts MATCH :content", content=f"{{content}} : ({query})")
    for row in claims.rows(_CLAIMS, "claims_fts.rank, d.number, c.n"):
        found += 1
        yield _hit(row, offsets(row["spans"]).get("content", ()))
    if any((wanted.by, wanted.about, wanted.act, wanted.country, wanted.type)):
        return
    texts = Conditions(ledger, wanted)
    texts.days()
    limit = -1 if wanted.limit is None else wanted.limit - found
    texts.add("documents_fts MATCH :query", query=query, limit=limit)
    for row in texts.rows(_TEXTS, "documents_fts.rank, d.number"):
        yield _hit(row, ((0, len(row["text"])),))


def fts_query(words: str) -> str:
    """Return the words as an FTS5 query in which every one is quoted; "" if there is no word among them."""
    terms = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\0", " ")):
        term = phrase or word.rstrip("*")
        if any(map(str.isalnum, term)):
            terms.append(f'"{term}"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def _hit(row: dict[str, Any], pieces: tuple[Offsets, ...]) -> Hit:
    text = row["text"]
    matches = tuple(_in_text(text, row["marked"], pieces))
    return Hit(
        kind="text" if row["claim"] is None else "claim",
        document=row["document"],
        claim=row["claim"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        source=row["source"],
        act=row["act"],
        cue=row["cue"],
        snippet=(snippet := _snippet(text, matches, pieces)),
        matches=tuple(match for match in matches if snippet.contains(match)),
        verdict=verdict_row(row["verdict"]),
    )


def _in_text(text: str, marked: str, pieces: tuple[Offsets, ...]) -> Iterator[Span]:
    """Yield the marked words as spans of the text, of which the marked string is these pieces joined."""
    position = 0
    for part in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", marked):
        if part.startswith(_OPEN):
            yield from _placed(text, position, position + len(part) - 2, pieces)
            position += len(part) - 2
        else:
            position += len(part)


def _placed(text: str, start: int, end: int, pieces: tuple[Offsets, ...]) -> Iterator[Span]:
    """Yield the parts of [start, end) of the joined string, in the text."""
    before = 0
    for first, last in pieces:
        low, high = max(start - before, 0), min(end - before, last - first)
        if low < high:
            yield Span.of(text, first + low, first + high)
        before += last - first + len(JOINT)


def _snippet(text: str, matches: tuple[Span, ...], pieces: tuple[Offsets, ...]) -> Span:
    """Return the words around the first match, or those at the beginning if the title alone matched."""
    centre = (matches[0].start, matches[0].end) if matches else (pieces[0][0], pieces[0][0] + 1)
    start, end = max(0, centre[0] - _AROUND), min(len(text), centre[1] + _AROUND)
    while start > 0 and start < centre[0] and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > centre[1] and not text[end].isspace():
        end -= 1
    return Span.of(text, start, end)

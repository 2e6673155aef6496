"""What people made sure of, as gold data: one JSON object a document (docs/corrections.md has the form)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from allegedly.ledger.corrections.keeping import corrections
from allegedly.ledger.corrections.said import Correction, standing
from allegedly.ledger.store import Ledger


def gold(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield what people made sure of, one JSON object a document: its text, and the corrections that hold.

    Each has the `span` at which its record stands, the record as `machine` read it and as `gold` has it (null where it
    was rejected), and who says so, when and why. Offsets are code points of `text`, end exclusive.
    """
    by_document: dict[str, list[Correction]] = {}
    for correction in standing(corrections(ledger)):
        by_document.setdefault(correction.document, []).append(correction)
    for document, held in by_document.items():
        query = "SELECT id, text, title, outlet, url, published FROM documents WHERE id = ?"
        for row in ledger.select(query, document):
            yield {**dict(row), "corrections": [_line(correction) for correction in held]}


def _line(correction: Correction) -> dict[str, Any]:
    names = ("kind", "link", "verdict", "machine", "gold", "person", "reason", "at")
    line = {name: getattr(correction, name) for name in names}
    line["span"] = asdict(correction.span)
    if correction.other:
        line["other"] = {"document": correction.other[0], **asdict(correction.other[1])}
    return line

"""JSONL: one document a line, an object with a `text` or an `html` field and what is known about it."""

from __future__ import annotations

import json
from typing import Any

from allegedly.errors import BadRecord, TooLong
from allegedly.records import Document
from allegedly.sources.encoding import decode
from allegedly.sources.html import from_markup
from allegedly.sources.text import from_text

MOST_BYTES = 20_000_000
"""A longer line is refused before it is decoded (JSON writes a character in up to twelve bytes)."""
FIELDS = ("text", "html", "url", "outlet", "published", "title", "author", "language", "archived")
"""The fields that are read; others are passed over."""


def from_bytes(data: bytes, *, origin: str, published: str | None = None, language: str | None = None) -> Document:
    """Return the document of one line; raises BadRecord, TooLong, NotText and what `text` and `html` raise.

    `published` and `language` come before the record's own. A `published` of the record that is no date is passed over.
    `archived` is when a page was fetched: the last resort for its date.
    """
    if len(data) > MOST_BYTES:
        raise TooLong(f"the line has {len(data):,} bytes and the limit is {MOST_BYTES:,}; split it into its reports")
    record = _record(decode(data))
    known = {name: record[name] for name in ("title", "url", "outlet", "author")}
    language = language or record["language"]
    dated = {"stated": record["published"], "archived": record["archived"], "published": published}
    if record["text"]:
        return from_text(record["text"], **known, **dated, language=language, origin=origin)
    if record["html"]:
        return from_markup(record["html"], **known, **dated, language=language, origin=origin)
    raise BadRecord("the object has neither 'text' nor 'html'; put the report into one of them")


def _record(line: str) -> dict[str, Any]:
    """Return the known fields of a line, None for those that it does not have or that are no strings."""
    try:
        record = json.loads(line, parse_int=float)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"the line is no JSON ({str(error)[:100]}); write one object a line") from error
    if not isinstance(record, dict):
        raise BadRecord("the line is JSON but no object; write one object a line, with a 'text' or an 'html' field")
    return {name: value if isinstance(value := record.get(name), str) and value else None for name in FIELDS}

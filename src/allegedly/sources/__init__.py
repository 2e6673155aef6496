"""How documents come in: one format a file, each ending in a `Document`."""

from __future__ import annotations

from allegedly.records import Document
from allegedly.sources import html, jsonl, mhtml, text
from allegedly.sources.finding import Failure, Input, find
from allegedly.sources.text import from_text

__all__ = ["Failure", "Input", "find", "from_text", "load"]


def load(item: Input, *, published: str | None = None, language: str | None = None) -> Document:
    """Return the document of an input: decoded, the report found on its page, its head read.

    `published` (a date or time as `dates.given` reads it) and `language` (ISO 639-1) come before what the input says of
    itself. Raises DocumentError, and nothing else, where the input is no report that can be read.
    """
    formats = {
        "text": text.from_bytes, "html": html.from_bytes, "mhtml": mhtml.from_bytes, "record": jsonl.from_bytes,
    }  # fmt: skip
    return formats[item.kind](item.data, origin=item.origin, published=published, language=language)

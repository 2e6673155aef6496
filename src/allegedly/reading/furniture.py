"""The furniture layer: every paragraph of the document, and what it is."""

from __future__ import annotations

import re
from dataclasses import replace

from allegedly.records import Block, Reading, Span


def read(reading: Reading) -> Reading:
    """Add the blocks."""
    text = reading.text
    spans = [Span.of(text, m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*[^\s])?", text)]
    title = reading.document.title
    blocks = [Block(span, "title" if i == 0 and span.quote == title else "body") for i, span in enumerate(spans)]
    return replace(reading, blocks=tuple(blocks))

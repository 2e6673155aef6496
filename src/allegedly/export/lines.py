"""JSON of a stream: a line each, or an array whose items are lines.

Everything but ASCII is escaped, so that no character of a report ends a line or is obeyed by a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO


def dumps(item: Any) -> str:
    """Return one line of JSON; ValueError for numbers that JSON has not, which no ledger has."""
    return json.dumps(item, allow_nan=False, separators=(",", ":"))


def write_lines(items: Iterable[Any], file: TextIO) -> int:
    """Write the items as JSON Lines as they come; return how many."""
    count = 0
    for item in items:
        file.write(dumps(item) + "\n")
        count += 1
    return count


def write_array(items: Iterable[Any], file: TextIO) -> int:
    """Write the items as one JSON array as they come, one a line; return how many."""
    file.write("[")
    count = 0
    for count, item in enumerate(items, start=1):
        file.write(("\n" if count == 1 else ",\n") + dumps(item))
    file.write("\n]\n")
    return count


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}

"""JSON Lines: one object a document, with all its records."""

from __future__ import annotations

from typing import Any

from allegedly.records import Reading


def to_json(reading: Reading) -> dict[str, Any]:
    """Return the reading as a JSON object."""
    raise NotImplementedError


def from_json(data: Any) -> Reading:
    """Return the reading that `to_json` made the object of."""
    raise NotImplementedError


def dumps(reading: Reading) -> str:
    """Return the reading as one line of JSON, without the line feed."""
    raise NotImplementedError

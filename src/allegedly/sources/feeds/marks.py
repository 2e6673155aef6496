"""What tells whether a feed says something else of a report than before, and the limits on what is kept of it."""

from __future__ import annotations

import hashlib

LONGEST = 500
"""Characters of a title, name or date at most."""
LONGEST_PLACE = 5_000
"""Characters of an address; a longer one is none that is asked."""
LONGEST_TEXT = 500_000
"""Characters of a report's text in a feed; a longer one is not taken from it."""


def mark_of(*parts: str | None) -> str:
    """Return 16 hexadecimal digits that are others when any of the parts is."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:16]


def line(value: object) -> str | None:
    """Return a value on one line and not too long, None where it is no text or an empty one."""
    if not isinstance(value, str):
        return None
    return " ".join(value[: 4 * LONGEST].split())[:LONGEST] or None


def place(value: object) -> str | None:
    """Return an address without white space around it, None where it is no text, or one too long to be an address."""
    found = value.strip() if isinstance(value, str) and len(value) <= LONGEST_PLACE else ""
    return found or None

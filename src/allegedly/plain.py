"""Text that cannot take over what shows it.

Titles, URLs and the reports themselves are written by strangers. `printable` takes out what a terminal would obey
(ECMA-48 control characters) or what would show the text in another order than it has (bidirectional overrides,
Unicode TR 36).
"""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text, as long as before, with U+FFFD for each character that a terminal would obey."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str | None) -> str:
    """Return printable text without line breaks and runs of blanks; "" for None."""
    return printable(" ".join((text or "").split()))

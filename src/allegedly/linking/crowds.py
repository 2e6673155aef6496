"""Who of those that share a key meets all the others, the same in whatever order they come.

Of very many the first few, by a hash of the document's id, meet all; the others meet through these.
"""

from __future__ import annotations

from zlib import crc32

CROWD = 64
"""So many of those that share a key of stories meet all."""
COPIED_CROWD = 16
"""The same for the keys of copies: of a text that stands everywhere, each new copy is compared with so many."""


def place(document: str) -> int:
    """Return where a document stands among those that share a key."""
    return crc32(document.encode("utf-8", "surrogatepass"))

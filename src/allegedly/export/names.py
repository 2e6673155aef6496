"""Names of records for other systems: IRIs, and URLs that are safe to follow.

A document is `urn:allegedly:<id>`, a record of it `urn:allegedly:<id>:<record>`, an actor `urn:allegedly:actor:<id>`,
a word of a closed list `urn:allegedly:<list>:<word>`. All are the same in every ledger that holds the document (the ids
of records until its layers change). "allegedly" is no registered namespace (RFC 8141): the names are for joining, and
lead nowhere.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

PREFIX = "urn:allegedly:"
PUBLIC_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
"""PLOVER sectors whose institutions are bodies of a state."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u2028\u2029\ud800-\udfff]")


def iri(*parts: str) -> str:
    """Return the IRI that these parts make; what has no place in one is percent-encoded."""
    return PREFIX + ":".join(quote(part, safe="") for part in parts)


def actor_iri(actor: str) -> str:
    """Return the IRI of an actor."""
    return iri("actor", actor)


def web_url(url: str | None) -> str | None:
    """Return the URL if it is one of the web and has nothing in it that no URL has, else None.

    Reports are a stranger's: no `javascript:` or `data:` link of theirs goes on.
    """
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def is_public(sectors: tuple[str, ...]) -> bool:
    """Say whether whoever has these sectors, the primary one first, is a body of a state."""
    return bool(sectors) and sectors[0] in PUBLIC_SECTORS

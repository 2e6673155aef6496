"""Who had a text first, of two documents that are copies."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from allegedly.linking.copies.credits import Credit, agencies, credits_in
from allegedly.records import Document

_WORD = re.compile(r"\w+")


def first(a: Document, b: Document) -> str:
    """Return the id of the document that had the text first; the order of the two does not matter.

    It is the one whose outlet the other credits; else the one published earlier, as far as both times are known; else
    the longer, for a cut is made from the whole; else the one with the lesser id.
    """
    credited = _credits(b, a) - _credits(a, b)
    if credited:
        return a.id if credited > 0 else b.id
    earlier = _earlier(a.published, b.published)
    if earlier:
        return a.id if earlier < 0 else b.id
    return min((-len(a.text), a.id), (-len(b.text), b.id))[1]


def _credits(document: Document, other: Document) -> bool:
    """Say whether a document names the other's outlet as its origin."""
    return any(_is_outlet(credit, other) for credit in credits_in(document.text) if credit.kind != "cited")


def _is_outlet(credit: Credit, document: Document) -> bool:
    outlet = document.outlet or ""
    own = {names[0] for name, names in agencies().items() if name in outlet}
    if credit.agency is not None and credit.agency in own:
        return True
    words, name = _WORD.findall(outlet.lower()), _WORD.findall(credit.span.quote.lower())
    initials = "".join(word[0] for word in words)
    host = (urlsplit(document.url or "").hostname or "").split(".")
    return bool(name) and (set(name) <= set(words) or "".join(name) in (initials, *host))


def _earlier(a: str | None, b: str | None) -> int:
    """Return -1 if the first time is the earlier, 1 if the second is, 0 if that cannot be said.

    A day alone is compared as a day; a time without an offset counts as UTC.
    """
    if not a or not b:
        return 0
    try:
        if "T" in a and "T" in b:
            one, two = _moment(a), _moment(b)
        else:
            one, two = date.fromisoformat(a[:10]).toordinal(), date.fromisoformat(b[:10]).toordinal()
    except ValueError:
        return 0
    return (one > two) - (one < two)


def _moment(published: str) -> float:
    moment = datetime.fromisoformat(published)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

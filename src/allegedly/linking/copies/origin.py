"""Where a text comes from: who had it first of two that are copies, and which agencies it credits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from allegedly.linking.copies.credits import Credit, agencies_in, credits_in
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


def origins(document: Document) -> tuple[str, ...]:
    """Return the names of those whom a document credits, each once, in the order of the text; its own outlet is none.

    Date lines and credit lines say so; only where there are none do the agencies cited in the text count.
    """
    found = [credit for credit in credits_in(document.text) if not _is_outlet(credit, document)]
    printed = [credit.name for credit in found if credit.kind != "cited"]
    return tuple(dict.fromkeys(printed or [credit.name for credit in found]))


def _credits(document: Document, other: Document) -> bool:
    """Say whether a document prints the name of the other's outlet as its origin."""
    return any(_is_outlet(credit, other) for credit in credits_in(document.text) if credit.kind != "cited")


def _is_outlet(credit: Credit, document: Document) -> bool:
    """Say whether a credit is to the outlet of a document: the same agency, words of its name, its initials or host."""
    if credit.agency in agencies_in(document.outlet or ""):
        return True
    words, name = _WORD.findall((document.outlet or "").lower()), _WORD.findall(credit.span.quote.lower())
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

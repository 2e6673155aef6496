"""Allegedly reads news reports and keeps a ledger of who said what about whom.

>>> import allegedly
>>> reading = allegedly.read("The ministry denied the report on Monday.", published="2022-10-15")
>>> [claim.act for claim in reading.claims]
['deny']
"""

from typing import TYPE_CHECKING, Any

from allegedly.errors import AllegedlyError
from allegedly.records import (
    Actor,
    Block,
    Claim,
    Dating,
    Document,
    Event,
    Figure,
    Mention,
    Moment,
    Party,
    Place,
    Problem,
    Reading,
    Span,
)

if TYPE_CHECKING:
    from allegedly.ledger import Filter, Ledger, open_ledger

__version__ = "0.1.0"
__all__ = [
    "Actor", "AllegedlyError", "Block", "Claim", "Dating", "Document", "Event", "Figure", "Filter", "Ledger", "Mention",
    "Moment", "Party", "Place", "Problem", "Reading", "Span", "open_ledger", "read",
]  # fmt: skip


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    fast: bool = False,
) -> Reading:
    """Read one report: all layers, over the text as given, so that every offset is one of the caller's.

    `published` is a date (ISO 8601, or a form that a date line takes), against which "on Monday" is resolved; without
    it, the text's own date line is looked for. `language="en"` says that it is English where the program doubts it.
    `fast` reads in less time, and finds a little less; `Reading.is_fast` tells it from what was read thoroughly.

    Raises DocumentError for a text that cannot be read: empty, too long, not English, or with a date that is none.
    """
    from allegedly.loading import uncollected

    with uncollected():
        from allegedly.reading.pipeline import layers, read_document
        from allegedly.sources import from_text

    document = from_text(text, published=published, title=title, url=url, outlet=outlet, language=language)
    return read_document(document, layers(fast=fast))


def __getattr__(name: str) -> Any:
    """Import what has to do with the ledger when it is first asked for, so that `import allegedly` stays quick."""
    if name in {"Filter", "Ledger", "open_ledger"}:
        from allegedly import ledger

        return getattr(ledger, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

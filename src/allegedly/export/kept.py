"""Readings as a ledger keeps them: what every format that goes document by document is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from allegedly.ledger import CopyRow, Filter, Ledger, LinkRow, UndertakingRow, queries
from allegedly.ledger.corrections import Correction, of_records
from allegedly.ledger.rows import is_rejected
from allegedly.records import Reading


@dataclass(frozen=True, slots=True)
class Story:
    """The story of a document: its id and title.

    `documents` are those that tell it, earliest first, with the first of them, and none with all others.
    """

    id: str
    title: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What joins a document to others, without what people rejected.

    `copies` are those of which it is the later one, `links` and `undertakings` those whose answer or outcome it has, so
    that each is told once where all documents are.
    """

    story: Story | None = None
    copies: tuple[CopyRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    undertakings: tuple[UndertakingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading, when it was made (UTC, ISO 8601), and the id of the earlier version that its document supersedes.

    `held` are the corrections of its claims and events by their ids, `joined` what joins it to other documents.
    """

    reading: Reading
    read_at: str | None = None
    supersedes: str | None = None
    held: Mapping[str, Correction] = field(default_factory=dict)
    joined: Joined = Joined()


def from_ledger(ledger: Ledger, wanted: Filter | None = None) -> Iterator[Kept]:
    """Yield the readings of the documents that meet the filter (`queries.documents`), one in memory at a time."""
    for row in queries.documents(ledger, wanted):
        held, joined = of_records(ledger, row.id), _joined(ledger, row.id)
        yield Kept(ledger.reading(row.id), row.read_at, row.supersedes, held, joined)


def _joined(ledger: Ledger, document: str) -> Joined:
    story = _story(ledger, document)
    if story is None:
        return Joined()
    its = Filter(document=document)
    links = (*queries.disputes(ledger, its), *queries.agreements(ledger, its))
    return Joined(
        story=story,
        copies=tuple(
            row for row in queries.copies(ledger, its) if row.copy == document and not is_rejected(row.verdict)
        ),
        links=tuple(row for row in links if row.other.document == document and row.counts),
        undertakings=tuple(
            row
            for row in queries.undertakings(ledger, its)
            if row.other and row.other.document == document and row.counts
        ),
    )


def _story(ledger: Ledger, document: str) -> Story | None:
    query = "SELECT r.id, r.title FROM story_documents m JOIN stories r ON r.id = m.story WHERE m.document = ?"
    for row in ledger.select(query, document):
        if row["id"] != document:
            return Story(row["id"], row["title"], ())
        members = "SELECT m.document FROM story_documents m JOIN documents d ON d.id = m.document WHERE m.story = ?"
        order = "ORDER BY coalesce(d.published, '9999'), d.id"
        told = ledger.select(f"{members} {order}", row["id"])
        return Story(row["id"], row["title"], tuple(member["document"] for member in told))
    return None

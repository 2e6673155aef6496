"""Which copy each document hangs on, kept up as pairs of copies come and go: sets of copies are what hangs together.

A document hangs on the nearest of its copies, and which of two is nearer never changes. So a pair that comes has to be
held against what its two documents hang on now, however many copies they have.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from allegedly.ledger.links.components import Component, Pair, connected, read_copies
from allegedly.ledger.links.work import Work

_APART = "SELECT one, other FROM kept_apart WHERE link = 'copy'"
_NOW = """
SELECT h.document, h.other, c.share FROM hanging h
JOIN copies c ON c.a = min(h.document, h.other) AND c.b = max(h.document, h.other)
WHERE h.document IN (SELECT value FROM json_each(?))
"""


def hang(work: Work, pairs: Mapping[Pair, float]) -> None:
    """Hang the documents of new pairs of copies, with their shares, on the nearest copy that each has now.

    Two of which somebody says that they are no copies do not hang on each other.
    """
    apart = {(one, other) for one, other in work.connection.execute(_APART)}
    shares = {pair: share for pair, share in pairs.items() if pair not in apart}
    documents = {one for pair in shares for one in pair}
    now = work.connection.execute(_NOW, (json.dumps(sorted(documents)),)).fetchall()
    for document, other, share in now:
        shares[min(document, other), max(document, other)] = share
    found = _write(work, documents, shares)
    for document, other, _ in now:
        if found.get(document, other) != other:
            work.rehung.setdefault(document, other)


def hang_again(work: Work, document: str) -> None:
    """Hang a document anew, by all the pairs that it has."""
    work.connection.execute("DELETE FROM hanging WHERE document = ?", (document,))
    beside = Component()
    read_copies(work.connection, [document], beside)
    _write(work, {document}, {pair: share for pair, (_, share) in beside.copies.items()})


def _write(work: Work, documents: Collection[str], shares: Mapping[Pair, float]) -> Mapping[str, str]:
    """Hang the documents on the nearest by these shares, and return what each hangs on."""
    if not shares:
        return {}
    profiles = work.profiles("copies", sorted({one for pair in shares for one in pair}))
    what = f"the copies of {min(documents)}"
    found: Mapping[str, str] = work.tried(what, lambda: work.rules.nearest(profiles, dict(sorted(shares.items()))), {})
    rows = [(document, found[document]) for document in sorted(documents) if document in found]
    work.connection.executemany("INSERT OR REPLACE INTO hanging VALUES (?, ?)", rows)
    return found


def hung(work: Work, documents: Collection[str]) -> dict[str, str]:
    """Return which of the documents hang on another, and on which."""
    query = "SELECT document, other FROM hanging WHERE document IN (SELECT value FROM json_each(?))"
    return dict(work.connection.execute(query, (json.dumps(sorted(documents)),)).fetchall())


def sets_of(work: Work, documents: Collection[str]) -> dict[str, str]:
    """Return a name of the set of copies of each document, the same for those of one set, all of which are there."""
    sets = connected(documents, hung(work, documents).items())
    return {document: members[0] for members in sets for document in members}

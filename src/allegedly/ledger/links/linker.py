"""Linking as documents arrive: a batch is joined to what is there, and only what it touches is worked out anew.

What the links come to depends on the documents in the ledger alone, not on the order or the batches in which they came:
pairs of documents are compared whenever the later one comes, the stories of a connected set are worked out from the
whole set, and claims are compared for pairs of reports that are in one story at the end.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from allegedly.errors import LedgerError
from allegedly.ledger.links.components import Pair, components
from allegedly.ledger.links.growing import grow, in_whole, loosened
from allegedly.ledger.links.hanging import hang_again
from allegedly.ledger.links.joining import join, look_up_again
from allegedly.ledger.links.telling import tell
from allegedly.ledger.links.wholes import Wholes
from allegedly.ledger.links.work import Work
from allegedly.ledger.store import Ledger
from allegedly.linking.rules import Profile, Rules

_LINKABLE = """
FROM documents d JOIN readings r ON r.document = d.id
WHERE NOT EXISTS (SELECT 1 FROM linked WHERE document = d.id)
    AND NOT EXISTS (SELECT 1 FROM documents later WHERE later.supersedes = d.id)
"""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles among the objects meanwhile: linking makes hardly one, beside a million that are kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Linker:
    """Keeps the links of an open ledger up by these rules; `faults` are what the rules failed on, and how."""

    def __init__(self, ledger: Ledger, rules: Rules) -> None:
        self._ledger = ledger
        self._rules = rules
        self._work: Work | None = None
        self.faults: list[str] = []

    def is_outdated(self) -> bool:
        """Say whether there are links that were made by earlier rules. LedgerError if they were made by later ones."""
        made = {row["step"]: row["version"] for row in self._ledger.select("SELECT step, version FROM link_steps")}
        if any(version > self._rules.versions.get(step, 0) for step, version in made.items()):
            raise LedgerError(f"{self._ledger.path} was linked by a later Allegedly; update Allegedly")
        return bool(made) and made != dict(self._rules.versions)

    def start_over(self) -> None:
        """Drop all links, so that all documents are to be linked by the present rules."""
        with self._ledger.writing() as connection:
            for table in ("link_steps", "linked", "stories"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 (own names)

    def unlinked(self) -> list[str]:
        """Return the documents that are to be linked, in the order in which they were first read."""
        return [row["id"] for row in self._ledger.select(f"SELECT d.id {_LINKABLE} ORDER BY d.number")]

    def has_loose_ends(self) -> bool:
        """Say whether there are documents whose story has to be worked out anew."""
        return next(self._ledger.select("SELECT 1 FROM loose LIMIT 1"), None) is not None

    def link(self, documents: Collection[str], profiles: Mapping[str, Profile | None] | None = None) -> list[str]:
        """Link those of the documents that are not linked yet, in one transaction; return which they were.

        `profiles` are those that these rules made of the readings that the ledger has; others are made here.
        Documents that are superseded, or that the ledger has not read, are passed over. Raises LedgerError if the links
        that are there were made by other rules.
        """
        if self.is_outdated():
            raise LedgerError(f"{self._ledger.path} was linked by older rules; run `allegedly link` on it")
        if not self._fresh(documents) and not self.has_loose_ends():
            return []
        with _uncollected(), self._ledger.writing() as connection:
            fresh = self._fresh(documents)  # now that nobody else writes
            loose = dict(connection.execute("SELECT document, again FROM loose").fetchall())
            if self._work is None:
                self._work = Work(connection, self._rules, self.faults)
            self._work.refresh(fresh)
            versions = self._rules.versions.items()
            connection.executemany("INSERT OR IGNORE INTO link_steps VALUES (?, ?)", versions)
            self._settle(self._work, {document: (profiles or {}).get(document) for document in fresh}, loose)
            connection.execute("DELETE FROM loose")
        return fresh

    def _settle(self, work: Work, fresh: Mapping[str, Profile | None], loose: Mapping[str, int]) -> None:
        """Join documents, with their profiles, to what is there, and write the stories that are touched."""
        parted: dict[Pair, float] = {}
        for document in loose:
            hang_again(work, document)
        for document, profile in fresh.items():
            join(work, document, profile, parted)
        for document in sorted(document for document, again in loose.items() if again):
            look_up_again(work, document)
        loosed = loosened(work, parted)
        touched = {*loose, *loosed.documents}
        is_grown = loosed.is_held and not loose
        # Where a very large story has to be worked out anyway, its new documents are with it.
        may_grow = is_grown and not in_whole(work, touched)
        touched.update([document for document in fresh if not (may_grow and grow(work, document))])
        wholes = Wholes(work, fresh, loosed.torn, is_settled=not loose)
        tell(work, components(work.connection, touched, work.rules.limit, wholes.part_of, is_grown=is_grown))

    def _fresh(self, documents: Collection[str]) -> list[str]:
        query = f"SELECT 1 {_LINKABLE} AND d.id = ?"
        return [one for one in dict.fromkeys(documents) if next(self._ledger.select(query, one), None)]

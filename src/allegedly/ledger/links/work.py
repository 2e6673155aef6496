"""What the parts of linking share: the connection, the rules, and the profiles that were loaded before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from typing import Any, Protocol, TypeVar

from allegedly.ledger.links import kept
from allegedly.ledger.loading import load_document
from allegedly.linking.rules import STEPS, Rules, Step
from allegedly.records import Document

T = TypeVar("T")

MOST = 6_000
"""Profiles, of all steps, that are kept in memory from one batch to the next; the largest take some 50 kilobytes."""


class Known(Protocol):
    """What the rules are asked with: all that is known of the documents in question, wherever it is kept."""

    rules: Rules

    def tried(self, what: str, attempt: Callable[[], T], otherwise: T) -> T:
        """Return what the rules find, or `otherwise` where they fail, which is told."""

    def profiles(self, step: Step, documents: Collection[str]) -> dict[str, Any]:
        """Return the loaded profiles of the step, in the order of the documents; those without one are left out."""

    def text(self, document: str) -> str:
        """Return the text of a document."""

    def claims_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's claims."""

    def actors_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's actors."""


class Work:
    """A connection inside a transaction, and rules whose failures cost no more than the link in question."""

    def __init__(self, connection: sqlite3.Connection, rules: Rules, faults: list[str]) -> None:
        self.connection = connection
        self.rules = rules
        self._faults = faults
        self.rehung: dict[str, str] = {}
        """Documents that hang on another copy since this batch began, and what they hung on before."""
        self._held: dict[tuple[Step, str], Any] = {}
        self._version: int | None = None
        self.document = lru_cache(maxsize=256)(self._document)
        self._claims = lru_cache(maxsize=256)(partial(self._ids, "SELECT id FROM claims WHERE document = ?"))
        self._actors = lru_cache(maxsize=256)(
            partial(self._ids, "SELECT actor FROM document_actors WHERE document = ?")
        )

    def refresh(self, changed: Collection[str]) -> None:
        """Forget what is known of these documents, and everything if another process has written meanwhile."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        if version != self._version or len(self._held) > MOST:
            self._held.clear()
        self._version = version
        self.rehung.clear()
        for document in changed:
            for step in STEPS:
                self._held.pop((step, document), None)
        self.document.cache_clear()
        self._claims.cache_clear()
        self._actors.cache_clear()

    def tried(self, what: str, attempt: Callable[[], T], otherwise: T) -> T:
        """Return what the rules find, or `otherwise` where they fail, which is told."""
        try:
            return attempt()
        except Exception as error:
            self._faults.append(f"{what}: {type(error).__name__}: {error}")
            return otherwise

    def profiles(self, step: Step, documents: Collection[str]) -> dict[str, Any]:
        """Return the loaded profiles of the step, in the order of the documents; those without one are left out."""
        missing = [document for document in documents if (step, document) not in self._held]
        for document, blob in kept.blobs(self.connection, step, missing):
            made = self.tried(document, partial(self.rules.load, step, blob), None) if blob else None
            self._held[step, document] = made
        found = ((document, self._held.get((step, document))) for document in documents)
        return {document: profile for document, profile in found if profile is not None}

    def text(self, document: str) -> str:
        """Return the text of a document."""
        return self.document(document).text

    def claims_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's claims."""
        return self._claims(document)

    def actors_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's actors."""
        return self._actors(document)

    def compared(
        self, step: Step, document: str, others: Collection[str], compare: Callable[[Any, Any], float | None]
    ) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs of the document with others that the comparison takes, and its figure, ids in order."""
        profiles = self.profiles(step, (document, *others))
        if document not in profiles:
            return
        for other in sorted(profiles.keys() - {document}):
            a, b = sorted((document, other))
            found = self.tried(f"{a} and {b}", partial(compare, profiles[a], profiles[b]), None)
            if found is not None:
                yield a, b, found

    def related(
        self, document: str, others: Collection[int], paired: Collection[str]
    ) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs of the document with others that belong to one story, and how closely, ids in order.

        The others are given by number; those that it is paired with already are passed over, and those that were
        published further from it than is compared.
        """
        mine, day = kept.story_of(self.connection, document)
        data = {
            one: blob
            for one, blob in kept.stories_near(self.connection, others, day, self.rules.window)
            if blob and one not in paired
        }
        if not mine or not data:
            return
        listed = sorted(data)
        try:
            found = self.rules.related(mine, [data[other] for other in listed])
        except Exception:  # one of them is at fault, and is told alone
            found = [
                self.tried(f"{document} and {other}", partial(self._related, mine, data[other]), None)
                for other in listed
            ]
        for other, score in zip(listed, found, strict=True):
            if score is not None:
                yield min(document, other), max(document, other), score

    def _related(self, one: bytes, other: bytes) -> float | None:
        [score] = self.rules.related(one, [other])
        return score

    def _document(self, document: str) -> Document:
        loaded = load_document(self.connection, document)
        if loaded is None:
            raise KeyError(document)
        return loaded

    def _ids(self, query: str, document: str) -> frozenset[str]:
        return frozenset(row[0] for row in self.connection.execute(query, (document,)))

"""What is known of the documents of a group, the rows that an engine brought together, as the ledger's code asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from allegedly.linking.rules import Rules, Step

T = TypeVar("T")
Row = Mapping[str, Any]


class Known:
    """Rows of documents by their ids, with those of the columns of `profiles.PROFILES` that are asked for.

    What rules fail on costs the document or the pair its links, as in a ledger; `faults` say what, and how.
    """

    def __init__(self, rules: Rules, rows: Mapping[str, Row]) -> None:
        self.rules = rules
        self.faults: list[str] = []
        self._rows = rows
        self._held: dict[tuple[Step, str], Any] = {}

    def tried(self, what: str, attempt: Callable[[], T], otherwise: T) -> T:
        """Return what the rules find, or `otherwise` where they fail, which is told."""
        try:
            return attempt()
        except Exception as error:
            self.faults.append(f"{what}: {type(error).__name__}: {error}")
            return otherwise

    def profiles(self, step: Step, documents: Collection[str]) -> dict[str, Any]:
        """Return the loaded profiles of the step, in the order of the documents; those without one are left out."""
        found = ((document, self._profile(step, document)) for document in documents)
        return {document: profile for document, profile in found if profile is not None}

    def _profile(self, step: Step, document: str) -> Any:
        if (step, document) not in self._held:
            blob = self.blob(step, document)
            made = self.tried(document, lambda: self.rules.load(step, blob), None) if blob else None
            self._held[step, document] = made
        return self._held[step, document]

    def blob(self, step: Step, document: str) -> bytes:
        """Return the profile of the step as bytes, none where there is none."""
        found: bytes | None = self._rows[document][step] if document in self._rows else None
        return found or b""

    def text(self, document: str) -> str:
        """Return the text of a document."""
        found: str = self._rows[document]["text"]
        return found

    def claims_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's claims."""
        return frozenset(self._rows[document]["claim_ids"])

    def actors_of(self, document: str) -> Collection[str]:
        """Return the ids of a document's actors."""
        return frozenset(self._rows[document]["actor_ids"])

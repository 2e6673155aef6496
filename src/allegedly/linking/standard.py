"""The rules of this version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allegedly.linking.records import Series
from allegedly.linking.rules import STEPS, Links, Profile, Step
from allegedly.records import Document, Reading


class StandardRules:
    """The four steps of `allegedly.linking`."""

    window = 0
    versions: Mapping[Step, int] = dict.fromkeys(STEPS, 1)

    def profile(self, reading: Reading) -> Profile:
        """Return the profile of a reading."""
        return Profile()

    def load(self, step: Step, data: bytes) -> Any:
        """Return a step's own profile of these bytes."""
        return data

    def copied(self, a: Any, b: Any) -> float | None:
        """Return the share that two copies have in common."""
        return None

    def sets(self, profiles: Mapping[str, Any], shares: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the set of copies that each document is in."""
        return {document: document for document in profiles}

    def first(self, a: Document, b: Document) -> str:
        """Return the id of the one of two copies that had it first."""
        return min(a, b, key=lambda one: (one.published or "9999", one.id)).id

    def related(self, a: Any, b: Any) -> float | None:
        """Return how closely two documents belong to one story."""
        return None

    def group(self, profiles: Mapping[str, Any], edges: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the story of each document of a connected set."""
        return {document: document for document in profiles}

    def title(self, titles: Sequence[str | None], profiles: Sequence[Any]) -> str:
        """Return the title of the earliest report that has one."""
        return next(filter(None, titles), "")

    def within(self, profile: Any) -> Links:
        """Return what stands between the claims of one report."""
        return Links()

    def between(self, a: Any, b: Any) -> Links:
        """Return what stands between the claims of two reports."""
        return Links()

    def series(self, mentions: Mapping[str, Any]) -> Sequence[Series]:
        """Return the series of a story."""
        return ()

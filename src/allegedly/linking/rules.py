"""What linking asks of its rules, in one interface, so that whoever keeps the links need not know how they are found.

A profile is what a rule wants to remember of a document; it is made once, kept as bytes, and compared for candidates
only. `Rules` must be pure and must not depend on the order in which documents are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from allegedly.linking.records import Corroboration, Dispute, SameClaim, Series, Side, Undertaking
from allegedly.records import Document, Reading

Step = Literal["copies", "stories", "claims", "figures"]
STEPS: tuple[Step, ...] = ("copies", "stories", "claims", "figures")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of one document: each step's own profile as bytes, and the keys to look it up by.

    Keys are signed 64-bit integers; documents that share none are not compared. `day` is the day of publication as an
    ordinal, None if it is not known. `agencies` are those that it credits.
    """

    copies: bytes = b""
    stories: bytes = b""
    claims: bytes = b""
    figures: bytes = b""
    copy_keys: tuple[int, ...] = ()
    story_keys: tuple[int, ...] = ()
    day: int | None = None
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What stands between the claims of one report, or of two."""

    same: tuple[SameClaim, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Which reports of a story are near each other: the place of each document's report in it, and how far is near."""

    places: Mapping[str, int]
    reach: int


class Rules(Protocol):
    """The four steps. What `load` makes of a step's bytes is that step's own, and is handed back to it alone."""

    @property
    def versions(self) -> Mapping[Step, int]:
        """The version of each step; links of other versions are made anew."""

    @property
    def window(self) -> int:
        """Two documents that were published further apart than so many days are not compared for a story."""

    @property
    def limit(self) -> int:
        """How many documents of a connected set are looked at as a whole, to divide it into stories."""

    @property
    def certain(self) -> float:
        """In a connected set of more documents, only what edges of at least this connect may be one story."""

    def profile(self, reading: Reading) -> Profile:
        """Return the profile of a reading that has no parse."""

    def load(self, step: Step, data: bytes) -> Any:
        """Return a step's own profile of these bytes."""

    def copied(self, a: Any, b: Any) -> float | None:
        """Return the share that two documents have in common if they are copies, None if they are not."""

    def nearest(self, profiles: Mapping[str, Any], shares: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the nearest copy of each document that hangs on one, among these pairs of copies.

        Which of two copies is the nearer to a document must not depend on what others there are.
        """

    def first(self, a: Document, b: Document) -> str:
        """Return the id of the one of two copies that had it first."""

    def related(self, one: bytes, others: Sequence[bytes]) -> Sequence[float | None]:
        """Return how closely a document belongs to one story with each of others, as far as the two alone say.

        None where they do not. The bytes are the profiles of the step of stories; which others there are makes no
        difference to any.
        """

    def group(self, profiles: Mapping[str, Any], edges: Mapping[tuple[str, str], float]) -> Mapping[str, str]:
        """Return the story of each document of a connected set: any name that is the same for one story."""

    def title(self, titles: Sequence[str | None], profiles: Sequence[Any]) -> str:
        """Return what to call a story, from the titles and profiles of its reports, earliest first; never none."""

    def within(self, profile: Any) -> Links:
        """Return what stands between the claims of one report."""

    def between(self, a: Any, b: Any) -> Links:
        """Return what stands between the claims of two reports of a story; `a` was published first."""

    def series(self, mentions: Mapping[str, Any]) -> Sequence[Series]:
        """Return the series of a story from the figures of its documents, earliest first."""

    def excluding(self, mentions: Mapping[str, Any], near: Near) -> Mapping[Side, Collection[str]]:
        """Return the documents whose figures exclude the one at a side, of reports near it."""

    def corrected(self, mentions: Mapping[str, Any]) -> Iterable[tuple[Side, Side]]:
        """Return the figures that the same side corrected, each with the one that took its place."""

    def disputed(self, mentions: Mapping[str, Any], near: Near) -> Sequence[Dispute]:
        """Return the disputes about figures of a story, from those of its reports, earliest first; copies are none."""

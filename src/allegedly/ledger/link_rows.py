"""What comes out of a ledger about links between documents: one frozen row a line of a table."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.ledger.rows import Offsets, VerdictRow, is_rejected


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story: its days of publication, how many independent reports tell it, and what it is about.

    `reports` counts copies once, `documents` does not. `places`, `actors` and `things` (what is counted) are those
    of the most documents, named in most of them first.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    reports: int
    documents: int
    outlets: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]
    things: tuple[str, ...]
    disputes: int
    undertakings: int


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A document of a story; `report` is the document that stands for its copies, itself where it has none."""

    story: str
    document: str
    report: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    agencies: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class SideRow:
    """Words that a link joins, and who says them: `said_by` is None where the outlet does in its own voice.

    `act` and `cue` are those of the claim, None where there is none. `verdict` is what a person said of it.
    """

    document: str
    outlet: str | None
    published: str | None
    claim: str | None
    act: str | None
    cue: str | None
    said_by: str | None
    actor: str | None
    actor_name: str | None
    words: str
    span: Offsets
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two sides of one story that say the same or answer each other: `one` is the claim, `other` the answer to it.

    `kind` is denial, figures or happened (disputes), corroborates or same. `interested` says that one who speaks is a
    party to what is spoken of. `verdict` is what a person said of the link.
    """

    story: str
    kind: str
    one: SideRow
    other: SideRow
    reason: str
    interested: bool
    verdict: VerdictRow | None = None

    @property
    def counts(self) -> bool:
        """Whether nobody rejected it, or a claim on one of its sides."""
        return not any(map(is_rejected, (self.verdict, self.one.verdict, self.other.verdict)))


@dataclass(frozen=True, slots=True)
class UndertakingRow:
    """What somebody undertook, and what was reported of it: fulfilled, broken or denied.

    Where nothing was, the result is open and there is no other side. `verdict` is what a person said of the link.
    """

    story: str
    result: str
    by: str | None
    by_name: str | None
    due: str | None
    one: SideRow
    other: SideRow | None
    reason: str
    verdict: VerdictRow | None = None

    @property
    def counts(self) -> bool:
        """Whether nobody rejected it, or a claim on one of its sides."""
        return not any(map(is_rejected, (self.verdict, self.one.verdict, self.other.verdict if self.other else None)))


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Two documents that are one text: the one that had it first, and the other.

    `share` is the part of the shorter of the two that stands in the other. `agencies` are those that either credits.
    """

    first: str
    first_outlet: str | None
    first_published: str | None
    first_title: str | None
    copy: str
    copy_outlet: str | None
    copy_published: str | None
    copy_title: str | None
    share: float
    agencies: tuple[str, ...]
    verdict: VerdictRow | None = None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One document's value for a thing counted in a story; bounds are inclusive, None where they are open.

    `said_by` is None in the outlet's own voice; `source` is the actor who gives the figure. `report` is the document
    that stands for the copies of this one. `excludes` are the documents whose figures exclude this one, `corrected_by`
    those in which the same side gives another that takes its place. `verdict` is what a person said of the claim under
    which it stands.
    """

    story: str
    thing: str
    published: str | None
    document: str
    report: str
    outlet: str | None
    words: str
    span: Offsets
    low: float | None
    high: float | None
    claim: str | None
    said_by: str | None
    source: str | None
    excludes: tuple[str, ...]
    corrected_by: tuple[str, ...]
    verdict: VerdictRow | None = None

"""What stands in a brief, put together from the ledger's answers.

Copies are left out of everything but the list of reports, and one source's one claim is told once, in the words of the
earliest report. What is passed on (an outlet quotes an agency that quotes a ministry) is the claim of whom it goes back
to, so that each source counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allegedly.export.brief.grouping import Groups, Key
from allegedly.ledger import (
    ClaimRow,
    Filter,
    Ledger,
    LinkRow,
    SeriesRow,
    SideRow,
    StoryRow,
    TimelineRow,
    ToldRow,
    UndertakingRow,
    queries,
)
from allegedly.ledger.rows import is_rejected, sentence

NOBODY = "somebody who is not named"
MOST_STATEMENTS, MOST_SOURCES, MOST_LINKS, MOST_DAYS = 3, 10, 12, 12
"""Statements of a source, sources, disputes (and undertakings), and events that are printed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody whose words were joined to a statement, and the document that has them."""

    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says, as the first claim that says so puts it; so many reports have it from that source.

    `backed_by` are other sources that seem to say the like, `answered_by` those who seem to deny it or give what
    excludes it.
    """

    claim: ClaimRow
    reports: int
    backed_by: tuple[Other, ...] = ()
    answered_by: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A source and what it says, what is joined to the most other claims first; `more` statements are left out."""

    name: str
    statements: tuple[Statement, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A dispute in its first wording, and in how many other wordings the same two say the like."""

    link: LinkRow
    one: str
    other: str
    more: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of one thing that is counted, from independent reports."""

    thing: str
    entries: tuple[SeriesRow, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the story, and the copies of it."""

    told: ToldRow
    copies: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, or a link between two, that a person confirmed, rejected or amended, and what was said of it."""

    what: str
    words: str
    document: str
    said: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One story on a page; what is left out for want of room is counted."""

    story: StoryRow
    sources: int
    voices: tuple[Voice, ...]
    disputes: tuple[Answered, ...]
    more_disputes: int
    figures: tuple[Counted, ...]
    undertakings: tuple[UndertakingRow, ...]
    more_undertakings: int
    timeline: tuple[TimelineRow, ...]
    reports: tuple[Report, ...]
    corrected: tuple[Judged, ...]
    more_corrected: int


def compose(ledger: Ledger, given: str) -> Brief:
    """Return the brief of the story of that id, or that a document of that id is in; LedgerError if there is none.

    What people rejected is in `corrected` alone.
    """
    story = queries.story(ledger, given)
    reports = _reports(list(queries.told(ledger, story.id)))
    claims = [row for one in reports for row in queries.claims(ledger, Filter(document=one.told.document))]
    every = [list(query(ledger, None, story.id)) for query in (queries.disputes, queries.agreements)]
    disputes, agreements = ([link for link in links if link.counts] for links in every)
    undertakings = list(queries.undertakings(ledger, None, story.id))
    voices = _voices([claim for claim in claims if not is_rejected(claim.verdict)], agreements, disputes)
    answered, undertaken = _answered(disputes), [row for row in undertakings if row.counts]
    corrected = list(_judged(claims, (*every[0], *every[1]), undertakings))
    return Brief(
        story=story,
        sources=len(voices),
        voices=tuple(voices[:MOST_SOURCES]),
        disputes=tuple(answered[:MOST_LINKS]),
        more_disputes=max(0, len(answered) - MOST_LINKS),
        figures=_figures(queries.series(ledger, story.id)),
        undertakings=tuple(undertaken[:MOST_LINKS]),
        more_undertakings=max(0, len(undertaken) - MOST_LINKS),
        timeline=_timeline(ledger, reports),
        reports=tuple(reports),
        corrected=tuple(corrected[:MOST_LINKS]),
        more_corrected=max(0, len(corrected) - MOST_LINKS),
    )


def _judged(
    claims: Iterable[ClaimRow], links: Iterable[LinkRow], undertakings: Iterable[UndertakingRow]
) -> Iterator[Judged]:
    for claim in claims:
        if claim.verdict:
            said = sentence(claim.verdict, whole=True)
            yield Judged(f"claim of {claim.said_by or NOBODY}", claim.content, claim.document, said)
    joined: tuple[tuple[str, LinkRow | UndertakingRow], ...] = (
        *((link.kind, link) for link in links),
        *((row.result, row) for row in undertakings),
    )
    for kind, row in joined:
        if row.verdict and row.other:
            said = sentence(row.verdict, whole=True)
            yield Judged(f"{kind}, {speaker(row.other)}", row.other.words, row.other.document, said)


def said_by(source: str | None, outlet: str | None) -> str:
    """Return in whose name words are printed; `source` is "" for nobody named, None in the outlet's own voice."""
    return outlet or "the outlet" if source is None else source or NOBODY


def speaker(side: SideRow) -> str:
    """Return who says it: a source, somebody whom the report does not name, or the outlet in its own voice."""
    return said_by(side.said_by, side.outlet)


def _reports(told: Sequence[ToldRow]) -> list[Report]:
    copies: dict[str, list[ToldRow]] = {}
    for row in told:
        if row.document != row.report:
            copies.setdefault(row.report, []).append(row)
    return [Report(row, tuple(copies.get(row.document, ()))) for row in told if row.document == row.report]


def _voices(claims: Sequence[ClaimRow], agreements: Sequence[LinkRow], disputes: Sequence[LinkRow]) -> list[Voice]:
    groups = Groups((_key(link.one), _key(link.other)) for link in agreements if link.kind == "same")
    backed = _speakers((link for link in agreements if link.kind == "corroborates"), groups, both=True)
    answered = _speakers(disputes, groups, both=False)
    told: dict[Key, list[ClaimRow]] = {}
    for claim in claims:
        told.setdefault(groups.of((claim.document, claim.id)), []).append(claim)
    spoken: dict[str, list[Statement]] = {}
    for group, same in told.items():
        statement = Statement(
            same[0], len({claim.document for claim in same}), backed.get(group, ()), answered.get(group, ())
        )
        spoken.setdefault(_source(same[0]), []).append(statement)
    voices = [_voice(statements) for statements in spoken.values()]
    return sorted(voices, key=lambda voice: -sum(map(_weight, voice.statements)))


def _voice(statements: list[Statement]) -> Voice:
    first = statements[0].claim
    ranked = sorted(statements, key=lambda one: -_weight(one))
    left_out = len(ranked) - MOST_STATEMENTS
    # Nothing says that two outlets' "official" are one.
    source = first.said_by or NOBODY
    name = f"{source} ({first.outlet})" if first.outlet and not _is_actor(first) else source
    return Voice(name, tuple(ranked[:MOST_STATEMENTS]), max(0, left_out))


def _weight(statement: Statement) -> int:
    return 3 * len(statement.answered_by) + 2 * len(statement.backed_by) + statement.reports


def _source(claim: ClaimRow) -> str:
    """Return what tells a source from others: the actor, else the words, which are the report's own if unnamed."""
    return claim.actor or "" if _is_actor(claim) else f"{claim.document} {claim.said_by.casefold()}"


def _is_actor(claim: ClaimRow) -> bool:
    return claim.actor is not None and claim.said_by == claim.actor_name


def _key(side: SideRow) -> Key:
    return side.document, side.claim or f"{side.span[0]}-{side.span[1]}"


def _speakers(links: Iterable[LinkRow], groups: Groups, *, both: bool) -> dict[Key, tuple[Other, ...]]:
    """Return for each group of claims who says the like, or who answers it, each once, in the order of the links."""
    found: dict[Key, dict[str, Other]] = {}
    for link in links:
        pairs = ((link.one, link.other), (link.other, link.one)) if both else ((link.one, link.other),)
        for side, other in pairs:
            name = speaker(other)
            found.setdefault(groups.of(_key(side)), {}).setdefault(name, Other(name, other.document))
    return {group: tuple(others.values()) for group, others in found.items()}


def _answered(disputes: Iterable[LinkRow]) -> list[Answered]:
    """Return the disputes, those of one kind between the same two once."""
    alike: dict[tuple[str, str, str], list[LinkRow]] = {}
    for link in disputes:
        alike.setdefault((link.kind, speaker(link.one), speaker(link.other)), []).append(link)
    return [Answered(links[0], one, other, len(links) - 1) for (_, one, other), links in alike.items()]


def _figures(rows: Iterable[SeriesRow]) -> tuple[Counted, ...]:
    """Return what independent reports count; what a source repeats stands once."""
    things: dict[str, list[SeriesRow]] = {}
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        value = (row.thing, row.low, row.high, said_by(row.said_by, row.outlet))
        if is_rejected(row.verdict):
            continue
        if row.document == row.report and value not in seen:
            things.setdefault(row.thing, []).append(row)
        seen.add(value)
    return tuple(Counted(thing, tuple(entries)) for thing, entries in things.items())


def _timeline(ledger: Ledger, reports: Iterable[Report]) -> tuple[TimelineRow, ...]:
    """Return the events that the reports date, those that the most reports tell if there are many."""
    alike: dict[tuple[str, ...], list[TimelineRow]] = {}
    for report in reports:
        for row in queries.timeline(ledger, Filter(document=report.told.document)):
            if row.kind == "event" and row.dated_by == "moment" and not is_rejected(row.verdict):
                alike.setdefault((row.start, row.what, row.who, row.whom), []).append(row)
    most = sorted(alike.values(), key=lambda rows: -len({row.document for row in rows}))[:MOST_DAYS]
    return tuple(sorted((rows[0] for rows in most), key=lambda row: (row.start, row.document, row.id)))

"""`allegedly corrections`: what people said of what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from allegedly.cli.filtering import Closed, filtered
from allegedly.cli.options import DEFAULT_LEDGER, Json, Ledger
from allegedly.cli.tables import Column, list_rows
from allegedly.ledger import Filter
from allegedly.ledger import Ledger as OpenLedger
from allegedly.ledger.rows import sentence

if TYPE_CHECKING:
    from allegedly.ledger.corrections import Correction

EXAMPLES = (
    "allegedly corrections",
    "allegedly corrections --type reject --every",
    "allegedly corrections --person Reader --json | jq .reason",
)


def _verdicts() -> tuple[str, ...]:
    from allegedly.ledger.corrections import VERDICTS

    return VERDICTS


VERDICT = Closed("verdict", _verdicts)
Person = Annotated[str | None, typer.Option("--person", metavar="NAME", help="Who said so, or part of the name.")]
Every = Annotated[bool, typer.Option("--every", help="Those too that were taken back, or followed by another.")]


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction: of which record (its present id, None where nothing is read there any more), and whether it holds.

    `other_document` and `other_words` are the second side of a link. `amended` has what is given otherwise, and
    `told` says it in words.
    """

    number: int
    at: str
    person: str
    document: str
    kind: str
    link: str | None
    record: str | None
    words: str
    span: tuple[int, int]
    other_document: str | None
    other_words: str | None
    other_span: tuple[int, int] | None
    verdict: str
    amended: dict[str, Any]
    told: str
    reason: str
    holds: bool


def _about(row: Listed) -> str:
    return row.link or f"{row.kind} {row.record or '(not read any more)'}"


COLUMNS: tuple[Column[Listed], ...] = (
    Column("at", lambda row: row.at[:10]),
    Column("document", lambda row: row.document[:8], lambda _: "dim"),
    Column("of", _about, share=1),
    Column("in the words", lambda row: row.words, share=3),
    Column("and", lambda row: row.other_document and f"{row.other_words} [{row.other_document[:8]}]", share=3),
    Column("says", lambda row: row.told, lambda _: "bold", share=3),
    Column("why", lambda row: row.reason, share=3),
    Column("holds", lambda row: "" if row.holds else "no", lambda _: "yellow"),
)


@filtered("What was said: confirm, reject, amend, withdraw.", only=("type", "document", "limit"), types=VERDICT)
def corrections(
    wanted: Filter,
    ledger: Ledger = DEFAULT_LEDGER,
    person: Person = None,
    every: Every = False,
    json: Json = False,
) -> None:
    """List what people said of claims, events and links: confirmed, rejected, amended, the latest first.

    allegedly correct adds to them, and so do the pages of allegedly serve.
    """
    none = "nobody corrected anything that fits these filters"
    query = partial(_query, person=person, every=every)
    list_rows(ledger, query, wanted, COLUMNS, as_json=json, none=none)


def _query(ledger: OpenLedger, wanted: Filter, *, person: str | None, every: bool) -> Iterator[Listed]:
    from allegedly.ledger.corrections import corrections, of_records, standing

    document = wanted.document and ledger.document_id(wanted.document)
    made = list(corrections(ledger, document))
    holding = {one.number for one in standing(made)}
    now: dict[str, dict[int, str]] = {}

    def listed(one: Correction) -> Listed:
        if one.document not in now:
            held = of_records(ledger, one.document)
            now[one.document] = {correction.number: record for record, correction in held.items()}
        return _listed(one, now[one.document].get(one.number), holds=one.number in holding)

    fitting = (
        one
        for one in reversed(made)
        if (every or one.number in holding)
        and (wanted.type is None or one.verdict == wanted.type.lower())
        and (person is None or person.casefold() in one.person.casefold())
    )
    yield from islice(map(listed, fitting), wanted.limit)


def _listed(one: Correction, record: str | None, *, holds: bool) -> Listed:
    return Listed(
        number=one.number,
        at=one.at,
        person=one.person,
        document=one.document,
        kind=one.kind,
        link=one.link,
        record=record,
        words=one.span.quote,
        span=(one.span.start, one.span.end),
        other_document=one.other[0] if one.other else None,
        other_words=one.other[1].quote if one.other else None,
        other_span=(one.other[1].start, one.other[1].end) if one.other else None,
        verdict=one.verdict,
        amended=dict(one.amended),
        told=sentence(one),
        reason=one.reason,
        holds=holds,
    )

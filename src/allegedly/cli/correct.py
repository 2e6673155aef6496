"""`allegedly correct`: say that what was read, or joined, is so, is not, or is otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli import options
from allegedly.cli.terminal import one_line, out
from allegedly.errors import UsageError
from allegedly.ledger import Ledger, open_ledger
from allegedly.ledger.rows import sentence

if TYPE_CHECKING:
    from allegedly.ledger.corrections import Correction, Kind, LinkKind, Place, Verdict
    from allegedly.records import Claim, Event, Reading

EXAMPLES = (
    'allegedly correct confirm 2264fa2f:c3 --person "A. Reader"',
    'allegedly correct amend 2264fa2f:c3 --set act=refuse --set "content=that it would come" --why "see the video"',
    'allegedly correct reject 2264fa2f:c3 50a96c78:c1 --link denial --why "another deal"',
    "allegedly correct reject 58ac65a9 6987ae65 --link copy",
)


class Said(StrEnum):
    """The verdicts."""

    CONFIRM = "confirm"
    REJECT = "reject"
    AMEND = "amend"
    WITHDRAW = "withdraw"


class Which(StrEnum):
    """The kinds of links."""

    DENIAL = "denial"
    FIGURES = "figures"
    HAPPENED = "happened"
    CORROBORATES = "corroborates"
    SAME = "same"
    UNDERTAKING = "undertaking"
    COPY = "copy"
    STORY = "story"


Verdicts = Annotated[Said, typer.Argument(metavar="VERDICT", help="confirm, reject, amend, or withdraw.")]
One = Annotated[
    str,
    typer.Argument(
        metavar="RECORD",
        help="A claim or event, DOC:c3 or DOC:e1; of a link the first side, also DOC:START-END or DOC.",
    ),
]
Other = Annotated[str | None, typer.Argument(metavar="OTHER", help="The second side, where it is about a link.")]
Link = Annotated[Which | None, typer.Option("--link", help="Which link, where there are several between the two.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="What is to stand instead; several times for several fields."),
]
Person = Annotated[str, typer.Option("--person", envvar="ALLEGEDLY_PERSON", metavar="NAME", help="Who says so.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why.")]

_RECORD = re.compile(r"(?P<document>[^:]+)(?::(?:(?P<record>[ce]\d+)|(?P<start>\d{1,9})-(?P<end>\d{1,9})))?")


def correct(
    verdict: Verdicts,
    one: One,
    person: Person,
    other: Other = None,
    link: Link = None,
    given: Set = None,
    why: Why = "",
    ledger: options.Ledger = options.DEFAULT_LEDGER,
) -> None:
    """Confirm, reject or amend a claim or an event, or a link between two reports.

    What was read stays; what you say is kept beside it, is shown wherever it is listed, and outlives
    another reading. What is rejected is not counted. docs/corrections.md says what can be amended.
    """
    from allegedly.ledger.corrections import correct as keep

    with open_ledger(ledger, create=False) as opened:
        found = (
            _of_link(opened, one, other, link.value if link else None)
            if other or link
            else _of_record(opened, one, verdict.value, given)
        )
        if given and (verdict is not Said.AMEND or found.kind == "link"):
            raise UsageError("--set goes with amend, of a claim or an event")
        made = replace(found, verdict=verdict.value, person=person, reason=why)
        keep(opened, made)
    out().print(one_line(f"{made.link or made.kind} “{made.span.quote}”: {sentence(made)}"), soft_wrap=True)


def _of_record(ledger: Ledger, one: str, verdict: Verdict, given: list[str] | None) -> Correction:
    from allegedly.ledger.corrections import Correction, amended, as_read, stands_at

    place = _parsed(one)
    if place["record"] is None:
        raise UsageError(f"{one!r} is no claim or event; give DOC:c3 or DOC:e1, or both sides of a link")
    reading = ledger.reading(place["document"] or "")
    record = _record(reading, place["record"])
    changed = dict(_field(text) for text in given or ()) if verdict == "amend" else {}
    fields = amended(reading, record, changed, lambda actor: _is_actor(ledger, actor))
    kind: Kind = "claim" if place["record"].startswith("c") else "event"
    return Correction(reading.document.id, kind, stands_at(record), verdict, as_read(record), "", amended=fields)


def _record(reading: Reading, key: str) -> Claim | Event:
    records: tuple[Claim | Event, ...] = (*reading.claims, *reading.events)
    for record in records:
        if record.id == key:
            return record
    raise UsageError(f"{reading.document.id[:8]} has no {key}; `allegedly show {reading.document.id[:8]}` shows it")


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is no FIELD=VALUE")
    return name.strip(), value


def _is_actor(ledger: Ledger, actor: str) -> bool:
    return next(ledger.select("SELECT 1 FROM actors WHERE id = ?", actor), None) is not None


def _of_link(ledger: Ledger, one: str, other: str | None, link: LinkKind | None) -> Correction:
    from allegedly.ledger.corrections import about, find

    if other is None:
        raise UsageError("a link has two sides; give the other one too")
    return about(find(ledger, link, _place(ledger, one), _place(ledger, other)))


def _place(ledger: Ledger, given: str) -> Place:
    from allegedly.ledger.corrections import Place

    parts = _parsed(given)
    document = ledger.document_id(parts["document"] or "")
    if parts["start"] is not None and parts["end"] is not None:
        return Place(document, int(parts["start"]), int(parts["end"]))
    return Place(document, claim=parts["record"])


def _parsed(given: str) -> dict[str, str | None]:
    found = _RECORD.fullmatch(given)
    if found is None:
        raise UsageError(f"{given!r} names nothing; give DOC:c3, DOC:e1, DOC:START-END or DOC")
    return found.groupdict()

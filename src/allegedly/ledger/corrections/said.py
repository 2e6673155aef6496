"""What one person said of one record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from allegedly.records import Claim, Event, Span

Kind = Literal["claim", "event", "link"]
Verdict = Literal["confirm", "reject", "amend", "withdraw"]
LinkKind = Literal["denial", "figures", "happened", "corroborates", "same", "undertaking", "copy", "story"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LINKS: tuple[LinkKind, ...] = get_args(LinkKind)
WHOLE: tuple[LinkKind, ...] = ("copy", "story")
"""Links of whole documents; a correction of one hangs on the first words of both (`first_words`)."""
_FIRST = 80
"""Characters of the first words of a document, at most."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one record, at one time (UTC).

    `span` is where the record stands, `other` (a document and a span of it) the second side of a link, and `link` which
    link it is. `machine` is the record as it was read then; `amended` has the fields that the person gives otherwise.
    """

    document: str
    kind: Kind
    span: Span
    verdict: Verdict
    machine: Mapping[str, Any]
    person: str
    reason: str = ""
    amended: Mapping[str, Any] = field(default_factory=dict)
    other: tuple[str, Span] | None = None
    link: LinkKind | None = None
    at: str = ""
    number: int = 0

    @property
    def gold(self) -> dict[str, Any] | None:
        """The record as this person has it, None where it is rejected."""
        return None if self.verdict in {"reject", "withdraw"} else {**self.machine, **self.amended}


def stands_at(record: Claim | Event) -> Span:
    """Return the words on which corrections of a record hang."""
    if isinstance(record, Event):
        return record.trigger
    return (*record.cue, *record.source, *record.content)[0]


def first_words(text: str) -> Span:
    """Return the first words of a document, on which corrections of it as a whole hang; ValueError if it has none."""
    line = text.strip().partition("\n")[0][:_FIRST].rstrip()
    start = text.index(line)
    return Span.of(text, start, start + len(line))


def as_read(record: Claim | Event) -> dict[str, Any]:
    """Return the fields of a record as JSON has them."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(record)))
    return found


def standing(made: Iterable[Correction]) -> list[Correction]:
    """Return the corrections that hold: of each record the last, unless it was withdrawn."""
    last: dict[tuple[Any, ...], Correction] = {}
    for correction in made:
        key = (correction.document, correction.kind, correction.span, correction.link, correction.other)
        last.pop(key, None)
        last[key] = correction
    return [correction for correction in last.values() if correction.verdict != "withdraw"]

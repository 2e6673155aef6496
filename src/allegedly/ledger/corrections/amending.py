"""What can be amended of a record, and how what a person types becomes it: values of lists, ids, words of the text.

A claim's source, cue and content and an event's trigger are amended by words of the report, one piece a line: the words
themselves, which are taken where they stand nearest to the record, or offsets into the text ("547-571"), or both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, get_args

from allegedly.errors import UsageError
from allegedly.ledger.corrections.said import as_read, stands_at
from allegedly.lexicon import table
from allegedly.records import Claim, Event, Polarity, QuoteType, Reading, Span, Status

_OFFSETS = re.compile(r"(\d{1,9})\s*[-–]\s*(\d{1,9})(?:\s*:)?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be amended: how pages name it, and the values to choose from; any text where there are none.

    `spans` says that it is words of the report: several pieces ("several"), or one ("one"). `actor` that it is an id.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()
    spans: str = ""
    actor: bool = False


def fields(record: Claim | Event) -> tuple[Field, ...]:
    """Return what can be amended of a record."""
    if isinstance(record, Event):
        return (
            Field("type", "Type of event", tuple(row["type"] for row in table("plover_types"))),
            Field("status", "Status", get_args(Status)),
            Field("mode", "Mode"),
            Field("trigger", "The words that say it", spans="one"),
        )
    return (
        Field("act", "Act", tuple(row["act"] for row in table("acts"))),
        Field("quote", "Quotation", get_args(QuoteType)),
        Field("polarity", "The source says that it is", get_args(Polarity)),
        Field("actor", "Source: the actor's id", actor=True),
        Field("target", "To or about: the actor's id", actor=True),
        Field("source", "Words of the source", spans="several"),
        Field("cue", "Words that attribute it", spans="several"),
        Field("content", "Words that are said", spans="several"),
    )


def typed(value: Any) -> str:
    """Return a field's value as it is typed: pieces of the text a line each, nothing for None."""
    pieces = [value] if isinstance(value, dict) else value
    if isinstance(pieces, list):
        return "\n".join(f"{one['start']}-{one['end']} {' '.join(one['quote'].split())}" for one in pieces)
    return str(value or "")


def amended(
    reading: Reading, record: Claim | Event, given: Mapping[str, str], is_actor: Callable[[str], bool]
) -> dict[str, Any]:
    """Return the fields that are given otherwise than the record has them; UsageError for what cannot be.

    Fields that the record has not are UsageErrors too; `is_actor` says whether the ledger knows the id of an actor.
    """
    read, known = as_read(record), {field.name: field for field in fields(record)}
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name not in known:
            raise UsageError(f"there is no field {name} to amend; there are {', '.join(known)}")
        value = _value(reading, record, known[name], text, is_actor)
        if value != read[name]:
            found[name] = value
    return found


def _value(reading: Reading, record: Claim | Event, field: Field, text: str, is_actor: Callable[[str], bool]) -> Any:
    given = text.strip()
    if field.spans:
        pieces = [asdict(span) for span in spans(reading.text, given, stands_at(record))]
        if field.spans == "several":
            return pieces
        if len(pieces) != 1:
            raise UsageError(f"{field.label}: give one piece of the text")
        return pieces[0]
    if field.choices and given not in field.choices:
        raise UsageError(f"{field.label}: give one of {', '.join(field.choices)}")
    if field.actor and given and not is_actor(given):
        raise UsageError(f"{field.label}: nobody of the id {given} is in this ledger; `allegedly actors` lists them")
    return given or None


def spans(text: str, given: str, near: Span) -> tuple[Span, ...]:
    """Return the pieces of the text that the lines name, in the order of the text; UsageError where one is not there.

    Words stand where white space and line breaks may differ; of several places the nearest to `near` is taken.
    """
    found = sorted({_piece(text, line.strip(), near) for line in given.splitlines() if line.strip()})
    for one, other in pairwise(found):
        if one.overlaps(other):
            raise UsageError(f"“{one.quote}” and “{other.quote}” overlap; give each character once")
    return tuple(found)


def _piece(text: str, line: str, near: Span) -> Span:
    offsets = _OFFSETS.fullmatch(line)
    if offsets is None:
        return _nearest(text, line, near)
    start, end, words = int(offsets[1]), int(offsets[2]), offsets[3]
    if start < end <= len(text) and (not words or text[start:end].split() == words.split()):
        return Span.of(text, start, end)
    if any(_places(text, line)):
        return _nearest(text, line, near)  # words that look like offsets: "15-20 men"
    if not words:
        raise UsageError(f"{start}-{end} is no piece of the text, which has {len(text)} characters")
    # The words were typed over, and the offsets before them left as they were.
    return _nearest(text, words, near)


def _nearest(text: str, words: str, near: Span) -> Span:
    places = [Span.of(text, *match.span()) for match in _places(text, words)]
    if not places:
        raise UsageError(f"the words “{words}” do not stand in the report; copy them from it, or give offsets")
    return min(places, key=lambda span: (_distance(span, near), span))


def _places(text: str, words: str) -> Iterator[re.Match[str]]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.finditer(pattern, text)


def _distance(span: Span, near: Span) -> int:
    return max(span.start - near.end, near.start - span.end, 0)

"""JSON Lines: one object a document, with all its records (docs/ledger.md has the form).

The object has the fields of `Reading` but the parse, and each record those of its dataclass, under the same names; a
span is {"start", "end", "quote"}. All fields are there, those without a value as null or []. `format` names the form
and its version; a reader of that version may meet more fields, never fewer.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from allegedly import records
from allegedly.errors import BadRecord
from allegedly.records import Reading

FORMAT = "allegedly-reading/1"

Decoder = Callable[[Any, str], Any]


def to_json(reading: Reading) -> dict[str, Any]:
    """Return the reading as a JSON object."""
    data = asdict(replace(reading, parse=None))
    del data["parse"]
    return {"format": FORMAT, **data}


def dumps(reading: Reading) -> str:
    """Return the reading as one line of JSON, without the line feed.

    Everything but ASCII is escaped, so that no reader can take a character of the text for the end of the line.
    ValueError for numbers that JSON has not (infinite ones); no reading that comes from a ledger has them.
    """
    return json.dumps(to_json(reading), allow_nan=False, separators=(",", ":"))


def loads(line: str | bytes) -> Reading:
    """Return the reading of one line; BadRecord if it holds none."""
    try:
        return from_json(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"the line is no JSON ({error}); export the ledger again") from error


def from_json(data: Any) -> Reading:
    """Return the reading that `to_json` made the object of; BadRecord says what is missing or of another type.

    Fields that are not known are passed over.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadRecord(f'it is no object with "format": "{FORMAT}"; export the ledger again')
    reading: Reading = _record(Reading)(data, "reading")
    return reading


@cache
def _record(kind: type) -> Decoder:
    """Return what makes a record of this class of a JSON object."""
    # The parse is left out, and its type is not to be had without spaCy.
    hints = get_type_hints(kind, {**vars(records), "Doc": object})
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind) if field.name != "parse"}

    def decode(data: Any, where: str) -> Any:
        if not isinstance(data, dict):
            raise BadRecord(f"{where} is no object; export the ledger again")
        missing = decoders.keys() - data.keys()
        if missing:
            raise BadRecord(f"{where} has no {', '.join(sorted(missing))}; export the ledger again")
        return kind(**{name: make(data[name], f"{where}.{name}") for name, make in decoders.items()})

    return decode


def _decoder(hint: Any) -> Decoder:
    """Return what makes a value of this type of a JSON value."""
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _record(hint)  # type: ignore[arg-type]
    if origin in {Union, types.UnionType}:
        (inner,) = (argument for argument in arguments if argument is not types.NoneType)
        return _optional(_decoder(inner))
    if origin is Literal:
        return _scalar(lambda value: value in arguments, f"one of {', '.join(arguments)}")
    if origin is tuple:
        return _list(_decoder(arguments[0])) if arguments[-1] is ... else _row(tuple(map(_decoder, arguments)))
    if hint is float:
        return _scalar(lambda value: isinstance(value, int | float) and not isinstance(value, bool), "a number")
    return _scalar(lambda value: type(value) is hint, hint.__name__)


def _optional(inner: Decoder) -> Decoder:
    return lambda value, where: None if value is None else inner(value, where)


def _scalar(fits: Callable[[Any], bool], name: str) -> Decoder:
    def decode(value: Any, where: str) -> Any:
        if not fits(value):
            raise BadRecord(f"{where} is {value!r} and not {name}; export the ledger again")
        return value

    return decode


def _list(inner: Decoder) -> Decoder:
    def decode(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise BadRecord(f"{where} is no list; export the ledger again")
        return tuple(inner(item, f"{where}[{n}]") for n, item in enumerate(value))

    return decode


def _row(columns: tuple[Decoder, ...]) -> Decoder:
    def decode(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or len(value) != len(columns):
            raise BadRecord(f"{where} is no list of {len(columns)}; export the ledger again")
        return tuple(make(item, f"{where}[{n}]") for n, (make, item) in enumerate(zip(columns, value, strict=True)))

    return decode

"""The pure function at the heart of a lake: a batch of inputs to a batch of what was read of them.

Every engine calls it, on one machine or on many; what comes of an input does not depend on the batch that it is in.
It raises nothing for the sake of an input: one that cannot be loaded or read comes back with a row of `errors`. What it
cannot answer for is a document that ends the process, never ends, or takes all memory; engines keep watch for these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from itertools import accumulate, starmap
from typing import Any, TypeVar, cast

import pyarrow as pa

from allegedly import errors
from allegedly.errors import DocumentError, Unforeseen
from allegedly.lake.schema import HEAD, READ, UNKNOWN, answer_schema, month_of, schema, struct
from allegedly.ledger.soundness import sound, storable
from allegedly.ledger.store import lineage
from allegedly.ledger.writing import DOCUMENT_FIELDS, ORDERS, document_values, record_rows
from allegedly.records import Document, Reading
from allegedly.sources import Failure, Input, load
from allegedly.sources.finding import Kind

TOGETHER, TOGETHER_BYTES = 8, 100_000
"""Inputs, and their bytes, that are read together at most."""
FAILURE = "failure"
"""The kind of an input that could not even be opened."""
T = TypeVar("T")
Rows = Mapping[str, Sequence[tuple[Any, ...]]]


WHOLE = "allegedly.lake.batch:read"
"""The function that reads a document with all layers."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is taken as said of every document, as for `allegedly read`: `published`, an ISO date, and `language`.

    `fast` reads in less time and finds a little less.
    `read` is the function that reads a document, a name that other processes can import ("module:function"): the whole
    pipeline, unless a test of an engine puts a lighter one in its place.
    """

    published: str | None = None
    language: str | None = None
    read: str = WHOLE
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one input: the columns of `answer_schema`, the rows of tables as tuples."""

    input: str
    origin: str
    document: str | None
    month: str
    rank: str | None
    rows: Rows
    lineage: str | None = None
    published: str | None = None
    characters: int = 0


def digest(item: Input | Failure, options: Options) -> str:
    """Return what an input is called: 32 hexadecimal digits of its origin, kind, bytes, and what is said of all."""
    origin, kind, data = to_row(item)
    head = json.dumps([origin, kind, options.published, options.language, options.read]).encode()
    return hashlib.sha256(head + b"\x1f" + data).hexdigest()[:32]


def to_row(item: Input | Failure) -> tuple[str, str, bytes]:
    """Return an input as a row of `input_schema`; of what could not be opened, the bytes are the error, in JSON."""
    if isinstance(item, Input):
        return item.origin, item.kind, item.data
    return item.origin, FAILURE, json.dumps([type(item.error).__name__, str(item.error)]).encode()


def from_row(origin: str, kind: str, data: bytes) -> Input | Failure:
    """Return the input of a row of `input_schema`."""
    if kind != FAILURE:
        return Input(origin, cast(Kind, kind), data)
    name, message = json.loads(data)
    return Failure(origin, getattr(errors, name)(message))


def read_inputs(items: Iterable[Input | Failure], options: Options) -> pa.RecordBatch:
    """Return what was read of the inputs (`answer_schema`), in their order."""
    return to_arrow([one for group in _groups(items) for one in answers(group, options)])


def _groups(items: Iterable[Input | Failure]) -> Iterator[list[Input | Failure]]:
    """Yield the inputs a few at a time: what is read together is in memory together."""
    group: list[Input | Failure] = []
    amount = 0
    for item in items:
        group.append(item)
        amount += len(item.data) if isinstance(item, Input) else 0
        if len(group) == TOGETHER or amount >= TOGETHER_BYTES:
            yield group
            group, amount = [], 0
    yield group


def read_batch(batch: pa.RecordBatch, options: Options) -> pa.RecordBatch:
    """Return what was read of the inputs of a batch (`input_schema`); for engines that hand on Arrow."""
    columns = (batch.column(name).to_pylist() for name in ("origin", "kind", "data"))
    return read_inputs(starmap(from_row, zip(*columns, strict=True)), options)


def answers(items: Sequence[Input | Failure], options: Options) -> list[Answer]:
    """Return what was read of a few inputs, or the errors that say why not, in order. MemoryError comes through."""
    documents = [_loaded(item, options) for item in items]
    readings = iter(_readings([one for one in documents if isinstance(one, Document)], options))
    return [
        _answer(item, options, document, next(readings))
        if isinstance(document, Document)
        else failed(item, options, document)
        for item, document in zip(items, documents, strict=True)
    ]


def _loaded(item: Input | Failure, options: Options) -> Document | Exception:
    if isinstance(item, Failure):
        return item.error
    return _tried(lambda: load(item, published=options.published, language=options.language))


def _readings(documents: Sequence[Document], options: Options) -> list[Reading | Exception]:
    """Return the reading of each document, or why there is none."""
    if options.read == WHOLE:
        from allegedly.reading.pipeline import layers, read_documents

        read = read_documents(documents, layers(fast=options.fast))
        return [replace(one, parse=None) if isinstance(one, Reading) else one for one in read]
    function = _function(options.read)
    return [_tried(partial(function, document)) for document in documents]


def _tried(function: Callable[[], T]) -> T | Exception:
    """Return what a function returns, or the error to be told; MemoryError comes through."""
    try:
        return function()
    except MemoryError:
        raise
    except DocumentError as error:
        return error
    except Exception as error:
        return Unforeseen(f"{type(error).__name__}: {error}; this is a fault of the program, report it")


def _answer(item: Input | Failure, options: Options, document: Document, reading: Reading | Exception) -> Answer:
    made = reading if isinstance(reading, Exception) else _tried(partial(sound, reading))
    if isinstance(made, Exception):
        return failed(item, options, made, document.id)
    if any(problem.message.partition(":")[0].endswith("MemoryError") for problem in made.problems):
        raise MemoryError  # a layer that ran short of memory has failed for a reason that lies outside the document
    return _read(item, options, made)


def read(document: Document) -> Reading:
    """Run a document through all layers, and leave the parse behind."""
    from allegedly.reading.pipeline import read_document

    return replace(read_document(document), parse=None)


def _function(name: str) -> Callable[[Document], Reading]:
    """Return the function of that name."""
    module, _, function = name.partition(":")
    found: Callable[[Document], Reading] = getattr(import_module(module), function)
    return found


def failed(item: Input | Failure, options: Options, error: Exception, document: str | None = None) -> Answer:
    """Return the answer of an input that could not be read."""
    origin = storable(item.origin)
    row = (origin, document, type(error).__name__, storable(str(error)))
    return Answer(digest(item, options), origin, document, UNKNOWN, None, {"errors": [row]})


def _read(item: Input | Failure, options: Options, reading: Reading) -> Answer:
    document = reading.document
    report = lineage(document)
    head = (*document_values(document), report, None)
    rows: dict[str, Sequence[tuple[Any, ...]]] = {"documents": [head]}
    for table, values in record_rows(reading).items():
        order = _order(table)
        rows[table] = values if order is None else [tuple(row[place] for place in order) for row in values]
    fields = dict(zip(DOCUMENT_FIELDS, document_values(document), strict=True))
    return Answer(
        input=digest(item, options),
        origin=storable(item.origin),
        document=document.id,
        month=month_of(document.published),
        rank=rank(fields),
        rows=rows,
        lineage=report,
        published=document.published,
        characters=len(document.text),
    )


def rank(head: Mapping[str, Any]) -> str:
    """Return the rank of a document among those of the same id, of its row: the first by origin, then by its fields.

    The id covers text, URL and outlet, so only the others can differ.
    """
    names = ("origin", "published", "title", "deck", "author", "language", "published_from")
    return json.dumps([head[name] or "" for name in names], ensure_ascii=False)


def _order(table: str) -> tuple[int, ...] | None:
    """Return at which place of a row the ledger's writer puts each column, None where all are in order."""
    if table not in ORDERS:
        return None
    written = [name.strip(' "') for name in ORDERS[table].strip("()").split(",")]
    return tuple(written.index(column.name) for column in schema()[table].columns)


def to_arrow(answers: Sequence[Answer]) -> pa.RecordBatch:
    """Return the answers as Arrow, one row each."""
    heads = [pa.array([getattr(one, field.name) for one in answers], field.type) for field in HEAD]
    lists = [_lists(name, [one.rows.get(name, ()) for one in answers]) for name in READ]
    return pa.RecordBatch.from_arrays([*heads, *lists], schema=answer_schema())


def _lists(table: str, rows: Sequence[Sequence[tuple[Any, ...]]]) -> pa.Array:
    kind = struct(table)
    offsets = pa.array([0, *accumulate(map(len, rows))], pa.int32())
    flat = [row for some in rows for row in some]
    columns = zip(*flat, strict=True) if flat else ((),) * kind.num_fields
    arrays = [_array(values, field.type) for values, field in zip(columns, kind, strict=True)]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=list(kind)))


def _array(values: Sequence[Any], kind: Any) -> pa.Array:
    if kind == pa.int64():
        values = [value if value is None else int(value) for value in values]  # what is true or false is 1 or 0
    return pa.array(values, kind)

"""The pure function: a batch of inputs to a batch of answers."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from allegedly.errors import Unreadable
from allegedly.lake.batch import Answer, Options, answers, digest, from_row, read_batch, read_inputs, to_arrow, to_row
from allegedly.lake.schema import READ, UNKNOWN, answer_schema, arrow_schema, input_schema, month_of, schema
from allegedly.ledger.loading import from_rows
from allegedly.records import Document, Reading
from allegedly.sources import Failure, Input
from tests.lake import archive
from tests.readings import reading


def item(number: int) -> Input:
    return Input(f"/archive/a.jsonl:{number}", "record", json.dumps(archive.report(number)).encode())


GONE = Failure("/archive/gone.txt", Unreadable("it is gone"))


def test_one_row_an_input_whatever_becomes_of_it() -> None:
    items: list[Input | Failure] = [item(1), Input("b.txt", "text", b" \n"), GONE, item(2)]
    answers = read_inputs(items, archive.OPTIONS)
    assert answers.schema == answer_schema()
    assert answers.column("origin").to_pylist() == [one.origin for one in items]
    assert [len(rows) for rows in answers.column("documents").to_pylist()] == [1, 0, 0, 1]
    errors = [row for rows in answers.column("errors").to_pylist() for row in rows]
    assert [row["error"] for row in errors] == ["EmptyDocument", "Unreadable"]
    assert answers.column("month").to_pylist() == ["2021-10", UNKNOWN, UNKNOWN, "2021-11"]


def test_an_answer_does_not_depend_on_its_batch() -> None:
    items = [item(number) for number in range(7)]
    together = read_inputs(items, archive.OPTIONS).to_pylist()
    alone = [row for one in items for row in read_inputs([one], archive.OPTIONS).to_pylist()]
    assert together == alone


def test_inputs_go_through_arrow_and_back() -> None:
    items: list[Input | Failure] = [item(1), GONE, Input("c.html", "html", b"\xff\x00")]
    columns = [list(column) for column in zip(*map(to_row, items), strict=True)]
    batch = pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, input_schema(), strict=True)],
        schema=input_schema(),
    )
    back = [from_row(*row.values()) for row in batch.to_pylist()]
    assert [to_row(one) for one in back] == [to_row(one) for one in items]
    assert read_batch(batch, archive.OPTIONS).equals(read_inputs(items, archive.OPTIONS))


def made_by_hand(document: Document) -> Reading:
    return reading(published=document.published)


def test_a_reading_comes_back_from_its_rows() -> None:
    options = Options(read=f"{__name__}:made_by_hand")
    [found] = answers([Input("a.txt", "text", b"Some words\n\nand more of them.")], options)
    row = to_arrow([found]).to_pylist()[0]
    expected = reading(published=None)
    [head] = row["documents"]
    names = Document.__dataclass_fields__
    back = from_rows(Document(**{name: head[name] for name in names}), lambda table: row[table])
    assert back == expected
    assert row["rank"].startswith('["')


def test_what_an_input_is_called_covers_all_that_decides_about_it() -> None:
    one = item(1)
    others = [
        digest(Input("else", one.kind, one.data), Options()),
        digest(Input(one.origin, "text", one.data), Options()),
        digest(Input(one.origin, one.kind, one.data + b" "), Options()),
        digest(one, Options(published="2020-01-01")),
        digest(one, Options(language="en")),
        digest(GONE, Options()),
    ]
    assert len({digest(one, Options()), *others}) == 7
    assert digest(item(1), Options()) == digest(item(1), Options())


def test_want_of_memory_is_no_fault_of_the_document() -> None:
    with pytest.raises(MemoryError):
        answers([Input("a.txt", "text", b"one two")], Options(read=f"{__name__}:short_of_memory"))
    with pytest.raises(MemoryError):
        answers([Input("a.txt", "text", b"one two")], Options(read=f"{__name__}:layer_short_of_memory"))


def short_of_memory(document: Document) -> Reading:
    raise MemoryError


def layer_short_of_memory(document: Document) -> Reading:
    from allegedly.records import Problem

    return Reading(document, problems=(Problem("events", "_ArrayMemoryError: Unable to allocate 9 TiB"),))


def test_a_reading_that_fails_is_an_error_of_its_input() -> None:
    [found] = answers([Input("a.txt", "text", b"POISON raise\n\nand more")], archive.OPTIONS)
    assert isinstance(found, Answer)
    [(origin, document, error, message)] = found.rows["errors"]
    assert (origin, error) == ("a.txt", "Unforeseen")
    assert document
    assert "made to fail" in message


@pytest.mark.parametrize(
    ("published", "month"),
    [
        ("2022-10-15T12:34+02:00", "2022-10"), ("2022-10", "2022-10"), ("2022", UNKNOWN), (None, UNKNOWN),
        ("2022-W10", UNKNOWN),
    ],
)  # fmt: skip
def test_months(published: str | None, month: str) -> None:
    assert month_of(published) == month


def test_the_tables_are_the_ledgers_without_what_only_one_file_has() -> None:
    assert {"number", "terms", "at", "read_at"}.isdisjoint(c.name for t in schema().values() for c in t.columns)
    assert {"documents", "claims", "errors"} <= set(READ) <= set(schema())
    assert all(field.metadata[b"description"] for name in schema() for field in arrow_schema(name))

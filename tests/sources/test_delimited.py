import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import BadRecord, NotText
from allegedly.sources import Failure, Input, delimited, find, load

SAID = "The mayor said on Monday that the port was shut."


def rows(table: bytes) -> list[tuple[int, object]]:
    stream = io.BytesIO(table)
    found = delimited.rows(stream, stream.readline())
    return [(line, json.loads(row) if isinstance(row, bytes) else row) for line, row in found]


def test_a_row_is_a_document_with_what_its_columns_say(tmp_path: Path) -> None:
    table = tmp_path / "reports.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [["URL", "Text", "note", "published"], ["https://a.example/1", f"{SAID}\n\n{SAID}", "x", "2022-10-17"]]
        )
    [item] = find([str(tmp_path)])
    assert isinstance(item, Input)
    assert item.origin == f"{table}:4"
    document = load(item)
    assert (document.url, document.published, document.text) == (
        "https://a.example/1",
        "2022-10-17",
        f"{SAID}\n\n{SAID}",
    )


def test_what_spreadsheets_write_is_read() -> None:
    assert rows(b"\xef\xbb\xbftext;outlet\r\nShut;Caf\xe9\r\n;;\r\n") == [(2, {"text": "Shut", "outlet": "Café"})]
    assert rows("html\turl\n<p>é</p>\tx\n".encode()) == [(2, {"html": "<p>é</p>", "url": "x"})]


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (b"url,title\nhttps://a.example,x\n", BadRecord),
        (b'text,url\n"never closed,x\n', BadRecord),
        ("text,url\na,b\n".encode("utf-16"), NotText),
        (b"", BadRecord),
    ],
)
def test_what_is_no_such_table_says_so(tmp_path: Path, table: bytes, error: type[Exception]) -> None:
    (tmp_path / "t.csv").write_bytes(table)
    [failure] = find([str(tmp_path / "t.csv")])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, error)


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")), max_size=4))
def test_texts_come_out_as_they_went_in(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([["text", "other"], *([text, "x"] for text in texts)])
    found = [row["text"] for _, row in rows(file.getvalue().encode()) if isinstance(row, dict)]
    assert found == [text for text in texts if text.strip()]

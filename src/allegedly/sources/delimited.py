"""CSV and TSV: one document a row, in columns that are named as the fields of JSONL are.

The form is that of RFC 4180 and of spreadsheets: a byte order mark, semicolons, line breaks within quotation marks.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import BinaryIO

from allegedly.errors import BadRecord, DocumentError, NotText, TooLong
from allegedly.sources.jsonl import FIELDS, MOST_BYTES

DELIMITERS = ",;\t|"
_MARK = "\ufeff"


def rows(stream: BinaryIO, first: bytes) -> Iterator[tuple[int, bytes | DocumentError]]:
    """Yield the rows behind the heading with the line on which each ends: as records of JSONL, or what is wrong.

    `first` is the stream's first line, which has been read already. Columns are found by their names, in any case of
    letters; others are passed over. Bytes are UTF-8, else windows-1252. A table that breaks off in the middle, or has
    neither a column `text` nor `html`, ends in an error.
    """
    csv.field_size_limit(MOST_BYTES)
    delimiter = max(DELIMITERS, key=lambda one: first.count(one.encode()))
    reader = csv.reader(_lines(stream, first), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lstrip(_MARK).casefold() for name in next(reader, [])]
        if not {"text", "html"} & set(names):
            listed = ", ".join(name for name in names if name)[:200] or "no names"
            yield 1, BadRecord(f"no column is named 'text' or 'html', but {listed}; rename the one with the reports")
            return
        for row in reader:
            known = {name: value for name, value in zip(names, row, strict=False) if name in FIELDS and value.strip()}
            if known:
                yield reader.line_num, json.dumps(known).encode()
    except csv.Error as error:
        yield reader.line_num, BadRecord(f"the table is broken here ({error}); save it again as CSV")
    except DocumentError as error:
        yield reader.line_num + 1, error


def _lines(stream: BinaryIO, line: bytes) -> Iterator[str]:
    while line:
        if len(line) > MOST_BYTES:
            raise TooLong(f"the line has more than {MOST_BYTES:,} bytes; split it into its reports")
        yield _decoded(line)
        line = stream.readline(MOST_BYTES + 1)


def _decoded(line: bytes) -> str:
    if b"\0" in line:
        raise NotText("the table is in UTF-16, or no text; save it as CSV in UTF-8")
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")

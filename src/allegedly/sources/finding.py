"""Where documents are found: files, folders, patterns, standard input, and the lines of JSONL files and tables."""

from __future__ import annotations

import glob
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from allegedly.errors import DocumentError, TooLong, Unreadable
from allegedly.sources import delimited, html, jsonl, mhtml

Kind = Literal["text", "html", "mhtml", "record"]
Form = Kind | Literal["table"]
"""The form of a file; the rows of a table are records."""
MOST_BYTES = max(html.MOST_BYTES, jsonl.MOST_BYTES, mhtml.MOST_BYTES)
"""A larger file is refused unread, but for JSONL and tables, of which only the lines have a limit."""
SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".mhtml": "mhtml", ".mht": "mhtml", ".jsonl": "record", ".ndjson": "record", ".csv": "table", ".tsv": "table",
}  # fmt: skip
"""What is read in a folder, and as what; a file that is named itself may have any name."""
ARCHIVES = (".warc", ".warc.gz", ".wacz")
"""Web archives, which hold many pages each; these are told by their names alone."""


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one document before they are decoded; `origin` is a path, "-", or either with a line number."""

    origin: str
    kind: Kind
    data: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be opened, and why."""

    origin: str
    error: DocumentError


def find(paths: Sequence[str]) -> Iterator[Input | Failure]:
    """Yield the documents at these paths, in their order and, within a folder or pattern, sorted.

    A folder is searched to the bottom for the names in `SUFFIXES`, hidden ones left out; "-" is standard input. JSONL
    and tables are streamed, one input a line or row. Nothing raises: what cannot be opened is a `Failure`, and the rest
    goes on.
    """
    for path in paths:
        if path == "-":
            yield from read_stream("-", sys.stdin.buffer, None)
            continue
        files = _expand(path)
        if not files:
            yield Failure(path, Unreadable(_why_nothing(path)))
        for file in files:
            yield from _open(file)


def _expand(path: str) -> list[Path]:
    """Return the files that a path stands for."""
    try:
        place = Path(path)
        if place.is_dir():
            return sorted(file for file in _visible(place) if _is_wanted(file))
        if place.exists():
            return [place]
        named = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207 (a pattern may be absolute)
        return [file for name in named for file in (_expand(name) if Path(name).is_dir() else [Path(name)])]
    except (OSError, ValueError):
        return []


def left_out(paths: Sequence[str]) -> Counter[str]:
    """Return how many files of folders among the paths are not read for their names, by the endings of these.

    Hidden files are not counted.
    """
    counts: Counter[str] = Counter()
    for path in paths:
        try:
            place = Path(path)
            if path != "-" and place.is_dir():
                unwanted = (file for file in _visible(place) if not _is_wanted(file))
                counts.update(file.suffix.lower() or "without an ending" for file in unwanted)
        except (OSError, ValueError):
            continue
    return counts


def is_archive(name: str) -> bool:
    """Say whether a file of this name is a web archive."""
    return name.lower().endswith(ARCHIVES)


def _visible(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, hidden ones left out."""
    for file in folder.rglob("*"):
        if not any(part.startswith(".") for part in file.relative_to(folder).parts) and file.is_file():
            yield file


def _is_wanted(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES or is_archive(file.name)


def _why_nothing(path: str) -> str:
    try:
        if Path(path).is_dir():
            return f"the folder holds no {', '.join((*SUFFIXES, *ARCHIVES))}; name its files if they are reports"
    except (OSError, ValueError):
        pass
    return "there is no such file, folder or pattern; check the path"


def _open(file: Path) -> Iterator[Input | Failure]:
    try:
        if is_archive(file.name):
            from allegedly.sources.warc import pages  # few inputs are archives

            yield from archived(pages(file))
            return
        kind = SUFFIXES.get(file.suffix.lower())
        size = file.stat().st_size
        if kind not in {"record", "table"} and size > MOST_BYTES:
            error = TooLong(f"the file has {size:,} bytes and the limit is {MOST_BYTES:,}; split it into its reports")
            yield Failure(str(file), error)
            return
        with file.open("rb") as stream:
            yield from read_stream(str(file), stream, kind)
    except OSError as error:
        yield Failure(str(file), Unreadable(f"the file cannot be read ({error.strerror}); check it and its rights"))


def archived(found: Iterable[tuple[str, bytes | DocumentError]]) -> Iterator[Input | Failure]:
    """Yield the pages of a web archive (`warc.pages`) as inputs."""
    for where, page in found:
        yield Input(where, "record", page) if isinstance(page, bytes) else Failure(where, page)


def read_stream(origin: str, stream: BinaryIO, kind: Form | None) -> Iterator[Input | Failure]:
    """Yield what one open file or pipe holds; its kind is told from its beginning where None is given.

    Raises what reading the stream raises.
    """
    first = stream.readline(MOST_BYTES + 1)
    named, kind = kind, kind or sniff(first)
    if kind == "record":
        yield from _lines(origin, stream, first)
        return
    if kind == "table":
        for line, row in delimited.rows(stream, first):
            where = f"{origin}:{line}"
            yield Input(where, "record", row) if isinstance(row, bytes) else Failure(where, row)
        return
    data = first + stream.read(max(0, MOST_BYTES + 1 - len(first)))
    if len(data) > MOST_BYTES:
        yield Failure(origin, TooLong(f"there are more than {MOST_BYTES:,} bytes; split them into their reports"))
    else:
        yield Input(origin, kind if named and not mhtml.is_saved(data) else sniff(data), data)


def _lines(origin: str, stream: BinaryIO, line: bytes) -> Iterator[Input | Failure]:
    """Yield the lines of a JSONL file; of one that is too long, only that it is."""
    most, number = jsonl.MOST_BYTES, 0
    while line:
        number += 1
        where = f"{origin}:{number}"
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = stream.readline(most)
            yield Failure(where, TooLong(f"the line has more than {most:,} bytes; split it into its reports"))
        elif line.strip():
            yield Input(where, "record", line)
        line = stream.readline(most + 1)


def sniff(data: bytes) -> Kind:
    """Return the format that bytes without a name have, told from their beginning."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(rb"<(?:!doctype|html|head|body|\?xml|!--|meta|div|article|p|h1)\b|<!--", start, re.IGNORECASE):
        return "html"
    if mhtml.is_saved(start):
        return "mhtml"
    return "record" if re.match(rb'\{\s*"', start) else "text"

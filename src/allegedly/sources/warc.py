"""Web archives: WARC files (ISO 28500), packed or not, and WACZ, which are ZIP files that hold some.

Read as a stream by warcio, one record at a time, and never unpacked to disk. A record that is broken, or holds more
than is read, costs itself alone: reading goes on where the next one begins. Of the records only the pages count that
were answered well (`response` with status 200, and `resource`), HTML or plain text.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from allegedly.errors import BadArchive, DocumentError, TooLong
from allegedly.sources.encoding import decode

MOST_BYTES = 10_000_000
"""Of a larger page, unpacked, nothing is read."""
MOST_FILES = 10_000
"""WARC files of one WACZ at most."""
WORST_RATIO = 100
"""A WARC that is packed once more in the ZIP, and so much smaller there, is no archive of pages (they are stored)."""
WINDOW = 1 << 20
_BROKEN = (
    ArchiveLoadFailed, zlib.error, zipfile.BadZipFile, EOFError, ValueError, OSError, AttributeError, IndexError,
    KeyError, TypeError, NotImplementedError,
)  # fmt: skip
"""What warcio and zipfile raise for broken records."""
_BEGINS = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/[01]\.\d+\r?\n")
_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}

Found = bytes | DocumentError


def pages(path: Path) -> Iterator[tuple[str, Found]]:
    """Yield the pages of an archive: where each is ("x.warc.gz:17", the record's number), and its line of JSONL.

    The line has `html` or `text`, `url`, and `archived`, when the page was fetched. A record that cannot be read yields
    its error instead. Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as stream:
        yield from opened(str(path), stream)


def opened(origin: str, stream: BinaryIO) -> Iterator[tuple[str, Found]]:
    """Yield the same of an archive that is open, and can be sought in; `origin` is its path or URL."""
    return (_members if origin.lower().endswith(".wacz") else _numbered)(origin, stream)


def _members(origin: str, stream: BinaryIO) -> Iterator[tuple[str, Found]]:
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN as error:
        yield origin, BadArchive(f"this is no WACZ ({_said(error)}); name it as what it is")
        return
    with archive:
        names = [one for one in archive.infolist() if re.search(r"(^|/)archive/.*\.warc(\.gz)?$", one.filename)]
        if not names:
            yield origin, BadArchive("there is no WARC in this WACZ; a WACZ has them in its folder archive/")
        for member in names[:MOST_FILES]:
            where = f"{origin}/{member.filename.rpartition('/')[2][:100]}"
            if member.file_size > WORST_RATIO * max(member.compress_size, 1):
                yield where, BadArchive("it is packed far too small for an archive of pages, and is not unpacked")
                continue
            try:
                with archive.open(member) as inner:
                    yield from _numbered(where, inner)  # type: ignore[arg-type]
            except _BROKEN as error:
                yield where, BadArchive(f"it cannot be unpacked ({_said(error)}); make the archive anew")
            except RuntimeError as error:  # it wants a password
                yield where, BadArchive(f"it cannot be unpacked ({_said(error)})")


def _numbered(origin: str, stream: BinaryIO) -> Iterator[tuple[str, Found]]:
    number = 0
    for found in _found(stream):
        number += 1
        if found is not None:
            yield f"{origin}:{number}", found
    if not number:
        yield origin, BadArchive("there is no record in it; check that it is a WARC file")


def _found(stream: BinaryIO) -> Iterator[Found | None]:
    """Yield what each record holds, None for one that is no page; several broken stretches in a row are one."""
    start: int | None = 0
    is_lost = False
    while start is not None:
        stream.seek(start)
        begun = start
        try:
            records = ArchiveIterator(stream)
            while True:
                record = _quietly(records)
                if record is None and is_lost:
                    break  # what is broken may look like the end
                if record is None:
                    return
                if record.rec_headers.get_header("WARC-Type") is None:
                    raise ArchiveLoadFailed("it has no type")
                begun = records.offset
                found = _page(record)
                is_lost = False
                yield found
                if isinstance(found, TooLong):
                    break  # the rest of it may unfold without end
        except _BROKEN as error:
            if not is_lost:
                yield BadArchive(f"the record is broken ({_said(error)}); the others are read")
            is_lost = True
        start = _next(stream, begun + 1)


def _quietly(records: Any) -> Any:
    """Return the next record, None at the end; warcio prints what it stumbles over, which is not for our users."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _next(stream: BinaryIO, start: int) -> int | None:
    """Return where the next record may begin, None if there is none any more."""
    stream.seek(start)
    before = b""
    while chunk := stream.read(WINDOW):
        held = before + chunk
        match = _BEGINS.search(held)
        if match is not None:
            return start - len(before) + match.start()
        start += len(chunk)
        before = held[-20:]
    return None


def _page(record: Any) -> Found | None:
    """Return the line of JSONL that a record makes, None for one that is no page."""
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type not in {"response", "resource"} or not url.startswith(("http://", "https://")):
        return None
    headers = record.http_headers or record.rec_headers
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return None
    type_, _, parameters = str(headers.get_header("Content-Type") or "").partition(";")
    kind = _TYPES.get(type_.strip().lower())
    if kind is None:
        return None
    data = _content(record)
    if len(data) > MOST_BYTES:
        return TooLong(f"the page has more than {MOST_BYTES:,} bytes; save the report alone")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", parameters, re.IGNORECASE)
    try:
        text = decode(data, charset[1] if charset else None)
    except DocumentError as error:
        return error
    archived = record.rec_headers.get_header("WARC-Date")
    return json.dumps({kind: text, "url": url, "archived": archived}).encode()


def _content(record: Any) -> bytes:
    """Return the page's bytes, one more than are allowed at most; warcio undoes chunks and content codings."""
    stream, data = record.content_stream(), bytearray()
    while len(data) <= MOST_BYTES and (chunk := stream.read(65_536)):
        data += chunk
    return bytes(data)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__

"""Where the documents of an archive are found: files, folders and patterns, here or by URL, and lists of these.

Nothing is held of an archive but where it is being read: folders are gone through one at a time, files of many reports
as streams. What cannot be opened is a Failure, and the rest goes on.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from allegedly.errors import Unreadable, UsageError
from allegedly.lake.folder import filesystem
from allegedly.sources.finding import SUFFIXES, Failure, Input, archived, is_archive, read_stream
from allegedly.sources.jsonl import FIELDS
from allegedly.sources.warc import opened

LIST = "@"
"""What stands before the path of a file that lists inputs, one a line."""
PARQUET = ".parquet"
DECOMPRESSORS: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open,
}  # fmt: skip
ROWS = 64
"""Rows of a Parquet file that are taken at once."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path (absolute) or URL, and its bytes."""

    url: str
    size: int


@dataclass(slots=True)
class Progress:
    """How many bytes of the sources have been gone through."""

    done: int = 0
    _stream: BinaryIO | None = field(default=None, repr=False)

    @property
    def bytes(self) -> int:
        """The bytes of all sources that are done, and of the one that is being read as far as it has been."""
        try:
            return self.done + (self._stream.tell() if self._stream is not None else 0)
        except ValueError:  # closed meanwhile
            return self.done

    @contextmanager
    def within(self, source: Source, stream: BinaryIO) -> Iterator[None]:
        """Count the stream's position for as long as the source is being read."""
        self._stream = stream
        try:
            yield
        finally:
            self._stream = None


def find(paths: Sequence[str], progress: Progress | None = None) -> Iterator[Input | Failure]:
    """Yield the documents of all sources at these paths."""
    progress = progress or Progress()
    for source in sources(paths):
        if isinstance(source, Failure):
            yield source
        else:
            yield from read_source(source, progress)
            progress.done += source.size


def sources(paths: Sequence[str]) -> Iterator[Source | Failure]:
    """Yield the files at these paths, in their order and, within a folder or pattern, by name.

    A path or URL may be a file, a folder, which is gone through to the bottom for the names that are known (hidden
    ones left out), a pattern, or "@" and the path of a file that lists such, one a line. Raises UsageError for standard
    input, which cannot be gone through again.
    """
    for path in paths:
        if path == "-":
            raise UsageError("an archive cannot come from standard input; name files, folders or URLs")
        if path.startswith(LIST):
            yield from _listed(path.removeprefix(LIST))
            continue
        nothing = True
        try:
            for found in _at(path):
                nothing = False
                yield found
        except OSError as error:
            nothing = False
            yield Failure(path, Unreadable(f"it cannot be looked through ({error}); check it and your rights"))
        if nothing:
            yield Failure(path, Unreadable("there is no such file or pattern, or no reports in it; check the path"))


def _listed(path: str) -> Iterator[Source | Failure]:
    files, inside = filesystem(path)
    try:
        with files.open(inside, "rb") as raw, _decompressed(path, raw) as lines:
            for line in lines:
                named = line.decode("utf-8", "replace").strip()
                if named and not named.startswith("#"):
                    yield from sources([named.removeprefix(LIST)])
    except _BROKEN as error:
        yield Failure(path, Unreadable(f"the list cannot be read ({error}); check it and your rights"))


def _at(path: str) -> Iterator[Source]:
    """Yield the files that one path stands for."""
    if "://" not in path:
        path = str(Path(path).absolute())
    files, inside = filesystem(path)
    is_remote = "://" in path
    if not is_remote and Path(inside).is_dir():
        yield from _tree(inside)
    elif not is_remote and Path(inside).is_file():
        yield Source(inside, Path(inside).stat().st_size)
    else:
        found = files.glob(inside, detail=True) if _is_pattern(inside) else files.find(inside, detail=True)
        for name, about in sorted(found.items()):
            if about["type"] == "directory":
                yield from _at(files.unstrip_protocol(name) if is_remote else name)
            elif name == inside or _is_pattern(inside) or _is_wanted(name.removeprefix(inside)):
                yield Source(files.unstrip_protocol(name) if is_remote else name, about["size"] or 0)


def _tree(folder: str) -> Iterator[Source]:
    """Yield the files under a folder, one folder at a time."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _tree(entry.path)
        elif _is_wanted(entry.name) and entry.is_file():
            yield Source(entry.path, entry.stat().st_size)


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _is_wanted(path: str) -> bool:
    """Say whether a file of a folder, by its path in that, is one of those that are read."""
    names = PurePosixPath(path)
    known = _suffix(path) in SUFFIXES or _suffix(path) == PARQUET or is_archive(path)
    return known and not any(part.startswith(".") for part in names.parts)


def _suffix(path: str) -> str:
    """Return the ending that says what a file holds, whatever it is packed with."""
    suffixes = PurePosixPath(path.lower()).suffixes
    while suffixes and suffixes[-1] in DECOMPRESSORS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)


def read_source(source: Source, progress: Progress | None = None) -> Iterator[Input | Failure]:
    """Yield the documents of one file; of one that breaks off, those before, and a Failure."""
    progress = progress or Progress()
    try:
        files, inside = filesystem(source.url)
        with files.open(inside, "rb") as raw, progress.within(source, raw):
            if _suffix(source.url) == PARQUET:
                yield from _rows(source.url, raw)
                return
            if is_archive(source.url):
                yield from archived(opened(source.url, raw))
                return
            with _decompressed(source.url, raw) as stream:
                yield from read_stream(source.url, stream, SUFFIXES.get(_suffix(source.url)))
    except _BROKEN as error:
        yield Failure(source.url, Unreadable(f"the file cannot be read to its end ({error}); check it and your rights"))


def _decompressed(path: str, raw: BinaryIO) -> Any:
    unpack = DECOMPRESSORS.get(PurePosixPath(path.lower()).suffix)
    return unpack(raw) if unpack else raw


def _rows(origin: str, raw: BinaryIO) -> Iterator[Input | Failure]:
    """Yield the rows of a Parquet file as those of JSONL: the columns that are called as its fields."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        file: Any = parquet.ParquetFile(raw)
        columns = [name for name in file.schema_arrow.names if name in FIELDS]
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                record = {name: value for name, value in row.items() if value is not None}
                yield Input(f"{origin}:{number}", "record", json.dumps(record, default=_told).encode())
    except pa.ArrowException as error:
        yield Failure(origin, Unreadable(f"it is no Parquet file, or a damaged one ({error}); check it"))


def _told(value: object) -> str:
    """Return a value that JSON has no form for as text; a time in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else str(value)

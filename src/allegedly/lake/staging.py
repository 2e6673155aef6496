"""The work folder: answers that are not in the lake yet, a file a batch, so that a run that was cut off goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

import pyarrow as pa

from allegedly.errors import LakeError
from allegedly.lake.folder import PART, write_whole
from allegedly.lake.schema import answer_schema

SPARK = "spark"
"""The folder of the work folder where Spark keeps answers and tables until they are in the lake."""
_SUFFIX = ".arrow"
_LOCK = "lock.sqlite"


class Staging:
    """The answers to batches, by the names of the batches; only one run at a time may hold it (`held`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._answers = folder / "answers"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out as long as this lasts, and no longer, however it ends. LakeError where one is in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            raise LakeError(f"another run is writing to this lake ({self.folder}); wait until it is done") from error
        try:
            yield
        finally:
            lock.close()

    def names(self) -> set[str]:
        """Return the names of the batches that have answers."""
        return {path.stem for path in self._answers.glob(f"*{_SUFFIX}")}

    def put(self, name: str, answers: bytes) -> None:
        """Keep the answers to a batch, as `packed` gives them."""
        write_whole(self._path(name), answers)

    def answers(self, name: str, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """Return the answers to a batch, or only these columns of them."""
        with pa.OSFile(str(self._path(name))) as file:
            [batch] = read(file, columns)
        return batch

    def drop(self, names: Sequence[str]) -> None:
        """Forget the answers to these batches: they are in the lake."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def begin(self, layers: str) -> None:
        """Make ready for answers of these layers: those of others go, and what an earlier run left half done."""
        made = self.folder / "layers.json"
        if not made.exists() or made.read_text(encoding="utf-8") != layers:
            rmtree(self._answers, ignore_errors=True)
        self.clear()
        write_whole(made, layers.encode())

    def clear(self) -> None:
        """Take away all but the answers, those of Spark among them."""
        for path in self.folder.iterdir():
            if path.is_dir() and (path.name not in {self._answers.name, SPARK} or not any(path.iterdir())):
                rmtree(path)
            elif path.is_file() and path.name != _LOCK:
                path.unlink()
        for path in self._answers.glob(f"*{PART}"):
            path.unlink()

    def _path(self, name: str) -> Path:
        return self._answers / f"{name}{_SUFFIX}"


def read(file: Any, columns: Sequence[str] | None = None) -> list[pa.RecordBatch]:
    """Return the answers of an open file that `packed` made, or only these columns of them."""
    fields = None if columns is None else [answer_schema().get_field_index(one) for one in columns]
    source = pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=fields))
    return [source.get_batch(number) for number in range(source.num_record_batches)]


def packed(*answers: pa.RecordBatch) -> bytes:
    """Return answers as they are kept and sent from process to process: an Arrow file, compressed."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, answer_schema(), options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        for batch in answers:
            writer.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def unpacked(data: bytes) -> pa.RecordBatch:
    """Return the answers of bytes that `packed` gave."""
    [batch] = read(pa.BufferReader(data))
    return batch

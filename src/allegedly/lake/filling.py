"""Filling a lake: what is found at some paths is read, by the processes of this machine, and settles in the lake."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from allegedly.errors import LakeError, UsageError
from allegedly.lake import inputs, local
from allegedly.lake import manifest as manifests
from allegedly.lake.batch import Options
from allegedly.lake.batches import SIZE, Batch, batches
from allegedly.lake.folder import INPUTS, WORK, Folder, work_folder
from allegedly.lake.manifest import Manifest
from allegedly.lake.opening import Lake
from allegedly.lake.schema import READ
from allegedly.lake.settling import clean, settle
from allegedly.lake.staging import Staging
from allegedly.lake.worker import Limits
from allegedly.pace import is_fast
from allegedly.sources import Input


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is: inputs read now, inputs passed over, bytes of the sources done and in all, and seconds.

    `total` is None where it is not known; `left` estimates the seconds that are left from the bytes read so far.
    `settling` says that all is read, and goes into the lake.
    """

    read: int
    known: int
    done: int
    total: int | None
    seconds: float
    left: float | None
    settling: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What a run came to: inputs read now and passed over; documents and errors that the lake holds now, and before."""

    read: int
    known: int
    documents: int
    errors: int
    documents_before: int
    errors_before: int

    @classmethod
    def between(cls, before: Manifest, after: Manifest, *, read: int, known: int) -> Self:
        """Return what a run came to by what the lake held before and after it."""
        return cls(
            read=read,
            known=known,
            documents=after.rows("documents"),
            errors=after.rows("errors"),
            documents_before=before.rows("documents"),
            errors_before=before.rows("errors"),
        )


def fill(
    lake: str | Path,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    options: Options | None = None,
    limits: Limits | None = None,
    size: int = SIZE,
    on_progress: Callable[[State], None] | None = None,
) -> Filled:
    """Read what is found at the paths (`inputs.sources`) into the lake, which is made if there is none.

    `jobs` is the number of processes, `limits` what one document may take, `size` about how many are read together.
    What was read before, by the same layers, is passed over, in a run that was cut off, too. Raises LakeError where the
    lake is none, was read by other layers, or is being filled by another run; RunError if no worker starts; UsageError
    for fewer than one job or input a batch. KeyboardInterrupt stops the workers and comes through; the next run goes
    on.
    """
    if jobs < 1 or size < 1:
        raise UsageError(f"there are {jobs} jobs and {size} inputs a batch; give 1 or more")
    options = options or Options()
    with begun(lake, paths, fast=options.fast) as (before, staging):
        run = _Run(paths, set(before.manifest.taken) | staging.names(), on_progress)
        fresh = run.fresh(batches(inputs.find(paths, run.progress), options, size))
        local.read(fresh, staging, options, jobs=jobs, limits=limits or Limits(), on_batch=run.read)
        run.settle()
        after = settle(before.folder, staging, before.manifest.layers)
    return Filled.between(before.manifest, after, read=run.count, known=run.known)


@contextmanager
def begun(lake: str | Path, paths: Sequence[str], *, fast: bool = False) -> Iterator[tuple[Lake, Staging]]:
    """Give the lake as it is and its work folder, to a run over what is at these paths that has them for itself.

    Raises LakeError where the lake is none, was read by other layers (or fast, and this run reads thoroughly, or the
    other way round), or is being filled by another run; UsageError where it lies in what is to be read.
    """
    folder, staging = Folder(lake), Staging(work_folder(lake))
    _see_apart(folder, paths)
    with staging.held():
        yield Lake(folder, _prepared(folder, staging, _layer_versions(fast=fast))), staging


def _see_apart(folder: Folder, paths: Sequence[str]) -> None:
    """See that the lake does not lie in what is to be read; UsageError where it does."""
    for path in paths:
        if folder.local is not None and folder.local.absolute().is_relative_to(Path(path).absolute()):
            raise UsageError(f"the lake lies in {path}, which is to be read; put it elsewhere")


def _layer_versions(*, fast: bool) -> dict[str, int]:
    """Return the versions of the layers that read."""
    from allegedly.reading.pipeline import layers

    return {layer.name: layer.version for layer in layers(fast=fast)}


def _prepared(folder: Folder, staging: Staging, layers: Mapping[str, int]) -> Manifest:
    """Return the manifest of the lake; what a run that was cut off left half done is gone then."""
    found = manifests.load(folder)
    if found is None and not {*folder.top()} <= {*READ, WORK, INPUTS}:
        raise LakeError(f"{folder.url} holds something else than a lake; name another folder")
    if found is not None and found.layers and is_fast(found.layers) != is_fast(layers):
        was, now = ("fast", "without") if is_fast(found.layers) else ("thoroughly", "with")
        raise LakeError(
            f"{folder.url} was read {was}, and a lake is read one way; name another folder to read {now} --fast"
        )
    if found is not None and dict(found.layers) != dict(layers):
        raise LakeError(f"{folder.url} was read by other versions of the layers; name another folder, and read it anew")
    staging.begin(json.dumps(dict(layers), sort_keys=True))
    before = found or Manifest(layers)
    clean(folder, before)
    return before


class _Run:
    """What is known of a run, and told to whoever follows it."""

    def __init__(self, paths: Sequence[str], known: set[str], on_progress: Callable[[State], None] | None) -> None:
        self.progress = inputs.Progress()
        self.count = self.known = 0
        self._names = known
        self._told = on_progress
        self._taken = self._answered = self._passed = 0
        self._started = time.monotonic()
        self._total = None if on_progress is None else _bytes(paths)

    def fresh(self, found: Iterable[Batch]) -> Iterator[Batch]:
        """Yield the batches that have not been read."""
        for batch in found:
            self._taken += _size(batch)
            if batch.name not in self._names:
                self._names.add(batch.name)
                yield batch
                continue
            self.known += len(batch.items)
            self._answered += _size(batch)
            self._passed += _size(batch)
            self._tell()

    def read(self, batch: Batch) -> None:
        """Count a batch that has been read."""
        self.count += len(batch.items)
        self._answered += _size(batch)
        self._tell()

    def settle(self) -> None:
        """Tell that all is read."""
        self._tell(settling=True)

    def _tell(self, *, settling: bool = False) -> None:
        if self._told is None:
            return
        seconds = time.monotonic() - self._started
        # Sources are gone through ahead of what is read, and may be packed.
        done = self.progress.bytes * self._answered / (self._taken or 1)
        fresh = done * (self._answered - self._passed) / (self._answered or 1)
        left = seconds / fresh * max(0.0, self._total - done) if self._total and fresh else None
        self._told(State(self.count, self.known, round(done), self._total, seconds, left, settling))


def _size(batch: Batch) -> int:
    return sum(len(item.data) for item in batch.items if isinstance(item, Input))


def _bytes(paths: Sequence[str]) -> int:
    return sum(source.size for source in inputs.sources(paths) if isinstance(source, inputs.Source))

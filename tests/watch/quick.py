"""Work for the workers of tests: feeds are parsed and pages loaded as ever, but nothing is read of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from allegedly.errors import DocumentError
from allegedly.reading.pipeline import LAYERS
from allegedly.records import Reading
from allegedly.run.one import Failed, Read
from allegedly.sources import load
from allegedly.watch.records import Job, Page
from allegedly.watch.work import Made
from allegedly.watch.work import work as thorough

VERSIONS = tuple((layer.name, layer.version) for layer in LAYERS)


def work(job: Job, *, ledger: Path, language: str | None, link: bool = False, fast: bool = False) -> Made:
    """Do as `allegedly.watch.work` does, but for the layers."""
    if not isinstance(job, Page):
        return thorough(job, ledger=ledger, language=language, link=link, fast=fast)
    if b"deadly" in job.item.data:
        os.kill(os.getpid(), signal.SIGKILL)
    try:
        return Read(Reading(load(job.item), versions=VERSIONS))
    except DocumentError as error:
        return Failed(error)


class Pool:
    """Stands for `allegedly.run.pool.Pool`, and does the work in this process, so that no other has to start."""

    def __init__(self, work: Callable[[Job], Made], **_: object) -> None:
        self._work = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def map(self, jobs: Iterable[Job], known: Callable[[Job], Made | None]) -> Iterator[tuple[Job, Made]]:
        for job in jobs:
            answer = known(job)
            yield job, self._work(job) if answer is None else answer

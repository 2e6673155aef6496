"""Events of the reading that is written out by hand, in every form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TextIO

from allegedly.export.events import Reported, reported
from allegedly.records import Status
from tests.readings import reading


def events() -> list[Reported]:
    """Return a destruction that is alleged and denied, and a refusal in the outlet's own voice."""
    return list(reported(reading()))


def with_status(status: Status, kind: str = "ASSAULT") -> Reported:
    """Return the first event as one of that status and type."""
    first = events()[0]
    return replace(first, event=replace(first.event, type=kind, status=status))


def written(
    write: Callable[[Iterable[Reported], TextIO], int], rows: Iterable[Reported], delimiter: str
) -> list[dict[str, str]]:
    """Return the rows of what is written, by column."""
    file = io.StringIO()
    count = write(rows, file)
    found = list(csv.DictReader(io.StringIO(file.getvalue()), delimiter=delimiter, strict=True))
    assert len(found) == count
    return found

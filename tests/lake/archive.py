"""An archive of made-up reports for tests, and what is in a lake, to compare."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allegedly.lake.batch import Options
from allegedly.lake.filling import Filled, fill
from allegedly.lake.folder import Folder
from allegedly.lake.manifest import Manifest, load
from allegedly.lake.opening import open_lake
from allegedly.lake.schema import schema
from allegedly.lake.worker import Limits
from tests.lake import stand_in

OPTIONS = Options(read=stand_in.NAME)
LIMITS = Limits(seconds=60.0, megabytes=500)


def report(number: int, **fields: Any) -> dict[str, Any]:
    """Return one report of an archive: of one of seven months, a twentieth of them without a date."""
    month = number % 7 + 8
    published = None if number % 20 == 7 else f"{2021 + month // 12}-{month % 12 + 1:02}-{number % 28 + 1:02}"
    text = (
        f"Report {number}\n\nThe harbour ministry said {number} barges left Streslau. "
        f"Graustark denied {number % 7} claims about report {number}."
    )
    made = {"text": text, "published": published, "url": f"https://x.example/{number}", "outlet": f"Paper {number % 5}"}
    return made | fields


def write(path: Path, reports: Iterable[dict[str, Any]]) -> str:
    """Write the reports as JSONL, and return the path."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in reports)
    return str(path)


def filled(lake: str | Path, *paths: str, jobs: int = 1, **settings: Any) -> Filled:
    """Fill a lake with the stand-in for the reading."""
    given: dict[str, Any] = {"options": OPTIONS, "limits": LIMITS} | settings
    return fill(lake, paths, jobs=jobs, **given)


def contents(lake: str | Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the rows of all tables by month, in the order in which they lie in the files."""
    opened = open_lake(lake)
    months = {part.month for parts in opened.manifest.tables.values() for part in parts}
    tables = opened.manifest.tables
    return {
        table: {month: rows for month in sorted(months) if (rows := opened.table(table, month=month).to_pylist())}
        for table in schema()
        if table in tables
    }


def manifest(lake: str | Path) -> Manifest:
    """Return the manifest of a lake, which is there."""
    found = load(Folder(lake))
    assert found is not None
    return found

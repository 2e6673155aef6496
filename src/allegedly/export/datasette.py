"""Datasette's metadata file, which makes a ledger readable there as it is (Datasette 0.65, "Metadata").

Titles, what each table and column means, facets, units, the full-text indexes and canned queries. The words are data:
`lexicon/ledger_tables.tsv`, `lexicon/ledger_columns.tsv`, and `export/queries/`, one query a file.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

from allegedly import lexicon
from allegedly.export.lines import filled
from allegedly.export.tables.schema import described, every
from allegedly.ledger import Ledger

_FULL_TEXT = {"documents": "number", "claims": "number"}
"""Tables with a full-text index, and the column that is its rowid."""
_UNITS = {"lat": "degree", "lon": "degree"}
_HEAD = re.compile(r"^-- (title|description): (.*)\n", re.MULTILINE)


def metadata(ledger: Ledger) -> dict[str, Any]:
    """Return the metadata of a ledger, for the database name that Datasette gives its file."""
    about = {row["table"]: row for row in lexicon.table("ledger_tables")}
    names = every(ledger)
    return {
        "title": "Allegedly: a ledger of who said what about whom",
        "description": "Nothing here is a fact. Each row is what somebody says, and where a report says so.",
        "databases": {
            ledger.path.stem: {
                "tables": {name: _table(name, columns, about.get(name, {})) for name, columns in names.items()},
                "queries": queries(),
            }
        },
    }


def _table(name: str, columns: tuple[str, ...], about: dict[str, str]) -> dict[str, Any]:
    row = about.get("row")
    has_index = name in _FULL_TEXT
    return filled(
        {
            "description": f"One row is {row}." if row else None,
            "columns": filled({column: described(name, column) for column in columns}),
            "facets": [facet for facet in about.get("facets", "").split(",") if facet in columns],
            "units": {column: unit for column, unit in _UNITS.items() if column in columns},
            "label_column": about.get("label"),
            "hidden": True if about.get("working") else None,
            "fts_table": f"{name}_fts" if has_index else None,
            "fts_pk": _FULL_TEXT.get(name),
        }
    )


def queries() -> dict[str, dict[str, str]]:
    """Return the canned queries by name: SQL, title and description."""
    folder = resources.files("allegedly.export").joinpath("queries")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    found = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        found[file.name.removesuffix(".sql")] = {**dict(_HEAD.findall(text)), "sql": _HEAD.sub("", text).strip()}
    return found

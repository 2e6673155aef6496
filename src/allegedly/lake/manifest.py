"""The manifest: what is in a lake. It is written last, by one rename; what it does not name is not in the lake."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allegedly import __version__
from allegedly.errors import LakeError
from allegedly.lake.folder import Folder
from allegedly.lake.schema import LINKED, READ
from allegedly.ledger.file import VERSION

NAME = "manifest.json"
FORM = 1
"""The form of lakes; raised with what older programs could not read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file of a table: its path in the lake, the month of its rows, how many they are, and its bytes."""

    path: str
    month: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of each table, the versions of the layers that read the documents, and what has been taken in.

    `taken` are the names of batches of inputs that need not be read again, `inputs` files with the names of single
    ones.
    """

    layers: Mapping[str, int]
    tables: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    def rows(self, table: str) -> int:
        """Return the number of rows of a table."""
        return sum(part.rows for part in self.tables.get(table, ()))


def load(folder: Folder) -> Manifest | None:
    """Return the manifest of a lake, None where there is none.

    LakeError where it is not what a manifest of this version is.
    """
    if not folder.exists(NAME):
        return None
    try:
        found = json.loads(folder.read(NAME))
        if found["form"] > FORM or found["schema"] > VERSION:
            raise LakeError(f"{folder.url} was made by a later Allegedly ({found['allegedly']}); update Allegedly")
        tables = {name: tuple(Part(**part) for part in parts) for name, parts in found["tables"].items()}
        return Manifest(found["layers"], tables, tuple(found["taken"]), tuple(found["inputs"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LakeError(f"{folder.path(NAME)} is no manifest of a lake ({error!r}); name another folder") from error


def save(folder: Folder, manifest: Manifest) -> None:
    """Write the manifest, from which moment on the lake is what it says."""
    tables: dict[str, Any] = {
        name: [{"path": p.path, "month": p.month, "rows": p.rows, "bytes": p.bytes} for p in manifest.tables[name]]
        for name in (*READ, *LINKED)
        if name in manifest.tables
    }
    told = {
        "form": FORM,
        "schema": VERSION,
        "allegedly": __version__,
        "layers": dict(manifest.layers),
        "tables": tables,
        "taken": list(manifest.taken),
        "inputs": list(manifest.inputs),
    }
    folder.write(NAME, json.dumps(told, indent=1, ensure_ascii=False).encode())

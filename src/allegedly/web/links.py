"""Links as pages lead to them: the path of the page where one is shown and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from allegedly.ledger.corrections import Correction
from allegedly.ledger.link_rows import CopyRow, LinkRow, SideRow, UndertakingRow


def path(fields: Mapping[str, object]) -> str:
    """Return the path of the page of a link, of the fields that name it: its kind and both sides."""
    return f"/corrections/links?{urlencode(fields)}"


def path_of(row: LinkRow | UndertakingRow | CopyRow) -> str:
    """Return the path of the page of a link, "" for an undertaking of which nothing was reported."""
    if isinstance(row, CopyRow):
        return whole("copy", row.first, row.copy)
    if row.other is None:
        return ""
    kind = row.kind if isinstance(row, LinkRow) else "undertaking"
    return path({"kind": kind, **_side("one", row.one), **_side("other", row.other)})


def whole(kind: str, one: str, other: str) -> str:
    """Return the path of the page of a link between two whole documents, "copy" or "story"."""
    return path({"kind": kind, "one_document": one, "other_document": other})


def of_correction(made: Correction) -> str:
    """Return the path of the page of the link that a correction is about."""
    fields: dict[str, object] = {"kind": made.link or ""}
    for name, (document, span) in (("one", (made.document, made.span)), ("other", made.other or ("", made.span))):
        fields |= {f"{name}_document": document, f"{name}_start": span.start, f"{name}_end": span.end}
    return path(fields)


def _side(name: str, side: SideRow) -> dict[str, object]:
    return {f"{name}_document": side.document, f"{name}_start": side.span[0], f"{name}_end": side.span[1]}

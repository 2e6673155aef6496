"""How many stand behind a claim: its independent sources, and the reports that rest on each.

An outlet that quotes an agency that quotes a ministry is one source: a statement belongs to whom it comes from, and
whoever passed it on adds a report but no source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allegedly.linking.claims.sources import Source, independent


@dataclass(frozen=True, slots=True)
class Backing:
    """A source and the reports (document ids, sorted) that have the claim from it, or from one it may be."""

    source: Source
    reports: tuple[str, ...]


def sources_behind(told: Iterable[tuple[str, Source]]) -> tuple[Backing, ...]:
    """Return the independent sources of a claim that is told as (document, source), one report a set of copies.

    Sources that may be one count as one. The number of the backings is that of the independent reports. The order of
    `told` does not matter.
    """
    rows = sorted(set(told), key=lambda row: (row[1].key, row[0], str(row[1])))
    groups: list[list[tuple[str, Source]]] = []
    for row in rows:
        joined = [group for group in groups if any(not independent(row[1], other) for _, other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([row, *(other for group in joined for other in group)])
    found = [Backing(min(group, key=_order)[1], tuple(sorted({name for name, _ in group}))) for group in groups]
    return tuple(sorted(found, key=lambda backing: (backing.source.key, backing.reports)))


def _order(row: tuple[str, Source]) -> tuple[bool, str, str]:
    return row[1].kind == "outlet", row[1].key, row[0]

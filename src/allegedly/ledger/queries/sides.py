"""The two sides of a link, in SQL: what the queries about links have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from allegedly.errors import LedgerError
from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import SideRow
from allegedly.ledger.queries.conditions import Conditions, said_by
from allegedly.ledger.queries.verdicts import of_record, verdict_row
from allegedly.ledger.store import Ledger

_SIDE = f"""
    d{{0}}.id, d{{0}}.outlet, d{{0}}.published, r.{{0}}_claim, c{{0}}.act, c{{0}}.cue, {said_by("{0}")},
    c{{0}}.actor, s{{0}}.name, r.{{0}}_quote, r.{{0}}_start, r.{{0}}_end,
    {of_record("claim", "c{0}.document", "c{0}.id")}
"""
_WIDTH = 13
"""Columns of a side."""
_JOIN = """
    JOIN documents d{0} ON d{0}.id = r.{0}_document
    LEFT JOIN claims c{0} ON c{0}.document = r.{0}_document AND c{0}.id = r.{0}_claim
    LEFT JOIN document_actors s{0} ON s{0}.document = c{0}.document AND s{0}.actor = c{0}.actor
"""
ORDER = (
    "coalesce(done.published, '9999'), done.id, r.one_start, dother.published, dother.id, r.other_start, r.other_end"
)


class SideConditions(Conditions):
    """Conditions that one of the two sides must meet."""

    def __init__(self, ledger: Ledger, wanted: Filter, story: str | None) -> None:
        super().__init__(ledger, wanted)
        if story is not None:
            self.add("t.story = :story", story=story_id(ledger, story))
        if wanted.by is not None:
            ids = "(SELECT value FROM json_each(:by_ids))"
            self._either(
                f"c?.actor IN {ids} OR has_words(c?.source, :by) OR (c?.id IS NULL AND has_words(d?.outlet, :by))"
                + self.amended("c?", "actor", f"IN {ids}")
            )
            self.values |= {"by": wanted.by, "by_ids": self.actor_ids(wanted.by)}
        if wanted.act is not None:
            self._either("c?.act = :act" + self.amended("c?", "act", "= :act"))
            self.values["act"] = wanted.act.lower()

    def _documents(self) -> None:
        if self.wanted.document is not None:
            self._either("r.?_document = :document")
            self.values["document"] = self.ledger.document_id(self.wanted.document)
        if self.wanted.outlet is not None:
            self._either("has_words(d?.outlet, :outlet)")
            self.values["outlet"] = self.wanted.outlet

    def _either(self, condition: str) -> None:
        self.add(" OR ".join(f"({condition.replace('?', side)})" for side in ("one", "other")))


def sided(table: str, more: str) -> str:
    """Return the query for rows `r` of a table of links, with the columns `more`, both sides, and the story's `t`."""
    columns = ", ".join((f"t.story, {more}", _SIDE.format("one"), _SIDE.format("other")))
    joins = _JOIN.format("one") + _JOIN.format("other")
    return f"SELECT {columns} FROM {table} r JOIN story_documents t ON t.document = r.a {joins}"  # noqa: S608


def two_sides(values: tuple[Any, ...]) -> tuple[SideRow, SideRow]:
    """Return the sides from the last columns of such a row."""
    return side_row(values[-2 * _WIDTH : -_WIDTH]), side_row(values[-_WIDTH:])


def side_row(values: Sequence[Any]) -> SideRow:
    """Return a side from its columns."""
    *head, start, end, verdict = values
    fields: list[Any] = [*head, (start, end), verdict_row(verdict)]
    return SideRow(*fields)


def story_id(ledger: Ledger, given: str) -> str:
    """Return the story whose id begins so, or that a document is in whose id does; LedgerError if there is none."""
    document = ledger.document_id(given)
    for row in ledger.select("SELECT story FROM story_documents WHERE document = ?", document):
        return str(row["story"])
    raise LedgerError(
        f"the document {document} is in no story: it was not linked, or has a later version; `allegedly link` links"
    )


def each(conditions: Conditions, query: str, order: str = ORDER) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the query that meet the conditions, as tuples."""
    where = " AND ".join(f"({part})" for part in conditions.parts) or "1"
    full = f"{query} WHERE {where} ORDER BY {order} LIMIT :limit"
    return (tuple(row) for row in conditions.ledger.select(full, **conditions.values))

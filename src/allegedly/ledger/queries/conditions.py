"""From a `Filter` to SQL conditions: what the queries have in common.

In all of them `d` is the document, and `c` the claim asked for or the one under which a record stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.verdicts import amended
from allegedly.ledger.store import Ledger
from allegedly.lexicon import table

HEAD = "d.id AS document, d.published, d.outlet, d.url, d.title"
FIRST = "coalesce(m.first, m.last, d.published)"
LAST = "coalesce(m.last, m.first, d.published)"
_NAMED_BY = """(SELECT o.quote FROM claim_origins o
    WHERE o.document = c{0}.document AND o.claim = c{0}.id AND o.role = 'named_by' AND c{0}.source_kind = 'pronoun')"""
_VOICE = f"voice(c{{0}}.source_kind, c{{0}}.source, {_NAMED_BY}, s{{0}}.name, s{{0}}.actor, s{{0}}.kind)"
JOIN_CLAIM = """
    LEFT JOIN claims c ON c.document = r.document AND c.id = r.claim
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
"""


def said_by(side: str = "") -> str:
    """Return the column for who says the claim `c` with its source's actor `s` (`voice`), or those of a side."""
    return _VOICE.format(side)


class Conditions:
    """Conditions that all must hold, and the values that they name."""

    def __init__(self, ledger: Ledger, wanted: Filter) -> None:
        self.ledger = ledger
        self.wanted = wanted
        self._is_amended: bool | None = None
        self.parts: list[str] = []
        self.values: dict[str, Any] = {"limit": -1 if wanted.limit is None else wanted.limit}
        self._documents()

    def add(self, condition: str, **values: Any) -> None:
        """Add a condition and the values that it names."""
        self.parts.append(condition)
        self.values |= values

    def rows(self, query: str, order: str = "d.number, r.n") -> Iterator[dict[str, Any]]:
        """Yield the rows of the query that meet the conditions."""
        where = " AND ".join(f"({part})" for part in self.parts) or "1"
        full = f"{query} WHERE {where} ORDER BY {order} LIMIT :limit"
        return (dict(row) for row in self.ledger.select(full, **self.values))

    def _documents(self) -> None:
        wanted = self.wanted
        if wanted.document is not None:
            self.add("d.id = :document", document=self.ledger.document_id(wanted.document))
        elif not wanted.superseded:
            self.add("NOT EXISTS (SELECT 1 FROM documents later WHERE later.supersedes = d.id)")
        if wanted.outlet is not None:
            self.add("has_words(d.outlet, :outlet)", outlet=wanted.outlet)

    def days(self, first: str = "d.published", last: str = "d.published") -> None:
        """Take in what lies, even partly, between `since` and `until`; columns of ISO dates, times, months or years."""
        if self.wanted.since is not None:
            self.add(f"substr({last} || '-99-99', 1, 10) >= :since", since=_padded(self.wanted.since, "-01-01"))
        if self.wanted.until is not None:
            self.add(f"substr({first} || '-01-01', 1, 10) <= :until", until=_padded(self.wanted.until, "-99-99"))

    def said(self, *, by_outlet: bool = False) -> None:
        """Ask who says so, and by what act, of the claim `c`; what stands under no claim the outlet says itself."""
        wanted = self.wanted
        if wanted.by is not None:
            own = "OR (c.id IS NULL AND has_words(d.outlet, :by))" if by_outlet else ""
            source = "c.actor IN (SELECT value FROM json_each(:by_ids)) OR has_words(c.source, :by)"
            source += self.amended("c", "actor", "IN (SELECT value FROM json_each(:by_ids))")
            self.add(f"{source} {own}", by=wanted.by, by_ids=self.actor_ids(wanted.by))
        if wanted.act is not None:
            self.add("c.act = :act" + self.amended("c", "act", "= :act"), act=wanted.act.lower())

    def amended(self, table: str, field: str, condition: str, kind: str = "claim") -> str:
        """Return an alternative to what the machine read of a claim or event: that what somebody amended fits.

        That is "" in a ledger in which nothing was amended, as it has to be looked up for each record.
        """
        if self._is_amended is None:
            query = "SELECT 1 FROM verdicts WHERE verdict = 'amend' LIMIT 1"
            self._is_amended = next(self.ledger.select(query), None) is not None
        value = amended(kind, f"{table}.document", f"{table}.id", field)
        return f" OR {value} {condition}" if self._is_amended else ""

    def about(self, condition: str) -> None:
        """Ask whom it is about; the condition may name `:about` (words) and `(SELECT value FROM about)` (actor ids)."""
        if self.wanted.about is not None:
            ids = "(SELECT value FROM json_each(:about_ids))"
            self.add(
                condition.replace("(SELECT value FROM about)", ids),
                about=self.wanted.about,
                about_ids=self.actor_ids(self.wanted.about),
            )

    def country(self, condition: str) -> None:
        """Ask for the country; the condition may name `(SELECT value FROM countries)`."""
        if self.wanted.country is not None:
            codes = "(SELECT value FROM json_each(:countries))"
            self.add(condition.replace("(SELECT value FROM countries)", codes), countries=self.country_codes())

    def type(self, condition: str) -> None:
        """Ask for the type; the condition may name `:type`, which is case-folded."""
        if self.wanted.type is not None:
            self.add(condition, type=self.wanted.type.casefold())

    def actor_ids(self, who: str) -> str:
        """Return the ids (as JSON) of the actors so called: by id, by an id that theirs begins with, or by name."""
        query = """
            SELECT id FROM actors WHERE folded(id) = folded(:who) OR has_words(name, :who)
                OR substr(folded(id), 1, length(:who) + 1) = folded(:who) || '.'
        """
        return json.dumps([row["id"] for row in self.ledger.select(query, who=who)])

    def country_codes(self) -> str:
        """Return the codes (as JSON) of the country of that code or name."""
        country = self.wanted.country or ""
        query = "SELECT country FROM actors WHERE kind = 'state' AND folded(name) = folded(:name)"
        named = {row["country"] for row in self.ledger.select(query, name=country)} | {country_of(country)}
        return json.dumps(sorted({country.upper(), *filter(None, named)}))


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their names in English, in small letters."""
    rows = table("countries")
    return {name.casefold(): row["country"] for row in rows for name in (row["name"], *row["names"].split("|")) if name}


def country_of(name: str) -> str | None:
    """Return the code of the country of that name, None if none has it."""
    return _countries().get(name.strip().casefold().removeprefix("the "))


def _padded(day: str, rest: str) -> str:
    return (day + rest)[:10]


def offsets(column: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the spans by role, from a JSON list of [role, n, start, end]."""
    found: dict[str, list[tuple[int, int]]] = {}
    for role, _, start, end in sorted(json.loads(column)):
        found.setdefault(role, []).append((start, end))
    return {role: tuple(spans) for role, spans in found.items()}

"""Claims by words and by what they are, the latest read first, with counts of what there is among them.

Made for a reader who waits: it looks at no more than WINDOW claims that fit, whatever the size of the ledger. The
full-text index holds words for acts, sources, countries, outlets and months (`terms`), so that it hands out claims that
fit in all of these, newest first, and hardly any others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.queries.claim_rows import claims_numbered
from allegedly.ledger.queries.conditions import FIRST, LAST, Conditions
from allegedly.ledger.queries.hits import fts_query
from allegedly.ledger.queries.verdicts import amended, rejected
from allegedly.ledger.rows import ClaimRow
from allegedly.ledger.store import Ledger
from allegedly.ledger.terms import days_query, term

WINDOW = 1000
"""Claims that are counted at most."""
EACH = 20
"""Claims of one page."""
_NAMES = 300
"""Actors or outlets that a name may stand for at most."""

_FOUND = """
SELECT c.number, coalesce({act}, c.act) AS act, coalesce({actor}, c.actor) AS actor,
    coalesce((SELECT name FROM actors WHERE id = {actor}), s.name) AS name, s.country, d.outlet,
    substr({first}, 1, 7) AS month, c.terms,
    {gone} AS rejected
FROM {from_} JOIN documents d ON d.id = c.document
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
    LEFT JOIN moments m ON m.document = c.document AND m.id = c.moment
WHERE {where} ORDER BY {order} DESC LIMIT :limit
"""


_REJECTED = rejected("claim", "c.document", "c.id")
_INSTEAD = {field: amended("claim", "c.document", "c.id", field) for field in ("act", "actor")}


@dataclass(frozen=True, slots=True)
class Value:
    """One value among the claims found: `code` is what to ask for, `name` what to show."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of claims, what values they and the rest of the window have, and where the next page begins.

    `total` counts the claims of the window, without those that somebody rejected (`rejected` says how many); there are
    more where `many` holds.
    """

    claims: tuple[ClaimRow, ...]
    total: int
    many: bool
    facets: dict[str, tuple[Value, ...]]
    before: int | None
    rejected: int = 0


def find(ledger: Ledger, words: str, wanted: Filter, event: str | None = None, before: int | None = None) -> Found:
    """Return the claims in whose content the words stand (as in `search`) and that fit; `before` is from a page before.

    The filter's `about` takes actors by name or id, and words of the content; its limit is not used.
    """
    query = Query(ledger, words, wanted, event)
    if before is not None:
        query.conditions.add("c.number < :before", before=before)
    rows = [dict(row) for row in query.rows(WINDOW + 1)]
    window = rows[:WINDOW]
    shown = tuple(claims_numbered(ledger, [row["number"] for row in window[:EACH]]))
    further = window[EACH - 1]["number"] if len(rows) > EACH else None
    counted = [row for row in window if not row["rejected"]]
    facets = _facets(counted, _event_types(ledger))
    return Found(shown, len(counted), len(rows) > WINDOW, facets, further, len(window) - len(counted))


class Query:
    """A question to the full-text index, and the conditions that its answers must meet."""

    def __init__(self, ledger: Ledger, words: str, wanted: Filter, event: str | None) -> None:
        self.ledger = ledger
        self.wanted = wanted
        self.parts = [f"{{content}} : ({match})"] if (match := fts_query(words)) else []
        # Whom a claim is about is in the index as exactly as it can be asked for.
        self.conditions = Conditions(ledger, replace(wanted, about=None, limit=None))
        self.conditions.said()
        self.conditions.country("s.country IN (SELECT value FROM countries)")
        self.conditions.type("c.quote = :type")
        self.conditions.days(FIRST, LAST)
        self._terms(event)

    def _terms(self, event: str | None) -> None:
        wanted = self.wanted
        self._person("by", "source", wanted.by)
        self._person("about", "content", wanted.about)
        self._any("act", [wanted.act.lower()] if wanted.act else None)
        self._any("event", [event.upper()] if event else None)
        if wanted.document is not None:
            self._any("doc", [self.ledger.document_id(wanted.document)])
        if wanted.country is not None:
            self._any("in", json.loads(self.conditions.country_codes()))
        if wanted.outlet is not None:
            query = "SELECT DISTINCT outlet FROM documents WHERE has_words(outlet, ?) LIMIT ?"
            self._any("outlet", [row["outlet"] for row in self.ledger.select(query, wanted.outlet, _NAMES)])
        if wanted.since is not None or wanted.until is not None:
            self.parts.append(f"{{terms}} : ({days_query(wanted.since, wanted.until)})")

    def _person(self, kind: str, column: str, who: str | None) -> None:
        if who is None:
            return
        words = who.replace('"', " ").replace("\0", " ")
        names = [f"{{terms}} : ({_either(kind, json.loads(self.conditions.actor_ids(who))[:_NAMES])})"]
        if any(map(str.isalnum, words)):
            names.append(f'{{{column}}} : ("{words}" *)')
        self.parts.append(f"({' OR '.join(names)})")

    def _any(self, kind: str, codes: Iterable[str] | None) -> None:
        if codes is not None:
            self.parts.append(f"{{terms}} : ({_either(kind, codes)})")

    def rows(self, limit: int) -> Iterator[Any]:
        """Yield so many claims at most, the latest read first."""
        values = self.conditions.values | {"limit": limit}
        where = self.conditions.parts
        from_, order = "claims c", "c.number"
        if self.parts:
            where = ["claims_fts MATCH :query", *where]
            values["query"] = " AND ".join(self.parts)
            from_, order = "claims_fts CROSS JOIN claims c ON c.number = claims_fts.rowid", "claims_fts.rowid"
            where = [part.replace("c.number <", "claims_fts.rowid <") for part in where]
        joined = " AND ".join(f"({part})" for part in where) or "1"
        return self.ledger.select(
            _FOUND.format(first=FIRST, from_=from_, where=joined, order=order, gone=_REJECTED, **_INSTEAD), **values
        )


def _either(kind: str, codes: Iterable[str]) -> str:
    """Return a query for claims with one of the codes; with none of them where there are none."""
    return " OR ".join(f'"{term(kind, code)}"' for code in codes) or '"none"'


def _facets(window: list[dict[str, Any]], types: dict[str, str]) -> dict[str, tuple[Value, ...]]:
    names = {row["actor"]: row["name"] for row in window if row["actor"]}
    events = [types[word] for row in window for word in row["terms"].split() if word in types]
    return {
        "act": _counted(row["act"] for row in window),
        "by": tuple(
            Value(value.code, names[value.code], value.count) for value in _counted(row["actor"] for row in window)
        ),
        "country": _counted(row["country"] for row in window),
        "event": _counted(events),
        "outlet": _counted(row["outlet"] for row in window),
        "month": tuple(sorted(_counted(row["month"] for row in window), key=lambda value: value.code)),
    }


def _counted(values: Iterable[str | None], most: int = 12) -> tuple[Value, ...]:
    counts = Counter(value for value in values if value)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Value(code, code, number) for code, number in ordered[:most])


def _event_types(ledger: Ledger) -> dict[str, str]:
    """Return the PLOVER types by their words in the index."""
    from allegedly.lexicon import table

    return {term("event", row["type"]): row["type"] for row in table("plover_types")}

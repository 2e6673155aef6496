"""Which stories there are, and who tells them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from allegedly.ledger.filters import Filter
from allegedly.ledger.link_rows import StoryRow, ToldRow
from allegedly.ledger.queries.conditions import Conditions
from allegedly.ledger.queries.sides import story_id
from allegedly.ledger.queries.verdicts import rejected
from allegedly.ledger.store import Ledger

MOST_NAMED = 5
"""Places, actors and outlets of a story that a row of `stories` names at most."""

_NAMED = """
(SELECT json_group_array(name) FROM (
    SELECT {name} AS name FROM story_documents m JOIN {table} x ON x.document = m.document
    WHERE m.story = r.id AND {condition} GROUP BY {group} ORDER BY count(DISTINCT m.document) DESC, name LIMIT {most}))
"""
_STORIES = f"""
SELECT r.id, r.title, r.first, r.last,
    (SELECT count(DISTINCT report) FROM story_documents WHERE story = r.id) AS reports,
    (SELECT count(*) FROM story_documents WHERE story = r.id) AS documents,
    (SELECT json_group_array(DISTINCT d.outlet) FROM story_documents m JOIN documents d ON d.id = m.document
        WHERE m.story = r.id AND d.outlet IS NOT NULL),
    {
    _NAMED.format(
        name="x.name",
        table="places",
        condition="x.kind = 'literal' AND x.name IS NOT NULL",
        group="x.geonameid, x.name",
        most=MOST_NAMED,
    )
},
    {
    _NAMED.format(
        name="max(x.name)", table="document_actors", condition="x.kind <> 'generic'", group="x.actor", most=MOST_NAMED
    )
},
    (SELECT json_group_array(DISTINCT thing) FROM series WHERE story = r.id),
    (SELECT count(*) FROM story_documents m JOIN counted_links l ON l.a = m.document
        WHERE m.story = r.id AND l.kind IN ('denial', 'figures', 'happened')),
    (SELECT count(*) FROM story_documents m JOIN counted_undertakings u ON u.a = m.document WHERE m.story = r.id)
FROM stories r WHERE r.id IN (SELECT value FROM json_each(:chosen)) ORDER BY r.last DESC, r.id
"""  # noqa: S608 (own constants)


def stories(ledger: Ledger, wanted: Filter | None = None, reports: int = 1) -> Iterator[StoryRow]:
    """Yield the stories that so many independent reports tell or more, the latest first."""
    wanted = wanted or Filter()
    conditions = _StoryConditions(ledger, wanted)
    conditions.days("coalesce(r.first, '9999')", "coalesce(r.last, '')")
    counted = "(SELECT count(DISTINCT report) FROM story_documents WHERE story = r.id) >= :reports"
    conditions.add(counted, reports=reports)
    chosen = [row["id"] for row in conditions.rows("SELECT r.id FROM stories r", "r.last DESC, r.id")]
    for row in ledger.select(_STORIES, chosen=json.dumps(chosen)):
        *head, outlets, places, actors, things, disputes, undertakings = tuple(row)
        named = (tuple(json.loads(column)) for column in (outlets, places, actors, things))
        fields: list[Any] = [*head, *named, disputes, undertakings]
        yield StoryRow(*fields)


class _StoryConditions(Conditions):
    """Conditions that one document of a story must meet."""

    def __init__(self, ledger: Ledger, wanted: Filter) -> None:
        super().__init__(ledger, replace(wanted, document=None))
        self._member("d.id = :document", document=wanted.document and ledger.document_id(wanted.document))
        self._member("has_words(d.outlet, :outlet)", outlet=wanted.outlet)
        about = "x.actor IN (SELECT value FROM json_each(:about))"
        self._member(_WITH_ACTOR.format(about), about=wanted.about and self.actor_ids(wanted.about))
        country = wanted.country and self.country_codes()
        self._member(_WITH_ACTOR.format("x.country IN (SELECT value FROM json_each(:country))"), country=country)

    def _documents(self) -> None:
        """Linked documents are current ones, and the story is asked for by its documents."""

    def _member(self, condition: str, **value: str | None) -> None:
        if next(iter(value.values())) is not None:
            member = "SELECT 1 FROM story_documents m JOIN documents d ON d.id = m.document WHERE m.story = r.id AND"
            self.add(f"EXISTS ({member} ({condition}))", **value)


_WITH_ACTOR = "EXISTS (SELECT 1 FROM document_actors x WHERE x.document = d.id AND {})"


def story(ledger: Ledger, given: str) -> StoryRow:
    """Return one story, by the beginning of its id or of that of a document in it; LedgerError if there is none."""
    return next(stories(ledger, Filter(document=story_id(ledger, given))))


def told(ledger: Ledger, given: str) -> Iterator[ToldRow]:
    """Yield the documents of a story, earliest first, copies after the report that they are copies of."""
    gone = rejected("claim", "c.document", "c.id")
    query = f"""
        SELECT m.story, d.id, m.report, d.published, d.outlet, d.url, d.title,
            (SELECT json_group_array(agency) FROM credits WHERE document = d.id),
            (SELECT count(*) FROM claims c WHERE document = d.id AND NOT {gone})
        FROM story_documents m JOIN documents d ON d.id = m.document JOIN documents o ON o.id = m.report
        WHERE m.story = ?
        ORDER BY coalesce(o.published, '9999'), o.id, d.id <> o.id, coalesce(d.published, '9999'), d.id
    """  # noqa: S608 (own constants)
    for row in ledger.select(query, story_id(ledger, given)):
        *head, agencies, claims = tuple(row)
        fields: list[Any] = [*head, tuple(json.loads(agencies)), claims]
        yield ToldRow(*fields)

"""Which entries a subscription takes.

A statement is taken if one document's wording of it meets all conditions: it is said by the actor or about them; its
source is of the country, or its words name an actor or a place of the country; the words stand in it. Of figures, and
of what stands under no claim, the document is asked: whether it names the actor or the country, and has the words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from allegedly.digest.entries import Found, Stories, Writing
from allegedly.digest.scene import Scene
from allegedly.digest.subscriptions import Subscription
from allegedly.ledger import Filter, Ledger
from allegedly.ledger.queries.claim_rows import claim_conditions
from allegedly.ledger.queries.conditions import Conditions
from allegedly.ledger.queries.hits import fts_query

_SAID = """
SELECT c.number FROM claims c JOIN documents d ON d.id = c.document
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
"""
_OF_COUNTRY = """
SELECT c.number FROM claims c LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
    LEFT JOIN document_actors t ON t.document = c.document AND t.actor = c.target
WHERE c.number IN (SELECT value FROM json_each(:numbers)) AND (
    s.country IN (SELECT value FROM json_each(:codes)) OR t.country IN (SELECT value FROM json_each(:codes))
    OR EXISTS (
        SELECT 1 FROM claim_spans x JOIN mentions w ON w.document = x.document AND w.start >= x.start
            AND w."end" <= x."end" JOIN document_actors a ON a.document = w.document AND a.actor = w.actor
        WHERE x.document = c.document AND x.claim = c.id AND x.role = 'content'
            AND a.country IN (SELECT value FROM json_each(:codes)))
    OR EXISTS (
        SELECT 1 FROM claim_spans x JOIN places p ON p.document = x.document AND p.start >= x.start
            AND p."end" <= x."end"
        WHERE x.document = c.document AND x.claim = c.id AND x.role = 'content'
            AND p.country IN (SELECT value FROM json_each(:codes)))
)
"""
_WITH_WORDS = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?))"
_TEXTS_WITH_WORDS = """
SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?))
"""
_NAMING_ACTOR = """
SELECT DISTINCT d.number FROM documents d JOIN document_actors a ON a.document = d.id
WHERE d.number IN (SELECT value FROM json_each(:numbers)) AND a.actor IN (SELECT value FROM json_each(:ids))
"""
_NAMING_COUNTRY = """
SELECT d.number FROM documents d WHERE d.number IN (SELECT value FROM json_each(:numbers)) AND (
    EXISTS (SELECT 1 FROM document_actors a
        WHERE a.document = d.id AND a.country IN (SELECT value FROM json_each(:codes)))
    OR EXISTS (SELECT 1 FROM places p WHERE p.document = d.id AND p.country IN (SELECT value FROM json_each(:codes))))
"""


def judge(ledger: Ledger, subscription: Subscription, stories: Stories, writing: Writing) -> None:
    """Look at the entries found since the subscription was judged last, and let those that it takes wait to be told.

    One that was told to the address before, or waits for it already, is passed over; one that stands nowhere just now,
    since its document is being read anew, waits until it does.
    """
    query = "SELECT number FROM entries WHERE number > ? ORDER BY number"
    fresh = [row["number"] for row in ledger.select(query, subscription.judged)]
    if not fresh:
        return
    since = "SELECT number FROM entries WHERE number > ? AND first > ? ORDER BY number"
    news = [row["number"] for row in ledger.select(since, subscription.judged, subscription.after)]
    refused: set[int] = set()
    for told, found in stories.of(news):
        refused |= {one.number for one in found} - taken(ledger, subscription, told, found)
    with writing() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO tellings (address, entry, subscription) VALUES (?, ?, ?)",
            [(subscription.address, number, subscription.number) for number in news if number not in refused],
        )
        sets = "UPDATE subscriptions SET judged = max(judged, ?) WHERE number = ?"
        connection.execute(sets, (fresh[-1], subscription.number))


def taken(ledger: Ledger, subscription: Subscription, told: Scene, found: Sequence[Found]) -> set[int]:
    """Return the numbers of those of the entries of a story that the subscription takes."""
    if subscription.story is not None and not _is_in(ledger, subscription.story, told.story):
        return set()
    claims = {at.number for one in found for at in one.standing if at.number and one.kind == "statement"}
    documents = {at.doc.arrival for one in found for at in one.standing}
    said, texts = _claims(ledger, subscription, claims), _texts(ledger, subscription, documents)
    return {
        one.number
        for one in found
        if any(
            at.number in said if one.kind == "statement" and at.number else at.doc.arrival in texts
            for at in one.standing
        )
    }


def _is_in(ledger: Ledger, document: str, story: str) -> bool:
    """Say whether a document, or its last version, is in a story."""
    query = """
        WITH RECURSIVE line (id) AS (
            SELECT ? UNION ALL SELECT d.id FROM line JOIN documents d ON d.supersedes = line.id
        )
        SELECT 1 FROM line JOIN story_documents m ON m.document = line.id WHERE m.story = ?
    """
    return next(ledger.select(query, document, story), None) is not None


def _claims(ledger: Ledger, subscription: Subscription, numbers: set[int]) -> set[int]:
    """Return those of the claims that meet the conditions on actor, country and words."""
    kept = set(numbers)
    if subscription.actor is not None:
        spoken = set()
        for wanted in (Filter(by=subscription.actor), Filter(about=subscription.actor)):
            conditions = claim_conditions(ledger, wanted)
            conditions.add("c.number IN (SELECT value FROM json_each(:numbers))", numbers=_listed(kept))
            spoken |= {row["number"] for row in conditions.rows(_SAID, "c.number")}
        kept = spoken
    if subscription.country is not None:
        codes = _codes(ledger, subscription.country)
        kept = {row["number"] for row in ledger.select(_OF_COUNTRY, numbers=_listed(kept), codes=codes)}
    if subscription.words is not None:
        query = f"{{content source}} : ({fts_query(subscription.words)})"
        kept = {row["rowid"] for row in ledger.select(_WITH_WORDS, query, _listed(kept))}
    return kept


def _texts(ledger: Ledger, subscription: Subscription, numbers: set[int]) -> set[int]:
    """Return those of the documents, by their numbers, that meet the conditions on actor, country and words."""
    kept = set(numbers)
    if subscription.actor is not None:
        ids = Conditions(ledger, Filter()).actor_ids(subscription.actor)
        kept = {row["number"] for row in ledger.select(_NAMING_ACTOR, numbers=_listed(kept), ids=ids)}
    if subscription.country is not None:
        codes = _codes(ledger, subscription.country)
        kept = {row["number"] for row in ledger.select(_NAMING_COUNTRY, numbers=_listed(kept), codes=codes)}
    if subscription.words is not None:
        query = fts_query(subscription.words)
        kept = {row["rowid"] for row in ledger.select(_TEXTS_WITH_WORDS, query, _listed(kept))}
    return kept


def _codes(ledger: Ledger, country: str) -> str:
    return Conditions(ledger, Filter(country=country)).country_codes()


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))

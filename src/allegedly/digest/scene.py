"""What stands in a story now: its documents, what is said in them, its figures, and the links between them.

Earlier versions of documents are taken in, as what they said is no news in a later one. What people rejected is left
out, and what they amended is as they have it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from allegedly.ledger import Ledger
from allegedly.ledger.queries.conditions import said_by
from allegedly.ledger.rows import JOINT

MOST = 1000
"""Documents of a story that are looked at, the latest to arrive; hardly a story has more."""

Place = tuple[str, int, int]
"""Where something stands: document, start, end (code points of its text, end exclusive)."""
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doc:
    """A document of the story, or an earlier version of one: `current` is its last version.

    `arrival` is its number in the ledger, `report` the document that stands for the copies of the last version.
    """

    id: str
    arrival: int
    current: str
    report: str
    outlet: str | None
    published: str | None
    url: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says at one place: a claim, or (`claim` is None) a denial that is read in the outlet's words.

    `number` is the claim's row. `speaker` is None where the outlet speaks, "" where nobody is
    named; `cue` are the words for saying it; `contents` are the spans of what is said.
    """

    doc: Doc
    place: Place
    quote: str
    claim: str | None
    number: int
    act: str
    cue: str
    actor: str | None
    speaker: str | None
    source: str
    content: str
    contents: tuple[Offsets, ...]
    answers: str | None

    @property
    def said(self) -> int:
        """Where what is said begins."""
        return self.contents[0][0] if self.contents else self.place[1]


@dataclass(frozen=True, slots=True)
class Value:
    """A document's value for a thing that is counted; `number` is the row of the claim that gives it, 0 for none."""

    doc: Doc
    place: Place
    quote: str
    thing: str
    low: float | None
    high: float | None
    number: int
    speaker: str | None

    @property
    def said(self) -> int:
        """Where the figure begins."""
        return self.place[1]


@dataclass(frozen=True, slots=True)
class Link:
    """Two sides of a link: places of words, and the statements (in `Scene.statements`) that they are of."""

    kind: str
    one: Place
    other: Place
    one_statement: int | None
    other_statement: int | None
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """A story; statements and values come in the order in which their documents arrived."""

    story: str
    docs: Mapping[str, Doc]
    statements: Sequence[Statement]
    values: Sequence[Value]
    links: Sequence[Link]


_DOCUMENTS = """
WITH RECURSIVE line (id, current) AS (
    SELECT * FROM (
        SELECT m.document, m.document FROM story_documents m JOIN documents d ON d.id = m.document
        WHERE m.story = :story ORDER BY d.number DESC LIMIT :most
    )
    UNION ALL
    SELECT d.supersedes, line.current FROM line JOIN documents d ON d.id = line.id WHERE d.supersedes IS NOT NULL
)
SELECT d.id, d.number AS arrival, line.current, m.report, d.outlet, d.published, d.url, d.title
FROM line JOIN documents d ON d.id = line.id JOIN story_documents m ON m.document = line.current ORDER BY d.number
"""
_CLAIMS = f"""
SELECT c.number, c.document, c.id, c.act, c.cue, c.actor, {said_by()} AS speaker, c.source, c.content, c.answers
FROM claims c LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
WHERE c.document IN (SELECT value FROM json_each(?)) ORDER BY c.document, c.n
"""  # noqa: S608 (own constants)
_VERDICTS = """
SELECT v.document, v.record, v.verdict, c.amended FROM verdicts v JOIN corrections c ON c.number = v.correction
WHERE v.kind = 'claim' AND v.document IN (SELECT value FROM json_each(?))
"""
_SPANS = """
SELECT document, claim, role, start, "end", quote FROM claim_spans
WHERE document IN (SELECT value FROM json_each(?)) AND role <> 'hedge' ORDER BY document, claim, role, n
"""
_LINKS = """
SELECT l.* FROM claim_links l
WHERE l.a IN (SELECT value FROM json_each(:documents)) AND l.b IN (SELECT value FROM json_each(:documents))
    AND NOT EXISTS (SELECT 1 FROM link_verdicts v WHERE v.a = l.a AND v.b = l.b AND v.n = l.n AND v.verdict = 'reject')
ORDER BY l.a, l.b, l.n
"""
_SERIES = f"""
SELECT r.document, r.start, r."end", r.quote, r.thing, r.low, r.high, coalesce(c.number, 0),
    coalesce({said_by()}, a.name)
FROM series r LEFT JOIN claims c ON c.document = r.document AND c.id = r.claim
    LEFT JOIN document_actors s ON s.document = c.document AND s.actor = c.actor
    LEFT JOIN actors a ON a.id = r.source
WHERE r.story = ? ORDER BY r.thing, coalesce(r.published, ''), r.document, r.start
"""  # noqa: S608 (own constants)
_FORMER_FIGURES = """
SELECT document, start, "end", quote FROM figures
WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, n
"""

Spans = Mapping[tuple[str, str], Mapping[str, list[tuple[int, int, str]]]]
FORMER = ""
"""The thing of a figure of an earlier version, which is in no series any more."""


def scene(ledger: Ledger, story: str) -> Scene:
    """Return what stands in a story of that id."""
    docs = {row["id"]: Doc(**dict(row)) for row in ledger.select(_DOCUMENTS, story=story, most=MOST)}
    listed = json.dumps(list(docs))
    statements = list(_claims(ledger, docs, listed))
    rows = list(ledger.select(_LINKS, documents=listed))
    statements.extend(_unclaimed(rows, docs, statements))
    statements.sort(key=lambda one: (one.doc.arrival, one.place))
    values = sorted(_values(ledger, story, docs), key=lambda one: one.doc.arrival)
    return Scene(story, docs, statements, values, list(_links(rows, statements)))


def _claims(ledger: Ledger, docs: Mapping[str, Doc], listed: str) -> Iterator[Statement]:
    """Yield what is said in the documents, as people have it."""
    spans: dict[tuple[str, str], dict[str, list[tuple[int, int, str]]]] = defaultdict(lambda: defaultdict(list))
    for document, claim, role, *span in ledger.select(_SPANS, listed):
        spans[document, claim][role].append((span[0], span[1], span[2]))
    verdicts = {(row["document"], row["record"]): row for row in ledger.select(_VERDICTS, listed)}
    for row in ledger.select(_CLAIMS, listed):
        parts = spans.get((row["document"], row["id"]), {})
        first = next((parts[role][0] for role in ("cue", "source", "content") if parts.get(role)), None)
        if first is not None:
            contents = tuple((start, end) for start, end, _ in parts.get("content", ()))
            one = _statement(row, docs[row["document"]], first, contents)
            verdict = verdicts.get((row["document"], row["id"]))
            if verdict is None:
                yield one
            elif verdict["verdict"] != "reject":
                yield _amended(one, json.loads(verdict["amended"]), ledger)


def _statement(row: Any, doc: Doc, first: tuple[int, int, str], contents: tuple[Offsets, ...]) -> Statement:
    return Statement(
        doc=doc,
        place=(doc.id, first[0], first[1]),
        quote=first[2],
        claim=row["id"],
        number=row["number"],
        act=row["act"],
        cue=row["cue"],
        actor=row["actor"],
        speaker=row["speaker"],
        source=row["source"],
        content=row["content"],
        contents=contents,
        answers=row["answers"],
    )


def _amended(one: Statement, fields: Mapping[str, Any], ledger: Ledger) -> Statement:
    if isinstance(fields.get("content"), list):
        one = replace(one, content=JOINT.join(str(span.get("quote", "")) for span in fields["content"]))
    if isinstance(fields.get("cue"), list):
        one = replace(one, cue=JOINT.join(str(span.get("quote", "")) for span in fields["cue"]))
    if isinstance(fields.get("act"), str):
        one = replace(one, act=fields["act"])
    if isinstance(fields.get("actor"), str):
        named = ledger.select("SELECT name FROM actors WHERE id = ?", fields["actor"])
        one = replace(one, actor=fields["actor"], speaker=next((row["name"] for row in named), one.speaker))
    return one


def meet(one: Place, other: Place) -> bool:
    """Say whether two places have a character in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _side(row: Any, side: str) -> Place:
    return row[f"{side}_document"], row[f"{side}_start"], row[f"{side}_end"]


def _unclaimed(rows: Sequence[Any], docs: Mapping[str, Doc], said: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the denials that linking found where no claim was read, each once."""
    there = {one.place for one in said}
    for row in rows:
        place = _side(row, "other")
        if row["kind"] == "denial" and row["other_claim"] is None and place not in there:
            there.add(place)
            span, doc, words = ((place[1], place[2]),), docs[place[0]], row["other_quote"]
            yield Statement(doc, place, words, None, 0, "deny", "", None, None, "", words, span, None)


def _values(ledger: Ledger, story: str, docs: Mapping[str, Doc]) -> Iterator[Value]:
    for document, start, end, quote, thing, low, high, number, speaker in ledger.select(_SERIES, story):
        if document in docs:
            yield Value(docs[document], (document, start, end), quote, thing, low, high, number, speaker)
    former = json.dumps([doc.id for doc in docs.values() if doc.id != doc.current])
    for document, start, end, quote in ledger.select(_FORMER_FIGURES, former):
        yield Value(docs[document], (document, start, end), quote, FORMER, None, None, 0, None)


def _links(rows: Sequence[Any], statements: Sequence[Statement]) -> Iterator[Link]:
    claims = {(one.doc.id, one.claim): n for n, one in enumerate(statements) if one.claim is not None}
    places = {one.place: n for n, one in enumerate(statements) if one.claim is None}
    for row in rows:
        one, other = _side(row, "one"), _side(row, "other")
        numbers = [
            places.get(side) if claim is None else claims.get((side[0], claim))
            for side, claim in ((one, row["one_claim"]), (other, row["other_claim"]))
        ]
        # A side whose claim was rejected is gone, and the link with it.
        gone = any(
            row[f"{side}_claim"] and number is None for side, number in zip(("one", "other"), numbers, strict=True)
        )
        if not gone:
            yield Link(row["kind"], one, other, numbers[0], numbers[1], (row["one_quote"], row["other_quote"]))

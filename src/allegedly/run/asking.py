"""A claim from outside, put to a ledger: which reports tell of what it is about, and how each stands to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from allegedly.errors import UsageError
from allegedly.ledger import Filter, Ledger, MetRow, queries
from allegedly.linking.stance import Kind, Question, Stance, account, question, stance, telling, terms, told
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading, Span
from allegedly.sources.document import make_document
from allegedly.voice import voice_of

_LAYERS = pick("furniture", "language", "moments", "places", "actors", "attribution", "sources", "acts")
_WORDS = 8
"""By so many words of the claim, two at a time, documents are found."""
_MET = 300
"""So many documents are looked at; a claim of common words meets more than anybody will read of."""
_ENOUGH = 0.3
"""A report that has less of the claim's terms is of something else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one report stands to the claim; a set of copies is one report, of which so many `documents` there are.

    `chance` is that of the stance, from 0 to 1. `evidence` is the sentence of the text that shows it, and `said_by`
    whom the report has it from, the source nearest to the words last; nobody where the outlet says so itself.
    """

    stance: Kind
    chance: float
    document: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    report: str
    documents: int
    evidence: Span
    said_by: tuple[str, ...]


def ask(ledger: Ledger, claim: str, wanted: Filter | None = None) -> Iterator[Answer]:
    """Yield how each report that tells of what a claim is about stands to it, the best met first.

    The claim is a sentence or headline in English. Of the filter, `outlet`, `since`, `until`, `document`, `superseded`
    and `limit` (of answers) count. Raises UsageError for a claim without a word that tells what it is about.
    """
    wanted = wanted or Filter()
    words = telling(claim, _WORDS)
    if not words:
        raise UsageError("the claim has no word that says what it is about; give it as a sentence")
    asked = question(read_document(make_document(claim, language="en"), _LAYERS))
    given = 0
    for row in _reports(queries.meeting(ledger, words, replace(wanted, limit=_MET))):
        answer = _answer(ledger, row, asked)
        if answer is not None:
            yield answer
            given += 1
            if given == wanted.limit:
                return


def _reports(rows: Iterator[MetRow]) -> Iterator[MetRow]:
    """Yield one document of each report: the first of its copies where that was met, else the best met."""
    best: dict[str, MetRow] = {}
    for row in rows:
        if row.report not in best or row.document == row.report:
            best[row.report] = row
    yield from best.values()


def _answer(ledger: Ledger, row: MetRow, asked: Question) -> Answer | None:
    reading = ledger.reading(row.document)
    if told(asked.terms, terms(f"{row.title or ''}\n{reading.text}")) < _ENOUGH:
        return None
    found = stance(asked, account(reading))
    if found.evidence is None:
        return None
    return Answer(
        stance=found.kind,
        chance=round(max(found.chances), 3),
        document=row.document,
        published=row.published,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        report=row.report,
        documents=row.documents,
        evidence=found.evidence,
        said_by=_speakers(reading, found),
    )


def _speakers(reading: Reading, found: Stance) -> tuple[str, ...]:
    """Return in whose names the evidence is told, each once."""
    claims = [claim for claim in reading.claims if claim.id in found.claims]
    names = (voice_of(claim, reading.actor(claim.actor)) for claim in claims)
    return tuple(dict.fromkeys(name for name in names if name))

"""Corrections: taken from the form on a record's page, listed, and handed out as gold data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from sqlite3 import Row

from starlette.responses import RedirectResponse, Response

from allegedly.errors import UsageError
from allegedly.ledger import open_ledger
from allegedly.ledger.corrections import (
    VERDICTS,
    Correction,
    Kind,
    as_read,
    correct,
    corrections,
    gold,
    of_records,
    standing,
    stands_at,
)
from allegedly.records import Claim, Event, Reading, Span
from allegedly.web.pages.records import PERSON, fields, of_kind
from allegedly.web.pages.report import document_id
from allegedly.web.room import NotThere, Page, Visit
from allegedly.web.safe import segment

YEAR = 365 * 86400


def correct_record(visit: Visit) -> Response:
    """Keep what a person says of a claim or an event, and go back to its page."""
    document = document_id(visit)
    kind, key = visit.part("kind"), visit.part("record")
    reading = visit.ledger.reading(document)
    found = of_kind(reading, kind, key)
    of_kinds: dict[str, Kind] = {"claims": "claim", "events": "event"}
    span = stands_at(found)
    amended = _amended(visit, found)
    _keep(visit, _said(visit, Correction(document, of_kinds[kind], span, "amend", as_read(found), "", amended=amended)))
    return _back(visit, f"/reports/{segment(document)}/{kind}/{segment(key)}#corrections")


SIDES = ("one_document", "one_start", "one_end", "other_document", "other_start", "other_end")
"""What names a link, beside its kind."""


def _link(visit: Visit, given: Mapping[str, str]) -> Row:
    """Return the link that the fields name; NotThere if there is none."""
    kind = given.get("kind", "")
    table = "undertakings" if kind == "undertaking" else "claim_links"
    query = " AND ".join(f"{name} = ?" for name in SIDES)
    rows = visit.ledger.select(f"SELECT * FROM {table} WHERE {query}", *(given.get(name, "") for name in SIDES))  # noqa: S608 (own names)
    row: Row | None = next((row for row in rows if table == "undertakings" or row["kind"] == kind), None)
    if row is None:
        raise NotThere("There is no such link; the reports may have been linked anew.")
    return row


def link(visit: Visit) -> Response:
    """Show a link between two reports, with the form to correct it."""
    row = _link(visit, visit.request.query_params)
    one, other = (str(row[f"{side}_document"]) for side in ("one", "other"))
    held = [
        correction
        for correction in standing(corrections(visit.ledger, one))
        if correction.other and correction.span.start == row["one_start"] and correction.other[0] == other
    ]
    return visit.show(
        "link.html",
        link=row,
        kind=visit.asked("kind"),
        sides=SIDES,
        held=held[-1] if held else None,
        person=visit.request.cookies.get(PERSON, ""),
    )


def correct_link(visit: Visit) -> Response:
    """Keep what a person says of a link between two reports; the form names both sides and the kind."""
    row = _link(visit, visit.form)
    machine = {name: row[name] for name in row.keys() if name not in {"a", "b", "n"}}  # noqa: SIM118 (a row's keys)
    one, other = (Span(row[f"{side}_start"], row[f"{side}_end"], row[f"{side}_quote"]) for side in ("one", "other"))
    second = (str(row["other_document"]), other)
    _keep(visit, _said(visit, Correction(row["one_document"], "link", one, "amend", machine, "", other=second)))
    return _back(visit, "/corrections")


def _said(visit: Visit, about: Correction) -> Correction:
    """Return the correction with what the form says: verdict, person, reason; amended fields only if they are meant."""
    form = visit.form
    verdict = next((known for known in VERDICTS if known == form.get("verdict")), None)
    if verdict is None:
        raise UsageError("Say what it is: confirmed, rejected or amended.")
    amended = about.amended if verdict == "amend" else {}
    person, reason = form.get("person", ""), form.get("reason", "")
    return replace(about, verdict=verdict, person=person, reason=reason, amended=amended)


def _amended(visit: Visit, found: Claim | Event) -> dict[str, str | None]:
    """Return the fields that the form gives otherwise than the record has them."""
    read, amended = as_read(found), {}
    for name, label, _, allowed in fields(found, None):
        given = visit.form.get(name, "").strip() or None
        if name not in visit.form or given == read[name]:
            continue
        if allowed and given not in allowed:
            raise UsageError(f"{label}: give one of {', '.join(allowed)}.")
        if name in {"actor", "target"} and given and not _known(visit, given):
            raise UsageError(f"{label}: nobody of the id {given} is in this ledger; /sources lists them.")
        amended[name] = given
    return amended


def _known(visit: Visit, actor: str) -> bool:
    return next(visit.ledger.select("SELECT 1 FROM actors WHERE id = ?", actor), None) is not None


def _keep(visit: Visit, correction: Correction) -> None:
    """Write, through a connection of its own: those that show the ledger cannot."""
    with open_ledger(visit.room.path, create=False) as ledger:
        correct(ledger, correction)


def _back(visit: Visit, path: str) -> Response:
    answer = RedirectResponse(path, 303)
    person = segment(visit.form.get("person", "").strip()[:100])
    answer.set_cookie(PERSON, person, httponly=True, samesite="strict", max_age=YEAR)
    return answer


def listed(visit: Visit) -> Response:
    """Show all corrections, the latest first, those that hold no more among them."""
    made = list(corrections(visit.ledger))
    holding = {correction.number for correction in standing(made)}
    places = _places(visit, made)
    rows = [(one, places.get(one.number), one.number in holding) for one in reversed(made)]
    return visit.show("corrections.html", rows=rows[:500], total=len(made))


def _places(visit: Visit, made: list[Correction]) -> dict[int, str]:
    """Return the path of the record that each correction holds of now."""
    readings: dict[str, Reading] = {}
    for correction in made[-500:]:
        if correction.kind != "link" and correction.document not in readings:
            readings[correction.document] = visit.ledger.reading(correction.document)
    places = {}
    for reading in readings.values():
        for key, held in of_records(reading, made).items():
            places[held.number] = f"/reports/{segment(reading.document.id)}/{held.kind}s/{segment(key)}"
    return places


def as_gold(visit: Visit) -> Response:
    """Hand out the corrections that hold as JSON lines."""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in gold(visit.ledger))
    headers = {"Content-Disposition": 'attachment; filename="corrections.jsonl"'}
    return Response(lines, media_type="application/x-ndjson", headers=headers)


PAGES = (
    Page("/corrections", listed, "Corrections"),
    Page("/corrections.jsonl", as_gold),
    Page("/corrections/links", link),
    Page("/corrections/links", correct_link, method="POST"),
    Page("/reports/{document}/{kind}/{record}/correct", correct_record, method="POST"),
)

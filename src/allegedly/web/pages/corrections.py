"""Corrections: taken from the form on a record's page, listed, and handed out as gold data."""

from __future__ import annotations

import json
from dataclasses import replace

from starlette.responses import RedirectResponse, Response

from allegedly.errors import UsageError
from allegedly.ledger import open_ledger
from allegedly.ledger.corrections import (
    VERDICTS,
    Correction,
    Kind,
    amended,
    as_read,
    correct,
    corrections,
    fields,
    gold,
    of_records,
    standing,
    stands_at,
    typed,
)
from allegedly.records import Claim, Event, Reading
from allegedly.web.links import of_correction
from allegedly.web.pages.records import PERSON, of_kind
from allegedly.web.pages.report import document_id
from allegedly.web.room import Page, Visit
from allegedly.web.safe import segment

YEAR = 365 * 86400
SHOWN = 500
"""Corrections that the list shows at most."""


def correct_record(visit: Visit) -> Response:
    """Keep what a person says of a claim or an event, and go back to its page."""
    document = document_id(visit)
    kind, key = visit.part("kind"), visit.part("record")
    reading = visit.ledger.reading(document)
    found = of_kind(reading, kind, key)
    of_kinds: dict[str, Kind] = {"claims": "claim", "events": "event"}
    about = Correction(document, of_kinds[kind], stands_at(found), "amend", as_read(found), "")
    if visit.form.get("verdict") == "amend":
        about = replace(about, amended=_amended(visit, reading, found))
    keep(visit, said(visit, about))
    return back(visit, f"/reports/{segment(document)}/{kind}/{segment(key)}#corrections")


def said(visit: Visit, about: Correction) -> Correction:
    """Return the correction with what the form says: verdict, person, reason."""
    form = visit.form
    verdict = next((known for known in VERDICTS if known == form.get("verdict")), None)
    if verdict is None:
        raise UsageError("Say what it is: confirmed, rejected or amended.")
    return replace(about, verdict=verdict, person=form.get("person", ""), reason=form.get("reason", ""))


def _amended(visit: Visit, reading: Reading, found: Claim | Event) -> dict[str, object]:
    """Return the fields that the form gives otherwise than the record has them."""
    read = as_read(found)
    given = {field.name: visit.form[field.name] for field in fields(found) if field.name in visit.form}
    # What was shown and not touched is not amended, though a browser may send other line breaks.
    changed = {name: text for name, text in given.items() if text.split() != typed(read[name]).split()}
    return amended(reading, found, changed, lambda actor: _is_known(visit, actor))


def _is_known(visit: Visit, actor: str) -> bool:
    return next(visit.ledger.select("SELECT 1 FROM actors WHERE id = ?", actor), None) is not None


def keep(visit: Visit, correction: Correction) -> None:
    """Write, through a connection of its own: those that show the ledger cannot."""
    with open_ledger(visit.room.path, create=False) as ledger:
        correct(ledger, correction)


def back(visit: Visit, path: str) -> Response:
    """Return to a page of the room, with the name of who corrected kept for the next time."""
    answer = RedirectResponse(path, 303)
    person = segment(visit.form.get("person", "").strip()[:100])
    answer.set_cookie(PERSON, person, httponly=True, samesite="strict", max_age=YEAR)
    return answer


def listed(visit: Visit) -> Response:
    """Show all corrections, the latest first, those that hold no more among them."""
    made = list(corrections(visit.ledger))
    holding = {correction.number for correction in standing(made)}
    shown = made[: -SHOWN - 1 : -1]
    places = _places(visit, shown)
    rows = [(one, places.get(one.number), one.number in holding) for one in shown]
    return visit.show("corrections.html", rows=rows, total=len(made))


def _places(visit: Visit, made: list[Correction]) -> dict[int, str]:
    """Return the path of the record or link that each correction is about, where there is such a record now."""
    places = {}
    for document in {correction.document for correction in made}:
        for key, held in of_records(visit.ledger, document).items():
            places[held.number] = f"/reports/{segment(document)}/{held.kind}s/{segment(key)}"
    return places | {one.number: of_correction(one) for one in made if one.other}


def as_gold(visit: Visit) -> Response:
    """Hand out the corrections that hold as JSON lines."""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in gold(visit.ledger))
    headers = {"Content-Disposition": 'attachment; filename="corrections.jsonl"'}
    return Response(lines, media_type="application/x-ndjson", headers=headers)


PAGES = (
    Page("/corrections", listed, "Corrections"),
    Page("/corrections.jsonl", as_gold),
    Page("/reports/{document}/{kind}/{record}/correct", correct_record, method="POST"),
)

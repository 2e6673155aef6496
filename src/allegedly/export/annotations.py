"""W3C Web Annotation (Data Model and Vocabulary, Recommendations of 2017), one annotation a line as JSON-LD.

An annotation is a claim or an event with a target for each of its parts, or a figure, moment or place with one. A
target's source is the document's text; its selectors are the words with what stands around them (TextQuoteSelector)
and their offsets (TextPositionSelector, code points, end exclusive), and its `styleClass` says which part it is. The
bodies tag what it is, name who or what is meant, link to what it answers, and tell what a person said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from allegedly import __version__
from allegedly.export.kept import Kept
from allegedly.export.lines import filled, write_lines
from allegedly.export.names import actor_iri, iri, web_url
from allegedly.export.speakers import Speakers
from allegedly.ledger.rows import sentence
from allegedly.records import Claim, Event, Figure, Moment, Place, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of `prefix` and `suffix`, by which words are found again in a text that has changed."""
Parts = Iterable[tuple[str, Span]]


def write(kept: Iterable[Kept], file: TextIO) -> int:
    """Write the annotations of the readings as JSON Lines; return how many."""
    return write_lines((annotation for one in kept for annotation in to_annotations(one)), file)


def to_annotations(kept: Kept) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a reading, each an object of JSON-LD: claims, events, figures, moments, places.

    A claim without any words, which the model has no annotation for, is left out.
    """
    reading, made = kept.reading, _Annotations(kept)
    yield from (made.claim(claim) for claim in reading.claims if claim.source or claim.cue or claim.content)
    yield from map(made.event, reading.events)
    yield from map(made.figure, reading.figures)
    yield from map(made.moment, reading.moments)
    yield from map(made.place, reading.places)


class _Annotations:
    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._document = kept.reading.document
        self._speakers = Speakers(kept.reading)
        document = self._document
        self._source = filled(
            {
                "id": iri(document.id),
                "type": "Text",
                "format": "text/plain",
                "language": document.language,
                "via": web_url(document.url),
            }
        )

    def claim(self, claim: Claim) -> dict[str, Any]:
        parts = [
            *(("source", span) for span in claim.source),
            *(("cue", span) for span in claim.cue),
            *(("content", span) for span in claim.content),
            *(("hedge", span) for span in claim.hedges),
        ]
        bodies = [
            _tag("claim"),
            _tag(claim.act),
            _tag(claim.quote),
            _text("describing", self._speakers.sentence(claim)),
            _meant("identifying", actor_iri(claim.actor)) if claim.actor else None,
            _meant("replying", iri(self._document.id, claim.answers)) if claim.answers else None,
            _meant("linking", iri(self._document.id, claim.parent)) if claim.parent else None,
        ]
        return self._annotation(claim.id, parts, bodies)

    def event(self, event: Event) -> dict[str, Any]:
        parts = [
            ("trigger", event.trigger),
            *(("actor", party.span) for party in event.actors),
            *(("recipient", party.span) for party in event.recipients),
        ]
        tags = ["event", event.type, event.mode, event.status, *event.contexts]
        bodies = [
            *(_tag(tag) for tag in tags if tag),
            _text("describing", self._speakers.according_to(event.claim)),
            *(_meant("identifying", actor_iri(p.actor)) for p in (*event.actors, *event.recipients) if p.actor),
            _meant("linking", iri(self._document.id, event.claim)) if event.claim else None,
        ]
        return self._annotation(event.id, parts, bodies)

    def figure(self, figure: Figure) -> dict[str, Any]:
        value = {"low": figure.low, "high": figure.high, "counted": figure.counted, "unit": figure.unit}
        described = ", ".join(f"{name} {value}" for name, value in filled(value).items())
        bodies = [
            _tag("figure"),
            _text("describing", described) if described else None,
            _meant("linking", iri(self._document.id, figure.claim)) if figure.claim else None,
        ]
        return self._annotation(figure.id, [("figure", figure.span)], bodies)

    def moment(self, moment: Moment) -> dict[str, Any]:
        bodies = [_tag("moment"), _tag(moment.type), _text("describing", moment.value)]
        return self._annotation(moment.id, [("moment", moment.span)], bodies)

    def place(self, place: Place) -> dict[str, Any]:
        geonames = f"https://sws.geonames.org/{place.geonameid}/" if place.geonameid is not None else None
        bodies = [
            _tag("place"),
            _tag(place.kind),
            _text("describing", place.name) if place.name else None,
            _meant("identifying", geonames) if geonames else None,
        ]
        return self._annotation(place.id, [("place", place.span)], bodies)

    def _annotation(self, record: str, parts: Parts, bodies: Iterable[dict[str, Any] | None]) -> dict[str, Any]:
        held = self._kept.held.get(record)
        said = _text("assessing", sentence(held, whole=True)) if held else None
        return filled(
            {
                "@context": CONTEXT,
                "id": iri(self._document.id, record),
                "type": "Annotation",
                "motivation": ["identifying", "tagging"],
                "generator": {
                    "id": iri("software", __version__),
                    "type": "Software",
                    "name": f"Allegedly {__version__}",
                },
                "generated": _with_zone(self._kept.read_at),
                "body": [body for body in (*bodies, said) if body],
                "target": [self._target(part, span) for part, span in parts],
            }
        )

    def _target(self, part: str, span: Span) -> dict[str, Any]:
        text = self._document.text
        words = {
            "type": "TextQuoteSelector",
            "exact": span.quote,
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        }
        place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        return {
            "type": "SpecificResource",
            "source": self._source,
            "styleClass": part,
            "selector": [filled(words), place],
        }


def _tag(value: str) -> dict[str, Any]:
    return _text("tagging", value)


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _meant(purpose: str, what: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "purpose": purpose, "source": what}


def _with_zone(moment: str | None) -> str | None:
    """Return a time of the machine as xsd:dateTime with the zone that the model asks for."""
    return moment.replace("+00:00", "Z") if moment else None

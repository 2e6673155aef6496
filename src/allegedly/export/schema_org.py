"""schema.org as JSON-LD, one document a line: a NewsArticle, its Claims, and whom and what both name.

A Claim's `author` is whoever says it, its `additionalType` the act, `appearance` the article, `about` whom it is aimed
at and what it answers, and its `name` says all of it in words. There is no ClaimReview: nothing here is rated.
The context stands in each line, so that no processor has to ask another host for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from allegedly.export.kept import Kept
from allegedly.export.lines import filled, write_lines
from allegedly.export.names import actor_iri, iri, is_public, web_url
from allegedly.export.speakers import Speakers
from allegedly.records import Actor, Claim, Place, Reading

CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "additionalType": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
    "dateCreated": {"@type": "Date"},
}


def write(kept: Iterable[Kept], file: TextIO) -> int:
    """Write the documents as JSON Lines; return how many."""
    return write_lines(map(to_json, kept), file)


def to_json(kept: Kept) -> dict[str, Any]:
    """Return a document and what it holds as an object of JSON-LD."""
    reading, speakers = kept.reading, Speakers(kept.reading)
    claims = (_claim(reading, speakers, claim) for claim in reading.claims)
    return {"@context": CONTEXT, "@graph": [_article(kept), *claims, *map(_actor, reading.actors)]}


def _article(kept: Kept) -> dict[str, Any]:
    document = kept.reading.document
    places = {(place.geonameid or place.name): place for place in kept.reading.places if place.name}
    return filled(
        {
            "@id": iri(document.id),
            "@type": "NewsArticle",
            "headline": document.title,
            "description": document.deck,
            "datePublished": document.published,
            "inLanguage": document.language,
            "url": web_url(document.url),
            "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
            "creditText": document.author,
            "articleBody": document.text,
            "isBasedOn": _reference(iri(kept.supersedes)) if kept.supersedes else None,
            "mentions": [
                *(_reference(actor_iri(actor.id)) for actor in kept.reading.actors),
                *map(_place, places.values()),
            ],
        }
    )


def _claim(reading: Reading, speakers: Speakers, claim: Claim) -> dict[str, Any]:
    document, dating = reading.document, reading.dating(claim)
    whole = iri(document.id, claim.parent) if claim.parent else iri(document.id)
    about = [
        actor_iri(claim.target) if claim.target else None,
        iri(document.id, claim.answers) if claim.answers else None,
    ]
    return filled(
        {
            "@id": iri(document.id, claim.id),
            "@type": ["Claim", "Quotation"] if claim.quote == "direct" else "Claim",
            "additionalType": iri("act", claim.act),
            "name": speakers.sentence(claim),
            "text": " … ".join(span.quote for span in claim.content),
            "author": _reference(actor_iri(claim.actor)) if claim.actor else None,
            "creditText": " … ".join(span.quote for span in claim.source),
            "about": [_reference(one) for one in about if one],
            "dateCreated": dating.start if dating else None,
            "appearance": _reference(iri(document.id)),
            "isPartOf": _reference(whole),
            "inLanguage": document.language,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": part, "value": f"char={span.start},{span.end}"}
                for part, spans in (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
                for span in spans
            ],
        }
    )


def _actor(actor: Actor) -> dict[str, Any]:
    public = actor.kind == "state" or (actor.kind == "institution" and is_public(actor.sectors))
    kind = "Person" if actor.kind == "person" else "GovernmentOrganization" if public else "Organization"
    return filled(
        {
            "@id": actor_iri(actor.id),
            "@type": kind,
            "name": actor.name,
            "jobTitle": actor.role if kind == "Person" else None,
            "description": actor.role if kind != "Person" else None,
        }
    )


def _place(place: Place) -> dict[str, Any]:
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return filled(
        {
            "@type": "Place",
            "name": place.name,
            "geo": geo if place.lat is not None else None,
            "sameAs": f"https://sws.geonames.org/{place.geonameid}/" if place.geonameid is not None else None,
        }
    )


def _reference(what: str) -> dict[str, str]:
    return {"@id": what}

"""schema.org as JSON-LD, one document a line: a NewsArticle, its Claims, and whom and what both name.

A Claim's `author` is whoever says it, its `additionalType` the act, `appearance` the article, `about` whom it is aimed
at and what it answers, in other articles too, and its `name` says all of it in words. A story is a Collection that its
articles are part of, a copy is based on the article that had its text first, and what a person said of a claim is a
Comment or a CorrectionComment. There is no ClaimReview: nothing here is rated.
The context stands in each line, so that no processor has to ask another host for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from allegedly.export.kept import Kept
from allegedly.export.lines import filled, write_lines
from allegedly.export.names import actor_iri, iri, is_public, web_url
from allegedly.export.speakers import Speakers
from allegedly.ledger.corrections import Correction
from allegedly.ledger.rows import sentence
from allegedly.records import Actor, Claim, Place

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
    answered = _answered(kept)
    claims = (_claim(kept, speakers, claim, answered.get(claim.id, ())) for claim in reading.claims)
    return {"@context": CONTEXT, "@graph": [_article(kept), *claims, *map(_actor, reading.actors), *_story(kept)]}


def _story(kept: Kept) -> Iterator[dict[str, Any]]:
    if kept.joined.story:
        story = kept.joined.story
        yield filled({"@id": iri("story", story.id), "@type": "Collection", "name": story.title})


def _answered(kept: Kept) -> dict[str | None, list[str]]:
    """Return for each claim (None: the article itself) the IRIs of claims of other documents that it answers."""
    found: dict[str | None, list[str]] = {}
    denials = ((link.one, link.other) for link in kept.joined.links if link.kind == "denial")
    outcomes = ((row.one, row.other) for row in kept.joined.undertakings)
    for one, other in (*denials, *outcomes):
        if other:
            found.setdefault(other.claim, []).append(iri(one.document, one.claim) if one.claim else iri(one.document))
    return found


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
            "isBasedOn": [_reference(iri(one)) for one in (kept.supersedes, *_firsts(kept)) if one],
            "isPartOf": _reference(iri("story", kept.joined.story.id)) if kept.joined.story else None,
            "mentions": [
                *(_reference(actor_iri(actor.id)) for actor in kept.reading.actors),
                *map(_place, places.values()),
            ],
        }
    )


def _firsts(kept: Kept) -> Iterator[str]:
    """Yield the documents that this one is a copy of."""
    return (copy.first for copy in kept.joined.copies)


def _claim(kept: Kept, speakers: Speakers, claim: Claim, answered: Iterable[str]) -> dict[str, Any]:
    document, dating = kept.reading.document, kept.reading.dating(claim)
    whole = iri(document.id, claim.parent) if claim.parent else iri(document.id)
    about = [
        actor_iri(claim.target) if claim.target else None,
        iri(document.id, claim.answers) if claim.answers else None,
        *answered,
    ]
    held = kept.held.get(claim.id)
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
            **({_SAID[held.verdict][0]: _comment(held)} if held else {}),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": part, "value": f"char={span.start},{span.end}"}
                for part, spans in (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
                for span in spans
            ],
        }
    )


_SAID = {
    "confirm": ("comment", "Comment"),
    "reject": ("correction", "CorrectionComment"),
    "amend": ("correction", "CorrectionComment"),
}
"""The property and the type of what a person said of a claim, by the verdict."""


def _comment(held: Correction) -> dict[str, Any]:
    author = {"@type": "Person", "name": held.person}
    comment = {"@type": _SAID[held.verdict][1], "text": sentence(held, whole=True), "author": author}
    return comment | {"dateCreated": held.at[:10]}


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

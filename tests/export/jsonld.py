"""JSON-LD without a network: what a processor finds in an object; an error where a context is not at hand."""

from __future__ import annotations

from typing import Any

from pyld import jsonld

_RESOURCE = {"@type": "@id"}
# The terms of the Web Annotation context that we use, written out from the vocabulary's tables (its section 3).
ANNOTATION_TERMS: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextualBody": "oa:TextualBody",
    "Text": "dctypes:Text",
    "Software": "as:Application",
    "body": {**_RESOURCE, "@id": "oa:hasBody"},
    "target": {**_RESOURCE, "@id": "oa:hasTarget"},
    "source": {**_RESOURCE, "@id": "oa:hasSource"},
    "selector": {**_RESOURCE, "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "assessing": "oa:assessing",
    "describing": "oa:describing",
    "identifying": "oa:identifying",
    "linking": "oa:linking",
    "replying": "oa:replying",
    "tagging": "oa:tagging",
    "styleClass": "oa:styleClass",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "via": {**_RESOURCE, "@id": "oa:via"},
    "name": "foaf:name",
    "generated": {"@type": "xsd:dateTime", "@id": "dcterms:issued"},
    "generator": {**_RESOURCE, "@id": "as:generator"},
}
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def expanded(data: Any) -> list[Any]:
    """Return the object as JSON-LD's expansion has it; keys that no context knows are dropped there."""
    found: list[Any] = jsonld.expand(data, {"documentLoader": _load})
    return found


def terms(node: Any) -> set[str]:
    """Return the IRIs of all properties and types in an expanded object."""
    if isinstance(node, list):
        return {term for one in node for term in terms(one)}
    if not isinstance(node, dict):
        return set()
    types = node.get("@type", [])
    own = set(types if isinstance(types, list) else [types]) | {key for key in node if key[0] != "@"}
    return own.union(*map(terms, node.values()))


def _load(url: str, _: Any) -> dict[str, Any]:
    assert url == ANNOTATION_CONTEXT, f"a processor would have to ask another host for {url}"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNOTATION_TERMS}}

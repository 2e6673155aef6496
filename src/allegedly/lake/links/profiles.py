"""What linking keeps of a document, as a row: its profiles and keys, and what links quote and refer to."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib import import_module
from typing import Any

import pyarrow as pa

from allegedly.lake.schema import month_of
from allegedly.ledger.links.telling import UNDATED
from allegedly.linking.crowds import place
from allegedly.linking.rules import Profile, Rules
from allegedly.records import Document, Reading

STANDARD = "allegedly.linking.standard:StandardRules"
"""The rules of this version, by the name under which every process can import them."""

PROFILES = pa.schema([
    pa.field("document", pa.string(), nullable=False),
    pa.field("month", pa.string(), nullable=False),
    pa.field("published", pa.string(), nullable=False),
    pa.field("title", pa.string()),
    pa.field("head", pa.string(), nullable=False),
    pa.field("text", pa.string(), nullable=False),
    pa.field("claim_ids", pa.list_(pa.string()), nullable=False),
    pa.field("actor_ids", pa.list_(pa.string()), nullable=False),
    pa.field("place", pa.int64(), nullable=False),
    pa.field("day", pa.int64()),
    pa.field("copies", pa.binary(), nullable=False),
    pa.field("stories", pa.binary(), nullable=False),
    pa.field("claims", pa.binary(), nullable=False),
    pa.field("figures", pa.binary(), nullable=False),
    pa.field("copy_keys", pa.list_(pa.int64()), nullable=False),
    pa.field("story_keys", pa.list_(pa.int64()), nullable=False),
    pa.field("agencies", pa.list_(pa.string()), nullable=False),
    pa.field("fault", pa.string()),
])  # fmt: skip
"""A row a document: `head` are its fields but the text, as JSON; the blobs are those of `linking.rules.Profile`.

`published` is UNDATED where it is not known, `day` an ordinal, `place` where it stands among those that share a key.
"""


@cache
def rules_of(name: str) -> Rules:
    """Return the rules of that name ("module:function", called without arguments), made once a process."""
    module, _, function = name.partition(":")
    made: Rules = getattr(import_module(module), function)()
    return made


def profile_row(reading: Reading, rules: Rules) -> dict[str, Any]:
    """Return the row of a document; where the rules fail on it, one that joins nothing and says on what they failed."""
    document = reading.document
    fault = None
    try:
        profile = rules.profile(reading)
    except Exception as error:
        profile, fault = Profile(), f"{document.id}: {type(error).__name__}: {error}"
    head = asdict(document)
    del head["text"]
    return {
        "document": document.id,
        "month": month_of(document.published),
        "published": document.published or UNDATED,
        "title": document.title,
        "head": json.dumps(head, ensure_ascii=False),
        "text": document.text,
        "claim_ids": [claim.id for claim in reading.claims],
        "actor_ids": [actor.id for actor in reading.actors],
        "place": place(document.id),
        "day": profile.day,
        "copies": profile.copies,
        "stories": profile.stories,
        "claims": profile.claims,
        "figures": profile.figures,
        "copy_keys": sorted(set(profile.copy_keys)),
        "story_keys": sorted(set(profile.story_keys)),
        "agencies": list(profile.agencies),
        "fault": fault,
    }


def document_of(row: Any) -> Document:
    """Return the document of a row that has its head and its text."""
    return Document(text=row["text"], **json.loads(row["head"]))

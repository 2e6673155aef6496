"""Label Studio tasks with predictions, one JSON array: what the layers read, for people to correct.

The labelling configuration that the tasks fit is `config()`. Regions are the parts of claims (source, cue, content,
hedge) and of events (trigger, actor, recipient); relations lead from a claim's cue, or an event's trigger, to the
other parts; the act stands at the cue, the type and status of an event at its trigger. Label Studio counts the
offsets of a text in code points, as we do.

What people confirmed and amended in the ledger is an annotation of the task: of these records only, and without those
that they rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO, get_args
from xml.sax.saxutils import quoteattr

from allegedly import __version__, lexicon
from allegedly.export.kept import Kept
from allegedly.export.lines import filled, write_array
from allegedly.export.names import web_url
from allegedly.ledger.corrections import Correction, as_amended
from allegedly.records import Claim, Event, Span, Status

Result = dict[str, Any]
_WHEN = 'visibleWhen="region-selected" whenTagName="part"'
_LABELS = ("source", "cue", "content", "hedge", "trigger", "actor", "recipient")


def write(kept: Iterable[Kept], file: TextIO) -> int:
    """Write the tasks, one a document; return how many."""
    return write_array(map(to_json, kept), file)


def to_json(kept: Kept) -> dict[str, Any]:
    """Return the task of a document, its predictions included."""
    document = kept.reading.document
    data = {
        "text": document.text,
        "document": document.id,
        "title": document.title or document.id,
        "outlet": document.outlet,
        "published": document.published,
        "url": web_url(document.url),
    }
    reading, held = kept.reading, kept.held
    result = [*_claims(reading.claims), *_events(reading.events)]
    task = {
        "data": filled(data),
        "predictions": [{"model_version": f"Allegedly {__version__}", "result": result}],
    }
    if held:
        claims = [as_amended(one, held[one.id].amended) for one in reading.claims if _is_gold(held.get(one.id))]
        events = [as_amended(one, held[one.id].amended) for one in reading.events if _is_gold(held.get(one.id))]
        task["annotations"] = [{"result": [*_claims(claims), *_events(events)]}]
    return task


def _is_gold(correction: Correction | None) -> bool:
    return correction is not None and correction.verdict != "reject"


def config() -> str:
    """Return the labelling configuration, XML, for a project that the tasks are imported into."""
    lines = [
        "<View>",
        '  <Header value="$title"/>',
        '  <Labels name="part" toName="text">',
        *(f"    <Label value={quoteattr(label)}/>" for label in _LABELS),
        "  </Labels>",
        '  <Text name="text" value="$text" granularity="word"/>',
        "  <Relations>",
        *(f"    <Relation value={quoteattr(label)}/>" for label in _LABELS if label not in {"cue", "trigger"}),
        "  </Relations>",
    ]
    for name, (label, values) in _choices().items():
        lines += [
            f'  <Choices name="{name}" toName="text" perRegion="true" {_WHEN} whenLabelValue="{label}">',
            *(f"    <Choice value={quoteattr(value)}/>" for value in values),
            "  </Choices>",
        ]
    return "\n".join([*lines, "</View>", ""])


@cache
def _choices() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the closed lists by name, each with the label of the region that it stands at."""
    return {
        "act": ("cue", tuple(row["act"] for row in lexicon.table("acts"))),
        "type": ("trigger", tuple(row["type"] for row in lexicon.table("plover_types"))),
        "status": ("trigger", get_args(Status)),
    }


def _claims(claims: Iterable[Claim]) -> Iterator[Result]:
    for claim in claims:
        parts = [("source", claim.source), ("content", claim.content), ("hedge", claim.hedges)]
        # What has no cue is hung on its content, so that its parts stay together.
        head = ("cue", claim.cue) if claim.cue else ("content", claim.content)
        rest = [part for part in parts if part[0] != head[0]]
        yield from _group(claim.id, head, rest, {"act": claim.act})


def _events(events: Iterable[Event]) -> Iterator[Result]:
    for event in events:
        parts = [
            ("actor", tuple(party.span for party in event.actors)),
            ("recipient", tuple(party.span for party in event.recipients)),
        ]
        yield from _group(event.id, ("trigger", (event.trigger,)), parts, {"type": event.type, "status": event.status})


def _group(
    record: str,
    head: tuple[str, tuple[Span, ...]],
    parts: Iterable[tuple[str, tuple[Span, ...]]],
    choices: dict[str, str],
) -> Iterator[Result]:
    """Yield the regions of a record, the choices at the first one of its head, and the relations to all others."""
    label, spans = head
    for n, span in enumerate(spans):
        yield _region(f"{record}-{label}-{n}", label, span)
    if not spans:
        return
    first = f"{record}-{label}-0"
    for name, value in choices.items():
        if value not in _choices()[name][1]:
            continue  # Label Studio refuses a whole task with a choice that its configuration has not.
        where = {"start": spans[0].start, "end": spans[0].end, "text": spans[0].quote}
        chosen = {"id": first, "from_name": name, "to_name": "text", "type": "choices"}
        yield {**chosen, "value": {**where, "choices": [value]}}
    for other, found in parts:
        for n, span in enumerate(found):
            region = f"{record}-{other}-{n}"
            yield _region(region, other, span)
            yield {"type": "relation", "from_id": first, "to_id": region, "direction": "right", "labels": [other]}


def _region(key: str, label: str, span: Span) -> Result:
    value = {"start": span.start, "end": span.end, "text": span.quote, "labels": [label]}
    return {"id": key, "from_name": "part", "to_name": "text", "type": "labels", "value": value}

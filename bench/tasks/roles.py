"""Who does the main event of a sentence, who suffers it, and who does it together: BIO tags over given tokens."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from allegedly.reading.events import Coded, frames
from allegedly.records import Party, Reading, Span
from bench.tasks.events import main_events, read_text

TOGETHER = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE"})
JOINT = frozenset({"talks", "deal", "exercise"})
"""What is signed, held or done together: all parties are related, none is source or target."""


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Return the tags of the row's tokens; `text` is the tokens joined by blanks."""
    tags = ["O"] * len(row["tokens"])
    reading = read_text(row["text"])
    for one in main_events(reading):
        for label, span in _roles(one, reading):
            _mark(tags, row["tokens"], span, label)
    return {"id": row["id"], "tags": tags}


def _roles(one: Coded, reading: Reading) -> list[tuple[str, Span]]:
    event = one.event
    done_by = _joined(event.actors, reading)
    if set(event.actors) == set(event.recipients):
        return [("R", span) for span in done_by]
    suffered = _joined(event.recipients, reading)
    if _is_joint(one):
        return [("R", span) for span in done_by + suffered]
    return [("S", span) for span in done_by] + [("T", span) for span in suffered]


def _is_joint(one: Coded) -> bool:
    if one.event.type not in TOGETHER:
        return False
    objects = {name for token in frames.objects(one.token) for name in frames.noun_of(token).classes}
    return bool(objects & JOINT) or (len(one.event.actors) > 1 and not one.event.recipients)


def _joined(parties: tuple[Party, ...], reading: Reading) -> list[Span]:
    return sorted(_whole(party, reading) for party in parties)


def _whole(party: Party, reading: Reading) -> Span:
    """Return the phrase as the gold marks it: with appositions and measures, and a name instead of a pronoun."""
    span = party.span
    mention = next((m for m in reading.mentions if m.span == span and m.kind == "pronoun" and m.actor), None)
    if mention:
        named = (m.span for m in reading.mentions if m.actor == mention.actor and m.kind != "pronoun")
        span = min(named, default=span)
    doc: Doc | None = reading.parse
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand") if doc is not None else None
    if tokens is None or tokens.root.pos_ == "PRON":
        return span
    start, end = span.start, span.end
    for child in tokens.root.children:
        if child.dep_ == "appos":
            last = max(token.i for token in child.subtree)
            end = max(end, child.doc[last].idx + len(child.doc[last]))
    above = tokens.root.head
    if tokens.root.dep_ == "pobj" and above.lower_ == "of" and frames.content(above.head) == tokens.root:
        start = min(start, min(token.idx for token in above.head.subtree))
    return reading.span(start, end)


def _mark(tags: list[str], tokens: list[str], span: Span, label: str) -> None:
    start, opened = 0, False
    for place, token in enumerate(tokens):
        end = start + len(token)
        if start < span.end and span.start < end and tags[place] == "O":
            tags[place] = f"{'I' if opened else 'B'}-{label}"
            opened = True
        start = end + 1

"""What speaks for one quad class of a sentence or another, as strings for a linear model.

The rules' main event with its status comes first, the words of the sentence second; names are left out, so that the
model learns what is done and not by whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from allegedly.reading.events import frames
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.plover import QUAD_OF, declared_type

WORDS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX", "PART", "ADP"})
ARGUMENTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "prt", "nsubjpass", "agent", "attr", "acomp", "neg", "aux"})


def gist(words: Sequence[Token], main: Coded | None, others: Sequence[Coded]) -> list[str]:
    """Return the clues of a sentence, given its main event and the others that the rules found."""
    return ["bias", *_of_event(main, others), *_of_words(words), *_of_verbs(words)]


def _of_event(main: Coded | None, others: Sequence[Coded]) -> Iterator[str]:
    found = sorted({one.event.type for one in others})
    yield from (f"other {kind}" for kind in found)
    if main is None:
        yield "none"
        return
    event, lemma = main.event, main.token.lemma_.lower()
    kind = declared_type(event.type, event.status)
    yield f"type {kind}"
    yield f"quad {QUAD_OF[kind]}"
    yield f"quad {QUAD_OF[kind]} {event.status}"
    yield f"status {event.type} {event.status}"
    yield f"mode {event.type} {event.mode}"
    yield f"cameo {main.pattern.cameo} {kind == event.type}"
    yield f"cameo {main.pattern.cameo} {event.status}"
    yield f"trigger {lemma} {event.status}"
    yield f"trigger {lemma} {event.type}"
    yield f"clause {main.token.dep_} {event.type}"
    yield f"sides {bool(event.actors)} {bool(event.recipients)} {event.type}"


def _of_words(words: Sequence[Token]) -> Iterator[str]:
    kept = [word.lemma_.lower() for word in words if word.pos_ in WORDS and not word.ent_type_]
    yield from (f"w {lemma}" for lemma in dict.fromkeys(kept))
    yield from (f"ww {first} {second}" for first, second in dict.fromkeys(pairwise(kept)))


def _of_verbs(words: Sequence[Token]) -> Iterator[str]:
    for word in words:
        if word.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = word.lemma_.lower()
        yield f"v {lemma} {word.dep_}"
        if word.dep_ == "ROOT":
            yield f"root {lemma} {word.tag_}"
        for child in word.children:
            if child.dep_ in ARGUMENTS:
                yield f"va {lemma} {child.dep_} {child.lemma_.lower()}"
                if word.dep_ == "ROOT":
                    yield f"ra {child.dep_} {child.lemma_.lower()}"
            if child.dep_ == "dobj":
                yield from (f"vk {lemma} {name}" for name in frames.noun_of(child).classes)

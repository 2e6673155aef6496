"""The attribution layer: who says what, by which words.

An attribution has a cue with a source and a content, each of which may be in pieces (PolNeAR: Newell, Margolin & Ruths,
LREC 2018; Pareti, LREC 2012). Rules look for them first; a trained tagger, which sees what they found, looks again and
draws the spans; what only the rules find is added. Quote types, nesting and acts are read off the attributions.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from allegedly.reading.attribution import nesting, network, rules, turns
from allegedly.reading.attribution.clauses import is_aside
from allegedly.reading.attribution.found import Found, subtree
from allegedly.reading.attribution.joining import joined
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.sieve import is_stance
from allegedly.reading.attribution.tagger import Tagger
from allegedly.reading.attribution.words import words_of
from allegedly.reading.syntax import SUBJECTS
from allegedly.records import Reading

__all__ = ["find", "read"]


def read(reading: Reading, *, fast: bool = False) -> Reading:
    """Add the claims; a reading without a parse comes back as it is. `fast` takes the small tagger.

    Raises ModelError where the weights are missing.
    """
    doc = reading.parse
    if doc is None or not len(doc):
        return reading
    marked = quotations_of(reading)
    in_quotes = inside(len(reading.text), marked)
    spoken = turns.found_in(doc, turns.turns_of(reading.text, reading.blocks))
    all_found = turns.without_inner(
        find(reading, doc, Quoted(doc.text, doc, marked), in_quotes, network.tagger(fast=fast)), spoken
    )
    return replace(reading, claims=nesting.claims(reading, doc, all_found, in_quotes))


def find(reading: Reading, doc: Doc, marked: Quoted, in_quotes: bytearray, tagger: Tagger) -> list[Found]:
    """Return the attributions of the report: those of the tagger, and what only the rules read."""
    ruled = rules.find(reading, doc, marked, in_quotes)
    words = words_of(doc, reading.blocks, in_quotes, ruled, tagger.labels)
    tagged = [found for found in tagger.find(words) if not is_stance(doc, found)]
    tagged = [replace(found, source=frozenset()) if _is_of_aside(doc, found) else found for found in tagged]
    return joined([_without_subject(doc, found) for found in tagged], ruled)


def _is_of_aside(doc: Doc, found: Found) -> bool:
    """Say whether the source speaks in an aside that the cue is not part of: "as Rome says", and then "and accused"."""
    verbs = {doc[i].head for i in found.source if doc[i].dep_ == "nsubj"}
    return any(verb.i not in found.cue and is_aside(verb) for verb in verbs)


def _without_subject(doc: Doc, found: Found) -> Found:
    """Return "according to X" with the subject of what X says in the content: "according to Paris 3,000 men have …"."""
    if not any(doc[i].lower_ == "according" for i in found.cue):
        return found
    subjects = [doc[i] for i in found.source if doc[i].dep_ in SUBJECTS and doc[i].head.i in found.content]
    moved = frozenset(i for subject in subjects for i in subtree(subject) if i in found.source)
    return replace(found, source=found.source - moved, content=found.content | moved)

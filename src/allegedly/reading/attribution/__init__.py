"""The attribution layer: who says what, by which words.

An attribution has a cue with a source and a content, each of which may be in pieces (PolNeAR: Newell, Margolin & Ruths,
LREC 2018; Pareti, LREC 2012). Rules look for them first; a trained tagger, which sees what they found, decides; what
stands inside another's content is the rules' alone. Quote types, nesting and acts are read off the attributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from allegedly.reading.attribution import nesting, network, rules
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.quotations import inside, quotations_of
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.words import words_of
from allegedly.records import Reading

__all__ = ["find", "read"]


def read(reading: Reading) -> Reading:
    """Add the claims; a reading without a parse comes back as it is.

    Raises ModelError where the weights are missing.
    """
    doc = reading.parse
    if doc is None or not len(doc):
        return reading
    marked = quotations_of(reading)
    in_quotes = inside(len(reading.text), marked)
    all_found = find(reading, doc, Quoted(reading.text, doc, marked), in_quotes)
    return replace(reading, claims=nesting.claims(reading, doc, all_found, in_quotes))


def find(reading: Reading, doc: Doc, marked: Quoted, in_quotes: bytearray) -> list[Found]:
    """Return the attributions of the report: those of the tagger, and what only the rules read."""
    ruled = rules.find(reading, doc, marked, in_quotes)
    tagger = network.tagger()
    words = words_of(doc, reading.blocks, in_quotes, ruled, tagger.labels)
    return joined(tagger.find(words), ruled)


def joined(tagged: Sequence[Found], ruled: Sequence[Found]) -> list[Found]:
    """Return the attributions of the tagger with those of the rules that it has not learnt.

    These stand inside another's content, or pass on another's words ("quoted her as saying"). The same attribution may
    hang on other words of its cue for the tagger than for the rules.
    """
    heads = {i: found.head for found in tagged for i in found.cue}
    covered = frozenset[int]().union(*(found.content for found in tagged))
    same = {found.head: heads[i] for found in ruled for i in sorted(found.cue) if i in heads}
    within = {same[found.head]: found.within for found in ruled if found.head in same and found.within is not None}
    relaying = {found.within for found in ruled if found.within is not None}
    more = [
        found
        for found in ruled
        if found.head not in same and (found.head in covered or found.within is not None or found.head in relaying)
    ]
    all_found = [replace(found, within=within.get(found.head, found.within)) for found in (*tagged, *more)]
    return [
        found if found.within is None else replace(found, within=same.get(found.within, found.within))
        for found in all_found
    ]

"""Attributions by rule: over the dependency parse and the quotation marks.

Drawn after PolNeAR's guidelines (Newell, Margolin & Ruths, LREC 2018) and Pareti's attribution relations (LREC 2012).
What the rules find is a hint to the tagger; what it does not find beside them, such as what is nested, is kept.
"""

from __future__ import annotations

from spacy.tokens import Doc

from allegedly.reading.attribution import nouns, phrases, quoted, relays, verbs
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.quotations import inner_quotations
from allegedly.reading.attribution.quoted import Quoted
from allegedly.reading.attribution.sieve import kept
from allegedly.reading.language import sentences
from allegedly.records import Reading


def find(reading: Reading, doc: Doc, marked: Quoted, in_quotes: bytearray) -> list[Found]:
    """Return the attributions of the report in the order of the sentences.

    Words in quotation marks are no cues, but beside a quotation within the quotation.
    """
    all_found: list[Found] = []
    for sentence in sentences(reading):
        tokens = [token for token in sentence if not in_quotes[token.idx] and not token.is_space]
        by_head = {found.head: quoted.widen(found, marked) for found in verbs.found_in(tokens)}
        for token in tokens:
            if token.pos_ == "VERB":
                joined = quoted.beside(token, marked, by_head.get(token.i))
                if joined is not None:
                    by_head[token.i] = joined
        by_head |= {found.head: quoted.widen(found, marked) for found in relays.quoting(tokens, marked)}
        if tokens:
            here = [*by_head.values(), *phrases.found_in(tokens), *nouns.found_in(tokens)]
            all_found.extend(relays.citing(tokens, here))
    all_found.extend(_of_headlines(reading, doc))
    inner = Quoted(reading.text, doc, inner_quotations(reading.text, marked.quotations))
    return kept(doc, [*quoted.continued(all_found, marked), *quoted.within(inner)])


def _of_headlines(reading: Reading, doc: Doc) -> list[Found]:
    found: list[Found] = []
    title = reading.document.title
    for number, block in enumerate(reading.blocks):
        if block.kind == "title" or (number == 0 and title and block.span.quote.startswith(title)):
            tokens = doc.char_span(block.span.start, block.span.end, alignment_mode="expand")
            found.extend(phrases.in_headline(list(tokens)) if tokens is not None else ())
    return found

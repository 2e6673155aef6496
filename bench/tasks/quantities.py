"""Quantities in single sentences: the figures layer in the habits of NewsQuant (Almasian et al., CQE, EMNLP 2023).

There a counted thing is the unit, singular and with its adjectives; the concept is what the sentence says the quantity
of; a bound goes before a rise or fall, and a range from one level to another, given in the order of the text, has none.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Token

from allegedly.reading.figures import nouns, units
from allegedly.reading.figures.concepts import concepts
from allegedly.reading.figures.nouns import Grammar
from allegedly.reading.figures.resolve import drafts
from allegedly.reading.figures.scan import Draft
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Block, Reading
from allegedly.sources.document import make_document

_NAMES = {
    "percent": "percentage",
    "part per billion": "parts-per-billion",
    "times": "count",
    "tonne": "metric ton",
}
_POUND = re.compile(r"\bPS(?=\d[\d.]*(?:m|bn|,\d{3})\b)")
"""The pound sign is lost there: "PS2.7m"."""
_TICKER = re.compile(r"\s(\([.A-Z]{1,6}\))")
"""The sign of a share after the name of a firm is part of the concept: "Acme (AC)"."""
_POINTS = "p"
"""What stands for pence is a point there."""
_STOP = frozenset({"DET", "PRON", "ADP", "PUNCT", "CCONJ", "PART", "SPACE", "SCONJ", "AUX"})
_KEPT = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_BEFORE = frozenset({"compound", "amod", "nmod"})
_PREPOSITIONS = frozenset({"of", "in", "for", "to", "from", "on", "per", "across", "between"})
_EMPTY = frozenset({"total", "combined"})


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Read the row's sentence."""
    document = make_document(_POUND.sub("£", row["text"]), language="en")
    reading = read_document(document, pick("furniture", "language", "moments"))
    found: list[dict[str, Any]] = []
    if reading.parse is not None:
        grammar = Grammar(reading.parse)
        for block in reading.blocks:
            found += quantities(reading, block, grammar)
    return {"id": row["id"], "quantities": found}


def quantities(reading: Reading, block: Block, grammar: Grammar) -> list[dict[str, Any]]:
    """Return the quantities of one block."""
    figures = list(drafts(reading, block, grammar))
    taken = grammar.indices(figures)
    return [_quantity(draft, grammar, taken) for draft in figures]


def _quantity(draft: Draft, grammar: Grammar, taken: frozenset[int]) -> dict[str, Any]:
    return {
        "value": _value(draft),
        "change": _change(draft),
        "unit": _unit(draft, grammar, taken),
        "concept": _concept(draft, grammar, taken),
    }


def _value(draft: Draft) -> float | list[float] | None:
    if draft.low is None or draft.high is None or draft.low == draft.high:
        return draft.high if draft.low is None else draft.low
    return [draft.high, draft.low] if draft.falling else [draft.low, draft.high]


def _change(draft: Draft) -> str:
    if draft.high is None:
        return ">"
    if draft.low is None:
        return "<"
    if draft.approximate and not draft.high_exclusive:
        return "~"
    return "=" if draft.levels or not draft.change else draft.change


def _unit(draft: Draft, grammar: Grammar, taken: frozenset[int]) -> str:
    if draft.unit:
        pence = draft.unit == "penny" and grammar.doc.text[draft.start : draft.end].endswith(_POINTS)
        if pence or draft.unit in _NAMES:
            return "point" if pence else _NAMES[draft.unit]
        return " per ".join(_NAMES.get(part, part) for part in draft.unit.split(" per "))
    noun = nouns.counted_noun(draft, grammar)
    part = "% " if draft.part else ""
    if noun is None:
        return f"{part}-"
    phrase = nouns.phrase(noun, draft)
    best = {token.text: token.lemma_ for token in phrase if token.tag_ == "JJS"}
    words = [best.get(word, word) for word in nouns.words(phrase, taken) if word.lower() not in _EMPTY]
    rate = units.rate(grammar.doc.text, noun.idx + len(noun))
    return part + " ".join([*words[:-1], _singular(noun, words[-1])]) + (f" per {rate[0]}" if rate else "")


def _singular(noun: Token, word: str) -> str:
    if noun.lower_ == "people" or noun.tag_ not in {"NNS", "NNPS"}:
        return word
    return noun.lemma_ if noun.lemma_ != noun.text else noun.text.removesuffix("s")


def _concept(draft: Draft, grammar: Grammar, taken: frozenset[int]) -> str:
    words: list[str] = []
    counted = nouns.counted_noun(draft, grammar)
    taken |= {counted.i} if counted is not None else set()
    for noun in concepts(draft, grammar, taken):
        words += nouns.words(_phrase(noun, taken), taken)
        ticker = _TICKER.match(noun.doc.text, noun.idx + len(noun))
        words += [ticker[1]] if ticker else []
    return " ".join(dict.fromkeys(words)) or "-"


def _phrase(noun: Token, taken: frozenset[int]) -> list[Token]:
    """Return the words of the noun phrase that say what it is: no figures, dates, clauses or empty words."""
    kept = []
    for token in noun.subtree:
        path = [token]
        while path[-1] != noun:
            path.append(path[-1].head)
        if token.pos_ not in _STOP and token.lower_ not in _EMPTY and all(_says(part, noun, taken) for part in path):
            kept.append(token)
    return kept


def _says(token: Token, noun: Token, taken: frozenset[int]) -> bool:
    if token.i in taken:
        return False
    if token == noun:
        return True
    if token.dep_ in _BEFORE and token.i > token.head.i:
        return False
    if token.dep_ == "prep":
        return token.lower_ in _PREPOSITIONS and not any(t.i in taken for t in token.subtree)
    if token.dep_ == "pobj":
        return token.ent_type_ not in {"DATE", "TIME"}
    if token.dep_ == "nummod":
        return token.ent_type_ not in {"DATE", "TIME"} and token.lower_ != "one"
    if token.tag_ == "VBN" and token.dep_ == "acl":
        return not any(t.i in taken for t in token.subtree)
    if token.dep_ == "conj":
        return not any(t.dep_ == "det" or t.i in taken for t in token.subtree)
    return token.dep_ in _KEPT

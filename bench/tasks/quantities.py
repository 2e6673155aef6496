"""Quantities in single sentences: the figures layer in the habits of NewsQuant (Almasian et al., CQE, EMNLP 2023).

There a counted thing is the unit, singular and with its adjectives; the concept is what the sentence says the quantity
of; a bound goes before a rise or fall, and a range from one level to another, given in the order of the text, has none.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from allegedly.reading.figures import nouns
from allegedly.reading.figures.nouns import Grammar
from allegedly.reading.figures.resolve import drafts
from allegedly.reading.figures.scan import Draft
from allegedly.reading.pipeline import pick, read_document
from allegedly.sources.document import make_document

_NAMES = {
    "percent": "percentage",
    "part per billion": "parts-per-billion",
    "times": "count",
    "tonne": "metric ton",
}
_POINTS = "p"
"""What stands for pence is a point there."""
_STOP = frozenset({"DET", "PRON", "ADP", "PUNCT", "CCONJ", "PART", "SPACE", "SCONJ", "AUX"})
_KEPT = frozenset({"compound", "amod", "nmod", "poss", "conj", "prep", "pobj", "nummod"})


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """Read the row's sentence."""
    document = make_document(row["text"], language="en")
    reading = read_document(document, pick("furniture", "language", "moments"))
    found: list[dict[str, Any]] = []
    if reading.parse is not None:
        grammar = Grammar(reading.parse)
        for block in reading.blocks:
            found += [_quantity(draft, grammar) for draft in drafts(reading, block, grammar)]
    return {"id": row["id"], "quantities": found}


def _quantity(draft: Draft, grammar: Grammar) -> dict[str, Any]:
    return {
        "value": _value(draft),
        "change": _change(draft),
        "unit": _unit(draft, grammar),
        "concept": _concept(draft, grammar),
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


def _unit(draft: Draft, grammar: Grammar) -> str:
    if draft.unit:
        pence = draft.unit == "penny" and grammar.doc.text[draft.start : draft.end].endswith(_POINTS)
        if pence or draft.unit in _NAMES:
            return "point" if pence else _NAMES[draft.unit]
        return " per ".join(_NAMES.get(part, part) for part in draft.unit.split(" per "))
    noun = nouns.counted_noun(draft, grammar)
    part = "% " if draft.part else ""
    if noun is None:
        return f"{part}-"
    words = nouns.words(nouns.phrase(noun, draft))
    return part + " ".join([*words[:-1], _singular(noun, words[-1])])


def _singular(noun: Token, word: str) -> str:
    if noun.lower_ == "people" or noun.tag_ not in {"NNS", "NNPS"}:
        return word
    return noun.lemma_ if noun.lemma_ != noun.text else noun.text.removesuffix("s")


def _concept(draft: Draft, grammar: Grammar) -> str:
    words: list[str] = []
    for noun in nouns.measured(draft, grammar):
        words += nouns.words(_phrase(noun, draft))
    return " ".join(dict.fromkeys(words)) or "-"


def _has_number(token: Token) -> bool:
    return any(below.like_num or below.is_currency for below in token.subtree)


def _phrase(noun: Token, draft: Draft) -> list[Token]:
    kept = []
    figures = {t.i for c in noun.children if c.dep_ in {"conj", "prep", "appos"} and _has_number(c) for t in c.subtree}
    for token in noun.subtree:
        if token.i in figures:
            continue
        above: Token = token
        while above != noun and above.dep_ in _KEPT:
            above = above.head
        inside = draft.start <= token.idx < draft.end
        if above == noun and not inside and token.pos_ not in _STOP and not token.like_num:
            kept.append(token)
    return kept

"""Quantities in single sentences: the figures layer in the habits of NewsQuant (Almasian et al., CQE, EMNLP 2023).

There a counted thing is the unit, singular and with its adjectives; the concept is what the sentence says the quantity
of; a range that falls is given from its start to its end.
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

_NAMES = {"percent": "percentage", "penny": "point", "part per billion": "parts-per-billion"}
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
    if draft.change:
        return draft.change
    if draft.high is None:
        return ">"
    if draft.low is None:
        return "<"
    return "~" if draft.approximate and not draft.high_exclusive else "="


def _unit(draft: Draft, grammar: Grammar) -> str:
    if draft.unit:
        return _NAMES.get(draft.unit, draft.unit)
    noun = nouns.counted_noun(draft, grammar)
    if noun is None:
        return "-"
    words = nouns.words(nouns.phrase(noun, draft))
    if noun.pos_ == "NOUN" and noun.lower_ != "people":
        words[-1] = noun.lemma_
    return " ".join(words)


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

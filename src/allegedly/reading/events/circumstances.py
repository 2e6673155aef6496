"""Where, when and with what figures an event is reported, and the contexts that its words suggest."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from allegedly.lexicon import table
from allegedly.reading.events.index import Index

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "conj", "acl"})


def clause_range(token: Token) -> tuple[int, int]:
    """Return the offsets of the trigger's clause: what depends on its verb, without clauses that have their own."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    while verb.dep_ in {"xcomp", "acomp", "pcomp"} and verb.head != verb and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    skipped = {
        below.i
        for child in verb.children
        if child.dep_ in CLAUSAL and child.i != token.i and not child.is_ancestor(token)
        for below in child.subtree
    }
    kept = [below for below in verb.subtree if below.i not in skipped] or [token]
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def place(clause: tuple[int, int], index: Index) -> str | None:
    """Return the id of the first place of the clause that is a point or region on a map and not a government."""
    found = index.places.within(*clause)
    return next((p.id for p in found if p.kind in {"literal", "region"}), None)


def moment(clause: tuple[int, int], index: Index) -> str | None:
    """Return the id of the first date or time of the clause, of those that name a day before "now" and "recent"."""
    found = [m for m in index.moments.within(*clause) if m.type in {"DATE", "TIME"}]
    return next((m.id for m in sorted(found, key=lambda m: m.start is None)), None)


def figures(clause: tuple[int, int], index: Index) -> tuple[str, ...]:
    """Return the ids of the figures of the clause."""
    return tuple(figure.id for figure in index.figures.within(*clause))


@cache
def _contexts() -> dict[str, str]:
    return {row["word"]: row["context"] for row in table("event_contexts")}


def contexts(lemmas: list[str]) -> tuple[str, ...]:
    """Return the PLOVER contexts that the words of a sentence suggest, in the order of the text."""
    known = _contexts()
    return tuple(dict.fromkeys(known[lemma] for lemma in lemmas if lemma in known))

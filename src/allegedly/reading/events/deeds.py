"""Who does and who suffers what a noun names: "an attack by rebels on a convoy", "was behind the bombing of"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from allegedly.reading import syntax
from allegedly.reading.events import frames

MOVES = frozenset({"MOBILIZE", "RETREAT"})
"""Types that forces do with themselves: "the withdrawal of Finnish troops"."""
FORCE = frozenset({"ASSAULT", "COERCE"})
"""Types that are done to anybody and anything: "an ambush on a convoy"."""
AIMED = ("on", "against", "of")
"""Prepositions before what a deed of force is done to."""
NAMES = frozenset({"NORP", "GPE", "ORG", "PERSON"})
TIMES = frozenset({"DATE", "TIME"})
OWNED_UP = frozenset({"claim", "accept", "admit", "take"})
"""Verbs with which somebody takes responsibility for a deed."""


def doers(noun: Token) -> list[Token]:
    """Return who does what the noun names: by or between whom, whose, from whom, or who owns up to it."""
    for preposition in ("by", "between"):
        for token in frames.under(noun, preposition):
            return list(syntax.with_conjuncts(token))
    return _beside(noun) or _behind_target(noun) or _whose(noun) or _moved(noun) or _from(noun) or _owning_up(noun)


def _beside(noun: Token) -> list[Token]:
    """Return whom the parser hung on the verb ("described the shelling of Homs by Syrian forces"), next to the noun."""
    verb = noun.head
    if noun.dep_ != "dobj" or frames.is_passive(verb):
        return []
    by = next((child for child in verb.children if child.lower_ == "by" and child.i > noun.i), None)
    agents = [child for child in by.children if child.dep_ == "pobj"] if by else []
    close = by is not None and all(token.pos_ not in {"VERB", "AUX"} for token in noun.doc[noun.i : by.i])
    known = agents and (agents[0].ent_type_ in NAMES or frames.is_somebody(agents[0]))
    return list(syntax.with_conjuncts(agents[0])) if close and known else []


def _behind_target(noun: Token) -> list[Token]:
    """Return whom the parser hung on the target: "a raid on a bank by armed men"."""
    for slot in AIMED:
        for target in frames.under(noun, slot):
            for doer in frames.under(target, "by"):
                if doer.ent_type_ in NAMES or frames.is_somebody(doer):
                    return list(syntax.with_conjuncts(doer))
    return []


def _whose(noun: Token) -> list[Token]:
    for label in ("poss", "amod", "nmod", "compound"):
        for child in noun.children:
            if child.dep_ != label or child.ent_type_ in TIMES:
                continue
            if label == "poss" or child.ent_type_ in NAMES or _is_fighter(child):
                return list(syntax.with_conjuncts(child))
    return []


def _is_fighter(word: Token) -> bool:
    """Say whether a noun before the deed names those who do it: "a rebel attack", "insurgent raids"."""
    return word.pos_ in {"NOUN", "ADJ"} and "fighter" in frames.noun_of(word).classes


def _moved(noun: Token) -> list[Token]:
    if frames.noun_of(noun).type not in MOVES:
        return []
    return [t for t in frames.under(noun, "of") if "force" in frames.noun_of(frames.content(t)).classes]


def _from(noun: Token) -> list[Token]:
    """Return whom an attack comes from: "came under fire from Kurdish positions"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under":
        return []
    return [*frames.under(noun, "from"), *frames.under(noun.head.head, "from"), *frames.under(noun.head.head, "by")]


def _owning_up(noun: Token) -> list[Token]:
    """Return who "claimed responsibility for" the deed, or "was behind" it."""
    above = noun.head
    if noun.dep_ != "pobj":
        return []
    if above.lower_ == "behind" and above.head.lemma_ == "be":
        return _somebody(frames.subjects(above.head))
    if above.lower_ != "for":
        return []
    verb = above.head if above.head.lemma_ != "responsibility" else above.head.head
    took = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_ == "responsibility"]
    return _somebody(frames.subjects(verb)) if took and verb.lemma_ in OWNED_UP else []


def _somebody(subjects: Iterable[Token]) -> list[Token]:
    """Return the subjects without "nobody", "no group" and their like."""
    return [
        token
        for token in subjects
        if token.lower_ not in {"nobody", "none"}
        and all(child.lower_ not in {"no", "neither"} for child in token.children)
    ]


def behind_doer(noun: Token, slot: str) -> Iterator[Token]:
    """Yield whom a deed is aimed at where the parser hung him on who does it: "a raid by bandits on a school"."""
    if slot in {"on", "against"}:
        for by in frames.prepositions(noun):
            if by.lower_ == "by":
                for doer in frames.below(by):
                    yield from frames.under(doer, slot)


def foreign(party: Token) -> list[Token]:
    """Return the prepositions at a party to a deed that tell of the other: whom it is done to, or by whom."""
    above = party.head.head
    if (
        party.dep_ == "pobj"
        and party.head.lower_ in AIMED
        and above.pos_ == "NOUN"
        and frames.noun_of(above).type in FORCE
    ):
        return [child for child in party.children if child.dep_ in {"prep", "agent"} and child.lower_ == "by"]
    return _aims_of_doer(party)


def _aims_of_doer(doer: Token) -> list[Token]:
    deed = doer.head.head
    if doer.dep_ != "pobj" or doer.head.lower_ != "by" or deed.pos_ not in {"NOUN", "PROPN"}:
        return []
    if frames.noun_of(deed).type not in FORCE:
        return []
    return [child for child in doer.children if child.dep_ == "prep" and child.lower_ in {"on", "against"}]

"""What stands with a trigger in the parse: its objects, prepositions and complements (ClearNLP labels, spaCy)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from allegedly.reading import syntax
from allegedly.reading.events.patterns import Noun, noun

SOMEBODY = frozenset({"official", "force", "police", "casualty", "detainee", "diplomat", "peacekeeper", "party"})
"""Classes of nouns that can act."""
SETTINGS = frozenset({"after", "before", "since", "amid", "following", "despite", "over", "by", "during", "because"})
"""Prepositions that say when or why, and open no complement."""
PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_PREPOSITIONAL = PREPOSITIONS | {"prt", "advmod", "mark"}


def content(token: Token) -> Token:
    """Return the noun that a partitive measures ("a series of bombs" gives "bombs"), else the token itself."""
    for _ in range(3):
        if "measure" not in noun(token.lemma_.lower()).classes:
            break
        inner = next((p for p in token.children if p.dep_ == "prep" and p.lower_ == "of"), None)
        below = next((child for child in inner.children if child.dep_ == "pobj"), None) if inner else None
        if below is None:
            break
        token = below
    return token


def _joined(token: Token) -> str:
    """Return the lemma, with what a hyphen joins to it ("cease-fire" is three tokens)."""
    lemma = token.lemma_.lower()
    if token.i >= 2:
        hyphen, first = token.nbor(-1), token.nbor(-2)
        if hyphen.text == "-" and not hyphen.whitespace_ and not first.whitespace_:
            return f"{first.lemma_.lower()}-{lemma}"
    return lemma


def noun_of(token: Token) -> Noun:
    """Return what the lexicon says of a noun, looked up with its neighbours first ("hunger strike", "state of …")."""
    lemma = _joined(token)
    own = noun(lemma)
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            below = next((last for last in child.children if last.dep_ == "pobj"), None)
            joint = noun(f"{lemma} of {below.lemma_.lower()}") if below is not None else own
            if joint.classes and below is not None:
                return joint
        if child.dep_ in {"compound", "amod", "nmod"} and child.i == token.i - 1:
            joint = noun(f"{child.lemma_.lower()} {lemma}")
            if joint.classes:
                return joint
            if "light" in own.classes:
                return Noun(own.classes | noun(child.lemma_.lower()).classes, own.type, own.mode)
    return own


def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive; "spoke by telephone" has an agent for the parser, but its subject acts."""
    acts = any(child.dep_ == "nsubj" for child in verb.children)
    return syntax.is_passive(verb) and not (acts and all(child.dep_ != "auxpass" for child in verb.children))


def objects(verb: Token) -> tuple[Token, ...]:
    """Return the direct objects of a verb, the subjects of a passive, or the noun that a clause stands at."""
    found = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass", "attr", "oprd"}]
    if not found and _lacks_its_object(verb):
        found = [verb.head]
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        found = [verb.head]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb):
        found = [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    result: list[Token] = []
    for token in found:
        if token.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            token = verb.head
        result.extend(syntax.with_conjuncts(token))
    return tuple(result)


def _lacks_its_object(verb: Token) -> bool:
    """Say whether a relative clause without a pronoun leaves its object to its noun: "a claim Chad brushed aside"."""
    children = list(verb.children)
    if verb.dep_ != "relcl" or not any(child.dep_ == "nsubj" for child in children):
        return False
    wh_word = any(child.tag_ in {"WDT", "WP", "WRB", "WP$"} for child in verb.subtree)
    return not wh_word and all(child.dep_ not in {"prep", "ccomp", "xcomp", "mark"} for child in children)


def under(token: Token, preposition: str) -> Iterator[Token]:
    """Yield the objects of a preposition that stands at the token."""
    for child in prepositions(token):
        if child.lower_ == preposition:
            yield from below(child)


def prepositions(token: Token) -> Iterator[Token]:
    """Yield the prepositions that stand at the token, and what the parser takes for something else."""
    return (child for child in token.children if child.dep_ in _PREPOSITIONAL)


def below(preposition: Token) -> Iterator[Token]:
    """Yield the objects of a preposition, or of the one that hangs on it ("out of")."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from syntax.with_conjuncts(child)
        elif child.dep_ == "prep":
            for last in child.children:
                if last.dep_ == "pobj":
                    yield from syntax.with_conjuncts(last)


def complements(trigger: Token) -> tuple[Token, ...]:
    """Return the heads of the clauses that complete a trigger: "agreed to go", "said they will go"."""
    direct = [
        child
        for child in trigger.children
        if child.i > trigger.i
        and (
            child.dep_ in {"xcomp", "ccomp"} or (child.dep_ == "advcl" and child.i == trigger.i + 2 and is_bare(child))
        )
    ]
    gerunds = [
        below
        for child in trigger.children
        if child.dep_ == "prep" and child.lower_ not in SETTINGS
        for below in child.children
        if below.dep_ == "pcomp"
    ]
    return (*direct, *gerunds)


def is_bare(verb: Token) -> bool:
    """Say whether the verb is a bare infinitive with "to"."""
    return verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Say whether a clause has a tense of its own or a modal."""
    return any(child.dep_ in syntax.SUBJECTS for child in verb.children) and not any(
        child.lower_ == "to" and child.dep_ == "aux" for child in verb.children
    )


def subjects(trigger: Token) -> tuple[Token, ...]:
    """Return who does it, in the grammatical sense: the subjects, also of "willing to" and of control verbs.

    Of two subjects that are not coordinated only the one next to the verb is one: a date line is the other.
    """
    own = [child for child in trigger.children if child.dep_ in syntax.SUBJECTS]
    if not own and trigger.dep_ in {"acomp", "oprd", "pcomp"}:
        above = trigger.head if trigger.dep_ != "pcomp" else trigger.head.head
        if above.pos_ in {"VERB", "AUX", "ADJ"}:
            return _controlled(above)
        return ()
    if not own and trigger.dep_ in {"xcomp", "ccomp"}:
        return _controlled(trigger.head)
    if not own and trigger.dep_ == "advcl" and trigger.head.pos_ in {"VERB", "AUX", "ADJ"}:
        return subjects(trigger.head)
    if not own and trigger.dep_ == "acl" and (trigger.tag_ == "VB" or _is_utterance(trigger)):
        return _owner(trigger.head)
    if not own and trigger.dep_ == "conj" and trigger.head.pos_ in {"VERB", "AUX"}:
        return subjects(trigger.head)
    return tuple(token for first in syntax.subjects(trigger)[-1:] for token in syntax.with_conjuncts(first))


def _controlled(above: Token) -> tuple[Token, ...]:
    """Return the understood subject of an open complement: the object of the verb above, else its subject."""
    if above.pos_ == "VERB" and above.lemma_ not in {"promise", "threaten", "vow"}:
        given = [child for child in above.children if child.dep_ in {"dobj", "dative", "nsubjpass"}]
        if given and is_somebody(given[0]):
            return tuple(syntax.with_conjuncts(given[0]))
    return subjects(above)


def is_somebody(token: Token) -> bool:
    """Say whether a noun phrase stands for people, an organisation or a state."""
    inner = content(token)
    named = inner.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"} or inner.pos_ == "PRON"
    return named or bool(noun_of(inner).classes & SOMEBODY)


def _is_utterance(participle: Token) -> bool:
    """Say whether it is what somebody issued that speaks: "put out a note urging"."""
    return participle.tag_ == "VBG" and participle.head.dep_ == "dobj" and not is_somebody(participle.head)


def _owner(noun_token: Token) -> tuple[Token, ...]:
    """Return whose plan, attempt or decision it is: "Kiev's plan to …", else the subject of the verb above."""
    for child in noun_token.children:
        if child.dep_ == "poss":
            return (child,)
    for token in under(noun_token, "by"):
        return (token,)
    head = noun_token.head
    return subjects(head) if head.pos_ == "VERB" and noun_token.dep_ == "dobj" else ()

"""Which words of a sentence report an event: verbs, predicates and "must" by their patterns, nouns by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from allegedly.reading.events import frames
from allegedly.reading.events.patterns import Need, Noun, Pattern, noun, verbs
from allegedly.reading.events.plover import AIMS, COOPERATIVE, HOSTILE
from allegedly.reading.events.slots import Slots

VERBAL = frozenset({"VERB", "AUX", "ADJ"})
ASPECTUAL = frozenset({"resume", "begin", "start", "continue", "keep", "try", "stop"})
MUST = Pattern("must", (), (), "", "REQUEST", None, ("subj",), True, "10")
DEPTH = 2
NOMINAL_SLOTS = ("against", "on", "with", "between", "of", "at", "in", "into", "to", "over")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that reports an event, the pattern that says so, and the object that the pattern asked for."""

    token: Token
    pattern: Pattern
    object: Token | None = None

    @property
    def is_noun(self) -> bool:
        """Say whether the trigger is a noun by itself ("the attack on")."""
        return not self.pattern.verb


def find(sentence: Span) -> list[Trigger]:
    """Return the triggers of a sentence in the order of the text, without those that another one absorbs."""
    found = [trigger for token in sentence if (trigger := _at(token)) is not None]
    taken = {token.i for trigger in found for token in _absorbed(trigger)}
    taken |= {trigger.object.i for trigger in found if trigger.object is not None}
    events = {trigger.token.i for trigger in found}
    kept = [t for t in found if t.token.i not in taken and not (_is_aim(t) and t.token.head.i in events)]
    clauses = {(_verb_above(t.token), t.pattern.type) for t in kept if not t.is_noun}
    return [t for t in kept if not _is_like_a_noun(t) or (_verb_above(_base(t.token)), t.pattern.type) not in clauses]


def _is_like_a_noun(trigger: Trigger) -> bool:
    """Say whether it is a noun, or a gerund at one ("were killed in two days of fighting")."""
    return trigger.is_noun or _base(trigger.token) != trigger.token


def _base(token: Token) -> Token:
    """Return the noun that a gerund stands at, else the token itself."""
    above = token.head
    if token.tag_ == "VBG" and token.dep_ in {"pcomp", "pobj"} and above.lower_ == "of" and above.head.pos_ == "NOUN":
        return above.head
    return token


def _is_aim(trigger: Trigger) -> bool:
    return trigger.pattern.type in AIMS and trigger.token.dep_ == "advcl" and frames.is_bare(trigger.token)


def _at(token: Token) -> Trigger | None:
    if token.pos_ in VERBAL:
        return _must(token) or best(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        return _nominal(token)
    return None


def best(token: Token, depth: int = DEPTH) -> Trigger | None:
    """Return the trigger that the most specific fitting pattern makes of a verb or predicate, None if none fits.

    `depth` says how many complements within complements are asked for what they are.
    """
    if token.dep_ in {"amod", "aux", "auxpass", "compound"}:
        return None
    top, weight = None, -1
    slots = Slots(token)
    for pattern in _patterns(token):
        fit = _fit(slots, pattern, depth)
        if fit is not None and fit[0] > weight:
            weight, top = fit[0], Trigger(token, pattern, fit[1])
    return top


def _patterns(token: Token) -> tuple[Pattern, ...]:
    """Return the patterns of a verb; rule lemmatizers cut a final e too many ("staged" gives "stag")."""
    lemma = token.lemma_.lower()
    return verbs().get(lemma) or verbs().get(f"{lemma}e", ())


def _fit(slots: Slots, pattern: Pattern, depth: int) -> tuple[int, Token | None] | None:
    """Return how much of the pattern is met and the object that met it, None if the pattern does not fit."""
    if not _has_rest(slots, pattern.rest):
        return None
    if not _has_subject(slots, pattern.subject):
        return None
    extra = 2 * len(pattern.rest) + bool(pattern.subject)
    if not pattern.needs:
        return (extra, None) if slots.token.pos_ != "ADJ" else None
    top: tuple[int, Token | None] | None = None
    for need in pattern.needs:
        met, token_met = _meets(slots, need, depth)
        if met and (top is None or need.weight + extra > top[0]):
            top = (need.weight + extra, token_met)
    return top


def _has_rest(slots: Slots, rest: tuple[str, ...]) -> bool:
    """Say whether the verb has just these further words; a particle that the pattern does not name rules it out."""
    if not rest:
        return not slots.particles or slots.token.lemma_ in {"free", "bomb", "arm"}
    return rest[0] in slots.near and slots.below.issuperset(rest) and slots.particles.issubset(rest)


def _has_subject(slots: Slots, kind: str) -> bool:
    if kind in {"", "-", "self"} or slots.is_passive:
        return True
    return any(_is_a(subject, kind) for subject in slots.subjects)


def _is_a(token: Token, kind: str) -> bool:
    token = frames.content(token)
    if kind in frames.noun_of(token).classes or (kind == "aid" and token.ent_type_ == "MONEY"):
        return True
    if kind == "somebody":
        return token.ent_type_ in {"GPE", "ORG", "NORP", "PERSON"}
    if kind == "state":
        return token.ent_type_ == "GPE" and token.pos_ == "PROPN"
    return kind == "official" and (
        token.ent_type_ == "PERSON" or (token.pos_ == "PRON" and token.lower_ in {"he", "she"})
    )


def _meets(slots: Slots, need: Need, depth: int) -> tuple[bool, Token | None]:
    if need.slot in {"clause", "that"}:
        return any(_clause_is(clause, need, depth) for clause in slots.complements), None
    candidates = slots.objects if need.slot == "obj" else slots.prepositional(need.slot)
    for candidate in candidates:
        inner = frames.content(candidate)
        if need.kind == "any" or any(_noun_is(each, need) for each in (inner, candidate)):
            return True, None if need.kind == "any" else inner
    return False, None


def _noun_is(token: Token, need: Need) -> bool:
    if need.kind == "class":
        return _is_a(token, need.value)
    lemma = token.lemma_.lower()
    if need.value == lemma:
        return True
    own = f" {lemma}"
    before = need.value.removesuffix(own)
    return before != need.value and any(
        child.lemma_.lower() == before for child in token.children if child.dep_ in {"compound", "amod"}
    )


def _clause_is(clause: Token, need: Need, depth: int) -> bool:
    if need.slot == "that":
        return frames.is_finite(clause)
    if need.kind == "any":
        return True
    if need.kind == "word":
        return clause.lemma_.lower() == need.value
    if depth == 0:
        return False
    if clause.lemma_ in ASPECTUAL and frames.complements(clause):
        return any(_clause_is(inner, need, depth - 1) for inner in frames.complements(clause))
    inner = best(clause, depth - 1)
    if need.value == "publication":
        return any("publication" in noun(o.lemma_.lower()).classes for o in frames.objects(clause))
    kinds = HOSTILE if need.value == "hostile" else COOPERATIVE
    return inner is not None and inner.pattern.type in kinds


def _must(token: Token) -> Trigger | None:
    """Return a demand: "said that Kiev must withdraw", in the words of somebody named."""
    modal = next((c for c in token.children if c.dep_ == "aux" and c.lower_ == "must"), None)
    if modal is None or token.dep_ not in {"ccomp", "conj"} or token.head.pos_ != "VERB":
        return None
    return Trigger(modal, MUST)


def _nominal(token: Token) -> Trigger | None:
    """Return the event of a noun that somebody is said to do or suffer: "Kiev's attack on", "the arrest of"."""
    entry = frames.noun_of(token)
    if not entry.type or token.dep_ in {"compound", "nmod", "amod", "npadvmod", "poss"}:
        return None
    if not _is_definite_happening(token, entry):
        return None
    return Trigger(token, Pattern("", (), (), "", entry.type, entry.mode, NOMINAL_SLOTS, False, ""))


def _is_definite_happening(token: Token, entry: Noun) -> bool:
    """Say whether somebody does or suffers it; of aid, talks and sanctions we ask for a verb that says what happens.

    "The arrival of" is one of forces only.
    """
    if entry.type == "MOBILIZE":
        return any("force" in frames.noun_of(frames.content(t)).classes for t in frames.under(token, "of"))
    if entry.type not in {"ASSAULT", "COERCE", "RETREAT", "PROTEST"}:
        return False
    if entry.classes & {"curfew", "ban", "blockade"}:
        return False
    slots = ("against", "on", "of", "by", "into") if entry.type == "ASSAULT" else ("against", "on", "of", "by")
    targets = [t for slot in slots for t in frames.under(token, slot)]
    return any(t.ent_type_ not in {"DATE", "TIME"} for t in targets)


def _absorbed(trigger: Trigger) -> Iterator[Token]:
    """Yield the tokens of the complement that is what a trigger agrees to, asks for or refuses."""
    if not trigger.pattern.absorbs:
        return
    if trigger.pattern is MUST:
        clause = trigger.token.head
        yield from (token for token in clause.subtree if token.i != trigger.token.i)
        return
    for clause in frames.complements(trigger.token):
        yield from _without_facts(clause)
    for child in trigger.token.children:
        if child.dep_ == "dobj" or (child.dep_ == "prep" and child.i > trigger.token.i):
            yield from _without_settings(child)


def _without_facts(clause: Token) -> Iterator[Token]:
    """Yield the tokens of a clause without what relative clauses say has happened: "to free men who were held"."""
    yield clause
    for child in clause.children:
        if not (child.dep_ == "relcl" and _is_past_passive(child)):
            yield from _without_facts(child)


def _is_past_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" and child.tag_ == "VBD" for child in verb.children)


def _without_settings(phrase: Token) -> Iterator[Token]:
    """Yield the tokens of a phrase without what only says when or why: "pulled out after accusing"."""
    if phrase.dep_ == "prep" and phrase.lower_ in frames.SETTINGS:
        return
    yield phrase
    for child in phrase.children:
        yield from _without_settings(child)


def _verb_above(token: Token) -> int:
    """Return the index of the verb in whose clause the token stands."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token.i

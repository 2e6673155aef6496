"""Whom a pronoun goes back to."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from allegedly.reading.actors.references import FEMALE, MALE, NEUTER, PLURAL
from allegedly.reading.sources.memory import LEAST, Entity, Memory
from allegedly.reading.sources.phrases import HANGING, Nature, speaks
from allegedly.reading.syntax import SUBJECTS

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
PRONOUNS = MALE | FEMALE | NEUTER | PLURAL | RELATIVE
_SEXED = MALE | FEMALE

SPEAKERS: Mapping[Nature, float] = {
    "person": 1.0, "people": 1.0, "body": 1.0, "place": 0.7, "writing": 0.5, "thing": 0.25,
}  # fmt: skip
"""How well what a phrase stands for can be what says something."""
COLLECTIVE = 0.4
"""A body that "they" goes back to, against people."""
UNKNOWN_SEX, NOBODY = 0.8, 0.3
"""A person of whom the text does not tell the sex, named or not."""
PARALLEL = 1.3
"""A subject goes back to a subject of its own sentence or the one before, another pronoun to one of its own."""
ABOVE = 1.5
"""The subject of the clause above is meant rather than another."""
NAMED_BY_ITSELF = 0.3
UP = 20


def relative(token: Token) -> Token | None:
    """Return the noun that a relative pronoun goes back to, None if the pronoun is none or has none."""
    if token.lower_ not in RELATIVE or token.tag_ not in {"WDT", "WP", "WP$"}:
        return None
    verb = token.head
    for _ in range(UP):
        if verb.dep_ == "relcl" or verb.head is verb:
            break
        verb = verb.head
    noun = verb.head if verb.dep_ == "relcl" else None
    if noun is None or noun.i >= token.i:
        return _just_before(token)
    nearer = [other for other in noun.conjuncts if noun.i < other.i < token.i]
    return max(nearer, key=lambda other: other.i, default=noun)


def _just_before(token: Token) -> Token | None:
    before = [other for other in token.doc[max(0, token.i - 2) : token.i] if other.text != ","]
    return before[-1] if before and before[-1].pos_ in {"NOUN", "PROPN", "PRON"} else None


def third(token: Token, memory: Memory, now: int, known: Mapping[int, Entity], quoted: set[int]) -> Entity | None:
    """Return whom a third-person pronoun goes back to: the most salient entity that agrees with it.

    `quoted` are the ids of the entities that the speaker's own words name: nobody calls himself by name.
    """
    word = token.lower_
    best: tuple[float, Entity] | None = None
    above = _subject_above(token, known)
    bound = _bound(token, known)
    said = token.dep_ == "nsubj" and speaks(token.head)
    for entity in memory.recent():
        fits = _agreement(word, entity)
        if not fits or id(entity) in bound or (said and entity.first.nature == "thing"):
            continue
        score = entity.salience(now) * fits
        if entity.subject and (now == entity.since if token.dep_ not in SUBJECTS else now - entity.since <= 1):
            score *= PARALLEL
        if entity is above:
            score *= ABOVE
        if id(entity) in quoted:
            score *= NAMED_BY_ITSELF
        if score > LEAST and (best is None or score > best[0]):
            best = (score, entity)
    return best[1] if best else None


def _subject_above(token: Token, known: Mapping[int, Entity]) -> Entity | None:
    """Return the subject of the nearest verb with one above the pronoun's clause: "Tarn said that he"."""
    verb = token.head
    for _ in range(UP):
        hanging = verb.dep_ in HANGING
        if verb.head is verb or (verb.pos_ in {"VERB", "AUX"} and not hanging and verb.dep_ != "conj"):
            return None
        verb = verb.head
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS and child.i < token.i), None)
        if hanging and subject is not None:
            return known.get(subject.i)
    return None


def _agreement(word: str, entity: Entity) -> float:
    """Return how well a pronoun agrees with an entity, 0 for not at all."""
    phrase = entity.first
    if word in _SEXED:
        sex = sex_of_pronoun(word)
        if phrase.nature != "person" or phrase.plural or entity.sex not in {"", sex}:
            return 0.0
        return 1.0 if entity.sex else UNKNOWN_SEX if entity.is_named else NOBODY
    if word in PLURAL:
        if phrase.plural or phrase.nature == "people":
            return SPEAKERS[phrase.nature]
        return COLLECTIVE if phrase.nature == "body" else 0.0
    if word not in NEUTER or phrase.plural or phrase.nature in {"person", "people"}:
        return 0.0
    return SPEAKERS[phrase.nature]


def sex_of_pronoun(word: str) -> str:
    """Return "m" or "f" for a pronoun of one sex, else an empty string."""
    return "m" if word in MALE else "f" if word in FEMALE else ""


def _bound(token: Token, known: Mapping[int, Entity]) -> set[int]:
    """Return the ids of the other parties of the pronoun's own verb, which only "himself" could go back to."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return set()
    beside = (child for child in token.head.lefts if child.i != token.i and child.dep_ != "poss")
    return {id(known[child.i]) for child in beside if child.i in known}

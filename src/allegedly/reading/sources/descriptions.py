"""Whom a definite description goes back to: "the candidate", "the network", "the Vermont senator"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Token

from allegedly.lexicon import table, words
from allegedly.reading.actors.kinds import role_of
from allegedly.reading.sources.memory import Entity, Memory
from allegedly.reading.sources.phrases import Phrase

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
PARTIES = frozenset({"republican", "democratic", "democrat", "gop", "libertarian", "labour", "conservative"})
SAME = {"gop": "republican", "democrat": "democratic"}
FAINT = 0.01
"""Salience of whoever was called so before and is long out of view."""
UNNAMED = 0.5
KNOWN = 4.0
"""How much more present somebody is by having been called the same before."""
LESSER = frozenset({"vice", "deputy"})
"""Modifiers that make an office another."""
PRESENT = 0.3
"""Salience below which no body is meant by a noun that its name does not bear out."""
UNSAID = 0.1
"""Salience below which nobody is meant by a description that says nothing known of them."""


@dataclass(frozen=True)
class Description:
    """A noun phrase to be resolved, with its head."""

    head: Token
    phrase: Phrase

    @property
    def noun(self) -> str:
        """The head noun, singular, lower case."""
        return self.head.lemma_.lower()

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """The adjectives and nouns before the head."""
        doc = self.head.doc
        between = doc[self.phrase.first : self.head.i]
        return frozenset(
            token.lower_ for token in between if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.dep_ != "poss"
        )

    @property
    def is_definite(self) -> bool:
        """Say whether the phrase opens with "the" or a demonstrative, and nothing behind it says which."""
        doc = self.head.doc
        if doc[self.phrase.first].lower_ not in DEFINITE:
            return False
        role = role_of(self.head, self.phrase.first)
        office = role is not None and " of " in role.word
        told = (c for c in self.head.rights if c.dep_ in {"relcl", "acl"} or (c.lower_ == "of" and not office))
        return all(doc[c.left_edge.i - 1].text == "," for c in told)


def described(what: Description, memory: Memory, now: int) -> Entity | None:
    """Return the entity that a description means, None if it is somebody or something new."""
    if not what.is_definite:
        return None
    said = list(_said(what, memory))
    if what.phrase.nature == "person" and not what.phrase.plural:
        return _person(what, said, memory, now)
    if what.phrase.nature == "body" and not what.phrase.plural:
        said = [entity for entity in said if entity.is_named] or said
        rival = _body(what, memory, now)
        if rival is not None and not any(e.is_named or e.salience(now) * KNOWN >= rival.salience(now) for e in said):
            return rival
    if said:
        return max(
            said, key=lambda entity: (_overlap(what, entity), entity.is_named, entity.salience(now), entity.last)
        )
    return _writing(what, memory, now) if what.phrase.nature == "writing" and not what.phrase.plural else None


def _said(what: Description, memory: Memory) -> Iterator[Entity]:
    """Yield the entities of which the description's noun was said before, by the same or an equal word."""
    role = role_of(what.head, what.head.i)
    wanted = {what.noun} | ({role.role} - {""} if role else set())
    for entity in memory.recent():
        first = entity.first
        alike = first.plural == what.phrase.plural and _alike(first, what.phrase)
        if not alike or not wanted & _calling(what, entity) or _contrary(what, entity):
            continue
        if (first.nature == "person" and entity.is_named) or _is_same(what, entity):
            yield entity


def _calling(what: Description, entity: Entity) -> set[str]:
    """Return what an entity may be called: a body also what it was taken to be called before."""
    return entity.called if what.phrase.nature == "body" else entity.nouns


def _is_same(what: Description, entity: Entity) -> bool:
    """Say whether modifiers allow that two phrases of one noun mean the same: "the appeals court", "Supreme Court"."""
    return not what.modifiers or bool(what.modifiers & entity.terms)


def _alike(first: Phrase, second: Phrase) -> bool:
    return first.nature == second.nature or {first.nature, second.nature} == {"body", "thing"}


def _overlap(what: Description, entity: Entity) -> int:
    return len(what.modifiers & entity.terms) + (what.noun in entity.called)


def _parties(terms: frozenset[str] | set[str]) -> set[str]:
    return {SAME.get(term, term) for term in terms if term in PARTIES}


def _contrary(what: Description, entity: Entity) -> bool:
    """Say whether what the description says cannot be said of the entity: another sex, another party."""
    sexes = {what.phrase.sex, entity.sex} - {""}
    ours, theirs = _parties(what.modifiers | {what.noun}), _parties(entity.terms)
    lesser = (what.modifiers & LESSER) - entity.terms
    return len(sexes) > 1 or bool(lesser) or bool(ours and theirs and not ours & theirs)


def _person(what: Description, said: list[Entity], memory: Memory, now: int) -> Entity | None:
    """Return the person in view whom a description calls by what was said of them, or by something new."""
    before = what.head.doc[what.phrase.first + 1 : what.head.i]
    told = any(token.text[:1].isupper() for token in before)
    new = told or (what.noun in words("source_persons") and all(token.pos_ != "NOUN" for token in before))
    best: tuple[float, Entity] | None = None
    for entity in memory.recent():
        known = entity in said
        if entity.first.nature != "person" or _contrary(what, entity) or not (known or new):
            continue
        score = entity.salience(now) * (1 + _overlap(what, entity))
        score = (score + FAINT) * KNOWN * (1.0 if entity.is_named else UNNAMED) if known else score
        if (known or score > UNSAID) and (best is None or score > best[0]):
            best = (score, entity)
    return best[1] if best else None


@cache
def _bodies() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    rows = table("source_bodies")
    return {row["word"]: (frozenset(row["sectors"].split()), frozenset(row["names"].split())) for row in rows}


def _body(what: Description, memory: Memory, now: int) -> Entity | None:
    if what.noun not in _bodies():
        return None
    sectors, names = _bodies()[what.noun]
    fitting = [
        entity
        for entity in memory.recent()
        if entity.first.nature == "body" and entity.is_named and not entity.first.plural
        if what.noun not in entity.nouns or _is_same(what, entity)
    ]
    by_name = [entity for entity in fitting if names & entity.terms]
    by_sector = [entity for entity in fitting if sectors & entity.terms]
    chosen = by_name or by_sector or [entity for entity in fitting if entity.salience(now) > PRESENT]
    return max(chosen, key=lambda entity: entity.salience(now), default=None)


@cache
def _writings() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("source_writings")}


def _writing(what: Description, memory: Memory, now: int) -> Entity | None:
    kind = _writings().get(what.noun)
    for entity in memory.recent():
        fits = entity.first.nature == "writing" and not entity.first.plural and entity.salience(now) > UNSAID
        if fits and any(_writings().get(term) == kind for term in entity.terms):
            return entity
    return None

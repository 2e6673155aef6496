"""What stands with a verb or predicate, each asked for once: a verb's patterns, some dozens, ask for the same again."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Token

from allegedly.reading.events import frames

_BESIDE = frozenset({"prt", "dobj", "advmod", "acomp", "attr", "nsubjpass"})
"""Labels of what a preposition may hang on instead of the verb: the parser mixes them up."""


class Slots:
    """The particles, subjects, objects, complements and prepositional objects of a verb."""

    def __init__(self, token: Token) -> None:
        self.token = token

    @cached_property
    def particles(self) -> frozenset[str]:
        """The verb's particles, in lower case."""
        return frozenset(child.lower_ for child in self.token.children if child.dep_ == "prt")

    @cached_property
    def near(self) -> frozenset[str]:
        """The particles and what else hangs on the verb behind it, in lower case."""
        return self.particles | {child.lower_ for child in self.token.rights}

    @cached_property
    def below(self) -> frozenset[str]:
        """The same with what hangs on that in turn."""
        return self.near | {below.lower_ for child in self.token.rights for below in child.children}

    @cached_property
    def is_passive(self) -> bool:
        """Whether the verb is passive."""
        return frames.is_passive(self.token)

    @cached_property
    def subjects(self) -> tuple[Token, ...]:
        """The verb's subjects."""
        return frames.subjects(self.token)

    @cached_property
    def objects(self) -> tuple[Token, ...]:
        """The verb's objects."""
        return frames.objects(self.token)

    @cached_property
    def complements(self) -> tuple[Token, ...]:
        """The clauses that complement the verb."""
        return frames.complements(self.token)

    def prepositional(self, preposition: str) -> tuple[Token, ...]:
        """Return the objects of a preposition at the verb, its particles or its objects, but for dates."""
        return tuple(self._prepositional.get(preposition, ()))

    @cached_property
    def _prepositional(self) -> dict[str, list[Token]]:
        found: dict[str, list[Token]] = {}
        for place in (self.token, *(child for child in self.token.children if child.dep_ in _BESIDE)):
            for preposition in frames.prepositions(place):
                below = (token for token in frames.below(preposition) if token.ent_type_ not in {"DATE", "TIME"})
                found.setdefault(preposition.lower_, []).extend(below)
        return found

"""What has been named so far, and how present each of it is: salience after Lappin & Leass (1994).

Each phrase adds to the salience of what it stands for, subjects more than others; salience fades with every
sentence outside quotation marks. What stands inside them adds little: it belongs to the speaker's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from allegedly.reading.sources.phrases import Phrase

FADING = 0.5
"""What is left of salience after a sentence."""
REPEATED = 0.3
"""What the lesser of old and new salience adds: what a text is about must not drown what it has just named."""
LEAST = 0.02
"""Below that, nobody is meant by a pronoun any more."""
FEW = 40
"""A name is looked for among so many phrases back."""
MOST = 200
"""So many entities are kept in mind."""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something of the text: `phrases` in the order of the text, `weight` as of sentence `since`.

    `nouns` and `terms` are those of the phrases that name it; `called` adds what it was taken to be called since.
    """

    phrases: list[Phrase] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    sex: str = ""
    actor: str | None = None
    weight: float = 0.0
    since: int = 0
    last: int = -1
    subject: bool = False
    is_named: bool = False

    @property
    def first(self) -> Phrase:
        """The phrase that names it first."""
        return self.phrases[0]

    def names_within(self, first: int, end: int) -> bool:
        """Say whether a name of it is headed by one of the tokens [first, end)."""
        at = bisect_left(self.phrases, first, key=lambda phrase: phrase.head)
        return any(phrase.name for phrase in takewhile(lambda phrase: phrase.head < end, self.phrases[at : at + 9]))

    def before(self, head: int) -> Phrase | None:
        """Return the latest name of it before the token `head`, else the latest description, None if there is none."""
        last = bisect_left(self.phrases, head, key=lambda phrase: phrase.head)
        earlier = self.phrases[:last] if not self.is_named else self.phrases[max(0, last - FEW) : last]
        return next((p for p in reversed(earlier) if p.name), earlier[-1] if earlier else None)

    def salience(self, now: int) -> float:
        """Return how present it is in sentence `now`."""
        return self.weight * float(FADING ** (now - self.since))

    def add(self, weight: float, now: int, head: int, *, subject: bool) -> None:
        """Name it once more, at the token `head`."""
        before = self.salience(now)
        self.weight = max(before, weight) + REPEATED * min(before, weight)
        self.since, self.last, self.subject = now, head, subject

    def learn(self, phrase: Phrase) -> None:
        """Take over what a phrase says of it."""
        if phrase.name or not self.is_named:
            self.terms |= phrase.terms
            self.nouns |= phrase.nouns
        self.called |= phrase.nouns
        self.phrases.append(phrase)
        self.is_named = self.is_named or bool(phrase.name)
        self.sex = self.sex or phrase.sex
        self.actor = self.actor or phrase.actor


class Memory:
    """The entities named so far."""

    def __init__(self) -> None:
        self._named: dict[str, Entity] = {}
        self._recent: dict[int, Entity] = {}

    def named(self, name: str) -> Entity | None:
        """Return what bears that name."""
        return self._named.get(name)

    def enter(self, phrase: Phrase, entity: Entity | None = None) -> Entity:
        """Return the entity of a phrase, a new one if it is not given, and keep it in mind."""
        if entity is None:
            entity = Entity()
        entity.learn(phrase)
        if phrase.name:
            self._named.setdefault(phrase.name, entity)
        self.touch(entity)
        return entity

    def touch(self, entity: Entity) -> None:
        """Make an entity the latest."""
        self._recent.pop(id(entity), None)
        self._recent[id(entity)] = entity
        if len(self._recent) > MOST:
            self._recent.pop(next(iter(self._recent)))

    def recent(self) -> Iterator[Entity]:
        """Yield the entities in mind, the latest first."""
        return reversed(list(self._recent.values()))

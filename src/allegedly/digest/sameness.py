"""Which statements and figures of a story are one piece of news.

A statement is no news where it was entered before (its place says so, whatever became of the records), where the same
source said the like before (by the links of the ledger, or in the very words), or where the document is a copy or a
later version of one that has it. What is joined by links must be most of what is said: who quotes one sentence of
before and adds three, says something new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from allegedly.digest.scene import FORMER, Place, Scene, Statement, Value, meet
from allegedly.lexicon import words

_STRETCH = 256
"""Characters of a text whose places are looked at together."""


class Known:
    """Where entries stand: places, where the content of each begins, and the entry's number."""

    def __init__(self) -> None:
        self._near: dict[tuple[str, int], list[tuple[Place, int, int]]] = defaultdict(list)

    def add(self, place: Place, said: int, entry: int) -> None:
        """Add a place."""
        for stretch in _stretches(place):
            self._near[place[0], stretch].append((place, said, entry))

    def at(self, one: Statement | Value) -> int | None:
        """Return the entry that stands at the very words, else at words that overlap them; of several the nearest."""
        there = [
            (other != one.place, abs(said - one.said), entry)
            for stretch in _stretches(one.place)
            for other, said, entry in self._near.get((one.doc.id, stretch), ())
            if meet(other, one.place)
        ]
        return min(there, default=(False, 0, None))[2]


def _stretches(place: Place) -> range:
    return range(place[1] // _STRETCH, (place[2] - 1) // _STRETCH + 1)


MOSTLY = 0.5
"""The part of a statement that links must join to earlier ones for it to be theirs."""
SAYS_SOMETHING = 4
"""Words that a statement must have for the very words to tell that two are one."""
_DECISIVE = frozenset({"not", "no", "never", "nobody", "none", "without", "neither", "nor"})
_WORD = re.compile(r"\w+")


def sorted_out(scene: Scene, known: Known) -> list[int]:
    """Return the entry of each statement: the number of a known one, else a negative number for each new one."""
    return _Statements(scene, known).entries()


class _Statements:
    def __init__(self, scene: Scene, known: Known) -> None:
        self._statements = scene.statements
        self._found: dict[int, int] = {}
        self._spoken: dict[tuple[str, str], int] = {}
        self._texts: dict[str, dict[_Wording, tuple[str, int]]] = defaultdict(dict)
        self._links: dict[int, list[tuple[Place, int]]] = defaultdict(list)
        for link in scene.links:
            if link.kind == "same" and link.one_statement is not None and link.other_statement is not None:
                self._links[link.one_statement].append((link.one, link.other_statement))
                self._links[link.other_statement].append((link.other, link.one_statement))
        for n, one in enumerate(self._statements):
            entry = known.at(one)
            if entry is not None:
                self._settle(n, entry)

    def entries(self) -> list[int]:
        for n in range(len(self._statements)):
            if n not in self._found:
                before = self._before(n)
                self._settle(n, -n - 1 if before is None else before)
        return [self._found[n] for n in range(len(self._statements))]

    def _settle(self, n: int, entry: int) -> None:
        one = self._statements[n]
        self._found[n] = entry
        self._spoken.setdefault(_very_words(one), entry)
        self._texts[one.doc.report].setdefault(_wording(one), (one.doc.id, entry))

    def _before(self, n: int) -> int | None:
        one = self._statements[n]
        if len(_WORD.findall(one.content)) >= SAYS_SOMETHING and (entry := self._spoken.get(_very_words(one))):
            return entry
        entry = self._beside(n)
        return self._linked(n) if entry is None else entry

    def _beside(self, n: int) -> int | None:
        """Return the entry of a statement of a copy or another version that has all its words."""
        one = self._statements[n]
        wording, beside = _wording(one), self._texts[one.doc.report]
        if wording in beside and beside[wording][0] != one.doc.id:
            return beside[wording][1]
        for other, (document, entry) in beside.items():
            if document != one.doc.id and wording.adds_nothing_to(other):
                return entry
        return None

    def _linked(self, n: int) -> int | None:
        """Return the entry of the earlier statements that links join it to, if they join most of it.

        Only the document that stands for its copies, in its last version, has links; so one that arrived later may
        stand for a statement that is entered.
        """
        known = [(place, self._found.get(other) or self._beside(other)) for place, other in self._links[n]]
        joined = [(place, entry) for place, entry in known if entry is not None]
        contents = self._statements[n].contents
        said = {at for start, end in contents for at in range(start, end)}
        covered = {at for place, _ in joined for at in range(place[1], place[2])}
        if not joined or len(said & covered) < MOSTLY * len(said):
            return None
        return max(joined, key=lambda pair: (pair[0][2] - pair[0][1], -pair[1]))[1]


def _very_words(one: Statement) -> tuple[str, str]:
    source = one.actor or f"{one.doc.outlet or ''} {one.source.casefold()}"
    return source, " ".join(_WORD.findall(one.content.casefold()))


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a statement, to be found again in a copy or a later version of its text, which may be cut."""

    actor: str | None
    source: frozenset[str]
    content: frozenset[str]

    def adds_nothing_to(self, other: _Wording) -> bool:
        """Say whether all words that carry meaning are in the other, and the source may be the same."""
        said = other.content | other.source
        known = self.source <= _light() or self.source <= said or (self.actor is not None and self.actor == other.actor)
        return known and self.content - said <= _light()


def _wording(one: Statement) -> _Wording:
    source, content = (frozenset(_WORD.findall(words.casefold())) for words in (one.source, one.content))
    return _Wording(one.actor, source, content)


@cache
def _light() -> frozenset[str]:
    """Return the words that may be missing: neither numbers nor negations."""
    return words("stop_words", "word") - words("numbers", "word") - _DECISIVE


def counted_out(scene: Scene, known: Known, valued: Mapping[str, int], floor: int) -> list[int]:
    """Return the entry of each value of the story, in the same way; 0 for what is none.

    Values are one piece of news where thing and bounds are the same, whoever gives them; `valued` are the entries of
    this story by `value_of`. None are the figures of earlier versions, and those that a version had which arrived up to
    `floor`.
    """
    before = {_in_text(one) for one in scene.values if one.thing == FORMER and one.doc.arrival <= floor}
    entries = dict(valued)
    found = [known.at(one) for one in scene.values]
    for one, entry in zip(scene.values, found, strict=True):
        if entry is not None and one.thing != FORMER:
            entries.setdefault(value_of(one), entry)
    for n, one in enumerate(scene.values):
        if one.thing == FORMER:
            found[n] = 0
        elif found[n] is None:
            found[n] = entries.setdefault(value_of(one), 0 if _in_text(one) in before else -n - 1)
    return [entry or 0 for entry in found]


def value_of(one: Value) -> str:
    """Return what two values have in common that are one piece of news."""
    return f"{one.thing} {one.low} {one.high}"


def _in_text(one: Value) -> tuple[str, str]:
    return one.doc.current, one.quote.casefold()

"""The passages of a report that triggers stand in: their words, and a direction of each word in its context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from allegedly.linking.claims.statements import abbreviates
from allegedly.linking.sentences import States, encoder

_STOP = re.compile(r"\n+|(?<=[^\s.][.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, eq=False)
class Passage:
    """A sentence: its offsets, those of its words, and a direction for each word [words, WIDTH]."""

    start: int
    end: int
    words: tuple[tuple[int, int], ...]
    states: States

    def direction(self, start: int, end: int) -> States:
        """Return the direction [WIDTH], of length one, of the words that overlap text[start:end]; 0 if none does."""
        rows = [n for n, (first, last) in enumerate(self.words) if first < end and start < last]
        if not rows:
            return np.zeros(self.states.shape[1], np.float32)
        mean = self.states[rows].mean(0)
        direction: States = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return direction


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text; a line break always ends one. Together they hold all that is no white space."""
    at = 0
    for match in _STOP.finditer(text):
        if "\n" in match.group() or not abbreviates(text, match.start() - 1):
            yield at, match.start()
            at = match.end()
    yield at, len(text)


def passages(text: str, triggers: Sequence[tuple[int, int]]) -> list[Passage]:
    """Return the passage of each trigger, the same object for those of one sentence."""
    ends = list(sentences(text))
    known: dict[int, Passage] = {}
    found = []
    place = 0
    order = sorted(range(len(triggers)), key=lambda n: triggers[n])
    where = [0] * len(triggers)
    for n in order:
        while place + 1 < len(ends) and ends[place + 1][0] <= triggers[n][0]:
            place += 1
        where[n] = place
    for place in where:
        if place not in known:
            known[place] = _read(text, *ends[place])
        found.append(known[place])
    return found


def _read(text: str, start: int, end: int) -> Passage:
    places = tuple(match.span() for match in _WORD.finditer(text, start, end))
    return Passage(start, end, places, encoder().states([text[first:last] for first, last in places]))

"""What is kept of a report for joining its claims to others': its statements and a vector for each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.matters import content_words, matter_numbers, matters, negated_words, weights
from allegedly.linking.claims.records import Number, Statement
from allegedly.linking.claims.signs import Columns, columns
from allegedly.linking.claims.sources import Source, Voice, voice
from allegedly.linking.claims.statements import statements
from allegedly.linking.records import Side
from allegedly.linking.sentences import WIDTH, encoder, likeness
from allegedly.records import Reading

_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’.-]*")
"""Names say who, not what: the vectors are of the words without them, the countries are compared apart."""
_PLACES = 1024
"""Content words are told apart by so many places; two of them rarely share one."""
_SUREST = 4.0
"""Log-odds of what the encoder makes of a statement are kept within this."""
_NEAR = 0.1
"""Cosines so close count as alike."""
_COUNTRIES = 512
_TYPES = 256
_HEAD = 4
"""So many first words mostly name who does what is told."""
_AGENTS = frozenset(
    {"troops", "protest", "riot", "crowd-control", "police", "arrest", "fleet", "aircraft", "missile", "civilian"}
)

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class ClaimProfile:
    """The statements of a report. `vectors` [n, WIDTH] in int8 stand beside them, as bytes."""

    document: str
    published: str | None
    statements: tuple[Statement, ...]
    vectors: bytes

    @cached_property
    def directions(self) -> NDArray[np.float32]:
        """The vectors with length one [n, WIDTH]."""
        rows = np.frombuffer(self.vectors, np.int8).reshape(-1, WIDTH).astype(np.float32)
        lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows / lengths

    @cached_property
    def text(self) -> str:
        """The texts of all statements."""
        return "\n".join(statement.text for statement in self.statements)

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The content words of each statement, as stems."""
        return tuple(content_words(s.said or s.text) for s in self.statements)

    @cached_property
    def matters(self) -> tuple[frozenset[str], ...]:
        """What each statement is about."""
        return tuple(matters(words) for words in self.words)

    @cached_property
    def matter_rows(self) -> Rows:
        """What each statement is about [n, matters], 1 for each."""
        numbers = matter_numbers()
        return _marked([[numbers[matter] for matter in found] for found in self.matters], len(numbers))

    @cached_property
    def weighed_matters(self) -> Rows:
        """The same, each matter with its weight."""
        return self.matter_rows * weights()

    @cached_property
    def matter_weight(self) -> Rows:
        """What the matters of each statement weigh together [n]."""
        found: Rows = self.weighed_matters.sum(1)
        return found

    @cached_property
    def word_rows(self) -> Rows:
        """The content words of each statement [n, places], 1 for each."""
        return _marked([[_code(word) % _PLACES for word in found] for found in self.words], _PLACES)

    @cached_property
    def word_counts(self) -> Rows:
        """In how many statements the content words of each place stand [places]."""
        found: Rows = self.word_rows.sum(0)
        return found

    @cached_property
    def lengths(self) -> Rows:
        """How many content words each statement has [n]."""
        found: Rows = self.word_rows.sum(1)
        return found

    @cached_property
    def denied_rows(self) -> tuple[NDArray[np.intp], Rows]:
        """What each statement negates or denies: the places of such content words, and 1 for each [n, places]."""
        rows = np.zeros((len(self.statements), _PLACES), np.float32)
        for row, one, found in zip(rows, self.statements, self.words, strict=True):
            denied = negated_words(one.said or one.text) or (found if one.act == "deny" else frozenset())
            row[[crc32(word.encode()) % _PLACES for word in denied]] = 1
        places = np.flatnonzero(rows.any(0))
        return places, rows[:, places]

    @cached_property
    def speakers(self) -> tuple[Source, ...]:
        """The sources of the report, each once."""
        return tuple(dict.fromkeys(statement.source for statement in self.statements))

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """What tells each of these sources from others."""
        return tuple(map(voice, self.speakers))

    @cached_property
    def speaking(self) -> NDArray[np.intp]:
        """The number of each statement's source among the speakers [n]."""
        numbers = {source: number for number, source in enumerate(self.speakers)}
        return np.array([numbers[statement.source] for statement in self.statements], np.intp)

    @cached_property
    def counting(self) -> NDArray[np.bool_]:
        """Which statements give figures [n]."""
        return np.array([bool(statement.figures) for statement in self.statements], bool)

    @cached_property
    def deed_rows(self) -> Rows:
        """What types of events each statement tells of [n, places], 1 for each."""
        return _marked([[_code(deed) % _TYPES for deed in statement.deeds] for statement in self.statements], _TYPES)

    @cached_property
    def pointing(self) -> NDArray[np.bool_]:
        """Which statements only point at what they deny [n]."""
        return np.array([statement.pointer for statement in self.statements], bool)

    @cached_property
    def carrying(self) -> tuple[int, ...]:
        """The places of the statements that carry others."""
        return tuple(place for place, statement in enumerate(self.statements) if statement.carries)

    @cached_property
    def doers(self) -> tuple[Rows, NDArray[np.intp]]:
        """What kinds of doers the first words of each statement name [n, kinds], and the number of which country [n].

        Those mostly do what is told. The number is -1 where there is no country.
        """
        numbers = matter_numbers()
        heads = [" ".join((one.said or one.text).split(maxsplit=_HEAD)[:_HEAD]) for one in self.statements]
        kinds = [[numbers[matter] for matter in matters(content_words(head)) & _AGENTS] for head in heads]
        countries = [_code(one.countries[0]) % _COUNTRIES if one.countries else -1 for one in self.statements]
        return _marked(kinds, len(numbers)), np.array(countries, np.intp)

    @cached_property
    def noted(self) -> dict[str, Columns]:
        """What the rules have found of each statement alone, by the rule's name, so that it is found once a report."""
        return {}

    def signs(self, rule: str, of: Callable[[Statement], Mapping[str, float]]) -> Columns:
        """Return the signs of each statement alone that a rule knows of; `of` is asked once."""
        if rule not in self.noted:
            self.noted[rule] = columns([of(statement) for statement in self.statements])
        return self.noted[rule]

    @cached_property
    def denied_there(self) -> dict[int, tuple[int, ...]]:
        """The denials of this report that answer one statement alone, by that statement."""
        found: dict[int, tuple[int, ...]] = {}
        for place, denial in enumerate(self.statements):
            if len(denial.answers) == 1 and not denial.pointer:
                found[denial.answers[0]] = (*found.get(denial.answers[0], ()), place)
        return found

    def side(self, *places: int) -> Side:
        """Return a statement, or neighbours of one claim, as the side of a link."""
        chosen = [self.statements[n] for n in places]
        return Side(self.document, min(s.start for s in chosen), max(s.end for s in chosen), chosen[0].claim)

    def to_bytes(self) -> bytes:
        """Return the profile as bytes: a line of JSON, and the vectors."""
        facts = {
            "document": self.document,
            "published": self.published,
            "statements": [asdict(statement) for statement in self.statements],
        }
        return json.dumps(facts, ensure_ascii=False).encode() + b"\n" + self.vectors

    @classmethod
    def from_bytes(cls, data: bytes) -> ClaimProfile:
        """Return the profile that `to_bytes` wrote."""
        line, _, vectors = data.partition(b"\n")
        facts = json.loads(line)
        return cls(facts["document"], facts["published"], tuple(map(_statement, facts["statements"])), vectors)


def _marked(places: Sequence[Sequence[int]], width: int) -> Rows:
    """Return a row for each statement [n, width], 1 at its places."""
    rows = np.zeros((len(places), width), np.float32)
    counts = np.array([len(its) for its in places], np.intp)
    rows[np.repeat(np.arange(len(places)), counts), np.fromiter(chain.from_iterable(places), np.intp)] = 1
    return rows


@lru_cache(maxsize=16_384)
def _code(word: str) -> int:
    return crc32(word.encode())


def _statement(row: dict[str, object]) -> Statement:
    given: dict[str, object] = {
        **row,
        "source": _source(row["source"]),  # type: ignore[arg-type]
        "figures": tuple(Number(**number) for number in row["figures"]),  # type: ignore[attr-defined]
        "answers": tuple(row["answers"]),  # type: ignore[arg-type]
        "deeds": tuple(row["deeds"]),  # type: ignore[arg-type]
        "repeats": tuple(row["repeats"]),  # type: ignore[arg-type]
        "countries": tuple(row["countries"]),  # type: ignore[arg-type]
    }
    return Statement(**given)  # type: ignore[arg-type]


def _source(row: dict[str, object]) -> Source:
    return Source(**{**row, "through": tuple(row["through"])})  # type: ignore[arg-type]


def profile(reading: Reading) -> ClaimProfile:
    """Return the profile of a report; one without claims has only what the outlet states."""
    found = statements(reading)
    if not found:
        return ClaimProfile(reading.document.id, reading.document.published, (), b"")
    vectors, tones = encoder().encode([_nameless(s.said or s.text) for s in found])
    like = likeness(vectors, vectors)
    told = tuple(
        _with_tone(_closest(statement, row), tone)
        for statement, row, tone in zip(found, like, tones.tolist(), strict=True)
    )
    return ClaimProfile(reading.document.id, reading.document.published, told, vectors.tobytes())


def _with_tone(statement: Statement, tone: Sequence[float]) -> Statement:
    alleges, denies = (round(max(-_SUREST, min(_SUREST, value)), 2) for value in tone)
    return replace(statement, alleges=alleges, denies=denies)


def _closest(statement: Statement, like: Rows) -> Statement:
    """Return a denial in words of its own with those of its answers alone that are nearest to them."""
    if statement.pointer or len(statement.answers) < 2:
        return statement
    best = max(like[n] for n in statement.answers)
    return replace(statement, answers=tuple(n for n in statement.answers if like[n] >= best - _NEAR))


def _nameless(text: str) -> str:
    return " ".join(_NAME.sub("", text).split()) or text

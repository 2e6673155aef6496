"""What is kept of a report for joining its claims to others': its statements and a vector for each."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.claims.matters import content_words, matters
from allegedly.linking.claims.records import Number, Statement
from allegedly.linking.claims.sources import Source
from allegedly.linking.claims.statements import statements
from allegedly.linking.records import Side
from allegedly.linking.sentences import WIDTH, encoder
from allegedly.records import Reading

_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’.-]*")
"""Names say who, not what: the vectors are of the words without them, the countries are compared apart."""


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
    def words(self) -> tuple[frozenset[str], ...]:
        """The content words of each statement, as stems."""
        return tuple(content_words(s.said or s.text) for s in self.statements)

    @cached_property
    def matters(self) -> tuple[frozenset[str], ...]:
        """What each statement is about."""
        return tuple(matters(words) for words in self.words)

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


def _statement(row: dict[str, object]) -> Statement:
    given: dict[str, object] = {
        **row,
        "source": Source(**row["source"]),  # type: ignore[arg-type]
        "figures": tuple(Number(**number) for number in row["figures"]),  # type: ignore[attr-defined]
        "answers": tuple(row["answers"]),  # type: ignore[arg-type]
        "countries": tuple(row["countries"]),  # type: ignore[arg-type]
    }
    return Statement(**given)  # type: ignore[arg-type]


def profile(reading: Reading) -> ClaimProfile:
    """Return the profile of a report; one without claims has only what the outlet states."""
    found = statements(reading)
    vectors = encoder().encode([_nameless(s.said or s.text) for s in found]) if found else np.zeros((0, WIDTH), np.int8)
    return ClaimProfile(reading.document.id, reading.document.published, found, vectors.tobytes())


def _nameless(text: str) -> str:
    return " ".join(_NAME.sub("", text).split()) or text

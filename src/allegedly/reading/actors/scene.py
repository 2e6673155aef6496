"""What is known of a document while its actors are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Token

from allegedly.reading.actors.names import Match
from allegedly.reading.syntax import CLAUSES
from allegedly.records import Actor, MentionKind, Reading

LOOK_BACK = 60
"""So many mentions before a pronoun are looked at for whom it means."""
NOT_WITHIN = frozenset({"conj", "cc", "nsubj", "nsubjpass", "csubj", "aux", "auxpass", "mark", "ccomp"})
"""What stands before a noun and is no part of its phrase: a misread clause, a conjunct."""
LONGEST_TAIL = 12
"""A noun phrase is followed for so many tokens after its head."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in the making: tokens [first, end), their head, and the actor if one was found."""

    first: int
    end: int
    head: int
    kind: MentionKind
    actor: Actor | None


@dataclass(slots=True)
class Scene:
    """The parse, the known names in it, what the places layer found, and the mentions found so far.

    `matches`, `place_countries` and `person_countries` go by token; `taken` holds the tokens of persons' names,
    `leaders` the names of known office-holders, `focus` is the country that the text names most, `dominated` says
    that no other comes near it, `number` counts the sentences up to each token; `history` is in the order of the text.
    """

    doc: Doc
    published: str
    matches: dict[int, Match] = field(default_factory=dict)
    place_countries: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    leaders: list[tuple[int, int]] = field(default_factory=list)
    focus: str | None = None
    dominated: bool = False
    person_countries: dict[int, str] = field(default_factory=dict)
    number: list[int] = field(default_factory=list)
    persons: list[Candidate] = field(default_factory=list)
    appositions: dict[int, Actor] = field(default_factory=dict)
    history: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        starts = self.doc.to_array(SENT_START) == 1
        starts[:1] = True
        self.number = np.cumsum(starts).tolist()

    @property
    def year(self) -> str:
        """The year of publication, empty if it is not known."""
        return self.published[:4]

    def recent(self) -> list[Candidate]:
        """Return the latest mentions, the nearest first."""
        return self.history[: -LOOK_BACK - 1 : -1]


def reported(reading: Reading) -> set[int] | None:
    """Return the tokens of the report's blocks, None where no block is known and all text counts."""
    doc = reading.parse
    if doc is None or not reading.blocks:
        return None
    kept: set[int] = set()
    for block in reading.blocks:
        if block.kind in {"title", "deck", "body"}:
            tokens = doc.char_span(block.span.start, block.span.end, alignment_mode="contract")
            kept.update(range(tokens.start, tokens.end) if tokens is not None else ())
    return kept


def back(token: Token, most: int) -> int:
    """Return the index of the token so many before, or of the first of the sentence if that is nearer."""
    at = token.i
    while at > max(0, token.i - most) and not token.doc[at].is_sent_start:
        at -= 1
    return at


def extent(head: Token) -> tuple[int, int]:
    """Return the tokens [first, end) of the noun phrase of a head, without clauses and conjuncts.

    Prepositional phrases that follow at once belong to it: "officials in Kiev".
    """
    first, end = head.i, head.i + 1
    for child in reversed(list(head.lefts)):
        if child.dep_ in CLAUSES or child.dep_ in NOT_WITHIN:
            break
        if child.dep_ not in {"punct", "preconj"} and child.pos_ != "SPACE":
            first = child.left_edge.i
    return first, _tail(head, end, head.i + LONGEST_TAIL)


def _tail(head: Token, end: int, limit: int) -> int:
    for child in head.rights:
        if child.dep_ != "prep" or child.i != end or child.i >= limit:
            continue
        objects = [token for token in child.rights if token.dep_ == "pobj"]
        if objects and objects[0].left_edge.i == child.i + 1:
            end = _tail(objects[0], objects[0].i + 1, limit)
    return end

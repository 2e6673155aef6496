"""What is learnt about events beside the lexicon: who does and suffers them, and what quad class a sentence is of.

Two linear models over what the rules propose and how the sentence is built (`clues`, `gist`); `models/events/CARD.md`
says what they were trained on. Labels of roles are BIO tags: S who does it, T who suffers it, R who do it together.
Quad classes go by CAMEO: 0 neutral (statements, appeals), 1 verbal and 2 material cooperation, 3 verbal and 4
material conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from spacy.tokens import Token

from allegedly.reading.events.clues import clues
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.gist import gist
from allegedly.reading.events.linear import Linear, load
from allegedly.records import Reading


@cache
def model(name: str) -> Linear:
    """Return the model "roles" or "quads", loaded once a process; raises ModelError where its file is not there."""
    return load(resources.files("allegedly.models").joinpath("events"), name)


def words_of(reading: Reading) -> list[Token]:
    """Return the tokens that are not white space, none where there is no parse."""
    return [token for token in reading.parse or () if not token.is_space]


def trigger_of(words: Sequence[Token], event: Coded | None) -> Token:
    """Return the trigger of an event, or the head of the longest sentence where the rules found none."""
    if event is not None:
        return event.token
    roots = [word for word in words if word.dep_ == "ROOT"] or words
    return max(roots, key=lambda root: root.right_edge.i - root.left_edge.i)


def role_clues(reading: Reading, event: Coded | None, found: Sequence[Coded]) -> list[list[str]]:
    """Return the clues of the words of a sentence, given its main event and all that were found; none without words."""
    words = words_of(reading)
    if not words:
        return []
    others = [one for one in found if one is not event]
    return clues(words, reading, trigger_of(words, event), event, others)


def quad_clues(reading: Reading, event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the clues of a sentence, given its main event and all that were found."""
    return gist(words_of(reading), event, [one for one in found if one is not event])


def role_tags(reading: Reading, event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the BIO tag of each word of a sentence (`words_of`)."""
    return model("roles").tag(role_clues(reading, event, found))


def quad_chances(reading: Reading, event: Coded | None, found: Sequence[Coded]) -> dict[str, float]:
    """Return how likely each quad class, "0" to "4", is for a sentence."""
    return model("quads").chances(quad_clues(reading, event, found))

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

from spacy.tokens import Doc, Token

from allegedly.reading.events.clues import clues
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.gist import gist
from allegedly.reading.events.linear import Linear, load


@cache
def model(name: str) -> Linear:
    """Return the model "roles" or "quads", loaded once a process; raises ModelError where its file is not there."""
    return load(resources.files("allegedly.models").joinpath("events"), name)


def words_of(doc: Doc) -> list[Token]:
    """Return the tokens that are not white space."""
    return [token for token in doc if not token.is_space]


def trigger_of(doc: Doc, event: Coded | None) -> Token:
    """Return the trigger of an event, or the head of the longest sentence where the rules found none."""
    if event is not None:
        return event.token
    return max((sentence.root for sentence in doc.sents), key=lambda root: root.right_edge.i - root.left_edge.i)


def role_clues(doc: Doc, event: Coded | None, found: Sequence[Coded]) -> list[list[str]]:
    """Return the clues of the words of a sentence, given its main event and all that were found."""
    others = [one for one in found if one is not event]
    return clues(words_of(doc), trigger_of(doc, event), event, others)


def quad_clues(doc: Doc, event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the clues of a sentence, given its main event and all that were found."""
    return gist(words_of(doc), event, [one for one in found if one is not event])


def role_tags(doc: Doc, event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the BIO tag of each word of a sentence that is not white space."""
    return model("roles").tag(role_clues(doc, event, found)) if len(words_of(doc)) else []


def quad_chances(doc: Doc, event: Coded | None, found: Sequence[Coded]) -> dict[str, float]:
    """Return how likely each quad class, "0" to "4", is for a sentence."""
    return model("quads").chances(quad_clues(doc, event, found))

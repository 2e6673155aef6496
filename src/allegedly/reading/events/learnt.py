"""What is learnt about events beside the lexicon: who does and suffers them, and what quad class a sentence is of.

Two linear models over what the rules propose and how the sentence is built (`clues`, `gist`), and for the roles a small
encoder beside them (`encoded`); `models/events/CARD.md` says what they were trained on. Labels of roles are BIO tags: S
who does it, T who suffers it, R who do it together. Quad classes go by CAMEO: 0 neutral (statements, appeals), 1 verbal
and 2 material cooperation, 3 verbal and 4 material conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from spacy.tokens import Token

from allegedly.reading.events.clues import clues
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.deeds import FORCE
from allegedly.reading.events.encoded import encoder
from allegedly.reading.events.gist import gist
from allegedly.reading.events.index import Index
from allegedly.reading.events.linear import Linear, load
from allegedly.records import Party

SHARE = 0.5
"""How much the encoder's scores weigh beside the linear model's."""
BACKGROUND = frozenset({"advcl", "relcl", "acl", "pcomp", "pobj"})


@cache
def model(name: str) -> Linear:
    """Return the model "roles" or "quads", loaded once a process; raises ModelError where its file is not there."""
    return load(resources.files("allegedly.models").joinpath("events"), name)


def words_of(tokens: Iterable[Token] | None) -> list[Token]:
    """Return the tokens of a sentence that are not white space, none where there is no parse."""
    return [token for token in tokens or () if not token.is_space]


def trigger_of(words: Sequence[Token], event: Coded | None) -> Token:
    """Return the trigger of an event, or the head of the longest sentence where the rules found none."""
    if event is not None:
        return event.token
    roots = [word for word in words if word.dep_ == "ROOT"] or words
    return max(roots, key=lambda root: root.right_edge.i - root.left_edge.i)


def subordination(token: Token) -> int:
    """Return how many clauses a trigger is subordinate to; complements of verbs of saying do not count."""
    steps = 0
    while token.head != token:
        if token.dep_ in BACKGROUND:
            steps += 2
        elif token.dep_ == "conj":
            steps += 1
        token = token.head
    return steps


def role_clues(words: Sequence[Token], index: Index, event: Coded | None, found: Sequence[Coded]) -> list[list[str]]:
    """Return the clues of the words of a sentence, given an event of it and all that were found in it."""
    if not words:
        return []
    others = [one for one in found if one is not event]
    return clues(words, index, trigger_of(words, event), event, others)


def quad_clues(words: Sequence[Token], event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the clues of a sentence, given its main event and all that were found in it."""
    return gist(words, event, [one for one in found if one is not event])


def role_tags(words: Sequence[Token], index: Index, event: Coded | None, found: Sequence[Coded]) -> list[str]:
    """Return the BIO tag of each word of a sentence, given an event of it and all that were found in it."""
    if not words:
        return []
    beside = encoder().scores(words, trigger_of(words, event), event)
    return model("roles").tag(role_clues(words, index, event, found), SHARE * beside)


def quad_chances(words: Sequence[Token], event: Coded | None, found: Sequence[Coded]) -> dict[str, float]:
    """Return how likely each quad class, "0" to "4", is for a sentence, given its main event and all of them."""
    return model("quads").chances(quad_clues(words, event, found))


def named(found: Sequence[Coded], index: Index) -> list[Coded]:
    """Return the events, those of main clauses for which the rules have no actor with the one that the model names.

    The rules come first where they have somebody: there they are right more often. The model has learnt from the main
    events of sentences alone; of others it takes whoever does the main one.
    """
    together: dict[int, list[Coded]] = {}
    for one in found:
        together.setdefault(one.token.sent.start, []).append(one)
    return [
        one
        if one.event.actors or subordination(one.token)
        else _named(one, words_of(one.token.sent), together[one.token.sent.start], index)
        for one in found
    ]


def _named(one: Coded, words: Sequence[Token], found: Sequence[Coded], index: Index) -> Coded:
    parties: list[Party] = []
    claim = index.claim_around(one.event.trigger)
    speaking = claim.source if claim is not None and one.event.type in FORCE else ()
    for start, end in _spans(words, role_tags(words, index, one, found)):
        actor = next((mention.actor for mention in index.mentions.within(start, end) if mention.actor), None)
        span = index.reading.span(start, end)
        told = index.undated(start, end)
        if told != (start, end) or any(span.overlaps(source) for source in speaking):
            continue
        suffers = any(span.overlaps(party.span) or party.actor == actor for party in one.event.recipients)
        if actor is not None and not suffers:
            parties.append(Party(span, actor))
    return replace(one, event=replace(one.event, actors=tuple(parties))) if parties else one


def _spans(words: Sequence[Token], tags: Sequence[str]) -> list[tuple[int, int]]:
    """Return the offsets of those who do it, alone (S) or together (R)."""
    found: list[tuple[int, int]] = []
    for word, tag in zip(words, tags, strict=True):
        end = word.idx + len(word)
        if tag in {"B-S", "B-R"}:
            found.append((word.idx, end))
        elif tag in {"I-S", "I-R"}:
            found[-1] = (found[-1][0], end)
    return found

"""What the acts are told by: a claim's words in the parse, and who its words stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from allegedly.reading import syntax
from allegedly.reading.acts.verdicts import Verdict, form_of, verdict_of
from allegedly.records import Actor, Claim, Reading, Span

_FIRST = frozenset({"i", "my", "me", "we", "our", "us"})
_THIRD = frozenset({"it", "its", "they", "their", "he", "his", "she", "her"})
_BELOW = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "relcl"})
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG"})
"""PLOVER sectors of those who speak for their state."""
_MOST = 0.7


class Who:
    """Looks up which actor words stand for, by the mentions of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._mentions = sorted((m for m in reading.mentions if m.actor), key=lambda m: (m.span.start, -m.span.end))
        self._starts = [mention.span.start for mention in self._mentions]
        self._actors = {actor.id: actor for actor in reading.actors}

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return the actor of an id."""
        return self._actors.get(actor_id) if actor_id else None

    def at(self, token: Token) -> str | None:
        """Return the actor of the longest mention that ends with this word, else of any that holds it."""
        found = None
        for n in range(bisect_left(self._starts, token.idx + 1) - 1, -1, -1):
            mention = self._mentions[n]
            if mention.span.end >= token.idx + len(token):
                found = mention.actor
                if mention.span.end == token.idx + len(token):
                    return found
            if token.idx - mention.span.start > 200:
                break
        return found

    def country(self, actor_id: str | None) -> str | None:
        """Return the country of an actor, None where there is none or nobody."""
        actor = self.actor(actor_id)
        return actor.country if actor else None

    def is_state(self, actor_id: str | None) -> bool:
        """Say whether an actor speaks for a state: the state, its government, its forces."""
        actor = self.actor(actor_id)
        return actor is not None and (actor.kind == "state" or bool(_STATE & set(actor.sectors[:1])))

    def is_armed(self, actor_id: str | None) -> bool:
        """Say whether an actor is of a state's army or police."""
        actor = self.actor(actor_id)
        return actor is not None and bool({"MIL", "COP"} & set(actor.sectors))

    def same(self, one: str | None, other: str | None) -> bool:
        """Say whether two actors are the same or of one country."""
        if one is None or other is None:
            return False
        return one == other or (self.country(one) is not None and self.country(one) == self.country(other))


@dataclass(frozen=True)
class Parts:
    """A claim and its words in the parse, as tokens in the order of the text."""

    claim: Claim
    source: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: tuple[Token, ...]

    @classmethod
    def of(cls, claim: Claim, doc: Doc) -> Parts:
        """Return the parts of a claim."""
        return cls(claim, _tokens(doc, claim.source), _tokens(doc, claim.cue), _tokens(doc, claim.content))

    @cached_property
    def head(self) -> Token | None:
        """The word of the content that all its others hang on; of several, the first verb."""
        inside = {token.i for token in self.content}
        roots = [t for t in self.content if t.head.i not in inside or t.head == t]
        return next((t for t in roots if t.pos_ in {"VERB", "AUX"}), roots[0] if roots else None)

    @cached_property
    def is_by_several(self) -> bool:
        """Say whether the source is a plural: "campaigners", "two of his crew"."""
        inside = {token.i for token in self.source}
        heads = [token for token in self.source if token.head.i not in inside or token.head == token]
        return bool(heads) and heads[0].tag_ in {"NNS", "NNPS", "CD"}

    @cached_property
    def subject(self) -> Token | None:
        """The grammatical subject of the content's main clause."""
        head = self.head
        if head is None or head.pos_ not in {"VERB", "AUX"}:
            return None
        found = next((child for child in head.children if child.dep_ in syntax.SUBJECTS), None)
        if found is not None and found.tag_ in {"WDT", "WP"}:
            return None
        return found

    @cached_property
    def main(self) -> Token | None:
        """The verb of what is said: the content's head, else the first verb below it ("the two men to leave")."""
        if self.head is None or self.head.pos_ in {"VERB", "AUX"}:
            return self.head
        return next((t for t in self.content if t.pos_ == "VERB" and t.dep_ in _BELOW), None)

    @cached_property
    def modal(self) -> str:
        """The modal of the content's head, lower case, "" for none: "will", "'ll", "must"."""
        children = self.head.lefts if self.head is not None else ()
        return next((child.lower_ for child in children if child.tag_ == "MD"), "")

    @cached_property
    def is_direct(self) -> bool:
        """Say whether the content is the source's own words throughout."""
        return self.claim.quote == "direct"

    @cached_property
    def first_noun(self) -> Token | None:
        """The first noun phrase's head in the content: whom a verb's object names."""
        return next(
            (t for t in self.content if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ not in {"compound", "poss"}),
            None,
        )

    @cached_property
    def gives_verdict(self) -> bool:
        """Say whether the cue itself is a verdict, and no word of saying: "was a hoax", "is not true"."""
        own = {token.i for token in self.cue}
        found = (form_of(token) for token in self.cue)
        return any(verdict is not None and verdict.cue & own == verdict.cue for verdict in found)

    @cached_property
    def tells_verdict(self) -> bool:
        """Say whether what is said is a verdict ("said the photo was doctored"), or cue and content are one.

        That is so in "rated the story as false".
        """
        own = {token.i for token in self.cue}
        found = (verdict_of(token, own) for token in self.content)
        return any(verdict is not None and (verdict.verb in own or self.is_mainly(verdict)) for verdict in found)

    def is_mainly(self, verdict: Verdict) -> bool:
        """Say whether a verdict in the content is its main clause, or most of its words."""
        if self.head is not None and self.head.i == verdict.verb:
            return True
        told = verdict.cue | verdict.content
        return sum(token.i in told for token in self.content) >= _MOST * len(self.content)

    def speaks_of_itself(self) -> bool:
        """Say whether the content's subject is the source's own: a pronoun, or "its troops".

        In the source's own words that is the first person, in reported ones the third as well.
        """
        subject = self.subject
        if subject is None:
            return False
        owners = [subject, *(child for child in subject.children if child.dep_ == "poss")]
        own = _FIRST if self.is_direct else _FIRST | _THIRD
        return any(token.lower_ in own for token in owners)


def prepositions(word: Token) -> set[str]:
    """Return the prepositions at a word, or at its object: "warned them against going"."""
    objects = (child for child in word.rights if child.dep_ == "dobj")
    beside = [*word.rights, *(below for noun in objects for below in noun.rights)]
    return {token.lower_ for token in beside if token.pos_ in {"ADP", "SCONJ"}}


def _tokens(doc: Doc, spans: Iterable[Span]) -> tuple[Token, ...]:
    found: list[Token] = []
    for span in spans:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        found.extend(token for token in tokens or () if not token.is_space and not token.is_punct)
    return tuple(found)

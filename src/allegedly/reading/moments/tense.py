"""Past or future? What the verb that governs a time expression says (Penn Treebank tags, ClearNLP labels)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Doc, Token

from allegedly.lexicon import words

Direction = Literal["past", "present", "future"]

_BARE = frozenset({"let", "make", "help", "see", "watch", "hear"})
"""Verbs whose complement has no tense of its own ("let them enter"), whatever the tagger says."""
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_MODALS = _FUTURE_MODALS | {"would", "'d", "’d", "may", "might", "must", "should"}
"""Modals that look ahead, also from the past ("said he would leave"); before "have" all but the first look back."""
_PERFECT = frozenset({"had", "has", "have"})
_STATES = frozenset({"be", "have", "do"})
_ONE_FORM = frozenset(
    {"beat", "bid", "cast", "cost", "cut", "hit", "hurt", "let", "put", "read", "set", "shed", "shut"}
)
"""Verbs whose present is also their past."""
_UNTIL_THEN = frozenset({"had", "not", "n't", "n’t", "never"})


class Tenses:
    """The tense around an offset of a parsed text; without a parse it is never known."""

    def __init__(self, doc: Doc | None) -> None:
        self._doc = doc
        self._offsets: list[int] | None = None

    def token(self, offset: int) -> Token | None:
        """Return the token in which the offset lies."""
        if self._doc is None or not len(self._doc):
            return None
        if self._offsets is None:
            self._offsets = [token.idx for token in self._doc]
        return self._doc[max(bisect_right(self._offsets, offset) - 1, 0)]

    def is_plural(self, offset: int) -> bool:
        """Say whether the token at the offset is a plural noun."""
        token = self.token(offset)
        return token is not None and token.tag_ == "NNS"

    def direction(self, offset: int) -> Direction | None:
        """Return the direction of the verb above the token at the offset, None where it says nothing.

        Present is only what the date itself hangs on ("they meet on Monday"), not what stands further up.
        """
        token = self.token(offset)
        if token is None:
            return None
        for verb in _verbs(token):
            found = "future" if _is_planned(token, verb) else _tense(verb)
            if found is not None or _is_finite(verb):
                return found or ("present" if _is_present(token, verb) else None)
        return None

    def deadline(self, offset: int, *, until: bool) -> Direction:
        """Return the direction of what something is to be done by: ahead, unless the very next verb is past.

        "until" looks ahead from there too ("was put off until Monday"), except from "had" and "not".
        """
        token = self.token(offset)
        verb = next(_verbs(token), None) if token is not None else None
        if verb is None:
            return "future"
        helping = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"}}
        if until:
            return "past" if helping & _UNTIL_THEN else "future"
        return "past" if verb.tag_ == "VBD" or helping & _PERFECT else "future"


def _verbs(token: Token) -> Iterator[Token]:
    """Yield the verbs above the token, and itself if it is one, from below."""
    yield from (above for above in (token, *token.ancestors) if above.pos_ in {"VERB", "AUX"})


def _hangs_on(token: Token, verb: Token) -> bool:
    token = token.head if token.dep_ == "nummod" else token
    return token.head == verb or (token.head.dep_ == "prep" and token.head.head == verb)


def _is_present(token: Token, verb: Token) -> bool:
    return verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in _STATES | _ONE_FORM and _hangs_on(token, verb)


def _is_planned(token: Token, verb: Token) -> bool:
    """Say whether the token stands in what the verb plans or foretells ("planned a rally for Monday")."""
    plans = words("moment_plans", "verb", object="ahead")
    if verb.tag_ != "VBD":
        plans |= words("moment_plans", "verb", object="still")
    if verb.lemma_.lower() not in plans:
        return False
    if any(child.lower_ == "had" for child in verb.children):
        return False
    return not _hangs_on(token, verb) or any(child.dep_ == "dobj" and child.i < token.i for child in verb.children)


def _is_finite(verb: Token) -> bool:
    """Say whether the verb has a tense of its own, so that those above it have no say."""
    if any(child.tag_ in {"VBZ", "VBP"} for child in verb.children if child.dep_ in {"aux", "auxpass"}):
        return True
    bare = verb.dep_ == "ccomp" and verb.tag_ == "VBP" and verb.head.lemma_ in _BARE
    return not bare and verb.tag_ not in {"VB", "VBG", "VBN"}


def _tense(verb: Token) -> Direction | None:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    helping = {child.lower_ for child in helpers}
    if helping & _MODALS:
        return "past" if "have" in helping and not helping & _FUTURE_MODALS else "future"
    if "to" in helping and "have" not in helping:
        return _infinitive(verb)
    if verb.tag_ == "VBN" and "had" not in helping and verb.lemma_.lower() in words("moment_plans", "verb"):
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lower_ in {"have", "has"} for child in helpers):
        return "past"
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    if verb.tag_ == "VBG" and any(child.lower_ in {"is", "are", "'s", "’s", "'re", "’re"} for child in helpers):
        return "future"
    return None


def _infinitive(verb: Token) -> Direction | None:
    """Return the direction of "to leave": ahead under a plan, a noun or "is"; behind under what "had been" planned."""
    head = verb.head
    if any(child.lower_ == "had" for above in (head, head.head) for child in above.children):
        return "past"
    planned = (
        head.lemma_.lower() in words("moment_plans", "verb")
        or head.lower_ in {"is", "are"}
        or head.pos_ in {"NOUN", "ADJ", "PROPN"}
    )
    return "future" if head is not verb and planned else None

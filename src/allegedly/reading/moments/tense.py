"""Past or future? What the verb that governs a time expression says (Penn Treebank tags, ClearNLP labels)."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from spacy.tokens import Doc, Token

from allegedly.lexicon import words

Direction = Literal["past", "future"]

_BARE = frozenset({"let", "make", "help", "see", "watch", "hear"})
"""Verbs whose complement has no tense of its own ("let them enter"), whatever the tagger says."""
_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "wo", "shall"})


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
        """Return the direction of the verb above the token at the offset, None where it has no or present tense."""
        token = self.token(offset)
        if token is None:
            return None
        for above in (token, *token.ancestors):
            if above.pos_ in {"VERB", "AUX"}:
                found = _tense(above)
                if found is not None or not (above.tag_ in {"VB", "VBG", "VBN"} or _is_bare(above)):
                    return found
        return None


def _is_bare(verb: Token) -> bool:
    return verb.dep_ == "ccomp" and verb.tag_ == "VBP" and verb.head.lemma_ in _BARE


def _tense(verb: Token) -> Direction | None:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    helping = {child.lower_ for child in helpers}
    if helping & _FUTURE_MODALS:
        return "future"
    if "to" in helping and "have" not in helping:
        head = verb.head
        if any(child.lower_ == "had" for child in head.children):
            return "past"
        planned = (
            head.lemma_.lower() in words("moment_plans", "verb")
            or head.lower_ in {"is", "are"}
            or head.pos_ in {"NOUN", "ADJ", "PROPN"}
        )
        return "future" if head is not verb and planned else None
    if verb.lemma_.lower() in words("moment_plans", "verb") and verb.tag_ == "VBN" and "had" not in helping:
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" or child.lower_ in {"have", "has"} for child in helpers):
        return "past"
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    if verb.tag_ == "VBG" and any(child.lower_ in {"is", "are", "'s", "’s", "'re", "’re"} for child in helpers):
        return "future"
    return None

"""What a figure says something about: the nouns above it in the parse, up to the subject of its verb.

"The firm expects a profit of $3 million" is about the profit and about the firm. The walk goes from the figure to the
verb that governs it, as the concept rules of CQE do (Almasian et al., EMNLP 2023, section 3), and passes over what
belongs to other figures, so that a list of amounts does not describe one amount by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from allegedly.reading.figures import units
from allegedly.reading.figures.nouns import NOUNS, Grammar, counted_noun
from allegedly.reading.figures.scan import Draft
from allegedly.reading.syntax import SUBJECTS, subjects

STEPS = 15
"""How many words the walk climbs at most: deeper than any sentence that is parsed right."""
REACH = 12
"""How many words before a figure are searched where the parse joins it to nothing."""
_VERBS = frozenset({"VERB", "AUX"})
_TIMES = frozenset({"DATE", "TIME"})
_WORTH = "worth"
"""The noun behind which stands what an amount buys or fills: "$3 million worth of rifles", "a year's worth of rain"."""
_EMPTY = frozenset({"total", "one", "year", "month", "week", "day", "quarter"})
"""Nouns that name nothing that a figure could be about."""
_OF = frozenset({"of"})
_PAID = frozenset({"of", "in", "for"})
"""Prepositions after an amount of money: "$5 in fines", "$5 for a ticket"."""
_SET = frozenset({"to", "from", "by", "at", "for"})
"""Prepositions that join an amount to the object of the verb: "cut its forecast to 4%"."""
_TELLING = frozenset({"at", "with", "on", "by"})
"""Prepositions behind which a noun tells something of the subject: "opened at a price of $3"."""
_BROKEN = frozenset({"dep", "ccomp"})
"""What an amount is to a verb where the parse went wrong."""
_MEASURING = frozenset({"advmod", "npadvmod"})
"""How "up 5%" and "down from 5%" hang on a verb."""
_FAR = 2
"""From so many nouns on between figure and verb, the figure tells nothing of the subject."""
_LOOSE = frozenset({"appos", "advmod", "npadvmod", "punct", "dep"})
"""How an amount hangs on a name that it says something about: "Acme, down 5%", "Smith (62)"."""
_INSIDE = frozenset({"compound", "nmod", "pobj", "prep", "poss", "amod"})


def concepts(draft: Draft, grammar: Grammar, taken: Collection[int] = ()) -> list[Token]:
    """Return the head nouns of what the figure says something about, the nearest first.

    `taken` has the indices of the tokens that belong to figures of the text.
    """
    if draft.restates is not None:
        return concepts(draft.restates, grammar, taken)
    noun = counted_noun(draft, grammar)
    top = noun or grammar.top(draft)
    if top is None:
        return []
    walk = _Walk(top, draft, noun is not None, taken)
    found = list(walk.complements())
    if not (found and top.dep_ == "pobj" and not units.is_money(draft.unit)):
        found += walk.above()
    if not (found or noun is not None or walk.joined or units.is_time(draft.unit) or units.is_age(draft.unit)):
        found = walk.before()
    return list(dict.fromkeys(found))


class _Walk:
    """The way from a figure's top token to its verb; `joined` says whether that led to a pronoun."""

    def __init__(self, top: Token, draft: Draft, counted: bool, taken: Collection[int]) -> None:
        self.top, self.draft, self.counted, self.taken = top, draft, counted, taken
        self.joined = False

    def complements(self) -> Iterator[Token]:
        """Yield "spending" of "20 percent of spending", "fines" of "paid $5 in fines"."""
        money = units.is_money(self.draft.unit)
        holders = [self.top, *(token for token in (self.top.head,) if token.lower_ == _WORTH)]
        if money and self.top.dep_ == "dobj":
            holders.append(self.top.head)
        for holder in holders:
            for child in holder.children:
                if (
                    child.dep_ == "prep"
                    and child.idx >= self.draft.number[1]
                    and child.lower_ in (_PAID if money else _OF)
                ):
                    yield from self._nouns(child, "pobj")

    def above(self) -> Iterator[Token]:
        """Yield the nouns that the figure is part of, and the subject of the verb."""
        token, met = self.top, 0
        for _ in range(STEPS):
            head = token.head
            if head == token:
                return
            if head.pos_ in _VERBS:
                yield from self._around(token, head, met)
                if token.dep_ in SUBJECTS or subjects(head):
                    return
            elif self._is_free(head):
                filler = token == self.top and head.lower_ == _WORTH
                if token.dep_ != "conj" and not filler and self._belongs(token):
                    yield head
                    if not met and token.dep_ in _LOOSE and head.pos_ == "PROPN":
                        return
                met += 1
            token = head

    def _around(self, token: Token, verb: Token, met: int) -> Iterator[Token]:
        """Yield the subject of the verb above `token` and its object.

        What a pronoun has ("The firm said it had 40 trucks") is its antecedent's, taken to be the subject of the verb
        above; what it measures ("Acme said it would cost $40") is not.
        """
        if token.dep_ in SUBJECTS:
            return
        above = subjects(verb)
        self.joined = any(t.tag_ == "PRP" for t in above)
        while self.counted and above and all(t.tag_ == "PRP" for t in above):
            verb = next((t for t in verb.ancestors if t.pos_ in _VERBS), verb.head)
            above = subjects(verb) if verb not in {t.head for t in above} else ()
        if self._says(token, met):
            yield from (t for t in above if self._is_nominal(t))
        if not self.counted:
            yield from self._object(token, verb, met)

    def before(self) -> list[Token]:
        """Return the noun before the figure, where the parse joins the two by nothing."""
        first = self.top.sent.start
        for index in range(self.top.i - 1, max(first, self.top.i - REACH) - 1, -1):
            token = self.top.doc[index]
            if self._is_free(token):
                best = token
                while token.dep_ in _INSIDE and first <= token.head.i < self.top.i and token.head != token:
                    token = token.head
                    best = token if self._is_free(token) else best
                return [best]
        return []

    def _is_free(self, token: Token) -> bool:
        noun = token.pos_ in NOUNS and token.i not in self.taken
        return noun and token.ent_type_ not in _TIMES and token.lemma_.lower() not in _EMPTY

    def _is_nominal(self, subject: Token) -> bool:
        """Say whether a subject names something, whatever part of speech it was taken for."""
        pointing = subject.pos_ in {"PRON", "DET"} or subject.tag_ in {"PRP", "WDT", "WP", "EX"}
        return self._is_free(subject) or not (pointing or subject.pos_ in NOUNS or subject.i in self.taken)

    def _nouns(self, head: Token, role: str) -> Iterator[Token]:
        yield from (child for child in head.children if child.dep_ == role and self._is_free(child))

    def _says(self, token: Token, met: int) -> bool:
        """Say whether the figure tells something of the subject, `met` nouns on the way to the verb."""
        if self.counted and not met:
            return token.dep_ in {"dobj", "conj", "attr"}
        if not met:
            return token.dep_ not in _BROKEN
        return met < _FAR and (token.dep_ != "prep" or token.lower_ in _TELLING)

    def _belongs(self, token: Token) -> bool:
        """Say whether what is counted belongs to the noun above: "a run of seven games", no "hotel with two pools"."""
        of = token.dep_ == "prep" and token.lower_ in _OF
        return not self.counted or of or token.dep_ in {"appos", "compound", "nmod"}

    def _object(self, token: Token, verb: Token, met: int) -> Iterator[Token]:
        """Yield "forecast" of "cut its forecast to 4%" and of "lowered its forecast, down from 5%".

        Behind a noun that is itself an object, the other object: "staff" of "paid its staff a £100 bonus".
        """
        if met:
            others = (*self._nouns(verb, "dobj"), *self._nouns(verb, "dative"))
            yield from (t for t in others if token.dep_ == "dobj" and t.i < token.i)
        elif (token.dep_ == "prep" and token.lower_ in _SET) or token.dep_ in _MEASURING:
            yield from self._nouns(verb, "dobj")

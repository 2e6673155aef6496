"""The words for what a figure counts, also where the sentence leaves the noun out ("12 dead", "five of them")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from spacy.tokens import Token

from allegedly import lexicon
from allegedly.reading.figures import nouns
from allegedly.reading.figures.concepts import concepts
from allegedly.reading.figures.nouns import NOUNS, Grammar
from allegedly.reading.figures.scan import Draft

REACH = 2
"""How many words may stand between a number and the state it counts: "12 more feared dead"."""
_OTHERS = frozenset({"others", "other", "more"})
_FURTHER = _OTHERS | {"another", "further", "additional"}
_PARTS = frozenset({"including", "among"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def counted(draft: Draft, grammar: Grammar, taken: Collection[int], before: Sequence[Token]) -> list[Token]:
    """Return the words, in the order of the text, for what the figure counts or measures; none if nothing names it.

    `before` has the words of the count before it, from which "30 others" and "five of them" take theirs over if it
    stands in the same sentence. `taken` has the indices of the tokens that belong to figures of the text.
    """
    found = _found(draft, grammar, taken, before)
    return [token for token in found[:-1] if token.i not in taken and token.lower_ not in _FURTHER] + found[-1:]


def _found(draft: Draft, grammar: Grammar, taken: Collection[int], before: Sequence[Token]) -> list[Token]:
    noun = nouns.counted_noun(draft, grammar)
    tokens = grammar.tokens(*draft.number)
    if noun is not None and noun.lower_ not in _OTHERS:
        return nouns.phrase(noun, draft)
    if draft.unit is not None:
        return [word for measured in concepts(draft, grammar, taken)[:1] for word in nouns.phrase(measured, draft)]
    if not tokens:
        return []
    last = tokens[-1]
    found = _state(last) or _labelled(tokens[0]) or _of_them(last, draft) or _of_those(last, draft)
    found = found or _tally(draft, grammar, taken)
    same = bool(before) and before[-1].sent.start == last.sent.start
    if not found and same and (noun is not None or _leaves_out(last, before)):
        return list(before)
    return found or ([noun] if noun is not None else _suffered(last))


def is_whole(words: Sequence[Token]) -> bool:
    """Say whether later numbers may count more of these: not of a part ("including three children"), nor of a state."""
    if not words or words[-1].lower_ in _states():
        return False
    return words[-1].head.lower_ not in _PARTS and words[-1].dep_ != "appos"


def _state(last: Token) -> list[Token]:
    """Return "wounded" for "30 wounded", "30 feared wounded" and "30 of the wounded", but not for "30 wounded him"."""
    of = last.doc[last.i + 1 : last.i + 4]
    if [token.lower_ for token in of[:2]] == ["of", "the"]:
        return [token for token in of[2:] if _states().get(token.lower_) == "state" and token.head.lower_ == "of"]
    for token in last.doc[last.i + 1 : last.i + 2 + REACH]:
        kind = _states().get(token.lower_)
        if kind == "state":
            return [] if any(child.dep_ == "dobj" for child in token.children) else [token]
        if kind is None and token.lower_ not in _OTHERS and token.tag_ != "RB":
            break
    return []


def _suffered(last: Token) -> list[Token]:
    """Return "arrested" for "thousands were arrested" and "missing" for "hundreds remain missing"."""
    verb = last.head
    if last.dep_ in {"dobj", "nsubjpass"}:
        return [verb] if _states().get(verb.lower_) == "state" else []
    said = verb.children if last.dep_ == "nsubj" else ()
    return [child for child in said if child.dep_ in {"acomp", "oprd"} and _states().get(child.lower_) == "state"][:1]


def _labelled(first: Token) -> list[Token]:
    """Return "Tanks" for "Tanks: 212"."""
    near = first.doc[max(first.i - 2, 0) : first.i]
    return [near[0]] if len(near) > 1 and near[1].text == ":" and near[0].pos_ == "NOUN" else []


def _of_them(last: Token, draft: Draft) -> list[Token]:
    """Return "children" for "two of them children"."""
    head = last.head
    if _is_of_pronoun(last) and last.dep_ in _SUBJECTS and head.pos_ in NOUNS and head.i > last.i:
        return nouns.phrase(head, draft)
    return []


def _of_those(last: Token, draft: Draft) -> list[Token]:
    """Return "passengers" for "Of the passengers, three died"."""
    if last.dep_ not in _SUBJECTS:
        return []
    of = [child for child in last.head.children if child.lower_ == "of" and child.i < last.i]
    named = [child for prep in of for child in prep.children if child.tag_ in {"NNS", "NNPS"}]
    return nouns.phrase(named[0], draft) if named else []


def _is_of_pronoun(last: Token) -> bool:
    near = last.doc[last.i + 1 : last.i + 3]
    return len(near) > 1 and near[0].lower_ == "of" and near[1].pos_ in {"PRON", "DET"}


def _tally(draft: Draft, grammar: Grammar, taken: Collection[int]) -> list[Token]:
    """Return "death toll" for "the death toll rose to 15", "dead" for "the number of dead reached 15"."""
    for noun in concepts(draft, grammar, taken):
        kind = _tallies().get(noun.lower_)
        if kind == "number":
            of = [child for child in noun.children if child.lower_ == "of"]
            inner = [child for prep in of for child in prep.children if child.dep_ in {"pobj", "pcomp"}]
            return nouns.phrase(inner[0], draft) if inner else nouns.phrase(noun, draft)
        if kind:
            return nouns.phrase(noun, draft)
    return []


def _leaves_out(last: Token, before: Sequence[Token]) -> bool:
    """Say whether a bare number stands for more of what was counted before it.

    It does as "five of whom", as a subject ("dozens were hurt"), joined to it ("40 men and another 20"), compared with
    it ("up from 30"), and as the object of a verb joined to the one before ("killed 40 rebels and captured six").
    """
    lead = [token.lower_ for token in last.doc[max(last.i - 2, 0) : last.i]]
    joined = (last.dep_ == "conj" and last.head == before[-1]) or lead in (["up", "from"], ["down", "from"])
    if joined or _is_of_pronoun(last) or last.dep_ in _SUBJECTS:
        return True
    verb = last.head
    return last.dep_ == "dobj" and verb.dep_ == "conj" and before[-1].head == verb.head


@cache
def _states() -> dict[str, str]:
    return _kinds("figure_states")


@cache
def _tallies() -> dict[str, str]:
    return _kinds("figure_tallies")


def _kinds(name: str) -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicon.table(name)}

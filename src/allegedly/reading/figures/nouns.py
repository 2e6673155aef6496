"""What a figure counts or measures, and whose it is: read off the parse (Penn tags, ClearNLP labels)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Doc, Token

from allegedly import lexicon
from allegedly.reading.figures.scan import Draft
from allegedly.reading.syntax import CLAUSES, subjects
from allegedly.records import Mention

NOUNS = frozenset({"NOUN", "PROPN"})
YEARS = (1900, 2199)
"""Four digits within these may be a year."""
_WHEN = frozenset({"in", "since", "until", "during"})
STREET = 3
"""How many words a street's name has at most, before "Street"."""
_INSIDE = frozenset(
    {"compound", "amod", "nmod", "nummod", "quantmod", "poss", "case", "det", "punct", "advmod", "predet"}
)
_LEFT_OUT = frozenset({"det", "poss", "case", "punct", "predet", "nummod", "quantmod", "cc", "advmod"})
_HYPHENS = frozenset({"-", "–", "/"})
_CLIMBED = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod"})


class Grammar:
    """Finds the tokens under a span and what they depend on."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, doc.text
        self._offsets = [token.idx for token in doc]

    def tokens(self, start: int, end: int) -> Sequence[Token]:
        """Return the tokens that overlap text[start:end]."""
        first = max(bisect_right(self._offsets, start) - 1, 0)
        last = bisect_right(self._offsets, end - 1)
        return [token for token in self.doc[first:last] if not token.is_space and token.idx + len(token) > start]

    def indices(self, drafts: Iterable[Draft]) -> frozenset[int]:
        """Return the indices of the tokens that belong to these figures, bounds and units included."""
        return frozenset(token.i for draft in drafts for token in self.tokens(draft.start, draft.end))

    def top(self, draft: Draft) -> Token | None:
        """Return the token of the figure above its other tokens: its unit, or the number itself."""
        inside = self.tokens(*draft.number)
        whole = self.tokens(draft.start, draft.end)
        if not inside:
            return None
        indices = {token.i for token in whole}
        tops = [token for token in whole if token.head.i not in indices or token.head == token]
        from_number = [token for token in tops if any(token == n or token.is_ancestor(n) for n in inside)]
        return (from_number or tops or list(inside))[-1]


def is_name(draft: Draft, grammar: Grammar) -> bool:
    """Say whether the number is part of a name ("Flight 17"), a label ("page 3"), a year, or the pronoun "one"."""
    tokens = grammar.tokens(*draft.number)
    if not tokens:
        return True
    first, last = tokens[0], tokens[-1]
    before = grammar.doc[first.i - 1] if first.i else None
    if draft.spelt and first.text[0].isupper() and first.dep_ == "compound" and first.head.pos_ == "PROPN":
        return True
    if _is_pronoun(draft, grammar, before):
        return True
    if draft.spelt and first.lower_ == "one" and len(tokens) == 1:
        return draft.unit is None and not _counts_one(first, draft, grammar)
    if before is not None and before.lower_ in lexicon.words("figure_labels") and draft.unit is None:
        return True
    if draft.unit is not None or draft.spelt or draft.approximate:
        return False
    if _is_address(last) or _is_hotline(first, last):
        return True
    if draft.low != draft.high:
        return False
    if _is_joined(draft, grammar, before):
        return True
    return _is_year(first.text, draft, grammar, before) or _in_name(first, last, before)


def _is_joined(draft: Draft, grammar: Grammar, before: Token | None) -> bool:
    """Say whether a hyphen or a stroke joins the digits to the word before ("the last-16 match", "A/12")."""
    start = draft.number[0]
    lead = grammar.text[max(start - 2, 0) : start]
    apart = before is not None and before.text in {"-", "/"} and not before.whitespace_ and before.i > 0
    return apart or (len(lead) > 1 and lead[1] == "-" and lead[0].isalpha())


def _is_address(last: Token) -> bool:
    """Say whether the digits are a house's: "block" follows, or capitalised words that end in one for a street."""
    if "block" in [token.lower_ for token in last.doc[last.i + 1 : last.i + 3] if token.text != "-"][:1]:
        return True
    for token in last.doc[last.i + 1 : last.i + 2 + STREET]:
        if not token.text[:1].isupper() or token.text.isupper():
            return False
        if token.lower_ in lexicon.words("figure_streets"):
            return token.i > last.i + 1
    return False


def _is_hotline(first: Token, last: Token) -> bool:
    """Say whether the digits are dialled: "called 911", "911 calls"."""
    if first.doc[first.i : last.i + 1].text not in lexicon.words("figure_hotlines", kind="number"):
        return False
    near = [("verb", token) for token in first.doc[max(first.i - 1, 0) : first.i]]
    near += [("noun", token) for token in first.doc[last.i + 1 : last.i + 2]]
    return any(token.lemma_.lower() in lexicon.words("figure_hotlines", kind=kind) for kind, token in near)


def _counts_one(one: Token, draft: Draft, grammar: Grammar) -> bool:
    """Say whether "one" counts something: "one soldier", "one of the soldiers"."""
    if one.dep_ == "nummod" and one.head.pos_ in NOUNS and one.head.i > one.i:
        return True
    noun = counted_noun(draft, grammar)
    return noun is not None and noun.tag_ in {"NNS", "NNPS"} and one.nbor().lower_ == "of"


def is_idiom(draft: Draft, grammar: Grammar) -> bool:
    """Say whether the number is that of "one of the best speakers", which counts nothing."""
    noun = counted_noun(draft, grammar) if draft.spelt and draft.low == draft.high == 1 else None
    return noun is not None and noun.head.lower_ == "of" and any(t.tag_ in {"JJS", "RBS"} for t in noun.subtree)


def _is_year(digits: str, draft: Draft, grammar: Grammar, before: Token | None) -> bool:
    """Say whether four digits are a year that no date was read from ("by 2120").

    What they stand before in the plural is counted, but not behind "in": "In 2019 people died in the mill".
    """
    if len(digits) != 4 or draft.low is None or not YEARS[0] <= draft.low <= YEARS[1]:
        return False
    if before is not None and before.lower_ in _WHEN:
        return True
    noun = counted_noun(draft, grammar)
    return noun is None or noun.tag_ not in {"NNS", "NNPS"}


def _is_pronoun(draft: Draft, grammar: Grammar, before: Token | None) -> bool:
    """Say whether a small number in words stands for things named before ("the top two", "these two")."""
    small = (
        draft.spelt and draft.unit is None and draft.low is not None and draft.low == draft.high and 1 < draft.low < 13
    )
    pointing = before is not None and before.lower_ in lexicon.words("figure_pointers")
    return small and pointing and counted_noun(draft, grammar) is None


def _in_name(first: Token, last: Token, before: Token | None) -> bool:
    named = before is not None and before.pos_ == "PROPN" and not before.is_punct and any(map(str.isupper, before.text))
    after = first.doc[last.i + 1] if last.i + 1 < len(first.doc) else None
    if after is not None and after.text == "," and before is not None and before.text == ",":
        return False
    plural = _adjacent(last) is not None
    if named and not plural:
        return True
    proper = after is not None and after.tag_ == "NNP" and after.text[:1].isupper() and after.ent_type_ != "NORP"
    if proper and not plural and first.text.isdigit():
        return True
    entity = [token for token in (before, after) if token is not None and token.ent_iob_ != "O"]
    return first.ent_type_ in {"PRODUCT", "FAC", "LAW", "EVENT", "WORK_OF_ART", "ORG", "GPE"} and bool(entity)


def counted_noun(draft: Draft, grammar: Grammar) -> Token | None:
    """Return the head noun of what a number without a unit counts, None if it counts nothing that is named."""
    tokens = grammar.tokens(*draft.number)
    if not tokens or draft.unit is not None:
        return None
    last = tokens[-1]
    part = _counted_part(last, draft)
    if part is not None:
        return part
    of = next((child for child in _following(last, tokens) if child.lower_ == "of" and child.dep_ == "prep"), None)
    if of is not None:
        return next((child for child in of.children if child.dep_ == "pobj" and child.pos_ in NOUNS), None)
    token = last
    seen = 0
    while token.dep_ in _CLIMBED and token.head != token and seen < 5:
        token, seen = token.head, seen + 1
        if token.pos_ in NOUNS and token.i > last.i and token.dep_ not in {"compound", "nmod"}:
            return token
    if token.pos_ in NOUNS and token.i > last.i:
        return token
    return _adjacent(last)


def _counted_part(last: Token, draft: Draft) -> Token | None:
    """Return what a number counts within a compound: the cylinders of a "six-cylinder engine"."""
    doc, first = last.doc, last.i + 1
    if first + 1 < len(doc) and doc[first].text == "-" and not last.whitespace_ and not doc[first].whitespace_:
        first += 1
    if first >= len(doc) or doc[first].tag_ != "NN" or draft.low == draft.high == 1:
        return None
    noun = doc[first]
    hyphened = first > last.i + 1
    one = noun.dep_ in {"compound", "nmod", "npadvmod"} and noun.head.tag_ == "NN" and noun.head.i > first
    return noun if hyphened or one else None


def _following(last: Token, tokens: Sequence[Token]) -> Iterable[Token]:
    for token in (last, *tokens, *last.ancestors):
        yield from (child for child in token.children if child.i == last.i + 1)


def _adjacent(last: Token) -> Token | None:
    """Return the plural noun that ends the run of adjectives and nouns after the number, where the parse shows none."""
    noun = None
    for token in last.doc[last.i + 1 : last.i + 6]:
        if token.pos_ in NOUNS:
            noun = token
        elif _joins_adjectives(token) and noun is None and token.i > last.i + 1:
            continue
        elif (
            token.pos_ not in {"ADJ", "VERB"}
            or noun is not None
            or token.tag_ not in {"JJ", "JJR", "JJS", "VBN", "VBG"}
        ):
            break
    return noun if noun is not None and noun.tag_ in {"NNS", "NNPS"} else None


def _joins_adjectives(token: Token) -> bool:
    """Say whether the word is the "and" of "40 old and new ships"."""
    near = token.doc[token.i - 1 : token.i + 2]
    return token.tag_ == "CC" and len(near) > 2 and near[0].pos_ == near[2].pos_ == "ADJ"


def phrase(noun: Token, draft: Draft) -> list[Token]:
    """Return the noun with its compounds and adjectives, in order, those that are part of the figure left out."""
    kept = [
        token
        for token in noun.subtree
        if token.i <= noun.i and _within(token, noun) and token.dep_ not in _LEFT_OUT and not token.is_space
    ]
    return [token for token in kept if not draft.start <= token.idx < draft.end] or [noun]


def words(tokens: Iterable[Token], taken: Collection[int] = ()) -> list[str]:
    """Return the words between blanks in which the tokens lie, each once: "all-electric", where the parse has three.

    A word ends at the tokens with the indices `taken`: "cylinder" of "six-cylinder".
    """
    found: dict[int, str] = {}
    for token in tokens:
        first = last = token
        while first.i > token.sent.start and _joins(first.nbor(-1), first, taken):
            first = first.nbor(-1)
        while last.i + 1 < len(token.doc) and _joins(last, last.nbor(1), taken):
            last = last.nbor(1)
        while first.text in _HYPHENS and first.i < token.i:
            first = first.nbor(1)
        while last.text in _HYPHENS and last.i > token.i:
            last = last.nbor(-1)
        found[first.i] = token.doc[first.i : last.i + 1].text
    return [found[i] for i in sorted(found)]


def _joins(left: Token, right: Token, taken: Collection[int]) -> bool:
    """Say whether two neighbouring tokens are parts of one word."""
    parts = all(token.text in _HYPHENS or token.text[0].isalnum() for token in (left, right))
    return parts and not left.whitespace_ and left.i not in taken and right.i not in taken


def _within(token: Token, noun: Token) -> bool:
    while token != noun:
        adjectives = token.dep_ == "conj" and token.pos_ == token.head.pos_ == "ADJ"
        if not adjectives and (token.dep_ not in _INSIDE or token.dep_ in CLAUSES):
            return False
        token = token.head
    return True


def owner(draft: Draft, grammar: Grammar, held: Sequence[Mention]) -> str | None:
    """Return the actor whose the figure is: named in the noun phrase, its possessor, or subject of a verb of having."""
    if draft.restates is not None:
        return owner(draft.restates, grammar, held)
    top = counted_noun(draft, grammar) or grammar.top(draft)
    if top is None:
        return None
    modifiers = [t for t in top.subtree if t.i <= top.i and (_within(t, top) or t.dep_ == "poss")]
    found = named_owner(modifiers, held)
    if found is None:
        complements = [t for c in top.children if c.lower_ in {"of", "from"} for t in c.children if t.dep_ == "pobj"]
        found = named_owner(complements, held)
    verb = top.head
    having = verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon.words("figure_owners", "verb")
    if found is None and having and top.dep_ in {"dobj", "attr"}:
        found = named_owner([t for s in subjects(verb) for t in s.subtree if t.i <= s.i], held)
    return found


def named_owner(tokens: Iterable[Token], held: Sequence[Mention]) -> str | None:
    """Return the first actor whom one of the tokens names or is part of the name of, None if none does."""
    for token in tokens:
        for mention in held:
            if mention.actor and mention.span.start <= token.idx < mention.span.end:
                return mention.actor
    return None

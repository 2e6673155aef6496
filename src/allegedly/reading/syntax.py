"""What the layers ask of a parse: subjects, objects, noun phrases, negation (ClearNLP dependency labels, spaCy)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.attrs import DEP
from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "parataxis"})


def where(doc: Doc, attribute: int, value: str) -> list[int]:
    """Return the tokens of which an attribute (`spacy.attrs`) has that value: one look for all of them."""
    return np.flatnonzero(doc.to_array(attribute) == doc.vocab.strings[value]).tolist()


def is_passive(verb: Token) -> bool:
    """Say whether the verb is a passive participle ("was accused", "troops deployed by")."""
    return any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )


def is_negated(verb: Token) -> bool:
    """Say whether a negation stands at the verb itself ("did not", "never")."""
    return any(child.dep_ == "neg" for child in verb.children)


def with_conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and all that is coordinated with it, in the order of the text."""
    yield token
    yield from token.conjuncts if token.dep_ != "conj" else ()


def coordination(doc: Doc) -> list[int]:
    """Return for each token the first of the words it is coordinated with: itself, or where its "conj" chain begins.

    One pass over the whole text: what asks this of every token does not walk up each chain again.
    """
    first = list(range(len(doc)))
    joined = where(doc, DEP, "conj")
    for index in joined:
        first[index] = doc[index].head.i
    for start in joined:
        chain: list[int] = []
        index = start
        while first[index] != index and len(chain) < len(first):
            chain.append(index)
            index = first[index]
        for link in chain:
            first[link] = index
    return first


def subjects(verb: Token) -> tuple[Token, ...]:
    """Return the grammatical subjects of a verb, looked for where verbs share or inherit them.

    Coordinated verbs share the first one's subject, open complements and adverbial participles take that of the verb
    above, and relative pronouns are replaced by the noun that the clause belongs to.
    """
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return tuple(_antecedent(token) for token in own)
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return (verb.head,)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        return subjects(verb.head)
    return ()


def _antecedent(token: Token) -> Token:
    clause = token.head
    if token.tag_ in {"WDT", "WP"} and clause.dep_ == "relcl":
        return clause.head
    return token


def noun_phrase(head: Token) -> tuple[int, int]:
    """Return the token range [first, last + 1) of a noun phrase without its clauses and its conjuncts.

    "officials in Kiev who met him" gives "officials in Kiev".
    """
    skipped = {
        token.i
        for child in head.children
        if child.dep_ in CLAUSES or (child.dep_ in {"conj", "cc", "punct", "preconj"} and child.i > head.i)
        for token in child.subtree
    }
    kept = [token.i for token in head.subtree if token.i not in skipped]
    first = last = kept.index(head.i)
    while first > 0 and kept[first - 1] == kept[first] - 1:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1] == kept[last] + 1:
        last += 1
    return kept[first], kept[last] + 1


def char_range(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Return the offsets [start, end) of the tokens [first, end), white space and punctuation at the edges cut off."""
    while first < end - 1 and (doc[first].is_space or doc[first].text in {",", ";", ":"}):
        first += 1
    while end > first + 1 and (doc[end - 1].is_space or doc[end - 1].text in {",", ";", ":"}):
        end -= 1
    return doc[first].idx, doc[end - 1].idx + len(doc[end - 1])

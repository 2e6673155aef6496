"""Who does something with somebody else: "Norway, together with Sweden, sent", "Along with Jordan, Oman condemned"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from allegedly.reading import syntax

JOINING = (("together", "with"), ("along", "with"), ("as", "well", "as"), ("alongside",))
"""What joins a second party to the first, in lower case."""
COMPANY = frozenset({"together", "along", "alongside"})
"""The words of them that the parser hangs on the first party."""
REACH = 4
"""How many words of the joined phrase may stand before its noun: "alongside two Kenyan soldiers"."""


def with_companions(subjects: Iterable[Token], verb: Token) -> list[Token]:
    """Return the subjects of a verb and whom such words join to them, behind the subject or before its clause."""
    heads = list(subjects)
    if not heads:
        return heads
    places = [_behind(head) for head in heads if head.i < verb.i]
    places.append(_clause_start(heads[0]))
    for at in places:
        joined = _joined(heads[0].doc, at)
        heads += [each for each in joined if each not in heads and each != verb and verb not in each.subtree]
    return heads


def _behind(head: Token) -> int:
    """Return the index behind the noun, and behind the comma there."""
    at = head.i + 1
    return at + 1 if at < len(head.doc) and head.doc[at].text == "," else at


def _clause_start(head: Token) -> int:
    """Return the index of the first word of the sentence or, behind an opening quotation mark, of the quotation."""
    at = head.sent.start
    while at < head.i and head.doc[at].is_punct:
        at += 1
    return at


def _joined(doc: Doc, at: int) -> list[Token]:
    """Return the nouns behind words that join them, none of "along with its allies", who are nobody named."""
    words = tuple(token.lower_ for token in doc[at : at + 3])
    phrase = next((phrase for phrase in JOINING if words[: len(phrase)] == phrase), None)
    if phrase is None:
        return []
    first = at + len(phrase)
    for token in doc[first : first + REACH]:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod", "nmod", "poss", "nummod"}:
            theirs = any(child.tag_ == "PRP$" for child in token.children)
            return [] if theirs else list(syntax.with_conjuncts(token))
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            break
    return []

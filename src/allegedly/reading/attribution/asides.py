"""Attributions put into or behind what is said: "The bridge, she said, was …", "Gone, said the smith, are …"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from allegedly.reading.attribution.clauses import is_answer
from allegedly.reading.attribution.complements import gives_no_proof
from allegedly.reading.attribution.found import Found, subtree
from allegedly.reading.attribution.parts import cue_of, phrase

_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative", "attr", "acomp", "oprd"})
_ADDRESSEE = ("tell", "dobj")
"""Whom "tell" is said to is its object."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_OPENING = frozenset({"if", "when", "unless", "until", "while", "since", "once", "as", "although", "though"})
"""Words that open a clause before the one that it belongs to."""
_LONGEST_SPEAKER = 12
"""How many words stand at most between "…, said" and the comma behind the speaker."""


def aside(verb: Token) -> Found | None:
    """Return the attribution of a verb in a parenthesis, or behind what is said, whatever the parse makes of it."""
    return _inverted(verb) or _amid(verb) or _behind(verb)


def _inverted(verb: Token) -> Found | None:
    """Return the attribution of "Gone, said the smith, are …": a speaker between the verb and a comma."""
    doc, sentence = verb.doc, verb.sent
    if verb.tag_ not in _FINITE or verb.i < sentence.start + 2 or doc[verb.i - 1].text != ",":
        return None
    window = doc[verb.i + 1 : min(verb.i + 2 + _LONGEST_SPEAKER, sentence.end)]
    comma = next((token.i for token in window if token.text == ","), 0)
    if not comma or not _is_speaker(doc[verb.i + 1 : comma]):
        return None
    if not _goes_on(doc[comma + 1 : sentence.end], doc[sentence.start : verb.i]):
        return None
    source, cue = frozenset(range(verb.i + 1, comma)), frozenset({verb.i})
    content = _part(verb, verb.i, comma) - source - cue
    return Found(verb.i, "clause", source, cue, frozenset(content))


def _is_speaker(words: Span) -> bool:
    """Say whether words are a noun phrase and no more: no verb, and nothing that could be the verb's object."""
    if not len(words) or words[0].pos_ in {"ADP", "PART", "ADV", "SCONJ", "CCONJ", "PUNCT"}:
        return False
    return any(token.pos_ in _NOMINAL for token in words) and all(
        token.pos_ not in {"VERB", "AUX"} and not token.is_quote for token in words
    )


def _goes_on(rest: Span, front: Span) -> bool:
    """Say whether what stands behind the comma goes on with what stands before the verb: it has the verb of it."""
    if not len(rest) or rest[0].tag_ == "CC" or not any(token.pos_ in {"VERB", "AUX"} for token in rest):
        return False
    opens = front[0].lower_ in _OPENING
    return opens or not any(token.tag_ in _FINITE or token.tag_ == "MD" for token in front)


def _part(verb: Token, first: int, last: int) -> set[int]:
    """Return the sentence around a parenthesis, up to the semicolons beside it, without what answers it behind."""
    doc, sentence = verb.doc, verb.sent
    begin = max((i + 1 for i in range(sentence.start, first) if doc[i].text == ";"), default=sentence.start)
    end = min((i for i in range(last, sentence.end) if doc[i].text == ";"), default=sentence.end)
    answers = (token for token in doc[last:end] if is_answer(token))
    return set(range(begin, end)).difference(*map(subtree, answers))


def _amid(verb: Token) -> Found | None:
    """Return the attribution of "The bridge, she said, was …", whatever the parse says: all around is content."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if not own:
        return None
    source, cue, sentence = phrase(own[0]), cue_of(verb), verb.sent
    words = source | cue
    first, last = min(words), max(words)
    if first <= sentence.start + 1 or last + 2 >= sentence.end or len(words) != last - first + 1:
        return None
    if verb.doc[first - 1].text != "," or verb.doc[last + 1].text != ",":
        return None
    own_tails = [c for c in verb.rights if c.dep_ == "advcl" and (c.tag_ == "VBG" or gives_no_proof(c))]
    content = _part(verb, first, last).difference(words, *map(subtree, own_tails))
    return Found(verb.i, "clause", frozenset(source), frozenset(cue), frozenset(content))


def _behind(verb: Token) -> Found | None:
    """Return the attribution of "One fell and burnt, she said.", where the parse takes the verb for a conjunct.

    Nothing but a comma stands before the subject, and no object but the one addressed behind the verb.
    """
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if verb.dep_ != "conj" or not own or any(child.dep_ in _OBJECTS - {_ADDRESSEE[1]} for child in verb.children):
        return None
    addressed = [child for child in verb.children if child.dep_ == _ADDRESSEE[1]]
    first = own[0].left_edge
    if (addressed and verb.lemma_ != _ADDRESSEE[0]) or first.i == verb.sent.start or first.nbor(-1).text != ",":
        return None
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    if any(token.pos_ in {"VERB", "AUX"} for token in behind) or not first.i > verb.head.i:
        return None
    source, cue = phrase(own[0]), cue_of(verb)
    content = frozenset(range(verb.sent.start, first.i - 1)) - cue
    return Found(verb.i, "clause", frozenset(source - cue), frozenset(cue), content) if content else None

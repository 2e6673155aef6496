"""Quotations joined to whoever says them: before, after and around the cue, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from allegedly.reading.attribution.cues import frames
from allegedly.reading.attribution.found import Found
from allegedly.reading.attribution.parts import cue_of, source_of, top_of
from allegedly.reading.attribution.quotations import Quotation
from allegedly.reading.syntax import is_negated

_BEFORE = re.compile(r"[\s,]{0,3}")
_AFTER = re.compile(r"(?:[^.!?;\n]{0,60}[,:])?\s{0,2}")
_BETWEEN = re.compile(r"[^.!?\n\"”]{0,80}[.:][ \t]*")
_SENTENCE_END = re.compile(r"[.!?…][\"”“'’»]*$")
_LONGEST_SOURCE = 120
"""So many characters stand at most between a quotation and the verb that follows it."""
_NEAR = 12
"""So many words stand at most between a quotation within a quotation and its verb."""
_SPOKEN = frozenset({"clause", "quote", "oprd"})
_CLOSING = frozenset("”’»") | {"''"}
_UNSAID = frozenset({"decline", "refuse", "fail"})
"""Verbs that keep their infinitive from being said: "declined to comment"."""


class Quoted:
    """The quotations of a document as tokens, and which of them already have a speaker."""

    def __init__(self, text: str, doc: Doc, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.doc = doc
        self.quotations = quotations
        self.spoken: set[int] = set()
        self.starts = [quotation.start for quotation in quotations]
        self.ends = [quotation.end for quotation in quotations]
        self.token_starts: list[int] = doc.to_array(IDX).tolist()

    def tokens(self, number: int) -> frozenset[int]:
        """Return the tokens of a quotation, its marks among them."""
        quotation = self.quotations[number]
        first = bisect_right(self.token_starts, quotation.start) - 1
        return frozenset(range(first, bisect_left(self.token_starts, quotation.end)))

    def around(self, start: int, end: int) -> range:
        """Return the numbers of the quotations that overlap the characters [start, end)."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def ending_before(self, start: int) -> int | None:
        """Return the quotation that ends right before an offset, with nothing but a comma between."""
        number = bisect_right(self.ends, start) - 1
        if number >= 0 and _BEFORE.fullmatch(self.text, self.ends[number], start):
            return number
        return None

    def starting_after(self, end: int) -> int | None:
        """Return the quotation that begins soon after an offset, in the same sentence."""
        number = bisect_left(self.starts, end)
        if number < len(self.starts) and _AFTER.fullmatch(self.text, end, self.starts[number]):
            return number
        return None


def widen(found: Found, quoted: Quoted) -> Found:
    """Return the attribution with the whole of every quotation that its content reaches into."""
    doc = quoted.doc
    if found.frame not in _SPOKEN:
        return _closed(found, doc)
    first, last = doc[min(found.content)], doc[max(found.content)]
    numbers = [
        number
        for number in quoted.around(first.idx, last.idx + len(last))
        if quoted.tokens(number) & found.content and found.head not in quoted.tokens(number)
    ]
    quoted.spoken.update(numbers)
    more = frozenset().union(*(quoted.tokens(number) for number in numbers))
    return replace(found, content=(found.content | more) - found.cue - found.source)


def _closed(found: Found, doc: Doc) -> Found:
    """Return the attribution with the mark that closes a quotation at the end of its content."""
    end = max(found.content) + 1
    if end < len(doc) and doc[end].text in _CLOSING and doc[end].i not in found.source | found.cue:
        return replace(found, content=found.content | {end})
    return found


def beside(verb: Token, quoted: Quoted, found: Found | None) -> Found | None:
    """Return the attribution of the quotation beside a verb that can take one, else what was found without."""
    if "quote" not in frames(verb.lemma_, "VERB") or (
        found is not None and found.source and found.frame in {"clause", "np to"}
    ):
        return found
    if is_negated(verb) or top_of(verb).lemma_ in _UNSAID:
        return found
    doc = quoted.doc
    cue = frozenset(cue_of(verb))
    source = source_of(verb) or _between(verb, min(cue), quoted)
    words = source | cue
    first, last = min(words), max(words)
    before = quoted.ending_before(doc[first].idx)
    after = quoted.starting_after(doc[last].idx + len(doc[last]))
    number = before if before is not None else after
    if (
        number is None
        or (number in quoted.spoken and not (found is not None and source and quoted.tokens(number) & found.content))
        or (found is not None and before is None and not quoted.tokens(number) & found.content)
    ):
        return found
    content = quoted.tokens(number) - words
    quoted.spoken.add(number)
    if before is not None and after is not None and _is_continued(quoted, doc[last].idx + len(doc[last]), after):
        content |= quoted.tokens(after)
        quoted.spoken.add(after)
    return Found(verb.i, "quote", source, cue, frozenset(content)) if content else found


def within(marked: Quoted) -> list[Found]:
    """Return the attributions of quotations within quotations: “He said, ‘Go,’ and I went”.

    `marked` are the inner ones; the verb stands beside one of them, in the quotation around it.
    """
    found = []
    for number in range(len(marked.quotations)):
        tokens = marked.tokens(number)
        first, last = min(tokens), max(tokens)
        for token in marked.doc[max(first - _NEAR, 0) : last + 1 + _NEAR]:
            if token.i in tokens or number in marked.spoken or not _tells(token):
                continue
            spoken = beside(token, marked, None)
            if spoken is not None and spoken.source:
                found.append(spoken)
    return found


def _tells(verb: Token) -> bool:
    """Say whether a verb tells what was said, not what could be: "he said", but not "he would say"."""
    return verb.pos_ == "VERB" and verb.tag_ != "VB"


def _between(verb: Token, first: int, quoted: Quoted) -> frozenset[int]:
    """Return what stands between a quotation and its verb where the parse gives no subject: "…," Ann Lee, 60, said."""
    number = bisect_right(quoted.ends, verb.idx) - 1
    if number < 0 or verb.idx - quoted.ends[number] > _LONGEST_SOURCE:
        return frozenset()
    begin = bisect_left(quoted.token_starts, quoted.ends[number])
    while begin < first and quoted.doc[begin].text in {",", "—", "–", "-"}:
        begin += 1
    who = next((token.i for token in quoted.doc[begin:first] if token.lower_ in {"who", "whose"}), first)
    if who > begin + 1 and quoted.doc[who - 1].text == ",":
        first = who - 1
    tokens = quoted.doc[begin:first]
    if "\n" in tokens.text or any(token.text in ".!?;:" or token.pos_ in {"VERB", "AUX"} for token in tokens):
        return frozenset()
    named = any(token.pos_ in {"PROPN", "NOUN", "PRON"} for token in tokens)
    return frozenset(token.i for token in tokens) if named else frozenset()


def _is_continued(quoted: Quoted, end: int, after: int) -> bool:
    return re.fullmatch(r"[\s,.;:—–-]*", quoted.text[end : quoted.quotations[after].start]) is not None


def continued(all_found: list[Found], quoted: Quoted) -> list[Found]:
    """Return the attributions with the quotations that go on after them and have no speaker of their own.

    "…," she said. "…": the second goes to her. So does a paragraph that a quotation fills, after a paragraph that ends
    in one left open.
    """
    owner: dict[int, int] = {}
    for place, found in enumerate(all_found):
        if found.frame in _SPOKEN:
            last = max(found.content | found.cue | found.source)
            for number in quoted.around(quoted.doc[min(found.content)].idx, quoted.doc[max(found.content)].idx + 1):
                owner.setdefault(number, place)
            follower = _follower(quoted, last)
            if follower is not None and found.head < min(quoted.tokens(follower)):
                owner.setdefault(follower, place)
                if follower not in quoted.spoken:
                    all_found[place] = _join(all_found[place], quoted, follower)
    for number in range(1, len(quoted.quotations)):
        place_before = owner.get(number - 1)
        if number in quoted.spoken or number in owner or place_before is None:
            continue
        if _goes_on(quoted, number):
            owner[number] = place_before
            all_found[place_before] = _join(all_found[place_before], quoted, number)
    return all_found


def _join(found: Found, quoted: Quoted, number: int) -> Found:
    quoted.spoken.add(number)
    return replace(found, content=(found.content | quoted.tokens(number)) - found.cue - found.source)


def _follower(quoted: Quoted, last: int) -> int | None:
    """Return the quotation that opens the sentence after a token in the same paragraph, if it is a sentence."""
    end = quoted.doc[last].idx + len(quoted.doc[last])
    number = bisect_left(quoted.starts, end)
    if number == len(quoted.starts):
        return None
    start = quoted.quotations[number].start
    if quoted.doc[last].sent.end_char > start or not _BETWEEN.fullmatch(quoted.text, end, start):
        return None
    return number if _is_sentence(quoted, number) else None


def _is_sentence(quoted: Quoted, number: int) -> bool:
    quotation = quoted.quotations[number]
    return quotation.open or bool(_SENTENCE_END.search(quoted.text[max(quotation.end - 4, 0) : quotation.end]))


def _goes_on(quoted: Quoted, number: int) -> bool:
    """Say whether a quotation continues the one before: open before a paragraph, or alone in its own."""
    before, here = quoted.quotations[number - 1], quoted.quotations[number]
    between = quoted.text[before.end : here.start]
    if between.strip():
        return False
    return (before.open or "\n" not in between) and _is_sentence(quoted, number)

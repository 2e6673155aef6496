"""Sentences that close with who told them to the outlet, where no claim was read: "…, a forester told the Post"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from allegedly.linking.claims.records import Statement
from allegedly.linking.claims.sources import named_source
from allegedly.records import Reading

_TOLD = re.compile(
    r"(?P<said>.{15,}?),[”\"]? (?P<who>(?:an?|the|one|two|three|several|its|his|her|[A-Z][\w'’-]+)\b[^,“”\"]{2,90}?) "
    r"told (?P<whom>(?:(?:the|this|our) )?[\w'’ -]{2,40})$"
)
_HALF = 0.5


def told(
    reading: Reading,
    cuts: Sequence[tuple[int, int]],
    known: Sequence[Statement],
    named: Callable[[int, int, Reading], tuple[str, ...]],
) -> Iterator[tuple[Statement, int]]:
    """Yield (statement, end of its sentence): what the sentences (`cuts`) say that close with who told it.

    Those of which the known statements hold half are left to them.
    """
    for start, end in cuts:
        match = _TOLD.match(reading.text, start, end)
        if match is None:
            continue
        first, last = match.span("said")
        held = sum(max(0, min(s.end, last) - max(s.start, first)) for s in known if s.claim)
        if held < _HALF * (last - first):
            source = named_source(match.start("who"), match.end("who"), reading)
            stated = Statement(
                first, last, match["said"], source, None, "assert", countries=named(first, last, reading)
            )
            yield stated, end

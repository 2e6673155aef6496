"""Which mention a phrase of the text is: the look-up that other layers use."""

from __future__ import annotations

from bisect import bisect_right

from allegedly.records import Mention, Reading

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
CLOSEST = 12
"""Mentions that open before an offset are looked at, nearest first, up to so many: spans nest only a few deep."""


class MentionIndex:
    """The mentions of a reading, looked up by offsets; build it once for a document."""

    def __init__(self, reading: Reading) -> None:
        self._mentions = sorted(reading.mentions, key=lambda mention: (mention.span.start, -mention.span.end))
        self._starts = [mention.span.start for mention in self._mentions]
        self._parse = reading.parse
        self._heads: dict[int, tuple[int, int]] = {}

    def at(self, start: int, end: int) -> Mention | None:
        """Return the mention that the characters [start, end) stand for, None if they stand for nobody.

        The mention of just these characters; else one with the same head ("Russian troops" for "troops"); else the
        narrowest around the head.
        """
        head = self._head_of(start, end)
        around = [
            (mention, own)
            for mention, own in self._before(max(end, head[1]))
            if mention.span.start < head[1] and head[0] < mention.span.end
        ]
        for mention, _ in around:
            if (mention.span.start, mention.span.end) == (start, end):
                return mention
        same = [mention for mention, own in around if own == head]
        found = same or [mention for mention, _ in around]
        return min(found, key=lambda mention: mention.span.end - mention.span.start, default=None)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that stand wholly within [start, end), in the order of the text."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return tuple(mention for mention in self._mentions[first:last] if mention.span.end <= end)

    def _before(self, end: int) -> list[tuple[Mention, tuple[int, int]]]:
        last = bisect_right(self._starts, end - 1)
        first = max(0, last - CLOSEST)
        return [(self._mentions[number], self._head(number)) for number in range(last - 1, first - 1, -1)]

    def _head(self, number: int) -> tuple[int, int]:
        """Return the characters of the word that heads a mention; few mentions of a text are asked for."""
        head = self._heads.get(number)
        if head is None:
            span = self._mentions[number].span
            head = self._heads[number] = self._head_of(span.start, span.end)
        return head

    def _head_of(self, start: int, end: int) -> tuple[int, int]:
        tokens = self._parse.char_span(start, end, alignment_mode="expand") if self._parse is not None else None
        if tokens is None:
            return start, end
        root = tokens.root
        outer = [token for token in tokens if not tokens.start <= token.head.i < tokens.end]
        if len({token.head.i for token in outer}) == 1 and outer[-1].head.i >= tokens.end:
            root = outer[-1]
        elif root.pos_ not in NOMINAL:
            root = next((token for token in outer if token.pos_ in NOMINAL), root)
        return root.idx, root.idx + len(root)


def mention_at(reading: Reading, start: int, end: int) -> Mention | None:
    """Return the mention that [start, end) stands for (see `MentionIndex.at`, which is faster for many look-ups)."""
    return MentionIndex(reading).at(start, end)

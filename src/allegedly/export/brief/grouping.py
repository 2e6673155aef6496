"""Claims that are one claim."""

from __future__ import annotations

from collections.abc import Iterable

Key = tuple[str, str]
"""A document, and a claim of it."""


class Groups:
    """Keys joined by pairs; the least of those that are joined names them all."""

    def __init__(self, pairs: Iterable[tuple[Key, Key]]) -> None:
        self._above: dict[Key, Key] = {}
        for one, other in pairs:
            first, second = sorted((self.of(one), self.of(other)))
            if first != second:
                self._above[second] = first

    def of(self, key: Key) -> Key:
        """Return the name of the group that the key is in, itself if it is in none."""
        while key in self._above:
            key = self._above[key]
        return key

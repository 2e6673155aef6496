"""Very large stories as they are written: whoever is of one part with a document of one is so with all of it.

A part of thousands of documents has a million edges. Where no near-certain pair of it came apart since its story was
written, it is still what it was, and what has come: so it can be told from the story, and the edges of what is new.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cached_property

from allegedly.ledger.links.components import Component, part_of, read_beside, read_copies
from allegedly.ledger.links.work import Work

_STORIES = """
SELECT DISTINCT m.story FROM story_documents m JOIN stories s ON s.id = m.story
WHERE s.vast = 2 AND m.document IN (SELECT value FROM json_each(?))
"""
_MEMBERS = "SELECT document FROM story_documents WHERE story = ?"
_APART = "SELECT 1 FROM kept_apart WHERE link = 'story' LIMIT 1"


class Wholes:
    """The very large stories of a ledger in which documents, `fresh`, have joined others since they were written.

    `torn` are documents of pairs that came apart: a story that has one is not told from what is written. `is_settled`
    says that no document left; otherwise no story is. Nor is one where people keep documents of a part apart.
    """

    def __init__(self, work: Work, fresh: Collection[str], torn: Collection[str], *, is_settled: bool) -> None:
        self._work = work
        self._fresh = sorted(fresh)
        self._torn_documents = torn
        self._is_settled = is_settled

    def part_of(self, start: str) -> set[str]:
        """Return what near-certain edges and copies connect with a document."""
        hangs_on_one = self._is_as_written and bool(self._stories({start, *self._near([start])}))
        found = self._around(start) if hangs_on_one else None
        return part_of(self._work.connection, start, self._work.rules.certain) if found is None else found

    def _around(self, start: str) -> set[str] | None:
        """Return the part of a document from stories as they are written; None where one in it is torn."""
        found: set[str] = set()
        waiting = {start}
        while waiting:
            stories = self._stories(waiting)
            if not stories.isdisjoint(self._torn):
                return None
            members = {row[0] for story in stories for row in self._work.connection.execute(_MEMBERS, (story,))}
            found |= members | waiting
            waiting = self._near(waiting - members) | read_copies(self._work.connection, members, Component())
            waiting.update(one for one in self._fresh if not members.isdisjoint(self._near([one])))
            waiting -= found
        return found

    def _stories(self, documents: Collection[str]) -> set[str]:
        """Return the very large stories that the documents are in."""
        rows = self._work.connection.execute(_STORIES, (json.dumps(sorted(documents)),))
        return {story for (story,) in rows}

    def _near(self, documents: Collection[str]) -> set[str]:
        """Return what near-certain edges and copies join to the documents."""
        if not documents:
            return set()
        beside = Component()
        read_beside(self._work.connection, documents, beside)
        least = self._work.rules.certain
        certain = {one for pair, score in beside.edges.items() if score >= least for one in pair}
        return certain.union(*beside.copies)

    @cached_property
    def _torn(self) -> set[str]:
        return self._stories(self._torn_documents)

    @cached_property
    def _is_as_written(self) -> bool:
        return self._is_settled and self._work.connection.execute(_APART).fetchone() is None

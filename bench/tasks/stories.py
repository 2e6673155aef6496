"""Stories: which reports tell of the same happening, from title, text and day of publication; no reading is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from allegedly.linking.stories import EDGE, Index, Profile, group, profile_of, score
from bench.score.common import Rows, read_rows


def predict_all(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield the story of each report of GOLD."""
    yield from predict_rows(read_rows(gold))


def measured(gold: Path, limit: int | None = None) -> tuple[Rows, Rows]:
    """Return the first `limit` reports of GOLD, and the predictions for them."""
    rows = read_rows(gold, limit)
    return rows, {row["id"]: row for row in predict_rows(rows)}


def predict_rows(rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield the story of each row."""
    for document, story in stories(profiles(rows.values())).items():
        yield {"id": document, "story": story}


def profiles(rows: Iterable[Mapping[str, Any]]) -> dict[str, Profile]:
    """Return the profiles of rows with id, title, text and day."""
    return {row["id"]: profile_of(row.get("title"), row["text"], row.get("published")) for row in rows}


def stories(known: Mapping[str, Profile]) -> dict[str, str]:
    """Return the story of each document, found as a ledger finds it: one arrival after the other, then by groups."""
    return group(known, edges(known))


def edges(known: Mapping[str, Profile]) -> dict[tuple[str, str], float]:
    """Return the scores of the related pairs among documents that arrive in this order."""
    index, found = Index(), defaultdict[tuple[str, str], float](float)
    for document, its in known.items():
        met, parted = index.add(document, frozenset(its.keys))
        for other in met:
            likely = score(its, known[other])
            if likely >= EDGE:
                found[min(document, other), max(document, other)] = likely
        for pair in parted:
            found.pop(pair, None)
    return dict(found)

"""Words that say what a claim is, so that the full-text index finds it by them.

An index on words alone finds "troops" in a million claims at once, but not those of them that one source denied in
October: it would have to look at each. So what can be asked of a claim stands in the index too, as words: "actdeny",
"byblrgov", "m202210". The words are made of the codes' letters and digits only, since the tokenizer would cut them at
anything else; two codes may come to one word, so what is found by them is looked at once more where that matters.
"""

from __future__ import annotations

import json
import re
from typing import Any

LONG = "spanlong"
"""The word of a claim that was said on a day not known to MONTHS months; it may be in any."""
MONTHS = 24
_AMENDED = {"act": "act", "actor": "by", "target": "about"}


def term(kind: str, code: str) -> str:
    """Return the word for a code of that kind (act, by, about, in, outlet, event, doc)."""
    return kind + (re.sub(r"[\W_]+", "", code.casefold()) or code.encode("utf-8", "replace").hex())


def claim_terms(codes: str | None, amended: str | None = None) -> str:
    """Return the words of a claim, of a row of the view claim_codes and of what somebody amended in it (both JSON)."""
    found: dict[str, Any] = json.loads(codes or "{}")
    first, last = found.pop("first", None), found.pop("last", None)
    words = [
        term(kind, code)
        for kind, value in found.items()
        for code in (value if isinstance(value, list) else [value])
        if code is not None
    ]
    instead: dict[str, Any] = json.loads(amended or "{}")
    words += [term(kind, instead[field]) for field, kind in _AMENDED.items() if isinstance(instead.get(field), str)]
    return " ".join(["claim", *dict.fromkeys(words), *_days(first, last)])


def _days(first: str | None, last: str | None) -> list[str]:
    """Return the words of the months and years from one ISO date to another; none where a date is missing."""
    low, high = _month(first, 1), _month(last, 12)
    if low is None or high is None:
        return []
    if not 0 <= high - low < MONTHS:
        return [LONG]
    months = range(low, high + 1)
    years = sorted({month // 12 for month in months})
    return [*(f"y{year:04}" for year in years), *(f"m{month // 12:04}{month % 12 + 1:02}" for month in months)]


def _month(day: str | None, absent: int) -> int | None:
    """Return the month of an ISO date, counted from year 0; `absent` is the month of a date that has only a year."""
    match = re.match(r"(\d{4})(?:-(\d\d))?", day or "")
    return int(match[1]) * 12 + int(match[2] or absent) - 1 if match else None


def days_query(since: str | None, until: str | None) -> str:
    """Return an FTS5 query, on terms, for the claims that may have been said between two ISO days, months or years."""
    low, high = _month(since, 1) or 1000 * 12, _month(until, 12) or 2200 * 12 - 1
    months = [month for month in range(low, high + 1) if month // 12 in {low // 12, high // 12}]
    words = [f"m{month // 12:04}{month % 12 + 1:02}" for month in months]
    words += [f"y{year:04}" for year in range(low // 12 + 1, high // 12)]
    return " OR ".join([LONG, *words])


INDEX = """
UPDATE claims SET terms = claim_terms(
    (SELECT codes FROM claim_codes WHERE claim_codes.number = claims.number),
    (SELECT k.amended FROM verdicts v JOIN corrections k ON k.number = v.correction
        WHERE v.document = claims.document AND v.kind = 'claim' AND v.record = claims.id AND v.verdict = 'amend')
) WHERE document = ?
"""
"""Puts the claims of a document into the index; all its records, and what holds of them, must be there."""

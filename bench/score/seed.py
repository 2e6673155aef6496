"""Score a whole reading against gold in the form of the seed's.

Spans are word sets. A claim is found when Dice >= .5 on source, cue and content each, one to one, best first; its
source is resolved when the country is right, and the person where gold names one. An event is found when its type
(or one that gold allows) and a word of its trigger agree; right when actor country and status agree too; full when
recipient country and claim agree as well. A figure needs an overlapping span and both bounds, a moment an
overlapping span and gold's value or interval. Furniture is found when half of its words are marked; body words lost
are marked words that gold does not mark.
"""

from __future__ import annotations

import re
from typing import Any

from bench.score.attribution import ROLES
from bench.score.common import Result, Row, pair_up

Spans = list[list[int]]


def _words(text: str, spans: Spans) -> set[int]:
    return {
        m.start() for m in re.finditer(r"\w+", text) if any(m.start() < end and m.end() > start for start, end in spans)
    }


def _dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _claim_pairs(text: str, gold: list[Row], pred: list[Row]) -> dict[int, int]:
    table = []
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            dice = [_dice(_words(text, g[role]), _words(text, p.get(role) or [])) for role in ROLES]
            if min(dice) >= 0.5:
                table.append((-sum(dice), -i, -j))
    return {-i: -j for i, j in pair_up(table)}


def _claims(gold: list[Row], pred: list[Row], pairs: dict[int, int]) -> Result:
    matched = [(gold[i], pred[j]) for i, j in pairs.items()]
    n = len(gold)
    resolved = [
        p.get("country") == g["country"] and (g["person"] is None or p.get("person") == g["person"]) for g, p in matched
    ]
    return {
        "claims": f"{len(pairs)}/{n}",
        "claims_spurious": len(pred) - len(pairs),
        "sources_resolved": f"{sum(resolved)}/{n}",
        "acts": f"{sum(p.get('act') == g['act'] for g, p in matched)}/{n}",
        "quote_types": f"{sum(p.get('quote') == g['quote'] for g, p in matched)}/{n}",
    }


def _events(text: str, gold: list[Row], pred: list[Row], names: dict[Any, Any]) -> Result:
    found: list[tuple[bool, bool]] = []
    used: set[int] = set()
    for e in gold:
        best: tuple[bool, bool, int] | None = None
        for j, q in enumerate(pred):
            fits = q.get("type") in {e["type"], *e.get("alt_types", [])}
            if j in used or not fits or not _words(text, [e["trigger"]]) & _words(text, [q["trigger"]]):
                continue
            right = q.get("actor_country") == e["actor_country"] and q.get("status") == e["status"]
            under = names.get(q.get("claim")) if q.get("claim") is not None else None
            full = right and q.get("recipient_country") == e["recipient_country"] and under == e["claim"]
            if best is None or (full, right) > best[:2]:
                best = (full, right, j)
        if best:
            used.add(best[2])
            found.append(best[:2])
    n = len(gold)
    return {
        "events_found": f"{len(found)}/{n}",
        "events_right": f"{sum(right for _, right in found)}/{n}",
        "events_full": f"{sum(full for full, _ in found)}/{n}",
        "events_extra": len(pred) - len(found),
    }


def score(text: str, gold: Row, pred: Row) -> Result:
    """Return every figure of one report; `text` is the report as stored."""
    document = gold["document"]
    wanted = [_words(text, [item["span"]]) for item in gold["furniture"]]
    marked = _words(text, pred.get("furniture", []))
    claims = pred.get("claims", [])
    pairs = _claim_pairs(text, gold["claims"], claims)
    names = {claims[j].get("id"): gold["claims"][i]["id"] for i, j in pairs.items()}
    answers = {(names.get(p.get("id")), names.get(p.get("answers"))) for p in claims if p.get("answers") is not None}
    disputes = {(d["denied_by"], d["claim"]) for d in gold["disputes"]}
    figures = [
        any(
            _overlap(g["span"], p["span"]) and (p.get("low"), p.get("high")) == (g["low"], g["high"])
            for p in pred.get("figures", [])
        )
        for g in gold["figures"]
    ]
    moments = [
        any(
            _overlap(g["span"], p["span"]) and p.get("value") in (g["value"], g.get("interval"))
            for p in pred.get("moments", [])
        )
        for g in gold["moments"]
    ]
    return {
        "title": pred.get("title") == document["title"],
        "deck": pred.get("deck") == document["deck"],
        "published": (pred.get("published") or "")[:16] == document["published"],
        "furniture": f"{sum(len(x & marked) * 2 >= len(x) for x in wanted)}/{len(wanted)}",
        "body_words_lost": len(marked - set().union(*wanted)),
        **_claims(gold["claims"], claims, pairs),
        "disputes": f"{len(disputes & answers)}/{len(disputes)}",
        **_events(text, gold["events"], pred.get("events", []), names),
        "figures": f"{sum(figures)}/{len(figures)}",
        "moments": f"{sum(moments)}/{len(moments)}",
    }

"""Score attributions (who said what) against gold in the form of PolNeAR.

A span stands for the set of tokens it touches; a token is a word, with `punct` every punctuation mark too.
span_exact and token are unlinked, by role. The linked scores pair gold and predicted attributions of an article one
to one, greedily by the sum of the three roles' Dice; a pair must share a cue or content token. LINK: pairs found;
WHO+WHAT@.5: Dice >= .5 on source and content; ALL@.5: on all three; ALL-EXACT: identical tokens in all three.
by_type is recall by kind of gold content. In percent, micro-averaged.
"""

from __future__ import annotations

import collections
import re

from bench.score.common import Result, Row, Rows, pair_up, percent, percents

ROLES = ("source", "cue", "content")
TYPES = ("direct", "mixed", "indirect")
LINKED = ("LINK", "WHO+WHAT@.5", "ALL@.5", "ALL-EXACT")
WORD = re.compile(r"\w+")
WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")

Tokens = dict[str, frozenset[int]]


def _owners(text: str, pattern: re.Pattern[str]) -> list[int]:
    owner = [-1] * len(text)
    for number, match in enumerate(pattern.finditer(text)):
        for i in range(*match.span()):
            owner[i] = number
    return owner


def _tokens(attribution: Row, owner: list[int]) -> Tokens:
    found = {}
    for role in ROLES:
        touched = {
            owner[i] for start, end in attribution.get(role) or [] for i in range(max(start, 0), min(end, len(owner)))
        }
        found[role] = frozenset(touched - {-1})
    return found


def _runs(tokens: frozenset[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for token in sorted(tokens):
        if found and token == found[-1][1] + 1:
            found[-1] = (found[-1][0], token)
        else:
            found.append((token, token))
    return found


def _dice(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _pairs(gold: list[Tokens], pred: list[Tokens]) -> list[tuple[int, int]]:
    return pair_up(
        (-sum(_dice(g[role], p[role]) for role in ROLES), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(pred)
        if g["cue"] & p["cue"] or g["content"] & p["content"]
    )


def pairs(text: str, gold: list[Row], pred: list[Row]) -> list[tuple[int, int]]:
    """Return which attribution of the gold is paired with which prediction, by their indices."""
    owner = _owners(text, WORD)
    return _pairs([_tokens(a, owner) for a in gold], [_tokens(a, owner) for a in pred])


def quote_type(text: str, content: list[list[int]]) -> str:
    """Return direct, mixed or indirect, by the quotation marks in and within two characters around the content."""
    start, end = content[0][0], content[-1][1]
    inner = " ".join(text[s:e] for s, e in content)
    window = text[max(0, start - 2) : start] + inner + text[end : end + 2]
    if not re.search(r'["“”]', window):
        return "indirect"
    quoted = sum(len(WORD.findall(part)) for part in re.findall(r'["“”]([^"“”]*)["“”]', window))
    if quoted >= 0.9 * max(1, len(WORD.findall(inner))):
        return "direct"
    return "direct" if quoted == 0 and re.search(r'["“]', window[:4]) else "mixed"


def _passes(gold: Tokens, pred: Tokens) -> dict[str, bool]:
    dice = {role: _dice(gold[role], pred[role]) for role in ROLES}
    return {
        "LINK": True,
        "WHO+WHAT@.5": min(dice["source"], dice["content"]) >= 0.5,
        "ALL@.5": min(dice.values()) >= 0.5,
        "ALL-EXACT": min(dice.values()) == 1,
    }


def _count_spans(count: collections.Counter[object], gold: list[Tokens], pred: list[Tokens]) -> None:
    for role in ROLES:
        for name, items in (("span_exact", _runs), ("token", sorted)):
            right: set[object] = {item for a in gold for item in items(a[role])}
            given: set[object] = {item for a in pred for item in items(a[role])}
            count[name, role, "hit"] += len(right & given)
            count[name, role, "pred"] += len(given)
            count[name, role, "gold"] += len(right)
        count["linked_token", role, "pred"] += sum(len(a[role]) for a in pred)
        count["linked_token", role, "gold"] += sum(len(a[role]) for a in gold)


def score(gold: Rows, pred: Rows, *, punct: bool = False) -> Result:
    """Return the unlinked and the linked figures, and recall by type of content."""
    count: collections.Counter[object] = collections.Counter()
    for key, row in gold.items():
        owner = _owners(row["text"], WORD_OR_MARK if punct else WORD)
        right = [_tokens(a, owner) for a in row["attributions"]]
        given = [_tokens(a, owner) for a in pred.get(key, {}).get("attributions") or []]
        types = [quote_type(row["text"], a["content"]) for a in row["attributions"]]
        count["gold"] += len(right)
        count["pred"] += len(given)
        count.update(("gold", kind) for kind in types)
        _count_spans(count, right, given)
        for i, j in _pairs(right, given):
            for role in ROLES:
                count["linked_token", role, "hit"] += len(right[i][role] & given[j][role])
            for name, passed in _passes(right[i], given[j]).items():
                count[name] += passed
                count[name, types[i]] += passed
    return _result(count, len(gold), punct=punct)


def _result(count: collections.Counter[object], articles: int, *, punct: bool) -> Result:
    result: Result = {"docs": articles, "gold": count["gold"], "pred": count["pred"], "punct": punct}
    for name in ("span_exact", "token", "linked_token"):
        result[name] = {role: percents(*(count[name, role, x] for x in ("hit", "pred", "gold"))) for role in ROLES}
    for name in LINKED:
        result[name] = percents(count[name], count["pred"], count["gold"])
    result["by_type"] = {
        kind: {
            "gold": count["gold", kind],
            **{name: percent(count[name, kind], count["gold", kind]) for name in LINKED},
        }
        for kind in TYPES
    }
    return result

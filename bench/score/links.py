"""Links between reports: copies, stories, disputes, corroborations, undertakings and figures.

Two sides match if the documents are equal, or copies of each other by the gold, and the spans share at least half of
the words of the shorter one: the same words at the same place, in a copy the same words. A gold side may have other
wordings of the claim (`alt`). Pairs match one to one; a left-over prediction that repeats a matched pair through a
copy or another wording is passed over, any other is false. The order of sides counts for denials and undertakings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from bench.score.common import Result, Row, fractions

_WORD = re.compile(r"\w+")
_SYMMETRIC = frozenset({"figures", "happened"})
Word = tuple[int, int, str]
Pairs = frozenset[frozenset[Hashable]]


def score(data: Row, predicted: Row) -> Result:
    """Score one file's predictions against its `gold`."""
    gold = data["gold"]
    spans = Spans(data["documents"], gold.get("copies", []))
    given = {
        name: (gold.get(name) or [], predicted.get(name) or [])
        for name in ("disputes", "corroborations", "undertakings")
    }
    mentions, series = figures(gold.get("figures") or [], predicted.get("figures") or [])
    return {
        "copies": copies(gold.get("copies") or [], predicted.get("copies") or []),
        **stories(gold.get("stories") or {}, predicted.get("stories") or {}),
        "disputes": links(spans, *given["disputes"], ("claim", "answer"), "kind"),
        "corroborations": links(spans, *given["corroborations"], ("a", "b"), None),
        "undertakings": links(spans, *given["undertakings"], ("undertaking", "outcome"), "result"),
        "figures_mentions": mentions,
        "figures_series": series,
    }


class Spans:
    """The words of the documents, and which documents are copies of each other."""

    def __init__(self, documents: Sequence[Row], copies: Iterable[Sequence[str]]) -> None:
        self._words: dict[str, list[Word]] = {
            row["id"]: [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(row["text"])]
            for row in documents
        }
        self._root = {name: name for name in self._words}
        for a, b in copies:
            self._root[self.root(b)] = self.root(a)

    def root(self, document: str) -> str:
        """Return the document that stands for all copies of this one."""
        while self._root[document] != document:
            document = self._root[document]
        return document

    def side(self, predicted: Row, gold: Row) -> int:
        """Return 2 where a predicted side is the gold one, 1 where it is through a copy or another wording, else 0."""
        if predicted["doc"] not in self._words or self.root(predicted["doc"]) != self.root(gold["doc"]):
            return 0
        if self._meet(predicted, gold["doc"], gold):
            return 2 if predicted["doc"] == gold["doc"] else 1
        return int(any(self._meet(predicted, gold["doc"], other) for other in gold.get("alt", [])))

    def _meet(self, predicted: Row, document: str, gold: Row) -> bool:
        one, other = self._within(predicted["doc"], predicted), self._within(document, gold)
        if not one or not other:
            return False
        if predicted["doc"] == document:
            shared = len(set(one) & set(other))
        else:
            shared = sum((Counter(w[2] for w in one) & Counter(w[2] for w in other)).values())
        return 2 * shared >= min(len(one), len(other))

    def _within(self, document: str, span: Row) -> list[Word]:
        return [word for word in self._words[document] if word[0] < span["end"] and word[1] > span["start"]]


def matched(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return a largest one-to-one matching, from the left numbers to the right ones that `edges` allows for each."""
    owner: dict[int, int] = {}

    def place(left: int, seen: set[int]) -> bool:
        for right in edges[left]:
            if right not in seen:
                seen.add(right)
                if right not in owner or place(owner[right], seen):
                    owner[right] = left
                    return True
        return False

    for left in range(len(edges)):
        place(left, set())
    return {left: right for right, left in owner.items()}


def links(
    spans: Spans, gold: Sequence[Row], predicted: Sequence[Row], sides: tuple[str, str], label: str | None
) -> Result:
    """Return precision, recall and F1 of pairs, of those within a report alone, and how often the label is right."""
    table = [[_pair(spans, p, g, sides, label) for g in gold] for p in predicted]
    order = sorted(range(len(predicted)), key=lambda n: -max(table[n], default=0))
    edges = [[g for g in sorted(range(len(gold)), key=lambda g: -table[n][g]) if table[n][g]] for n in order]
    pairs = {order[left]: right for left, right in matched(edges).items()}
    twins = sum(n not in pairs and max(table[n], default=0) == 1 for n in range(len(predicted)))
    found = fractions(len(pairs), len(predicted) - twins, len(gold))
    if label and pairs:
        found["label"] = round(
            sum(predicted[n].get(label) == gold[g].get(label) for n, g in pairs.items()) / len(pairs), 4
        )
    inner = {g for g in range(len(gold)) if _is_inner(spans, gold[g], sides)}
    if inner:
        claimed = sum(_is_inner(spans, p, sides) for p in predicted)
        found["within"] = fractions(len(inner & set(pairs.values())), claimed, len(inner))
    return found


def _pair(spans: Spans, predicted: Row, gold: Row, sides: tuple[str, str], label: str | None) -> int:
    x, y = sides
    best = min(spans.side(predicted[x], gold[x]), spans.side(predicted[y], gold[y]))
    if label is None or gold.get(label) in _SYMMETRIC:
        best = max(best, min(spans.side(predicted[x], gold[y]), spans.side(predicted[y], gold[x])))
    return best


def _is_inner(spans: Spans, link: Row, sides: tuple[str, str]) -> bool:
    return spans.root(link[sides[0]]["doc"]) == spans.root(link[sides[1]]["doc"])


def copies(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> Result:
    """Return precision, recall and F1 of unordered pairs of documents."""
    one, other = ({frozenset(pair) for pair in pairs if len(set(pair)) == 2} for pairs in (gold, predicted))
    return fractions(len(one & other), len(other), len(one)) if one or other else {}


def stories(gold: Mapping[str, str], predicted: Mapping[str, str]) -> Result:
    """Return B-cubed F1 over documents and F1 over pairs of one story."""
    known = {name: story for name, story in predicted.items() if name in gold}
    ours, theirs = _members(gold), _members(known)
    precision = sum(len(theirs[n] & ours[n]) / len(theirs[n]) for n in known) / len(known) if known else 0.0
    recall = sum(len(theirs[n] & ours[n]) / len(ours[n]) for n in known) / len(gold) if gold else 0.0
    both = precision + recall
    one, other = _together(gold), _together(known)
    return {
        "stories_b3": {"p": precision, "r": recall, "f1": round(2 * precision * recall / both, 4) if both else 0.0},
        "stories_pairs": fractions(len(one & other), len(other), len(one)),
    }


def _members(stories: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, story in stories.items():
        found[story].add(name)
    return {name: found[story] for name, story in stories.items()}


def _together(stories: Mapping[str, str]) -> Pairs:
    return frozenset(frozenset(pair) for pair in combinations(stories, 2) if stories[pair[0]] == stories[pair[1]])


def figures(gold: Sequence[Row], predicted: Sequence[Row]) -> tuple[Result, Result]:
    """Return F1 of mentions (overlap, same bounds), and of pairs in one series among the mentions that match."""
    ours = [(n, mention) for n, series in enumerate(gold) for mention in series.get("mentions", [])]
    theirs = [(n, mention) for n, series in enumerate(predicted) for mention in series.get("mentions", [])]
    edges = [[place for place, (_, g) in enumerate(ours) if _is_mention(p, g)] for _, p in theirs]
    pairs = matched(edges)
    found = set(pairs.values())
    one = _joined([(n, series) for n, (series, _) in enumerate(ours) if n in found])
    other = _joined([(pairs[n], series) for n, (series, _) in enumerate(theirs) if n in pairs])
    return fractions(len(pairs), len(theirs), len(ours)), fractions(len(one & other), len(other), len(one))


def _is_mention(predicted: Row, gold: Row) -> bool:
    meet = predicted["start"] < gold["end"] and gold["start"] < predicted["end"]
    same = predicted.get("low") == gold.get("low") and predicted.get("high") == gold.get("high")
    return predicted["doc"] == gold["doc"] and meet and same


def _joined(mentions: Sequence[tuple[int, int]]) -> Pairs:
    return frozenset(frozenset((x, y)) for (x, a), (y, b) in combinations(mentions, 2) if a == b)

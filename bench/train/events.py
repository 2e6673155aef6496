"""Train the models of the events layer: `python -m bench.train.events ROLES.jsonl QUADS.jsonl OUT`.

The files are in the form of `../shared/data/events/roles_train.jsonl` and `quad_train.jsonl`. `--folds 5` measures
instead: each fold is read by models that were fitted on the others, and sentences that are nearly the same are kept in
one fold. Needs nothing but what the package needs.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from allegedly.reading.events import proposed
from allegedly.reading.events.index import Index
from allegedly.reading.events.learnt import quad_clues, role_clues, words_of
from allegedly.reading.events.linear import Linear, save
from allegedly.records import Reading
from bench.score import quad, roles
from bench.score.common import Result, read_rows
from bench.tasks.events import least_subordinate, read_text
from bench.tasks.roles import offsets, spread
from bench.train.linear import Chain, Plan, Sequenced, fit

TAGS = ("O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R")
CLASSES = ("0", "1", "2", "3", "4")
ALIKE = 0.7
"""Sentences that share this much of the shorter one's words are kept in one fold."""
COMMON = 300
"""A word of more sentences than this says nothing about whether two are alike."""


@dataclass(frozen=True, slots=True)
class Example:
    """A row with what is learnt from it; `words` [n] are the offsets of its words."""

    row: Mapping[str, Any]
    learnt: Sequenced
    words: Sequence[tuple[int, int]]


def role_example(row: Mapping[str, Any], reading: Reading) -> Example:
    """Return a sentence whose tokens are tagged, with the tags put on the words of the parse."""
    found, words = proposed(reading), words_of(reading.parse)
    places = role_clues(words, Index(reading), least_subordinate(found), found)
    return Example(row, Sequenced(places, _tags_of(offsets(words), row["tokens"], row["tags"])), offsets(words))


def quad_example(row: Mapping[str, Any], reading: Reading) -> Example:
    """Return a sentence that has a class."""
    found = proposed(reading)
    learnt = Sequenced([quad_clues(words_of(reading.parse), least_subordinate(found), found)], [str(row["label"])])
    return Example(row, learnt, [])


def _tags_of(words: Sequence[tuple[int, int]], tokens: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the tags of words, given those of tokens that are joined by blanks; a token may be several words."""
    edges = np.r_[0, np.cumsum([len(token) + 1 for token in tokens])]
    found: list[str] = []
    last = -1
    for start, end in words:
        under = range(int(np.searchsorted(edges, start, "right")) - 1, int(np.searchsorted(edges, end, "left")))
        at = next((place for place in under if tags[place] != "O"), under[0])
        tag = tags[at]
        goes_on = bool(found) and found[-1][1:] == tag[1:] and (tag[0] == "I" or at == last)
        found.append(tag if tag == "O" else f"{'I' if goes_on else 'B'}{tag[1:]}")
        last = at
    return found


def role_chain() -> Chain:
    """Return the chain of roles: a state says what is here, and whether S and T have been before (o for neither).

    Nearly every sentence of the data has one S and one T, or R alone; so what has been is worth knowing. After R comes
    nothing but R.
    """
    states = ["O o", "O S", "O T", "O ST", "O R", "B-R R", "I-R R"]
    states += [f"{edge}-{role} {seen}" for role in "ST" for edge in "BI" for seen in (role, "ST")]
    parts = [state.split(" ") for state in states]
    allowed = [[_goes_on(before, after) for after in parts] for before in (*parts, ["O", "o"])]
    return Chain(TAGS, states, [TAGS.index(tag) for tag, _ in parts], np.array(allowed))


def _goes_on(before: list[str], after: list[str]) -> bool:
    (last, seen), (tag, now) = before, after
    if tag[0] == "I":
        return last[1:] == tag[1:] and seen == now
    if tag == "O":
        return seen == now
    known = set(seen) - {"o"} | {tag[2]}
    return "".join(sorted(known)) == now


def fit_roles(examples: Sequence[Example], plan: Plan) -> Linear:
    """Return the tagger of roles."""
    return fit([example.learnt for example in examples], role_chain(), plan)


def fit_quads(examples: Sequence[Example], plan: Plan) -> Linear:
    """Return the classifier of sentences."""
    size = len(CLASSES)
    chain = Chain(CLASSES, CLASSES, range(size), np.ones((size + 1, size), bool))
    return fit([example.learnt for example in examples], chain, plan)


def folds(texts: Sequence[str], count: int, seed: int = 0) -> list[int]:
    """Return the fold of each text; what is nearly the same is in one, also through a third."""
    sets = [frozenset(word for word in text.lower().split() if word.isalnum()) for text in texts]
    having: dict[str, list[int]] = defaultdict(list)
    group = list(range(len(texts)))
    for number, words in enumerate(sets):
        shared = Counter(other for word in words if len(having[word]) < COMMON for other in having[word])
        for other, common in shared.items():
            least = min(len(words), len(sets[other]))
            if common >= 2 and len(words & sets[other]) >= ALIKE * least:
                group[_first(group, number)] = _first(group, other)
        for word in words:
            having[word].append(number)
    roots = sorted({_first(group, number) for number in group})
    random.Random(seed).shuffle(roots)
    fold = {root: place % count for place, root in enumerate(roots)}
    return [fold[_first(group, number)] for number in range(len(texts))]


def _first(group: list[int], number: int) -> int:
    while group[number] != number:
        group[number] = group[group[number]]
        number = group[number]
    return number


def measured(tagged: Sequence[Example], classed: Sequence[Example], count: int, plan: Plan) -> tuple[Result, Result]:
    """Return the cross-validated figures of both models."""
    every = [example.row["text"].replace(" ", "").lower() for example in (*tagged, *classed)]
    texts = sorted(set(every))
    spelt = {text.replace(" ", "").lower(): text for text in (e.row["text"] for e in (*tagged, *classed))}
    fold = dict(zip(texts, folds([spelt[text] for text in texts], count), strict=True))
    found: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for held in range(count):
        tasks: tuple[tuple[Sequence[Example], Callable[..., Linear], Callable[..., Any]], ...] = (
            (tagged, fit_roles, _tagged),
            (classed, fit_quads, _classed),
        )
        for (examples, fitted, predicted), predictions in zip(tasks, found, strict=True):
            parts = [fold[example.row["text"].replace(" ", "").lower()] for example in examples]
            model = fitted([e for e, part in zip(examples, parts, strict=True) if part != held], plan)
            kept = [e for e, part in zip(examples, parts, strict=True) if part == held]
            predictions.update({e.row["id"]: predicted(model, e) for e in kept})
    return roles.score(_gold(tagged), found[0]), quad.score(_gold(classed), found[1])


def _gold(examples: Sequence[Example]) -> dict[str, Any]:
    return {example.row["id"]: dict(example.row) for example in examples}


def _tagged(model: Linear, example: Example) -> dict[str, Any]:
    return {"tags": spread(model.tag(example.learnt.places), example.words, example.row["tokens"])}


def _classed(model: Linear, example: Example) -> dict[str, Any]:
    return {"label": int(model.tag(example.learnt.places)[0])}


def main() -> None:
    """Train or measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roles", type=Path)
    parser.add_argument("quads", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate with so many folds and write nothing")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    plan = Plan(seed=given.seed)
    tagged = [role_example(row, read_text(row["text"])) for row in read_rows(given.roles).values()]
    classed = [quad_example(row, read_text(row["text"])) for row in read_rows(given.quads).values()]
    if given.folds:
        for figures in measured(tagged, classed, given.folds, plan):
            print(figures, flush=True)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    save(fit_roles(tagged, plan), given.out, "roles")
    save(fit_quads(classed, plan), given.out, "quads")


if __name__ == "__main__":
    main()

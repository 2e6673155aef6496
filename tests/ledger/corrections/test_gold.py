"""What people made sure of goes out as gold data, and comes back the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from allegedly.ledger import Ledger, open_ledger, queries
from allegedly.ledger.corrections import (
    Correction,
    as_amended,
    attributions,
    correct,
    corrections,
    from_gold,
    gold,
    standing,
)
from tests.cli.linked import BELL, MIRROR, QUAY, make
from tests.ledger.corrections.saying import say, say_of_link
from tests.readings import TEXT, at, reading

DOCUMENT = reading().document.id


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    make(tmp_path / "l.sqlite")
    with open_ledger(tmp_path / "l.sqlite") as opened:
        opened.add(reading())
        yield opened


def _spans(quote: str) -> list[dict[str, object]]:
    span = at(TEXT, quote)
    return [{"start": span.start, "end": span.end, "quote": span.quote}]


def judge(ledger: Ledger) -> None:
    say(ledger, DOCUMENT, "c1", "confirm")
    say(ledger, DOCUMENT, "c2", "amend", act="refuse", content=_spans("fairy tale"))
    say(ledger, DOCUMENT, "c3", "reject")
    say(ledger, DOCUMENT, "e1", "amend", trigger=_spans("sinking 40 barges")[0])


def test_gold_comes_back_the_same(ledger: Ledger, tmp_path: Path) -> None:
    judge(ledger)
    say_of_link(ledger, "denial", f"{QUAY}:c1", f"{BELL}:c1", "reject")
    say_of_link(ledger, "copy", QUAY, MIRROR, "confirm")
    lines = json.loads(json.dumps(list(gold(ledger))))
    make(tmp_path / "other.sqlite")
    with open_ledger(tmp_path / "other.sqlite") as other:
        other.add(reading())
        for line in lines:
            for made in from_gold(line):
                correct(other, made)
        assert sorted(json.dumps(line) for line in gold(other)) == sorted(json.dumps(line) for line in lines)
        assert held(other) == held(ledger)
        assert [row.counts for row in queries.disputes(other)] == [row.counts for row in queries.disputes(ledger)]


def held(ledger: Ledger) -> list[Correction]:
    found = (replace(one, number=0) for one in standing(corrections(ledger)))
    return sorted(found, key=lambda one: (one.document, one.kind, one.link or "", one.span))


def test_gold_spans_quote_the_text(ledger: Ledger) -> None:
    judge(ledger)
    [line] = gold(ledger)
    for made in line["corrections"]:
        spans = [made["span"], *((made["gold"] or {}).get("content") or ())]
        assert all(line["text"][span["start"] : span["end"]] == span["quote"] for span in spans)


def test_a_document_of_which_all_claims_are_judged_is_one_for_a_benchmark(ledger: Ledger) -> None:
    say(ledger, DOCUMENT, "c1", "confirm")
    assert not list(attributions(ledger))
    judge(ledger)
    [row] = attributions(ledger)
    assert row["id"] == DOCUMENT
    contents = [[row["text"][start:end] for start, end in one["content"]] for one in row["attributions"]]
    assert ["fairy tale"] in contents
    assert len(row["attributions"]) == sum(claim.parent is None for claim in reading().claims[:2])


def test_a_record_is_amended_in_what_is_given() -> None:
    claim, event = reading().claims[1], reading().events[0]
    amended = as_amended(claim, {"act": "refuse", "cue": _spans("accused")})
    assert (amended.act, amended.cue, amended.source) == ("refuse", (at(TEXT, "accused"),), claim.source)
    assert as_amended(event, {"trigger": _spans("sinking")[0]}).trigger == at(TEXT, "sinking")

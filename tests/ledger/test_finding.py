"""What the full-text index finds by words for what claims are is what the conditions find."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.ledger import Filter, Ledger, claims, open_ledger
from allegedly.ledger.queries.finding import EACH, find
from allegedly.ledger.terms import LONG, claim_terms, days_query
from tests.cli.linked import make
from tests.readings import reading

FILTERS: tuple[dict[str, str], ...] = (
    {}, {"by": "Graustark"}, {"by": "GRA"}, {"by": "gra"}, {"by": "a spokes"}, {"about": "Graustark"}, {"act": "deny"},
    {"act": "DENY"}, {"act": "sing"}, {"country": "RUR"}, {"country": "Ruritania"}, {"outlet": "courier"},
    {"outlet": "nobody"}, {"since": "2021-03"}, {"since": "2021-03-04"}, {"until": "2021"}, {"until": "2021-03-02"},
    {"since": "2021-03-02", "until": "2021-03-03"}, {"type": "mixed"},
    {"act": "accuse", "by": "ministry", "since": "2021"},
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    make(tmp_path / "l.sqlite")
    ledger = open_ledger(tmp_path / "l.sqlite")
    ledger.add(reading(url="https://courier.example/1"))
    ledger.add(reading(url="https://courier.example/2", published="2022-01", outlet="The Other Courier"))
    return ledger


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_it_finds_what_the_conditions_find(ledger: Ledger, wanted: dict[str, str]) -> None:
    found = find(ledger, "", Filter(**wanted))  # type: ignore[arg-type]
    expected = {(row.document, row.id) for row in claims(ledger, Filter(**wanted))}  # type: ignore[arg-type]
    assert {(row.document, row.id) for row in found.claims} == expected
    assert found.total == len(expected)
    assert not found.many


def test_words_and_events_narrow(ledger: Ledger) -> None:
    assert {row.id for row in find(ledger, "sinking", Filter()).claims} == {"c1"}
    assert {row.id for row in find(ledger, "", Filter(), "assault").claims} == {"c1"}
    assert not find(ledger, "", Filter(), "aid").claims
    assert not find(ledger, "sinking", Filter(act="deny")).claims
    assert not find(ledger, "actdeny", Filter()).claims


def test_about_takes_words_of_the_content(ledger: Ledger) -> None:
    assert {row.id for row in find(ledger, "", Filter(about="barges")).claims} == {"c1"}


def test_pages_follow_each_other(ledger: Ledger) -> None:
    for n in range(20):
        ledger.add(reading(url=f"https://courier.example/more/{n}"))
    seen, before = [], None
    while True:
        page = find(ledger, "", Filter(by="Graustark"), before=before)
        seen += [(row.document, row.id) for row in page.claims]
        before = page.before
        if before is None:
            break
        assert len(page.claims) == EACH
    assert len(seen) == len(set(seen)) == len(list(claims(ledger, Filter(by="Graustark"))))


def test_facets_count_what_was_found(ledger: Ledger) -> None:
    found = find(ledger, "", Filter(outlet="courier"))
    assert sum(value.count for value in found.facets["act"]) == found.total
    assert {value.code for value in found.facets["event"]} == {"ASSAULT"}
    assert {value.name for value in found.facets["by"]} >= {"government of Graustark"}


def test_what_is_read_anew_is_found_once(ledger: Ledger) -> None:
    before = find(ledger, "sinking", Filter()).total
    ledger.add(replace(reading(url="https://courier.example/1"), versions=(("events", 99),)))
    assert find(ledger, "sinking", Filter()).total == before


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_days_that_meet_share_a_word(first: object, last: object, since: object, until: object) -> None:
    first, last = sorted((str(first), str(last)))
    since, until = sorted((str(since), str(until)))
    words = set(claim_terms(f'{{"first": "{first}", "last": "{last}"}}').split())
    asked = set(days_query(since, until).split(" OR "))
    if first <= until and since <= last and since >= "1000" and until < "2200":
        assert words & asked
    if LONG not in words and (last[:7] < since[:7] or until[:7] < first[:7]):
        years = {word for word in words & asked if word.startswith("m")}
        assert not years


@given(st.text(max_size=20), st.text(max_size=10))
def test_any_code_makes_words(code: str, day: str) -> None:
    words = claim_terms(json.dumps({"act": code, "about": [code, code], "first": day, "last": day}))
    assert words.startswith("claim act")

"""Very large stories that are told from what is written, and what is compared anew where they change."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from allegedly.ledger import Ledger, Linker, check, open_ledger
from allegedly.ledger.links import wholes
from allegedly.ledger.links.growing import loosened
from allegedly.ledger.links.work import Work
from allegedly.records import Reading
from tests.ledger.links.simple import SimpleRules, report
from tests.ledger.links.test_linker import links

LIMIT = 5


def linked(path: Path, batches: Sequence[Sequence[Reading]], limit: int = LIMIT) -> dict[str, list[tuple[object, ...]]]:
    with open_ledger(path) as ledger:
        linker = Linker(ledger, SimpleRules(limit=limit))
        for batch in batches:
            add(ledger, linker, batch)
        assert list(check(ledger)) == []
        return links(ledger)


def add(ledger: Ledger, linker: Linker, batch: Sequence[Reading]) -> None:
    for one in batch:
        ledger.add(one)
    linker.link(linker.unlinked())
    assert not linker.faults


def test_who_takes_the_place_of_a_copy_does_not_have_a_very_large_story_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [report(f"EEL FIG\nmayor: {n}\n{n + 2} killed", 2 + n % 3, f"Outlet {n}") for n in range(9)]
    original = report(f"{reports[4].text}\nmore", 2, "Reprint")
    batches = [[one] for one in (*reports, original)]
    expected = linked(tmp_path / "at once", [[*reports, original]])

    def unread(*_: Any) -> set[str]:
        raise AssertionError("a part was read")

    with open_ledger(tmp_path / "l") as ledger:
        linker = Linker(ledger, SimpleRules(limit=LIMIT))
        for batch in batches[:-1]:
            add(ledger, linker, batch)
        monkeypatch.setattr(wholes, "part_of", unread)
        add(ledger, linker, batches[-1])
        assert links(ledger) == expected
        assert {row["report"] for row in ledger.select("SELECT report FROM story_documents")} == {
            one.document.id for one in (*reports[:4], *reports[5:], original)
        }


@pytest.mark.parametrize("limit", [LIMIT, 100])
def test_reports_that_many_come_between_are_compared_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("allegedly.ledger.links.claims.REACH", 2)
    around = [report(f"EEL FIG\nmayor: {n}\noutlet {n}", day, f"Outlet {n}") for n, day in enumerate((1, 1, 5, 5))]
    between = [report(f"EEL FIG\nclerk: {n}\npaper {n}", 3, f"Paper {n}") for n in range(9)]
    found = linked(tmp_path / "l", [around, between], limit)
    assert found == linked(tmp_path / "at once", [[*around, *between]], limit)
    apart = {frozenset((one.document.id, other.document.id)) for one in around[:2] for other in around[2:]}
    assert apart.isdisjoint(frozenset(row[:2]) for row in found["report_pairs"])


@pytest.mark.parametrize(("is_joined", "torn"), [(True, set()), (False, {"a", "b"})])
def test_two_that_near_certain_edges_to_two_others_join_are_not_torn(is_joined: bool, torn: set[str]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        CREATE TABLE story_edges (a TEXT, b TEXT, score REAL);
        CREATE TABLE stories (id TEXT, vast INTEGER);
        CREATE TABLE story_documents (document TEXT, story TEXT);
        INSERT INTO stories VALUES ('a', 2);
        INSERT INTO story_documents SELECT value, 'a' FROM json_each('["a", "b", "c", "d", "e"]');
        INSERT INTO story_edges VALUES ('a', 'c', 2.0), ('b', 'd', 2.0), ('a', 'e', 2.0), ('b', 'e', 1.0);
    """)
    connection.execute("INSERT INTO story_edges VALUES ('c', 'd', ?)", (2.0 if is_joined else 1.0,))
    found = loosened(Work(connection, SimpleRules(), []), {("a", "b"): 2.0})
    assert found.is_held
    assert found.torn == found.documents == torn

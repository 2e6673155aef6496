"""The list of those who speak, and the count that is kept for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from allegedly.ledger import Ledger, check, open_ledger
from tests.readings import reading
from tests.web.test_pages import Seen


def kept(ledger: Ledger) -> dict[str, int]:
    return {row["actor"]: row["claims"] for row in ledger.select("SELECT actor, claims FROM speakers")}


def counted(ledger: Ledger) -> dict[str, int]:
    query = "SELECT actor, count(*) AS claims FROM claims WHERE actor IS NOT NULL GROUP BY actor"
    return {row["actor"]: row["claims"] for row in ledger.select(query)}


def test_the_count_is_kept_as_reports_come_are_read_anew_and_are_replaced(tmp_path: Path) -> None:
    first = reading(url="https://courier.example/a")
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(first)
        ledger.add(reading(url="https://courier.example/b"))
        assert kept(ledger) == counted(ledger) == {"RUR.harbour-ministry": 2, "GRA.GOV": 2, "spokesman": 2}
        newer = tuple((layer, version + 1) for layer, version in first.versions)
        claims = (replace(first.claims[0], actor="GRA.GOV"),)
        ledger.add(replace(first, claims=claims, events=(), figures=(), versions=newer))
        assert kept(ledger) == counted(ledger) == {"RUR.harbour-ministry": 1, "GRA.GOV": 2, "spokesman": 1}
        assert list(check(ledger)) == []
        ledger._connection.execute("UPDATE claims SET actor = NULL WHERE actor = 'spokesman'")
        assert kept(ledger) == counted(ledger) == {"RUR.harbour-ministry": 1, "GRA.GOV": 2}
        ledger._connection.execute("DELETE FROM documents")
        assert kept(ledger) == {}


def test_a_count_that_is_wrong_is_found(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        ledger.add(reading())
        ledger._connection.execute("UPDATE speakers SET claims = 7 WHERE actor = 'GRA.GOV'")
        assert [fault.table for fault in check(ledger)] == ["speakers"]


def test_those_with_the_most_claims_come_first(room: TestClient) -> None:
    text = Seen(room.get("/sources").text).text
    assert text.index("government of Graustark") < text.index("Harbour Ministry of Ruritania")
    assert "Harbour Ministry" not in room.get("/sources?name=graustark").text
    assert "Nobody of that name" in room.get("/sources?name=zzz").text

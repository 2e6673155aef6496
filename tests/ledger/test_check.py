import sqlite3
from pathlib import Path

import pytest

from allegedly.ledger import check, open_ledger
from tests.cli.linked import make
from tests.readings import TEXT, reading


def damaged(path: Path, *statements: str) -> list[tuple[str, str | None, str]]:
    with open_ledger(path) as ledger:
        ledger.add(reading())
        ledger.add(reading(TEXT + " More.", outlet="Graustark Today"))
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    with open_ledger(path, read_only=True) as ledger:
        return [(fault.table, fault.document, fault.message) for fault in check(ledger)]


def test_a_sound_ledger_has_no_faults(tmp_path: Path) -> None:
    assert damaged(tmp_path / "l") == []


def test_an_empty_ledger_has_no_faults(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l") as ledger:
        assert list(check(ledger)) == []


@pytest.mark.parametrize(
    ("statement", "table", "message"),
    [
        ("UPDATE mentions SET quote = 'it' WHERE quote = 'It'", "mentions", "quotes what the text does not say: 'it'"),
        ("UPDATE moments SET \"end\" = 999999999", "moments", "the text does not say"),
        ("UPDATE claims SET actor = 'nobody' WHERE id = 'c1'", "claims", "a row of document_actors that is not there"),
        ("UPDATE claims SET parent = 'c9' WHERE id = 'c3'", "claims", "a row of claims that is not there"),
        ("UPDATE claims SET cue = 'whispered' WHERE id = 'c1'", "claims", "the cue of c1 is not that of its spans"),
        ("DELETE FROM figures", "event_figures", "a row of figures that is not there"),
        ("DELETE FROM readings", "blocks", "a row of readings that is not there"),
        ("INSERT INTO documents (id, text) VALUES ('x', 'y')", "documents", "it was never read"),
        ("INSERT INTO actors VALUES ('x', 'X', 'person', NULL, '[]', NULL, '[]')", "actors", "has the actor x"),
        ("UPDATE documents SET supersedes = id WHERE number = 1", "documents", "no former version"),
        ("DELETE FROM claims_fts", "claims", "claims_fts is out of step"),
        ("INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')", "documents", "out of step"),
    ],
)  # fmt: skip
def test_damage_is_found(tmp_path: Path, statement: str, table: str, message: str) -> None:
    faults = damaged(tmp_path / "l", statement)
    assert any(fault[0] == table and message in fault[2] for fault in faults), faults


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    damaged(tmp_path / "l")
    data = bytearray((tmp_path / "l").read_bytes())
    data[5 * 4096 : 12 * 4096] = bytes(7 * 4096)
    (tmp_path / "l").write_bytes(data)
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        assert {fault.table for fault in check(ledger)} == {"the file"}


@pytest.mark.parametrize(
    ("statement", "table", "message"),
    [
        ("UPDATE claim_links SET one_quote = 'it rains'", "claim_links", "quotes what the text does not say"),
        ("UPDATE undertakings SET other_end = 9999", "undertakings", "the text does not say"),
        ("UPDATE series SET quote = 'few'", "series", "the text does not say"),
        ("UPDATE documents SET published = '2030-01-01' WHERE number = 3", "stories", "an earlier document in it"),
        ("UPDATE story_documents SET report = 'x'", "story_documents", "the report that it is a copy of"),
        ("DELETE FROM story_documents WHERE document = story", "stories", "in another one or in none"),
        ("DELETE FROM story_documents", "linked", "in no story"),
        ("DELETE FROM linked", "sketch_keys", "a row of linked that is not there"),
        ("UPDATE linked SET number = number + 100", "linked", "a row of documents that is not there"),
        ("UPDATE documents SET supersedes = (SELECT id FROM documents WHERE number = 1) WHERE number = 2", "linked",
         "a later version has taken its place"),
        ("DELETE FROM claims WHERE id = 'c1'", "claim_links", "a row of claims that is not there"),
    ],
)  # fmt: skip
def test_damage_to_links_is_found(tmp_path: Path, statement: str, table: str, message: str) -> None:
    make(tmp_path / "l")
    connection = sqlite3.connect(tmp_path / "l", isolation_level=None)
    connection.execute(statement)
    connection.close()
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        faults = [(fault.table, fault.message) for fault in check(ledger)]
    assert any(found[0] == table and message in found[1] for found in faults), faults

"""A ledger of replicas is one that linking could have made."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from allegedly.ledger import Linker, check, open_ledger
from allegedly.linking.copies import Sketch
from allegedly.linking.standard import StandardRules
from allegedly.linking.stories import Profile
from bench.made.news import name, reading_of
from bench.made.replicas import Tile, fill

SIZE = 30


@pytest.fixture(scope="module")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a small tile and two replicas of it."""
    path = tmp_path_factory.mktemp("replicas") / "l"
    with open_ledger(path) as ledger:
        linker = Linker(ledger, StandardRules())
        for number in range(SIZE):
            ledger.add(reading_of(number))
        linker.link(linker.unlinked())
    shutil.copy(path, path.with_suffix(".tile"))
    fill(path, Tile(path.with_suffix(".tile"), SIZE, 1), 1, 2)
    return path


def test_it_is_sound(ledger_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        for index in ("documents_fts", "claims_fts"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        connection.commit()
    with open_ledger(ledger_path) as ledger:
        assert list(check(ledger)) == []
        [row] = ledger.select("SELECT count(*) AS count FROM linked")
        assert row["count"] == 3 * SIZE


def test_keys_are_those_of_the_profiles_but_for_ties(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        for row in ledger.select("SELECT number, sketch, story FROM linked"):
            for table, keys in (
                ("sketch_keys", Sketch.from_bytes(row["sketch"]).keys),
                ("story_keys", Profile.from_bytes(row["story"]).keys),
            ):
                there = [
                    one["key"] for one in ledger.select(f"SELECT key FROM {table} WHERE number = ?", row["number"])
                ]
                assert len(there) == len(set(there)) == len(set(keys))
                assert len(set(keys).difference(there)) <= 0.25 * len(keys)


def test_what_comes_later_is_linked_to_it(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        linker = Linker(ledger, StandardRules())
        for number in range(SIZE, SIZE + 5):
            ledger.add(reading_of(number))
            assert linker.link([name(number)]) == [name(number)]
        assert linker.faults == []
        [told] = ledger.select("SELECT count(DISTINCT story) AS count FROM story_documents")
        assert told["count"] < 3 * SIZE

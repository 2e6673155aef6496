import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from allegedly.errors import LedgerError
from allegedly.ledger import file


def test_the_schema_is_that_of_the_last_migration() -> None:
    assert max(file.migrations(), default=1) == file.VERSION
    assert sorted(file.migrations()) == list(range(2, file.VERSION + 1))


def test_migrations_run_in_order_and_together(tmp_path: Path) -> None:
    connection = file.connect(tmp_path / "l", create=True, read_only=False)
    connection.execute("PRAGMA user_version = 1")
    steps = {2: "CREATE TABLE a (x); -- then", 3: "INSERT INTO a VALUES ('1;2');\nALTER TABLE a ADD COLUMN y;"}
    file.bring_up(connection, tmp_path / "l", steps, target=3)
    assert [tuple(row) for row in connection.execute("SELECT * FROM a")] == [("1;2", None)]
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 3
    connection.execute("PRAGMA user_version = 1")
    with pytest.raises(Exception, match="no such table"):
        file.bring_up(connection, tmp_path / "l", {2: "CREATE TABLE b (x);", 3: "DROP TABLE none;"}, target=3)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'b'").fetchall()
    connection.close()


def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    connection = file.connect(tmp_path / "l", create=True, read_only=False)
    fresh = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info('claims')")}
    for version in range(file.VERSION, 3, -1):
        script = file.migrations()[version]
        for made in reversed(
            re.findall(r"^CREATE (?:VIRTUAL )?(TABLE|VIEW|TRIGGER|INDEX) (\w+)", script, re.MULTILINE)
        ):
            connection.execute(f"DROP {made[0]} IF EXISTS {made[1]}")
    connection.execute("ALTER TABLE claims DROP COLUMN terms")
    schema = (Path(file.__file__).parent / "schema.sql").read_text("utf-8")
    for statement in file.statements(schema[schema.index("CREATE VIRTUAL TABLE claims_fts") :]):
        connection.execute(statement)
    for table in reversed(re.findall(r"CREATE TABLE (\w+)", file.migrations()[3])):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("ALTER TABLE places DROP COLUMN candidates")
    connection.execute("DROP TABLE claim_origins")
    for column in ("source_class", "polarity", "certainty"):
        connection.execute(f"ALTER TABLE claims DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    connection = file.connect(tmp_path / "l", create=False, read_only=False)
    assert {row[0] for row in connection.execute("SELECT name FROM pragma_table_info('claims')")} == fresh
    assert not connection.execute("SELECT * FROM claim_origins").fetchall()
    assert not connection.execute("SELECT * FROM claim_links").fetchall()
    assert connection.execute("PRAGMA user_version").fetchone()[0] == file.VERSION
    connection.close()


def test_statements_are_told_apart() -> None:
    script = (
        "CREATE TABLE a (x); -- 1; 2\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\n SELECT 2;\nEND;\nSELECT 3"
    )
    assert len(list(file.statements(script))) == 3


def test_an_empty_file_is_no_ledger_to_read(tmp_path: Path) -> None:
    (tmp_path / "l").touch()
    with pytest.raises(LedgerError, match="is empty; `allegedly read"):
        file.connect(tmp_path / "l", create=False, read_only=True)


@contextmanager
def stranger() -> Iterator[None]:
    """Somebody without the rights of the superuser, to whom no folder is read-only."""
    mighty = os.geteuid() == 0
    if mighty:
        os.seteuid(65534)
    try:
        yield
    finally:
        if mighty:
            os.seteuid(0)


def test_a_ledger_in_a_folder_that_is_read_only_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "l")
        file.connect(path, create=True, read_only=False).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        try:
            with stranger():
                connection = file.connect(path, create=False, read_only=True)
                assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
                connection.close()
                with pytest.raises(LedgerError, match="may be written to"):
                    file.connect(path, create=False, read_only=False)
        finally:
            Path(folder).chmod(0o755)

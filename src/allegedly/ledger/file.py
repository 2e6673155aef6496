"""The SQLite file: opened, recognised, made, and brought up to the present schema.

The file says what it is by SQLite's own means: `application_id` that it is a ledger, `user_version` of which version.
A new file is made by `schema.sql`, which is that of version BASE, and the scripts of `migrations/` that lead further. A
change of the schema raises VERSION and adds a script whose name begins with the number of the version that it leads to
(`0003_links.sql`).
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path

from allegedly.errors import LedgerError
from allegedly.ledger.terms import claim_terms
from allegedly.voice import called, voice

VERSION = 7
BASE = 2
"""The version of `schema.sql`."""
APPLICATION_ID = int.from_bytes(b"Ally", "big")
PATIENCE = 30.0
"""Seconds to wait for another process to finish writing."""
_CACHE = 64_000
"""Kilobytes of the file that a writer keeps in memory: linking looks into all parts of a large one again and again."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a LedgerError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        raise LedgerError(f"{path}: {error}; {_advice(code)}") from error


def _advice(code: str) -> str:
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing to it; try again when it is done"
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return "see that the disk has room and works; what was added before is safe"
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "see that the file and its folder exist and may be written to"
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "it is no ledger, or a damaged one; name another file, or read the documents into a new one"
    return "run `allegedly check` on it"


def connect(path: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """Return a connection to the ledger at `path`, of the present schema; LedgerError says why there is none."""
    if not path.exists() and (read_only or not create):
        raise LedgerError(f"there is no ledger at {path}; make one with `allegedly read --ledger {path} ...`")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file for the ledger")
    mode = "ro" if read_only else "rwc" if create else "rw"
    with explained(path):
        connection = _opened(path, mode)
    try:
        with explained(path):
            _prepare(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection that can read the file.

    A reader notes in a file beside the ledger that it reads. Where the folder lets it write none, nobody there writes
    the ledger either, unless by other rights: it is read as a file that does not change, if no changes wait beside it.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    if mode != "ro":
        return connection
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        waits = path.with_name(path.name + "-wal").exists()
        if waits or error.sqlite_errorname not in {"SQLITE_READONLY_DIRECTORY", "SQLITE_CANTOPEN"}:
            connection.close()
            raise
        connection.close()
        return sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("has_words", 2, _has_words, deterministic=True)
    connection.create_function("claim_terms", -1, claim_terms, deterministic=True)
    connection.create_function("voice", 6, voice, deterministic=True)
    connection.create_function("called", 4, called, deterministic=True)
    found = _identify(connection, path)
    if read_only:
        if found is None:
            raise LedgerError(f"{path} is empty; `allegedly read --ledger {path} ...` makes a ledger of it")
        if found != VERSION:
            raise LedgerError(
                f"{path} has version {found} of the schema, and this Allegedly reads {VERSION}; "
                f"`allegedly link --ledger {path}` brings it up to date"
            )
        return
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    if found != VERSION:
        bring_up(connection, path, migrations())


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _has_words(text: str | None, words: str) -> bool:
    """Say whether the words, or the beginnings of words, stand in the text, in any case of letters."""
    return text is not None and _pattern(words).search(text.casefold()) is not None


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    folded = " ".join(words.casefold().split())
    border = r"\b" if re.match(r"\w", folded) else ""
    return re.compile(border + re.escape(folded))


def _identify(connection: sqlite3.Connection, path: Path) -> int | None:
    """Return the version of the file's schema, None if the file is empty."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if tables == 0 and application in {0, APPLICATION_ID}:
        return None
    if application != APPLICATION_ID:
        raise LedgerError(f"{path} is an SQLite file but no ledger; name another file")
    if version > VERSION:
        raise LedgerError(
            f"{path} was made by a later Allegedly (schema {version}, this one knows {VERSION}); update Allegedly"
        )
    return int(version)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set WAL, so that a reader and a writer can work at once.

    Two processes that make the same file may collide here in a way that SQLite does not wait for by itself.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if not (error.sqlite_errorname or "").startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: a write transaction, rolled back if anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def bring_up(connection: sqlite3.Connection, path: Path, steps: Mapping[int, str], target: int = VERSION) -> None:
    """Make the schema in an empty file, or run the migrations that the file lacks; all in one transaction."""
    with transaction(connection):
        found = _identify(connection, path)
        scripts = [_resource("schema.sql")] if found is None else []
        scripts += [steps[version] for version in range((found or BASE) + 1, target + 1)]
        for script in scripts:
            for statement in statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {target}")


def migrations() -> dict[int, str]:
    """Return the scripts of `migrations/` by the version that each leads to."""
    folder = resources.files(__package__).joinpath("migrations")
    if not folder.is_dir():
        return {}
    return {
        int(match.group()): file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".sql") and (match := re.match(r"\d+", file.name))
    }


def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script one by one, so that they can run inside a transaction."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip():
        yield held

"""`allegedly serve` refuses what would let strangers in, and serves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import call


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: runs.append(options))
    return runs


def test_it_serves_this_machine(ledger: Path, started: list[dict[str, Any]]) -> None:
    result = call("serve", "--ledger", str(ledger), "--port", "8080")
    assert result.code == 0
    assert started[0]["host"] == "127.0.0.1"
    assert started[0]["port"] == 8080
    assert "http://127.0.0.1:8080/" in result.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--host", "0.0.0.0"), "give a token"),
        (("--host", "192.168.1.2"), "give a token"),
        (("--token", "short"), "give 16 or more"),
    ],
)
def test_strangers_need_a_token(
    ledger: Path, started: list[dict[str, Any]], options: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALLEGEDLY_TOKEN", raising=False)
    result = call("serve", "--ledger", str(ledger), *options)
    assert result.code == 2
    assert words in result.err
    assert not started


def test_with_a_token_it_serves_others(
    ledger: Path, started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLEGEDLY_TOKEN", "a-token-of-some-length")
    assert call("serve", "--ledger", str(ledger), "--host", "0.0.0.0").code == 0
    assert started[0]["host"] == "0.0.0.0"


def test_a_ledger_must_be_there(tmp_path: Path, started: list[dict[str, Any]]) -> None:
    result = call("serve", "--ledger", str(tmp_path / "none.sqlite"))
    assert result.code == 1
    assert "there is no ledger" in result.err
    assert not started

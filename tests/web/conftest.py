"""A room with one report read by hand, and one that a stranger wrote to do harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from allegedly.ledger import open_ledger
from allegedly.web import application
from tests.readings import reading
from tests.web.hostile import hostile_readings


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "room.sqlite"
    with open_ledger(path) as opened:
        opened.add(reading(url="https://courier.example/barges", title="Barges"))
    return path


@pytest.fixture(scope="session")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of hostile reports only."""
    path = tmp_path_factory.mktemp("room") / "hostile.sqlite"
    with open_ledger(path) as opened:
        for made in hostile_readings(60):
            opened.add(made)
    return path


@pytest.fixture
def room(ledger: Path) -> Iterator[TestClient]:
    with TestClient(application(ledger), base_url="http://localhost") as client:
        yield client

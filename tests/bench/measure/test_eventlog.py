"""A log of events, as Spark writes it, comes to stages with what their tasks took."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.measure.eventlog import settings, stages


def task(stage: int, seconds: float, read: int, reason: str = "Success") -> dict[str, Any]:
    metrics = {
        "Executor Run Time": seconds * 1000,
        "Disk Bytes Spilled": 5,
        "Shuffle Read Metrics": {"Remote Bytes Read": read, "Local Bytes Read": 1},
        "Shuffle Write Metrics": {"Shuffle Bytes Written": 100},
    }
    return {
        "Event": "SparkListenerTaskEnd", "Stage ID": stage, "Task End Reason": {"Reason": reason},
        "Task Metrics": metrics,
    }  # fmt: skip


def test_stages_have_the_tasks_that_were_done(tmp_path: Path) -> None:
    events = [
        {"Event": "SparkListenerLogStart"},
        {"Event": "SparkListenerJobStart", "Stage IDs": [0, 1], "Properties": {"spark.job.description": "settling"}},
        {"Event": "SparkListenerJobStart", "Stage IDs": [2], "Properties": {}},
        *(task(1, 2, read) for read in (9, 19, 99)),
        task(1, 50, 10_000, "ExecutorLostFailure"),
        task(0, 1, -1),
    ]
    (tmp_path / "log").write_text("".join(json.dumps(event) + "\n" for event in events))
    first, second = stages(tmp_path)
    assert (first.of, first.seconds, first.largest) == ("settling", [1], 1)
    assert (second.seconds, second.read, second.written, second.spilled) == ([2, 2, 2], [10, 20, 100], 300, 15)
    assert second.largest == pytest.approx(5)


def test_the_folder_of_a_log_is_made(tmp_path: Path) -> None:
    assert settings(tmp_path / "events")["spark.eventLog.dir"] == (tmp_path / "events").as_uri()
    assert (tmp_path / "events").is_dir()

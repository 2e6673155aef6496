"""What Spark says of its tasks in an event log: how long they ran, and what they handed on to others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(slots=True)
class Stage:
    """The tasks of a stage, each with its seconds and the bytes that others handed to it; the rest are sums, in bytes.

    `of` is what the driver said that it was doing.
    """

    of: str = ""
    seconds: list[float] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    written: int = 0
    spilled: int = 0

    @property
    def largest(self) -> float:
        """How many times the median the bytes of the largest task are, of tasks that were handed any; 1 without one."""
        handed = [one for one in self.read if one]
        return max(handed) / median(handed) if handed else 1.0


def settings(folder: Path) -> Mapping[str, str]:
    """Return what makes Spark write one file that can be read, in a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": folder.absolute().as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
    }


def stages(folder: Path) -> list[Stage]:
    """Return the stages of the one run whose log is in the folder, in order; tasks that failed are left out."""
    [log] = folder.iterdir()
    found: defaultdict[int, Stage] = defaultdict(Stage)
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if event["Event"] == "SparkListenerJobStart":
                for stage in event["Stage IDs"]:
                    found[stage].of = event["Properties"].get("spark.job.description", "")
            elif event["Event"] == "SparkListenerTaskEnd" and event["Task End Reason"]["Reason"] == "Success":
                _add(found[event["Stage ID"]], event["Task Metrics"])
    return [stage for _, stage in sorted(found.items()) if stage.seconds]


def _add(stage: Stage, told: Mapping[str, object]) -> None:
    read, written = told["Shuffle Read Metrics"], told["Shuffle Write Metrics"]
    assert isinstance(read, dict)
    assert isinstance(written, dict)
    stage.seconds.append(int(str(told["Executor Run Time"])) / 1000)
    stage.read.append(read["Remote Bytes Read"] + read["Local Bytes Read"])
    stage.written += written["Shuffle Bytes Written"]
    stage.spilled += int(str(told["Disk Bytes Spilled"]))

"""What a command takes is counted with what the processes take that it starts, and leaves behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.measure.processes import watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc on this system")

BUSY = "import time\nwhile time.process_time() < 0.3: pass"
PARENT = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {BUSY!r}])
print("done")
"""


def test_the_time_of_a_process_that_is_left_behind_counts() -> None:
    took = watched([sys.executable, "-c", PARENT])
    assert took.printed == "done\n"
    assert 0.3 < took.cpu < 5


def test_a_command_that_fails_says_so() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        watched([sys.executable, "-c", "raise SystemExit(3)"])

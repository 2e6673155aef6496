"""The benchmarks' command line: `python -m bench predict TASK GOLD OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.predict import TASKS, predict


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code."""
    match arguments:
        case ["predict", task, gold, out] if task in TASKS:
            predict(task, Path(gold), Path(out))
            return 0
        case _:
            print(f"usage: python -m bench predict TASK GOLD OUT\n       TASK is one of {', '.join(TASKS)}")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

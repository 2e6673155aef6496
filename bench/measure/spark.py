"""What Spark costs beside the local engine: the same reports, the same number of processes, one after the other.

    python -m bench.measure.spark [REPORTS]

The reports are made up, two or three sentences each, and read with all layers. Prints seconds of the clock of both, how
much longer Spark takes, and whether the two lakes are equal row for row; ends with exit code 1 where they are not, or
where Spark takes more than a quarter longer. Needs pyspark and Java (`make spark`).
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from allegedly.lake import filling
from allegedly.lake.spark import filling as by_spark
from allegedly.lake.spark.session import session
from bench.measure.archive import reports
from tests.lake.archive import contents, write

JOBS = 2
MORE = 1.25
"""The bar: Spark may take so many times as long."""


def beside(count: int) -> bool:
    """Fill two lakes from one archive, and say whether they are equal and Spark is not too slow."""
    with tempfile.TemporaryDirectory() as folder:
        archive = write(Path(folder, "reports.jsonl"), reports(count, random.Random(1)))
        started = time.perf_counter()
        filling.fill(Path(folder, "local"), [archive], jobs=JOBS)
        local = time.perf_counter() - started
        with session(f"local[{JOBS}]", {"spark.ui.enabled": "false", "spark.log.level": "ERROR"}) as spark:
            started = time.perf_counter()
            by_spark.fill(str(Path(folder, "spark")), [archive], spark)
            taken = time.perf_counter() - started
        equal = contents(Path(folder, "local")) == contents(Path(folder, "spark"))
    found = {"reports": count, "local, s": local, "Spark, s": taken, "ratio": taken / local, "equal": equal}
    print(json.dumps({name: round(value, 2) if isinstance(value, float) else value for name, value in found.items()}))
    return equal and taken <= MORE * local


if __name__ == "__main__":
    sys.exit(0 if beside(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000) else 1)

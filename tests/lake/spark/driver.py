"""A driver for tests: fills a lake by a cluster (one session of Spark a process)."""

from __future__ import annotations

import json
import sys

from allegedly.lake.spark.filling import fill
from allegedly.lake.spark.session import session
from tests.lake.archive import LIMITS, OPTIONS
from tests.lake.spark.cluster import settings

if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    with session(given["master"], settings()) as spark:
        fill(given["lake"], given["paths"], spark, options=OPTIONS, limits=LIMITS)

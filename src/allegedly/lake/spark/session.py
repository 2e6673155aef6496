"""A session of Spark, with what reading and linking need it to be."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from allegedly.errors import NotInstalled, RunError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS: Mapping[str, str] = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",  # rows may hold whole texts
    "spark.sql.execution.arrow.maxBytesPerBatch": "33554432",  # or many answers; older versions do not know it
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
    "spark.python.worker.reuse": "true",  # the models stay loaded from task to task
}
"""What is set where neither the caller nor the cluster's own settings say otherwise."""
LOCAL: Mapping[str, str] = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # Java's second compiler takes the processors that read
}
"""What is set besides where all of Spark is one process of this machine."""


@contextmanager
def session(master: str | None = None, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Give a session, which ends with the block unless there was one before.

    `master` is Spark's own address of a cluster ("spark://host:7077", "yarn", "k8s://…", "local[2]"); None leaves it to
    `spark-submit` and its settings, and else means all processors of this machine. Raises NotInstalled where pyspark is
    missing, RunError where Java is, or where the cluster does not answer.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NotInstalled(f'the engine spark needs pyspark: pip install "allegedly[spark]" ({error})') from error
    before = SparkSession.getActiveSession()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("allegedly")
    if master is not None:
        builder = builder.master(master)
    given = {**(LOCAL if (master or "").startswith("local") else {}), **(settings or {})}
    for name, value in {**SETTINGS, **given}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:  # whatever the Java side did not like, none of it has a class of its own
        raise RunError(f"Spark does not start ({error}); it needs Java 17 or 21, and a cluster that answers") from error
    try:
        yield spark
    finally:
        if before is None:
            spark.stop()

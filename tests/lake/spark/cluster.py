"""A standalone cluster of Spark on this machine: a master and two workers, each a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
START = 120.0
"""Seconds that the cluster may take to be there."""


def missing() -> str | None:
    """Return what Spark lacks on this machine, None if nothing."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed (make spark)"
    return None if shutil.which("java") else "there is no Java on this machine"


class Cluster:
    """The processes; `master` is the address that a driver is given."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port, self._web = _free(), _free()
        self.master = f"spark://127.0.0.1:{self._port}"
        listen = ("--host", "127.0.0.1", "--port", str(self._port), "--webui-port", str(self._web))
        self._processes = [self._start("master.Master", *listen)]
        self.workers = [self._worker(), self._worker()]

    def _worker(self) -> subprocess.Popen[bytes]:
        work = self._folder / f"worker-{time.monotonic_ns()}"
        settings = ("--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0")
        worker = self._start("worker.Worker", *settings, "--work-dir", str(work), self.master)
        self._processes.append(worker)
        return worker

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        import pyspark

        command = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}"]
        log = (self._folder / f"{kind}-{time.monotonic_ns()}.log").open("wb")
        with log:
            return subprocess.Popen(
                [*command, *arguments],
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ready(self) -> None:
        """Wait until the workers have come to the master."""
        until = time.monotonic() + START
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{self._web}/json/", timeout=5) as page:
                    if b'"aliveworkers" : 2' in page.read():
                        return
            except OSError:
                pass
            time.sleep(0.2)
        raise TimeoutError("the cluster does not come up; see the logs in the test's folder")

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Kill a worker with all that it started, at once; its executors are in groups of their own on no system."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        """End all processes."""
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Give a cluster that is up."""
    made = Cluster(folder)
    try:
        made.ready()
        yield made
    finally:
        made.stop()


def settings() -> dict[str, str]:
    """Return what a driver of tests says of itself."""
    return {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
        "spark.executor.memory": "512m",
        "spark.log.level": "ERROR",
    }


def environment() -> dict[str, str]:
    """Return the environment of processes that have to find the tests."""
    paths = [str(ROOT), str(ROOT / "src"), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
    }


def _free() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port

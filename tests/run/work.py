"""Work for the workers of tests: functions that can be pickled by name."""

import os
import re
import signal
import sys
import threading
import time
from pathlib import Path


def work(job: str) -> str:
    """Answer in capitals, or do what the job says."""
    if job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == "die later":
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGKILL)).start()
    if job == "exit":
        os._exit(3)
    if job == "fatal answer":
        return Fatal()
    if job == "pattern":  # holds the interpreter for ever: no other thread of the process runs meanwhile
        re.match(r"(a+)+$", "a" * 100 + "b")
    if job == "loop":
        while True:
            pass
    if job.startswith("sleep"):
        time.sleep(float(job.split()[1]))
    if job == "print":
        print("noise", flush=True)
        os.write(1, b"more noise\n")
        return sys.stdin.read()
    return f"{job.upper()} {os.getpid() if job == 'who' else ''}"


class Fatal(str):
    """What kills the process that pickles it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        os.kill(os.getpid(), signal.SIGKILL)
        return ()


class Bomb:
    """Work that cannot be unpickled, or, with the path of a file that is not there, not the first time."""

    def __init__(self, once: Path | None = None) -> None:
        self.once = once

    def __reduce__(self) -> tuple[object, ...]:
        return (unpickle, (self.once,))

    def __call__(self, job: str) -> str:
        return job


def unpickle(once: Path | None) -> object:
    """Fail, in the other process."""
    if once is None:
        raise RuntimeError(os.getpid())
    if not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work


def make_ready(path: Path) -> None:
    """Take longer than a job may, and leave a sign."""
    time.sleep(1)
    path.touch()

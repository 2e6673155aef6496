"""Work for the workers of tests: functions that can be pickled by name."""

import os
import signal
import sys
import time


def work(job: str) -> str:
    """Answer in capitals, or do what the job says."""
    if job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == "exit":
        os._exit(3)
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


class Bomb:
    """What cannot be unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return (not_there, ())

    def __call__(self, job: str) -> str:
        return job


def not_there() -> None:
    """Fail where it is unpickled in another process."""
    raise RuntimeError(os.getpid())

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from allegedly.errors import Crashed, RunError, TookTooLong
from allegedly.run.pool import WINDOW, Lost, Pool
from tests.run.work import Bomb, make_ready, work


def test_answers_come_in_order_whatever_dies_or_hangs() -> None:
    jobs = ["a", "die", "sleep 1", "b", "exit", "print", "fatal answer", "loop", "c", *"defgh"]
    with Pool(work, jobs=2, time_limit=4) as pool:
        answers = dict(pool.map(jobs))
    assert list(answers) == jobs
    lost = {job: type(answer.error) for job, answer in answers.items() if isinstance(answer, Lost)}
    assert lost == {"die": Crashed, "exit": Crashed, "fatal answer": Crashed, "loop": TookTooLong}
    assert answers["c"] == "C "
    assert answers["print"] == ""
    assert "signal 9" in str(answers["die"].error)  # type: ignore[union-attr]


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken = 0

    def jobs() -> Iterator[str]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield str(n)

    with Pool(work, jobs=1, time_limit=20) as pool:
        answers = pool.map(jobs())
        assert next(answers) == ("0", "0 ")
        assert taken == WINDOW


def test_what_is_known_needs_no_worker() -> None:
    with Pool(work, jobs=1, time_limit=20) as pool:
        assert list(pool.map(["a", "b"], str.title)) == [("a", "A"), ("b", "B")]
        assert not pool._workers


def test_a_worker_is_replaced_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.run.pool.MOST_JOBS", 3)  # of which one is the work itself
    with Pool(work, jobs=1, time_limit=20) as pool:
        pids = [answer for _, answer in pool.map(["who"] * 4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_leaving_stops_the_workers_at_once() -> None:
    with Pool(work, jobs=1, time_limit=60) as pool:
        answers = pool.map(["who", "loop"])
        pid = int(next(answers)[1].split()[1])  # type: ignore[union-attr]
        started = time.monotonic()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_that_cannot_start_ends_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    with Pool(Bomb(), jobs=2, time_limit=20) as pool, pytest.raises(RunError, match="no worker can be started"):
        list(pool.map(["a", "b", "c"]))
    assert "RuntimeError" in capfd.readouterr().err


def test_a_worker_that_dies_as_it_starts_is_replaced(tmp_path: Path) -> None:
    with Pool(Bomb(tmp_path / "died"), jobs=1, time_limit=20) as pool:
        assert list(pool.map(["a"])) == [("a", "A ")]
    assert (tmp_path / "died").exists()


def test_a_worker_that_dies_between_jobs_costs_none() -> None:
    with Pool(work, jobs=1, time_limit=20) as pool:
        assert list(pool.map(["die later"])) == [("die later", "DIE LATER ")]
        time.sleep(0.5)
        assert list(pool.map(["a"])) == [("a", "A ")]


# There is no `if __name__ == "__main__"` on purpose.
SCRIPT = """
import sys
from allegedly.run import pool
from tests.run.work import work

pool.GRACE = 0.5
with pool.Pool(work, jobs=1, time_limit=1.5) as workers:
    for _, answer in workers.map(sys.argv[1:]):
        print(answer, flush=True)
"""


def start(folder: Path, *jobs: str) -> subprocess.Popen[str]:
    (folder / "script.py").write_text(SCRIPT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(folder / "script.py"), *jobs]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    printed, _ = start(tmp_path, "a", "b").communicate(timeout=20)
    assert printed.split() == ["A", "B"]


@pytest.mark.parametrize("job", ["loop", "pattern"])
def test_no_worker_outlives_a_killed_run_for_long(tmp_path: Path, job: str) -> None:
    run = start(tmp_path, "who", job)
    assert run.stdout is not None
    pid = int(run.stdout.readline().split()[1])
    time.sleep(0.2)
    run.kill()
    run.wait()
    run.stdout.close()
    deadline = time.monotonic() + 8
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    """Say whether there is such a process that has not ended (its end may be waiting to be noticed)."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def test_answers_come_as_they_are_done_where_order_does_not_matter() -> None:
    with Pool(work, jobs=2, time_limit=20) as pool:
        answers = list(pool.unordered(["sleep 2", "a", "die", "b"]))
    assert [job for job, _ in answers][-1] == "sleep 2"
    assert {job: answer for job, answer in answers if not isinstance(answer, Lost)} == {
        "sleep 2": "SLEEP 2 ", "a": "A ", "b": "B ",
    }  # fmt: skip


def test_a_job_of_some_size_takes_so_many_time_limits_and_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.run.pool.MOST_JOBS", 10)
    with Pool(work, jobs=1, time_limit=0.5, size=lambda job: 8 if job == "sleep 1" else 1) as pool:
        answers = [answer for _, answer in pool.map(["who", "sleep 1", "sleep 2", "who"])]
    assert answers[1] == "SLEEP 1 "
    assert isinstance(answers[2], Lost)
    with Pool(work, jobs=1, time_limit=20, size=lambda job: 5) as pool:
        pids = [answer for _, answer in pool.map(["who"] * 4)]
    assert pids[0] == pids[1] != pids[2]


def test_a_worker_makes_ready_before_any_job(tmp_path: Path) -> None:
    with Pool(work, jobs=1, time_limit=0.5, prepare=partial(make_ready, tmp_path / "ready")) as pool:
        assert list(pool.map(["a"])) == [("a", "A ")]
    assert (tmp_path / "ready").exists()

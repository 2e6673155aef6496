import os
import time
from collections.abc import Iterator

import pytest

from allegedly.errors import Crashed, RunError, TookTooLong
from allegedly.run.pool import WINDOW, Lost, Pool
from tests.run.work import Bomb, work


def test_answers_come_in_order_whatever_dies_or_hangs() -> None:
    jobs = ["a", "die", "sleep 1", "b", "exit", "print", "loop", "c", *"defgh"]
    with Pool(work, jobs=2, time_limit=4) as pool:
        answers = dict(pool.map(jobs))
    assert list(answers) == jobs
    lost = {job: type(answer.error) for job, answer in answers.items() if isinstance(answer, Lost)}
    assert lost == {"die": Crashed, "exit": Crashed, "loop": TookTooLong}
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

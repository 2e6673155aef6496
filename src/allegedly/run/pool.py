"""Worker processes that may die, hang or be killed, and cost no more than the job they had.

`concurrent.futures` breaks the whole pool when a process dies, does not say which job it had, and has no time limit
for one. Here each worker is a process of its own (`allegedly.run.worker`) with one job at a time, looked after by a
thread of the parent, which knows the job, stops the process when its time is up, and starts another. Pebble's pool was
tried, and why it is not used is told in `docs/decisions/worker-processes.md`.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from allegedly.errors import Crashed, DocumentError, RunError, TookTooLong

Job = TypeVar("Job")
Answer = TypeVar("Answer")

START_LIMIT = 120.0
"""Seconds that a worker may take to start."""
STARTS = 3
"""So many workers in a row may die as they start (it may be for want of memory) before the run ends."""
GRACE = 10.0
"""Seconds after the time limit at which a worker ends by itself, if its parent has not ended it."""
MOST_JOBS = 500
"""A worker is replaced after so many messages or documents: spaCy's vocabulary grows with every new word."""
WINDOW = 8
"""So many jobs a worker are taken ahead of the oldest that is not done."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The answer of a worker that gave none: it died, or its time was up."""

    error: DocumentError


class Pool(Generic[Job, Answer]):
    """So many workers that call `work`, a function (or partial) that can be pickled; use it in a `with` statement."""

    def __init__(
        self,
        work: Callable[[Job], Answer],
        *,
        jobs: int,
        time_limit: float,
        size: Callable[[Job], int] = lambda _: 1,
        window: int = WINDOW,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        """Take so many jobs a worker ahead; a job of `size` n may take n time limits, and counts as n.

        Each worker calls `prepare` as it starts, before any job's time begins.
        """
        self._work = work
        self._prepare = prepare
        self._time_limit = time_limit
        self._size = size
        self._window = window * jobs
        self._todo: SimpleQueue[tuple[int, Job] | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[int, Answer | Lost] | RunError] = SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False
        self._threads = [threading.Thread(target=self._look_after, daemon=True) for _ in range(jobs)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def map(
        self, jobs: Iterable[Job], known: Callable[[Job], Answer | None] = lambda _: None
    ) -> Iterator[tuple[Job, Answer | Lost]]:
        """Yield each job with its answer, in the order of the jobs, which are taken as they are needed.

        Jobs to which `known` has an answer go to no worker. Raises RunError if no worker can be started.
        """
        source = iter(jobs)
        waiting: dict[int, Job] = {}
        answers: dict[int, Answer | Lost] = {}
        taken = given = 0
        more = True
        while more or waiting:
            while more and taken - given < self._window:
                job = next(source, _END)
                if isinstance(job, _End):
                    more = False
                    break
                waiting[taken] = job
                answer = known(job)
                if answer is None:
                    self._todo.put((taken, job))
                else:
                    answers[taken] = answer
                taken += 1
            if waiting:
                yield waiting.pop(given), self._answer_to(given, answers)
                given += 1

    def unordered(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer | Lost]]:
        """Yield each job with its answer, as they are done; the jobs are taken as they are needed.

        Raises RunError if no worker can be started.
        """
        waiting: dict[int, Job] = {}
        for number, job in enumerate(jobs):
            waiting[number] = job
            self._todo.put((number, job))
            if len(waiting) == self._window:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: dict[int, Job]) -> tuple[Job, Answer | Lost]:
        done = self._done.get()
        if isinstance(done, RunError):
            raise done
        return waiting.pop(done[0]), done[1]

    def _answer_to(self, number: int, answers: dict[int, Answer | Lost]) -> Answer | Lost:
        while number not in answers:
            done = self._done.get()
            if isinstance(done, RunError):
                raise done
            answers[done[0]] = done[1]
        return answers.pop(number)

    def _look_after(self) -> None:
        """Keep one worker busy (in a thread of its own)."""
        worker: _Worker | None = None
        try:
            while (task := self._todo.get()) is not None and not self._closed:
                number, job = task
                if worker is None or worker.is_spent:
                    self._leave(worker)
                    worker = self._start()
                try:
                    size = self._size(job)
                    answer: Answer | Lost = worker.ask(job, self._time_limit * size, size)
                except DocumentError as error:
                    answer = Lost(error)
                    self._leave(worker)
                    worker = None
                self._done.put((number, answer))
        except RunError as error:
            self._done.put(error)
        except Exception as error:
            # Whatever it is, the run must hear of it, or it would wait for this answer for ever.
            self._done.put(RunError(f"the answer of a worker is lost ({error!r}); report it"))
        finally:
            self._leave(worker)

    def _start(self) -> _Worker:
        """Return a worker that is ready; raises RunError if there is none to be had."""
        errors: list[DocumentError] = []
        while len(errors) < STARTS:
            with self._lock:
                if self._closed:
                    raise RunError("the run was stopped")
                worker = _Worker()
                self._workers.add(worker)
            try:
                worker.ask((self._work, self._time_limit + GRACE, self._prepare), START_LIMIT)
            except DocumentError as error:
                self._leave(worker)
                errors.append(error)
            else:
                return worker
        raise RunError(f"no worker can be started ({errors[-1]}); what it printed above says why") from errors[-1]

    def _leave(self, worker: _Worker | None) -> None:
        if worker is not None:
            worker.kill()
            with self._lock:
                self._workers.discard(worker)


class _End:
    """What stands for the end of the jobs."""


_END = _End()


class _Worker:
    """One process, and the pipes to and from it."""

    def __init__(self) -> None:
        self.jobs = 0
        self._answered = 0
        self._late = False
        self._lock = threading.Lock()
        path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 (a string is wanted)
        # Workers share the processors out among themselves: one thread each for linear algebra.
        environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": path}
        # -P: a module that happens to lie in the folder of the reports is not ours to import.
        command = [sys.executable, "-P", "-c", "from allegedly.run.worker import main; main()"]
        self._process = subprocess.Popen(  # noqa: S603 (ourselves)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    @property
    def is_spent(self) -> bool:
        """Say whether another worker should take its place."""
        return self.jobs >= MOST_JOBS or self._late or self._process.poll() is not None

    def ask(self, job: object, limit: float, size: int = 1) -> Any:
        """Return the answer; raises TookTooLong or Crashed, and the worker is of no more use."""
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        self.jobs += size
        asked = self.jobs
        timer = threading.Timer(limit, self._stop, (asked,))
        timer.start()
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)  # noqa: S301 (from our own worker)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise self._why(limit) from error
        finally:
            timer.cancel()
            with self._lock:
                self._answered = asked

    def _stop(self, asked: int) -> None:
        """Kill the process if it has not answered meanwhile."""
        with self._lock:
            if self._answered < asked:
                self._late = True
                self._process.kill()

    def _why(self, limit: float) -> DocumentError:
        self._process.kill()
        code = self._process.wait()
        if self._late:
            return TookTooLong(f"reading it took more than {limit:g} seconds, and was stopped; split it, or report it")
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return Crashed(f"the process that read it died ({how}), maybe for want of memory; split it, or report it")

    def kill(self) -> None:
        """End the process, at once, and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

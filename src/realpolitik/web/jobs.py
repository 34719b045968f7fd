"""Jobs: scenarios under many random sets of assumptions, in processes beside the server, with progress and an end."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections import OrderedDict
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from realpolitik.errors import MachineError, RealpolitikError
from realpolitik.web.settings import Limits
from realpolitik.web.workers import attend

if TYPE_CHECKING:
    from collections.abc import Callable

    from realpolitik.scenarios import Scenario
    from realpolitik.web.library.database import Database

OVER = frozenset({"done", "failed", "cancelled"})
KEPT = 100
"""Jobs that are over and remembered; the oldest is forgotten first."""
ENDED = "the server was stopped while this job waited or ran, and nothing of it is left: begin it again, with the same seed it gives the same"
NOTED = 7 * 24 * 3_600
"""Seconds for which a job that a restart ended is known."""

YIELDING = 10
"""How far a job stands back behind pages and live scenarios, as `nice`: nobody waits for it second by second."""


class TooManyJobsError(RealpolitikError, RuntimeError):
    """The queue is full, or this asker has enough jobs in it. Wait for one to end, or cancel it."""

    status = 503


class NoSuchJobError(RealpolitikError, LookupError):
    """There is no such job: it was never begun, or is forgotten. Begin it again."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            f"there is no such job here: of those that are over the last {KEPT} are remembered until the server is started again; "
            "begin it again, with the same seed it gives the same"
        )


@dataclass(slots=True)
class Job:
    """A job and how far it is. `owner` is the address that asked, so that one cannot fill the queue; `scenario` is None after a restart."""

    id: str
    owner: str
    scenario: Scenario | None
    draws: int
    seed: int
    status: str = "waiting"
    done: int = 0
    why: str = ""
    result: dict[str, Any] | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    began: float = 0.0

    def record(self) -> dict[str, Any]:
        """The job as plain values."""
        found: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "done": self.done,
            "of": self.draws,
            "why": self.why,
        }
        return {**found, "result": self.result} if self.result is not None else found


class Jobs:
    """A queue of jobs, one at a time: a machine of a team has few cores, and pages need one.

    The library's file notes which are under way, so that a server that is started again can say of a job that it did not survive.
    """

    def __init__(self, limits: Limits, database: Database) -> None:
        self.limits, self.database = limits, database
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._thread: threading.Thread | None = None
        self._stopping = False

    def add(self, owner: str, scenario: Scenario, draws: int, seed: int) -> Job:
        """Put a job into the queue.

        Raises
        ------
        TooManyJobsError
            The queue is full, or the owner has as many as one may.
        """
        with self._lock:
            alive = [job for job in self._jobs.values() if job.status not in OVER]
            if sum(job.owner == owner for job in alive) >= self.limits.own:
                raise TooManyJobsError(
                    f"{self.limits.own} of your jobs are waiting or running: wait, or cancel one"
                )
            if len(alive) >= self.limits.waiting:
                raise TooManyJobsError(f"{len(alive)} jobs are waiting: come again later")
            job = Job(secrets.token_urlsafe(12), owner, scenario, draws, seed)
            self._note(job)
            self._jobs[job.id] = job
            over = [one for one in self._jobs.values() if one.status in OVER]
            for one in over[: max(0, len(over) - KEPT)]:
                del self._jobs[one.id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return job

    def get(self, name: str) -> Job:
        """A job by its identifier; an unknown one raises `NoSuchJobError`, which lists no other's."""
        job = self._jobs.get(name)
        if job is not None:
            return job
        with self.database.read() as db:
            row = db.execute("SELECT draws FROM job WHERE id = ?", (name,)).fetchone()
        if row is None:
            raise NoSuchJobError
        return Job(name, "", None, row["draws"], 0, status="failed", why=ENDED)

    def cancel(self, name: str) -> Job:
        """End a job; one that is over stays as it is."""
        job = self.get(name)
        with self._lock:
            job.stopped.set()
            if job.status == "waiting":
                job.status = "cancelled"
                self._over(job)
        return job

    def alive(self) -> int:
        """How many wait or run."""
        return sum(job.status not in OVER for job in list(self._jobs.values()))

    def stop(self) -> None:
        """End every job, and the queue."""
        with self._lock:
            self._stopping = True
            for job in self._jobs.values():
                job.stopped.set()
                if job.status == "waiting":
                    job.why, job.status = ENDED, "failed"
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _work(self) -> None:
        while True:
            with self._lock:
                while not (waiting := [j for j in self._jobs.values() if j.status == "waiting"]):
                    if self._stopping:
                        return
                    self._changed.wait()
                if self._stopping:
                    return
                job = waiting[0]
                job.status, job.began = "running", time.monotonic()
            self._try(job)
            if job.why != ENDED:
                self._over(job)

    def _try(self, job: Job) -> None:
        try:
            job.result = self._solve(job)
            job.status = "done"
        except _StoppedError as stopped:
            job.why = str(stopped)
            job.status = "failed" if job.why else "cancelled"
        except RealpolitikError as error:
            job.why, job.status = str(error), "failed"
        except Exception as error:  # said to the asker, and the queue goes on
            job.why, job.status = f"the job failed: {type(error).__name__}", "failed"

    def _note(self, job: Job) -> None:
        """Note that a job is under way; those that a restart ended long ago are let go."""
        now = int(time.time())
        with self.database.write() as db:
            db.execute("DELETE FROM job WHERE began < ?", (now - NOTED,))
            db.execute("INSERT INTO job VALUES (?, ?, ?)", (job.id, job.draws, now))

    def _over(self, job: Job) -> None:
        """A job is over as its asker is told: it need not be noted any more."""
        with contextlib.suppress(MachineError), self.database.write() as db:  # a note too many does no harm
            db.execute("DELETE FROM job WHERE id = ?", (job.id,))

    def _solve(self, job: Job) -> dict[str, Any]:
        assert job.scenario is not None  # only of jobs of an earlier server, which are over
        from realpolitik.scenarios import play
        from realpolitik.scenarios.ensemble import run
        from realpolitik.scenarios.report import reallocation, solver, welfare

        def on_progress(done: int, _: int) -> None:
            job.done = done
            if job.stopped.is_set():
                raise _StoppedError(ENDED if self._stopping else "")
            if time.monotonic() - job.began > self.limits.seconds:
                raise _StoppedError(
                    f"it took more than {self.limits.seconds:.0f} seconds; ask for fewer draws"
                )

        context = get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context, initializer=attend, initargs=(YIELDING,)) as process:
            pool = _Tracked(process)
            try:
                outcome = play(job.scenario)
                ensemble = run(
                    job.scenario, draws=job.draws, seed=job.seed, executor=pool, on_progress=on_progress
                )
            finally:
                pool.drop()
        return {
            "scenario": job.scenario.model_dump(mode="json", by_alias=True),
            "findings": [welfare(outcome, ensemble=ensemble).record(), reallocation(outcome).record()],
            "solver": dict(solver(outcome)),
        }


class _StoppedError(Exception):
    """The job was cancelled (no message), or ran too long or was ended with the server (with one)."""


class _Tracked(Executor):
    """A pool whose chunks can all be dropped: a cancelled job leaves only the one under way, of a second or less."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._sent: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send one chunk."""
        self._sent.append(self._pool.submit(fn, *args, **kwargs))
        return self._sent[-1]

    def drop(self) -> None:
        """Forget every chunk that has not begun."""
        for one in self._sent:
            one.cancel()

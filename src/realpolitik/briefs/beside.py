"""A second process beside the first, so that a brief uses two cores: it answers questions from the last one on.

This process answers from the first question on; they meet where they meet. An answer depends on the question alone, so that the brief is the
same to the letter whoever gives it. The other process is started anew, not forked (a fork of a process with threads may hang), begins to
import while this one does, and ends when its input does, however this process ends. What it cannot answer, or dies over, is answered here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from realpolitik.charts.drawer import Drawer
from realpolitik.errors import CoverageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import BinaryIO

    from realpolitik.briefs.answering import Answered, Task
    from realpolitik.charts.theme import Width
    from realpolitik.store import Store

VARIABLE = "REALPOLITIK_PROCESSES"
"""The setting that says how many processes a brief may take: 1, or 2 where left out."""
_BEGIN = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from realpolitik.briefs.beside import attend; attend()"
_AHEAD = (
    "polars",
    "numpy",
    "realpolitik.measures.registry",
    "realpolitik.models.equilibrium",
    "realpolitik.claims",
)
"""What any task needs, imported while the first process reads the question."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the other process sends back.

    Attributes
    ----------
    answered
        Its answer; None where it failed, and this process has to find out why.
    pictures
        Place of the finding among those of the answer, width, and the SVG text of its chart.
    """

    answered: Answered | None
    pictures: tuple[tuple[int, Width, str], ...] = field(default=(), repr=False)


class Beside:
    """A context in which `share` has a second process to share with; on one core, or where told so, it has none.

    Parameters
    ----------
    drawer
        Where the other process's charts go; None where none are to be drawn.
    """

    def __init__(self, drawer: Drawer | None = None) -> None:
        self._drawer = drawer
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Beside:
        if cores() > 1 and os.environ.get(VARIABLE) != "1" and sys.executable:
            with suppress(OSError):  # no room for another process: this one does without
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _BEGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
        if self._process is not None:
            with suppress(OSError):
                _send(self._process.stdin, sys.path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        for end in filter(None, (self._process.stdin, self._process.stdout)):
            with suppress(OSError):
                end.close()
        self._process.wait()
        self._process = None

    def share(self, task: Task, answer: Callable[[int], Answered]) -> list[Answered]:
        """The answers to all parts of a task, in their order.

        Parameters
        ----------
        task
            What is asked, in parts.
        answer
            Answers a part in this process; what it raises is raised.
        """
        left = deque(range(len(task.parts)))
        replies: dict[int, _Reply] = {}
        other = Thread(target=self._delegate, args=(task, left, replies), daemon=True)
        if self._process is not None:
            other.start()
        done: dict[int, Answered] = {}
        while left:
            with suppress(IndexError):  # the other took the last one
                place = left.popleft()
                done[place] = answer(place)
        if self._process is not None:
            other.join()
        for place in range(len(task.parts)):
            if place not in done:
                done[place] = self._received(replies.get(place)) or answer(place)
        return [done[place] for place in range(len(task.parts))]

    def _delegate(self, task: Task, left: deque[int], replies: dict[int, _Reply]) -> None:
        """Have the other process answer one part after another, as long as there are any."""
        process = self._process
        assert process is not None
        try:
            _send(process.stdin, (task, self._drawer is not None))
            while left:
                place = left.pop()
                _send(process.stdin, place)
                replies[place] = pickle.load(process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError, IndexError, ValueError, TypeError, AttributeError, pickle.PickleError):
            return  # it died, or cannot take the task: what it has not answered is answered here

    def _received(self, reply: _Reply | None) -> Answered | None:
        """The answer of the other process, its charts given to the drawer."""
        if reply is None or reply.answered is None:
            return None
        findings = reply.answered.findings
        for place, width, svg in reply.pictures:
            if self._drawer is not None:
                self._drawer.keep(findings[place], width, svg)
        return reply.answered


def cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def attend() -> None:
    """What the other process does: read a task, then numbers of its parts, and send the answers; end with its input."""
    gc.set_threshold(50_000, 20, 20)  # as the command line does
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # an interrupt of the terminal is the first process's to answer
    into = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is no answer
    asked: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    for name in _AHEAD:
        import_module(name)
    from realpolitik.store import Store

    (task, draws), store = asked.get(), Store()
    with Drawer() as drawer:
        while True:
            _send(into, _replied(task, asked.get(), store, drawer if draws else None))


def _listen(stream: BinaryIO, asked: SimpleQueue[Any]) -> None:
    """Pass on what comes in; where nothing more can, the first process is gone or done, and this one ends at once."""
    with suppress(EOFError, OSError, pickle.PickleError):
        while True:
            asked.put(pickle.load(stream))
    os._exit(0)


def _replied(task: Task, place: int, store: Store, drawer: Drawer | None) -> _Reply:
    from realpolitik.briefs.html import widths

    try:
        answered = task.answer(place, store=store)
    except Exception:  # whatever it is, the first process meets it too, and says it
        return _Reply(None)
    drawn = []
    for number, finding in enumerate(answered.findings if drawer else ()):
        for width in widths(finding, leads=number < len(answered.leads)):
            with suppress(CoverageError):  # nothing to draw, which the page says
                assert drawer is not None
                drawn.append((number, width, drawer.picture(finding, width).result()))
    return _Reply(answered, tuple(drawn))


def _send(stream: BinaryIO | Any, value: Any) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()

"""Drawing many charts: processes beside this one describe and draw findings while the next are still being measured.

Each process reads findings from this one's pipe and answers with pictures; nothing else reaches it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Any

from realpolitik.errors import CoverageError

if TYPE_CHECKING:
    from types import TracebackType

    from realpolitik.charts.theme import Width
    from realpolitik.findings import Finding

PROCESSES = 1
"""One beside this one fills two cores: a second costs more to start than it draws."""
_RUN = "from realpolitik.charts.drawer import serve; serve()"


class Drawer:
    """A context in which `picture` gives the SVG text of a finding, later; asked again, the same picture.

    Where a process cannot be started or dies, its share is drawn in this one; the pictures are the same.
    """

    def __init__(self, processes: int = PROCESSES) -> None:
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []
        self._pool = ThreadPoolExecutor(processes, initializer=self._start)
        # Findings are kept with their pictures, so that no other can take an identity that is in use.
        self._pictures: dict[tuple[int, Width], tuple[Finding, Future[str]]] = {}

    def __enter__(self) -> Drawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        for process in self._started:
            for end in (process.stdin, process.stdout):
                _close(end)
            process.wait()

    def picture(self, finding: Finding, width: Width) -> Future[str]:
        """The SVG text of the chart without paper or title; a finding that has nothing to draw raises CoverageError."""
        key = (id(finding), width)
        if key not in self._pictures:
            self._pictures[key] = (finding, self._pool.submit(self._draw, finding, width))
        return self._pictures[key][1]

    def _start(self) -> None:
        self._own.process = None
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", _RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError:
            return
        self._started.append(process)
        self._own.process = process

    def _draw(self, finding: Finding, width: Width) -> str:
        process = self._own.process
        if process is not None:
            try:
                pickle.dump((finding, width), process.stdin)
                process.stdin.flush()
                kind, answer = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.PickleError):
                self._own.process = None
            else:
                if kind == "nothing":
                    raise CoverageError(*answer)
                if kind == "svg":
                    return answer
        return drawn(finding, width)


def drawn(finding: Finding, width: Width) -> str:
    """The SVG text of a finding, in this process."""
    from realpolitik.charts.draw import draw_svg, specification

    return draw_svg(specification(finding, width=width, bare=True))


def serve() -> None:
    """Draw what the other process sends until it closes the pipe; what fails otherwise is left for it to draw."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            finding, width = pickle.load(source)
        except EOFError:
            return
        answer: tuple[str, Any]
        try:
            answer = ("svg", drawn(finding, width))
        except CoverageError as error:
            answer = ("nothing", (error.what, error.remedy))
        except Exception as error:  # said again, with its place, by the process that draws it instead
            answer = ("failed", str(error))
        pickle.dump(answer, target)
        target.flush()


def _close(end: IO[bytes] | None) -> None:
    try:
        if end is not None:
            end.close()
    except OSError:
        return

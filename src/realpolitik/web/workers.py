"""What runs in processes beside the server: drawing and solving, so that one page does not wait for another's."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from realpolitik.charts.theme import Width
    from realpolitik.findings import Finding

Form = Literal["svg", "png", "json"]


class Workers:
    """A few processes, started when first needed and again if they die.

    `yielding` is how far they stand back where there are fewer cores than work (as `nice`): a page is awaited, and takes
    a thousandth of what a scenario takes.
    """

    def __init__(self, count: int, *, yielding: int = 0) -> None:
        self._count, self._yielding = count, yielding
        self._pool: ProcessPoolExecutor | None = None

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a function of a module, run in one of the processes."""
        for attempt in (1, 2):
            pool = self._started()
            try:
                return pool.submit(function, *arguments).result()
            except BrokenProcessPool:  # a process was killed, for memory or by hand
                self._pool = None
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """End the processes; what they have begun is finished."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a fork of a process with threads may hang.
            self._pool = ProcessPoolExecutor(
                self._count, mp_context=get_context("spawn"), initializer=attend, initargs=(self._yielding,)
            )
        return self._pool


def attend(yielding: int = 0) -> None:
    """Begin a process: stand back so far, leave an interrupt of the terminal to the server, and end when the server is gone, however it went."""
    if yielding and hasattr(os, "nice"):  # Windows has no such call
        os.nice(yielding)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_nothing, daemon=True).start()


def _outlive_nothing() -> None:
    server = parent_process()
    if server is not None:
        server.join()
    os._exit(0)


def draw(finding: Finding, width: Width, scheme: str, form: Form, bare: bool) -> bytes:
    """The chart of a finding as bytes: SVG, PNG, or the Vega-Lite specification as JSON.

    Raises
    ------
    CoverageError, OptionError
        The finding has nothing to draw, or is shown as a table.
    """
    from realpolitik.charts import specification, svg
    from realpolitik.wording.plain import plain

    if form == "svg":
        return svg(finding, width=width, scheme=scheme, bare=bare).encode()
    spec = specification(finding, width=width, scheme=scheme, bare=bare)
    if form == "json":
        return plain(spec).encode()
    import vl_convert

    return vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[])


def play(text: str) -> tuple[Finding, Finding, dict[str, Any]]:
    """Play a scenario given as JSON: who loses and gains, whose trade moves, and how it was solved."""
    from realpolitik.scenarios import play as play_scenario
    from realpolitik.scenarios.report import reallocation, solver, welfare
    from realpolitik.scenarios.schema import Scenario

    outcome = play_scenario(Scenario.model_validate_json(text))
    return welfare(outcome), reallocation(outcome), dict(solver(outcome))


def live(text: str, width: Width, scheme: str) -> bytes:
    """What the sliders of the scenario page show of a scenario given as JSON, itself an object of JSON.

    Played and drawn in one process: what moves with a slider is asked once, and goes through the server as it is.
    """
    import json

    from realpolitik.charts import describe
    from realpolitik.wording.plain import plain

    welfare, trade, solver = play(text)
    head = {
        "asks": json.loads(text)["asks"],
        "says": welfare.says,
        "alt": describe(welfare),
        "rows": [dict(row) for row in welfare.rows],
        "moved": [dict(row) for row in trade.rows[:10]],
        "residual": solver["residual"],
    }
    begun = plain(head).encode()
    return begun[:-1] + b', "spec": ' + draw(welfare, width, scheme, "json", True) + b"}"


def frontier(question: dict[str, Any]) -> tuple[Finding, list[dict[str, Any]], list[dict[str, Any]]]:
    """A frontier: the finding, every point in plain values, and as the contents of a scenario file (empty where nothing is taxed)."""
    from realpolitik.errors import OptionError
    from realpolitik.scenarios.optimum.answer import answer
    from realpolitik.scenarios.optimum.curve import curve
    from realpolitik.scenarios.optimum.report import detail, scenario_file

    given = answer(**question)
    files = []
    for point in given.found.points:
        try:
            files.append(scenario_file(given.found, point))
        except OptionError:  # at this willingness nothing is taxed
            files.append({})
    return curve(given), [detail(given.found, point) for point in given.found.points], files

"""How long gradients and frontiers take, beside what differences of solves would.

Writes results/gradients.csv: every case with the seconds of a solve, of the gradient in all tariffs, and of central differences
in as many cells, which are measured on a few and multiplied. Work of the processor is given beside the clock: other programs
disturb it less. Public data is read from ../shared/data; cases whose data is absent are left out and said to be.
"""

from __future__ import annotations

import csv
import multiprocessing
import platform
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from equilibrium import CASES, TRADE, _solve
from realpolitik.models.equilibrium import WelfareOf, gradient

HERE = Path(__file__).parent
RUNS = 5
NAMES = ("wiod 44x50", "synthetic 77x45", "synthetic 141x65")


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Median seconds by the clock and of the processor, over several runs."""
    clock, work = [], []
    for _ in range(RUNS):
        began, worked = perf_counter(), process_time()
        call()
        clock.append(perf_counter() - began)
        work.append(process_time() - worked)
    return statistics.median(clock), statistics.median(work)


def measure(name: str) -> dict[str, object]:
    """One world: the gradient of a state's welfare in every tariff."""
    case = CASES[name]()
    world = case[0]
    found = _solve(case)
    outcome = WelfareOf(found.states[0])

    _, solve_work = timed(lambda: _solve(case))
    seconds, work = timed(lambda: gradient(found, outcome, with_respect_to="tariff"))
    one = gradient(found, outcome, with_respect_to="tariff")
    cells = int(np.prod(world.shares.shape))
    return {
        "case": name,
        "cells": cells,
        "gradient_seconds": seconds,
        "gradient_cpu_seconds": work,
        "solve_cpu_seconds": solve_work,
        "solves_worth": work / solve_work,
        "products": one.products,
        "residual": one.residual,
        "differences_hours": 2 * cells * solve_work / 3600,
    }


def frontier_of_the_west() -> dict[str, object]:
    """The frontier of the states that sanction Russia, nine points from two starts each, on the embedded world."""
    from realpolitik.scenarios.optimum.frontier import solve_frontier
    from realpolitik.scenarios.optimum.question import ask

    question = ask("RUS", by="WEST")
    began, worked = perf_counter(), process_time()
    found = solve_frontier(question)
    return {
        "case": "frontier 30x14, 9 points, 2 starts",
        "gradient_seconds": perf_counter() - began,
        "gradient_cpu_seconds": process_time() - worked,
        "products": found.solves,
        "residual": max(point.verified for point in found.points),
    }


def main() -> None:
    """Run every case and write the table."""
    rows = []
    for name in NAMES:
        if name.startswith("wiod") and not TRADE.exists():
            sys.stderr.write(f"{name}: left out, {TRADE} is absent\n")
            continue
        rows.append(measure(name))
        sys.stderr.write(f"{name}: done\n")
    rows.append(frontier_of_the_west())
    names = [*dict.fromkeys(key for row in rows for key in row), "machine"]
    machine = f"{platform.machine()}, {multiprocessing.cpu_count()} cores"
    with (HERE / "results/gradients.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        for row in rows:
            row["machine"] = machine
            table.writerow({k: f"{v:.4g}" if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    main()

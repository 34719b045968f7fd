"""How long a thousand draws take: the embedded world and WIOD 44 x 50, in one process and two, against no warm state.

Writes results/ensembles.csv. The WIOD world is built from ../shared/data and left out where that is absent.
"""

from __future__ import annotations

import csv
import multiprocessing
import os
import platform
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from realpolitik.scenarios import ensemble, load
from realpolitik.scenarios.schema import Scenario

HERE = Path(__file__).parent
DRAWS = 1000


def wiod() -> Scenario | None:
    """The case of the equilibrium benchmark as a scenario on a saved world."""
    sys.path.insert(0, str(HERE))
    import equilibrium

    if not equilibrium.TRADE.exists():
        return None
    world, *_ = equilibrium.wiod()
    folder = Path(tempfile.mkdtemp()) / "wiod2014"
    world.save(folder)
    others = " + ".join(state for state in world.states if state not in equilibrium.NOT_SANCTIONING)
    return Scenario.model_validate(
        {
            "id": "wiod",
            "asks": "What if costs between Russia and 36 economies doubled?",
            "world": str(folder),
            "shocks": [{"kind": "cost", "from": "RUS", "to": others, "both_ways": True, "factor": 2.0}],
            "elasticities": {"set": "constant"},
            "deficits": "purged",
        }
    )


def _spent() -> float:
    """Seconds of processor time of this process and of those it waited for; steadier than the clock on a busy machine."""
    return sum(os.times()[:4])


def main() -> None:
    """Time each case."""
    machine = f"{platform.machine()}, {multiprocessing.cpu_count()} cores"
    cases = {"embedded 30x14, west-embargo": load("west-embargo"), "WIOD 44x50, costs doubled": wiod()}
    rows = []
    for name, scenario in cases.items():
        if scenario is None:
            continue
        for workers in (1, 2):
            began, spent = perf_counter(), _spent()
            found = ensemble.run(scenario, draws=DRAWS, workers=workers)
            seconds, cpu = perf_counter() - began, _spent() - spent
            rows.append([name, workers, DRAWS, f"{seconds:.2f}", f"{cpu:.2f}", len(found.failures), machine])
            sys.stderr.write(f"{rows[-1]}\n")
    with (HERE / "results/ensembles.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["case", "workers", "draws", "seconds", "cpu_seconds", "failed", "machine"])
        table.writerows(rows)


if __name__ == "__main__":
    main()

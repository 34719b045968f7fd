"""How long the endgame takes: the whole command with 100,000 judgements for each of five actors, and its parts.

Writes results/endgame.csv (the command: best of three runs, wall and processor time; parts: medians of five). The limit of the
whole is five seconds.
"""

from __future__ import annotations

import csv
import platform
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from realpolitik.endgame.answers import preference
from realpolitik.endgame.demands import dictate
from realpolitik.endgame.files import load
from realpolitik.endgame.war import support
from realpolitik.models.endgame.support import phase_map

HERE = Path(__file__).parent
RUNS, LIMIT, DRAWS = 5, 5.0, 100_000
Row = tuple[str, object, object]


def whole() -> list[Row]:
    """The command from start to end, as a user runs it."""
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = perf_counter()
        subprocess.run(
            [str(Path(sys.executable).with_name("realpolitik")), "endgame", "--draws", str(DRAWS)],
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(
            (perf_counter() - start, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        )
    wall, processor = min(found)
    return [
        ("seconds of the command, five actors, 100,000 draws each", round(wall, 2), LIMIT),
        ("seconds of processor time of it", round(processor, 2), LIMIT),
    ]


def median(name: str, work: Callable[[], object]) -> Row:
    """One part, after a first run that loads what it needs."""
    work()
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return f"seconds: {name}", round(statistics.median(seconds), 3), ""


def main() -> None:
    given = load()
    china = preference(given, "CHN", draws=DRAWS)
    war = support(given, china, draws=10).central_war
    grid = [0.02 + 0.015 * k for k in range(13)]
    rows = [
        *whole(),
        median("preferences of China, 100,000 draws", lambda: preference(given, "CHN", draws=DRAWS)),
        median("what decides, total Sobol indices", lambda: china.decides("stalemate")),
        median("dominance of every pair", china.dominance),
        median("best support in 1,000 wars", lambda: support(given, china, draws=1000)),
        median("map of 169 wars", lambda: phase_map(war, costs=grid, hazards=grid, step=0.05)),
        median("demand, 20,000 draws", lambda: dictate(given)),
        ("processor", platform.processor() or platform.machine(), ""),
    ]
    with (HERE / "results/endgame.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "measured", "limit"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()

"""A panel of all pairs of the world, 2000 to 2023, five measures: seconds of CPU and of the clock, and memory at its peak.

.venv/bin/python benchmarks/panel.py
"""

from __future__ import annotations

import csv
import resource
import time
from pathlib import Path

import realpolitik as rp

MEASURES = (
    "trade.turnover",
    "dependence.salience",
    "dependence.weak_link",
    "votes.kappa",
    "votes.ideal_point_gap",
)
OUT = Path(__file__).parent / "results" / "panel.csv"


def main() -> None:
    cpu, clock = time.process_time(), time.perf_counter()
    found = rp.panel(MEASURES, of="world", start=2000, end=2023)
    row = {
        "rows": found.frame.height,
        "columns": found.frame.width,
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "seconds": round(time.perf_counter() - clock, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    print(row)


if __name__ == "__main__":
    main()

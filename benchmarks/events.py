"""How long it takes from 5.4 million daily edges between states to monthly series of three pairs, and their breaks.

Writes results/events.csv (medians of seven runs). The limit is one second. Public data is read from ../shared/data.
"""

from __future__ import annotations

import csv
import platform
import statistics
import sys
from pathlib import Path
from time import perf_counter

import polars as pl

from realpolitik.measures.events.counts import edge_months
from realpolitik.models.stats.change_points import level_change

HERE = Path(__file__).parent
EDGES = HERE.parent / "../shared/data/events/gdelt_graph_daily_edges_2018_2024.parquet"
PAIRS = [("CHN", "RUS"), ("RUS", "UKR"), ("CHN", "USA")]
RUNS, LIMIT = 7, 1.0


def main() -> None:
    if not EDGES.exists():
        sys.exit(f"no {EDGES}")
    seconds = []
    rows = pl.DataFrame()
    for _ in range(RUNS):
        start = perf_counter()
        rows = edge_months(pl.scan_parquet(EDGES), PAIRS).collect().to_native()
        seconds.append(perf_counter() - start)
    own = rows.filter(a="RUS", b="UKR").sort("month")
    start = perf_counter()
    change = level_change(own["weight"].to_list())
    found = own["month"][change.last_before + 1]
    records = [
        ("edges", pl.scan_parquet(EDGES).select(pl.len()).collect().item(), ""),
        ("seconds from file to 222 months, median of 7", round(statistics.median(seconds), 3), LIMIT),
        ("seconds from file to 222 months, slowest", round(max(seconds), 3), LIMIT),
        ("seconds to find the break", round(perf_counter() - start, 4), ""),
        ("month of the break, Russia and Ukraine", found, 202202),
        ("ln Bayes factor of the break", round(change.log_bayes_factor, 2), ""),
        ("processor", platform.processor() or platform.machine(), ""),
    ]
    with (HERE / "results/events.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "measured", "limit"))
        writer.writerows(records)


if __name__ == "__main__":
    main()

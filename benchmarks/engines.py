"""A dependence query on a hundred million flows, in each engine: the share of every partner of every state, by year.

    python benchmarks/engines.py [--rows 100000000] [--engine polars …]

Each engine reads the same Parquet files in a process of its own and runs `measures.shares.partner_shares`, the same narwhals call; pandas and
PyArrow hold all rows in memory. Writes `results/engines.csv`. All must give the same number of rows and the same sum of shares.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "engines.csv"
ENGINES = ("polars", "duckdb", "pyspark", "pyarrow", "pandas")
STREAM = ENGINES[:3]
"""Those that need not hold all rows; the others are asked with `--engine`, where there is memory for them."""
STATES, FIRST, YEARS = 200, 1995, 10


def write(folder: Path, rows: int) -> None:
    """Flows between 200 states in ten years, one file a year."""
    import numpy as np
    import polars as pl

    codes = pl.Series([f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(STATES)])
    for year in range(YEARS):
        random = np.random.default_rng(year)
        count = rows // YEARS
        pl.DataFrame(
            {
                "origin": codes.gather(random.integers(0, STATES, count)),
                "destination": codes.gather(random.integers(0, STATES, count)),
                "period": np.full(count, FIRST + year, dtype=np.int32),
                "value_usd": random.integers(1, 10**7, count),
            }
        ).write_parquet(folder / f"{FIRST + year}.parquet", row_group_size=500_000)


def ask(engine: str, folder: Path) -> dict[str, float]:
    """Run the query in this process."""
    from realpolitik.measures.trade.shares import partner_shares

    start, processor = time.perf_counter(), time.process_time()
    files = str(folder / "*.parquet")
    if engine == "polars":
        import polars as pl

        native = partner_shares(pl.scan_parquet(files)).to_native().collect(engine="streaming")
    elif engine == "duckdb":
        import duckdb

        native = partner_shares(duckdb.read_parquet(files)).to_native().pl()
    elif engine == "pyspark":
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "4g")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate()
        )
        native = partner_shares(session.read.parquet(str(folder))).to_native().toPandas()
    elif engine == "pyarrow":
        import pyarrow.dataset

        native = partner_shares(pyarrow.dataset.dataset(folder).to_table()).collect().to_native()
    else:
        import pandas as pd

        native = partner_shares(pd.read_parquet(folder)).collect().to_native()
    import narwhals as nw

    found = nw.from_native(native, eager_only=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    if engine == "pyspark":  # the work is done by the Java machine, a child
        peak = 0.0
    return {
        "result_rows": found.shape[0],
        "sum_of_shares": round(float(found["share"].sum()), 6),
        "wall_s": round(time.perf_counter() - start, 2),
        "cpu_s": round(time.process_time() - processor, 2),
        "peak_gb": round(peak, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--engine", nargs="*", default=list(STREAM), choices=ENGINES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--ask")
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(ask(options.ask, options.folder)))
        return
    found = []
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        write(Path(name), options.rows)
        for engine in options.engine:
            done = subprocess.run(
                [sys.executable, __file__, "--ask", engine, "--folder", name],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                print(f"{engine}: failed ({done.stderr.strip().splitlines()[-1:]})")
                continue
            last = json.loads(done.stdout.strip().splitlines()[-1])
            found.append({"engine": engine, "rows": options.rows, **last})
            print(found[-1])
    assert len({row["result_rows"] for row in found}) == 1
    assert max(row["sum_of_shares"] for row in found) - min(row["sum_of_shares"] for row in found) < 1e-3
    with RESULTS.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


if __name__ == "__main__":
    main()

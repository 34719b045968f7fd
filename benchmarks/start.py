"""What a command costs in processor time, beside what no program of this kind can do without.

Each case is a process of its own, as a user starts it, its bytecode compiled. Seconds are the work of all its threads and of all
processes that it starts (user and system), the least of several runs: what other programs of the machine add is never less than
nothing. Two floors are measured in turn with them: Python with Polars and NumPy imported, and a plain query that reads the rows of
the pair from the same files (CSV and Parquet) with Polars and prints nothing. Charts of a page are drawn by this program and by Vega.

    python benchmarks/start.py [runs]
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "start.csv"
COLUMNS = ("case", "cpu_seconds", "wall_seconds", "runs", "cores")
RUN = "import sys; from realpolitik.cli import main; main()"
READ = """
from importlib.resources import files
import polars as pl
tables = files("realpolitik.reference") / "tables"
pair = pl.col("origin").is_in(["CHN", "RUS"]) & pl.col("destination").is_in(["CHN", "RUS"])
typed = pl.read_csv(str(tables / "trade.csv"), infer_schema_length=None).filter(pair)
derived = pl.scan_parquet(str(tables / "trade.parquet")).filter(pair).collect()
assert len(typed) and len(derived)
"""
DRAW = """
import time
from realpolitik.briefs import build
from realpolitik.charts import drawable, specification, vega
import vl_convert
found = [one for part in build("CHN", "RUS").sections for one in part.findings if drawable(one)]
at = [time.process_time()]
specs = [specification(one, width="narrow", bare=True) for one in found]
at.append(time.process_time())
[vega.svg(one) for one in specs]
at.append(time.process_time())
[vl_convert.vegalite_to_svg(one, allowed_base_urls=[]) for one in specs]
at.append(time.process_time())
print(len(specs), *(after - before for before, after in zip(at, at[1:])))
"""


def spent(code: str, *arguments: str) -> tuple[float, float]:
    """Processor and wall seconds of a process."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def drawn(cores: int) -> list[dict[str, object]]:
    """All charts of the page at the narrow width: described, drawn here, drawn by Vega (after its start)."""
    said = subprocess.run([sys.executable, "-c", DRAW], check=True, capture_output=True, text=True).stdout
    count, *seconds = said.split()
    names = ("described", "drawn by this program", "described and drawn by Vega, its start included")
    seconds[2] = str(float(seconds[0]) + float(seconds[2]))
    return [
        dict(zip(COLUMNS, (f"{count} charts {name}", round(float(cpu), 3), "", 1, cores), strict=True))
        for name, cpu in zip(names, seconds, strict=True)
    ]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "brief.html")
        cases = {
            "floor: python": (runs, "pass"),
            "floor: python, polars, numpy": (runs, "import polars, numpy"),
            "floor: the rows of the pair by plain polars": (runs, READ),
            "import realpolitik": (runs, "import realpolitik"),
            "realpolitik --help": (runs, RUN, "--help"),
            "realpolitik measure trade.turnover CHN RUS": (
                runs,
                RUN,
                "measure",
                "trade.turnover",
                "CHN",
                "RUS",
            ),
            **{
                f"realpolitik leverage {pair}": (5, RUN, "leverage", *pair.split())
                for pair in ("KEN UGA", "IRN CHN", "FJI NZL", "VNM CHN", "CHN RUS")
            },
            "realpolitik brief CHN RUS --format json": (3, RUN, "brief", "CHN", "RUS", "--format", "json"),
            "realpolitik brief CHN RUS --out brief.html": (3, RUN, "brief", "CHN", "RUS", "--out", page),
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
        for turn in range(runs):
            for name, (most, *command) in cases.items():
                if turn < most:
                    found[name].append(spent(*command))
    rows: list[dict[str, object]] = [
        dict(
            zip(
                COLUMNS,
                (
                    name,
                    round(min(cpu for cpu, _ in took), 3),
                    round(min(w for _, w in took), 3),
                    len(took),
                    cores,
                ),
                strict=True,
            )
        )
        for name, took in found.items()
    ]
    rows += drawn(cores)
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for row in rows:
        sys.stdout.write(", ".join(f"{value}" for value in row.values()) + "\n")


if __name__ == "__main__":
    main()

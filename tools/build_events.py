"""Rebuild the embedded table `events` from the daily graph of events.

    .venv/bin/python tools/build_events.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import polars as pl

from realpolitik.measures.events.counts import edge_months
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
POWERS = (
    "BLR",
    "CHN",
    "DEU",
    "FRA",
    "GBR",
    "IND",
    "IRN",
    "JPN",
    "KOR",
    "POL",
    "PRK",
    "RUS",
    "TUR",
    "TWN",
    "UKR",
    "USA",
)


def build_events(path: Path) -> pl.DataFrame:
    """Pair-months of the powers, from the daily graph of events."""
    months = edge_months(pl.scan_parquet(path), list(combinations(POWERS, 2))).collect().to_native()
    month = pl.col("month").cast(pl.String)
    return months.with_columns(
        period=(month + "01").str.to_date("%Y%m%d"),
        days=pl.col("days").cast(pl.Int64),
        weight=pl.col("weight").round(4),
        spread=pl.col("spread").round(4),
        weight_all=(pl.col("weight_all") / 2).round(2),  # the graph lists each pair in both orders
        source_id=pl.lit("gdelt"),
    )


def write(frame: pl.DataFrame, name: str, folder: Path) -> None:
    """Keep the columns of the schema, sort by the key, and write."""
    schema = schemas()[name]
    path = folder / "tables" / f"{name}.parquet"
    out = frame.select(pl.col(column).cast(dtype) for column, dtype in schema.dtypes().items()).sort(
        schema.key
    )
    out = out.with_columns(pl.col(pl.String).cast(pl.Categorical))
    out.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    print(f"{name}: {out.height} rows, {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    data = options.shared / "data"
    write(build_events(data / "events/gdelt_graph_daily_edges_2018_2024.parquet"), "events", options.out)


if __name__ == "__main__":
    main()

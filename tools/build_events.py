"""Rebuild the embedded table `events` from the daily graph of events: all pairs of states by month.

    .venv/bin/python tools/build_events.py [--shared ../shared] [--out src/realpolitik/reference]

A month of a pair needs events on five days at least: the mean of fewer says nothing. The result is the same bytes whenever the inputs
are the same.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from realpolitik.errors import UnknownStateError
from realpolitik.states import resolve
from realpolitik.store.blocks import ENDING, write_blocks
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
FEWEST = 5
"""Days with events that a month of a pair needs."""


def build_events(path: Path) -> pl.DataFrame:
    """Pair-months of all states that are in the register, from the daily graph of events."""
    daily = pl.scan_parquet(path).with_columns(
        pl.col("i", "j").cast(pl.String), pl.col("date").dt.date(), pl.col("w").cast(pl.Float64)
    )
    month = pl.col("date").dt.truncate("1mo").alias("period")
    dated = (
        daily.group_by(month)
        .agg(pl.col("w").abs().sum().alias("all"), pl.col("date").n_unique().alias("all_days"))
        # the graph lists each pair in both orders
        .with_columns(weight_all=(pl.col("all") / pl.col("all_days") / 2).round(2))
    )
    pairs = (
        daily.filter(pl.col("i") < pl.col("j"))
        .group_by(pl.col("i").alias("a"), pl.col("j").alias("b"), month)
        .agg(
            pl.len().cast(pl.Int64).alias("days"),
            pl.col("w").mean().round(2).alias("weight"),
            pl.col("w").std().round(2).alias("spread"),
        )
        .filter(pl.col("days") >= FEWEST)
        .join(dated.select("period", "weight_all"), on="period")
        .collect()
    )
    known = {name for name in {*pairs["a"], *pairs["b"]} if _known(name)}
    return pairs.filter(pl.col("a").is_in(sorted(known)) & pl.col("b").is_in(sorted(known)))


def _known(name: str) -> bool:
    try:
        return resolve(name).code == name
    except UnknownStateError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    frame = build_events(options.shared / "data/events/gdelt_graph_daily_edges_2018_2024.parquet")
    path = options.out / "tables" / f"events.{ENDING}"
    write_blocks(frame, schemas()["events"], path)
    print(f"{path.name}: {frame.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
